import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { consumerEnvironment, run } from './command';
import type { Language, Surroundings } from './example-app';

/** The first example of README.md as a reader pastes it: which fence it has, what file it becomes, what runs it. */
interface Pasted {
  readonly fence: string;
  readonly file: string;
  readonly app: string;
}

const PASTED: Record<Language, Pasted> = {
  typescript: { fence: 'ts nofixture', file: 'readme.ts', app: 'npx ts-node readme.ts' },
  python: { fence: 'python', file: 'readme.py', app: '.venv/bin/python readme.py' },
  java: {
    fence: 'java',
    file: 'src/main/java/ShopApp.java',
    app: 'mvn --quiet --batch-mode compile exec:java -Dexec.mainClass=ShopApp',
  },
  go: { fence: 'go', file: 'readme/main.go', app: 'go run ./readme' },
};

/**
 * Runs the first example of a language in README.md where the example app of that language is installed already.
 *
 * @returns the template that it makes
 */
export async function synthesizeReadme(language: Language, readme: string, surroundings: Surroundings): Promise<string> {
  const { fence, file, app } = PASTED[language];
  const [, code] = new RegExp(`^\`\`\`${fence}\\n(.*?)^\`\`\`$`, 'ms').exec(readme) ?? [];
  if (code === undefined) throw new Error(`README.md has no block that begins with \`\`\`${fence}`);
  const folder = path.join(surroundings.workspace, 'examples', language);
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), code);

  const env = { ...consumerEnvironment(surroundings.commands), MAVEN_OPTS: `-Dmaven.repo.local=${surroundings.mavenRepository}` };
  await run('cdk', ['synth', '--quiet', '--app', app, '--output', 'cdk.out.readme'], { cwd: folder, env });
  return readFileSync(path.join(folder, 'cdk.out.readme', 'Shop.template.json'), 'utf8');
}
