import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import * as path from 'node:path';
import type { Archives } from './archives';
import type { CheckList } from './check-list';
import { run } from './command';

const ROOT = path.join(__dirname, '..', '..');
const DIST = path.join(ROOT, 'dist');
const KIB = 1024;

/** `npm test` alone does not compile; what is packaged has to be what the sources say now. */
const STEPS = ['bundle', 'compile', 'rosetta', 'package:js'];
const STEPS_AT_ONCE = ['package:python', 'package:java', 'package:go'];

const JAVA_FOLDER = 'java/io/github/cdkapprunnerstate/cdk-apprunner-state/0.0.0';

/** What the packages may weigh: a good fifth more than they do, so that something that does not belong there shows. */
export const PACKAGES = {
  npm: { file: 'js/cdk-apprunner-state@0.0.0.jsii.tgz', limit: 540 * KIB },
  wheel: { file: 'python/cdk_apprunner_state-0.0.0-py3-none-any.whl', limit: 580 * KIB },
  sdist: { file: 'python/cdk_apprunner_state-0.0.0.tar.gz', limit: 590 * KIB },
  jar: { file: `${JAVA_FOLDER}/cdk-apprunner-state-0.0.0.jar`, limit: 590 * KIB },
  sources: { file: `${JAVA_FOLDER}/cdk-apprunner-state-0.0.0-sources.jar`, limit: 590 * KIB },
  javadoc: { file: `${JAVA_FOLDER}/cdk-apprunner-state-0.0.0-javadoc.jar`, limit: 290 * KIB },
  pom: { file: `${JAVA_FOLDER}/cdk-apprunner-state-0.0.0.pom`, limit: 8 * KIB },
  go: { file: 'go/cdkapprunnerstate', limit: 680 * KIB },
} as const;

export function packagePath(name: keyof typeof PACKAGES): string {
  return path.join(DIST, PACKAGES[name].file);
}

/** Makes all packages anew. */
export async function buildPackages(checks: CheckList): Promise<void> {
  // jsii leaves what a removed file was compiled to, and the packages would carry it.
  for (const made of [DIST, path.join(ROOT, 'lib')]) rmSync(made, { recursive: true, force: true });
  const build = (step: string): Promise<unknown> => checks.check(`npx projen ${step}`, () => run('npx', ['projen', step], { cwd: ROOT }));
  for (const step of STEPS) await build(step);
  if (!checks.hasFailed) await Promise.all(STEPS_AT_ONCE.map(build));
}

/** Nothing too big, nothing missing, nothing that does not belong there, and the same library in each. */
export async function checkPackages(checks: CheckList, archives: Archives): Promise<void> {
  for (const [name, { file, limit }] of Object.entries(PACKAGES)) {
    const size = sizeOf(path.join(DIST, file));
    await checks.check(`size of ${name}: ${kib(size)} of at most ${kib(limit)}`, () => {
      if (size === 0) throw new Error(`dist/${file} was not made`);
      if (size > limit) throw new Error('Look for what does not belong there; if it all does, raise the limit in test/languages/packages.ts.');
    });
  }
  await checks.check('npm package: exactly the files that belong there', async () => {
    const found = (await archives.filesOf('npm')).map(file => file.replace(/^package\//, '')).sort();
    const expected = filesOfTheNpmPackage();
    const missing = expected.filter(file => !found.includes(file));
    const strange = found.filter(file => !expected.includes(file));
    if (missing.length + strange.length > 0) throw new Error([...missing.map(file => `missing: ${file}`), ...strange.map(file => `does not belong there: ${file}`)].join('\n'));
  });
  const library = contentHash(packagePath('npm'));
  for (const name of ['wheel', 'jar', 'go'] as const) {
    await checks.check(`${name}: holds the library of the npm package`, async () => {
      const embedded = (await archives.filesOf(name)).filter(file => file.endsWith('.tgz'));
      if (embedded.length !== 1) throw new Error(`it holds ${embedded.length} archives: ${embedded.join(', ')}`);
      if (contentHash(await archives.pathOf(name, embedded[0])) !== library) throw new Error(`${embedded[0]} is another one`);
    });
  }
  await checkLowestVersions(checks);
}

/** The lowest versions that are supported must stay the same in every release. */
async function checkLowestVersions(checks: CheckList): Promise<void> {
  const { peerDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { peerDependencies: Record<string, string> };
  const [cdk, constructs] = ['aws-cdk-lib', 'constructs'].map(name => peerDependencies[name].replace('^', ''));
  const places = {
    pom: { text: () => readFileSync(packagePath('pom'), 'utf8'), wanted: [`<version>[${cdk},`, `<version>[${constructs},`] },
    go: { text: () => readFileSync(path.join(packagePath('go'), 'go.mod'), 'utf8'), wanted: [`awscdk/v2 v${cdk}\n`, `constructs/v10 v${constructs}\n`] },
  };
  for (const [name, { text, wanted }] of Object.entries(places)) {
    await checks.check(`${name}: asks for aws-cdk-lib ${cdk} and constructs ${constructs}, or newer`, () => {
      const missing = wanted.filter(part => !text().includes(part));
      if (missing.length > 0) throw new Error(`it does not say '${missing.join("' and '")}':\n${text()}`);
    });
  }
}

function filesOfTheNpmPackage(): string[] {
  const modules = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => `lib/${file.slice(0, -'.ts'.length)}`);
  return [
    '.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'assets/handlers/index.js',
    ...modules.flatMap(module => [`${module}.js`, `${module}.d.ts`]),
  ].sort();
}

function contentHash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0);
}

function kib(bytes: number): string {
  return `${Math.ceil(bytes / KIB)} KiB`;
}
