import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { consumerEnvironment, run } from './command';

export const LANGUAGES = ['typescript', 'python', 'java', 'go'] as const;
export type Language = typeof LANGUAGES[number];

/** The stack that every example app makes. */
export const STACK_NAME = 'AppRunnerStateExample';

/** One asset of an assembly: what it is, and the hash of its content. */
export type Asset = string;

/** What an example app synthesized. */
export interface Assembly {
  readonly folder: string;
  readonly templatePath: string;
  readonly template: string;
  readonly assets: Asset[];
}

/** Where a consumer works. */
export interface Surroundings {
  /** Holds the examples and the packages, as the repository does, and nothing else. */
  readonly workspace: string;
  /** A folder of commands for all languages. */
  readonly commands: string;
  readonly mavenRepository: string;
}

/** Does what the README of an example says, up to `cdk synth`. */
export async function synthesize(language: Language, surroundings: Surroundings): Promise<Assembly> {
  const folder = path.join(surroundings.workspace, 'examples', language);
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const [, commands] = /```sh\n(.*?cdk synth)\n/s.exec(readme) ?? [];
  if (commands === undefined) throw new Error(`examples/${language}/README.md has no 'sh' block with 'cdk synth'`);
  const env = { ...consumerEnvironment(surroundings.commands), MAVEN_OPTS: `-Dmaven.repo.local=${surroundings.mavenRepository}` };
  await run('sh', ['-e', '-c', commands], { cwd: folder, env });

  const output = path.join(folder, 'cdk.out');
  const templatePath = path.join(output, `${STACK_NAME}.template.json`);
  return { folder: output, templatePath, template: readFileSync(templatePath, 'utf8'), assets: assetsIn(output) };
}

function assetsIn(folder: string): Asset[] {
  const manifest = JSON.parse(readFileSync(path.join(folder, `${STACK_NAME}.assets.json`), 'utf8')) as {
    files: Record<string, { displayName?: string; source: { packaging: string } }>;
  };
  return Object.entries(manifest.files).map(([hash, { displayName = '', source }]) => `${displayName} (${source.packaging}): ${hash}`).sort();
}
