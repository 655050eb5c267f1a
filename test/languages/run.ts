/**
 * `npm run test:languages`: makes the packages, lets an app of each language use its own the way a user would, and
 * holds what comes out against each other.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Archives } from './archives';
import { askHours } from './asked-hours';
import { CheckList } from './check-list';
import { compare } from './comparison';
import { deploy } from './deployed-example';
import { LANGUAGES, synthesize, type Assembly, type Language, type Surroundings } from './example-app';
import { makeMistake } from './mistake';
import { buildPackages, checkPackages } from './packages';
import { synthesizeReadme } from './readme-example';
import { checkToolchains } from './toolchains';
import { checkTranslations } from './translations';
import { findingsIn } from '../template-check/findings';

const ROOT = path.join(__dirname, '..', '..');
const MAVEN_REPOSITORY = path.join(ROOT, '.cache', 'm2');

/** Not under version control, though they lie beside what is. */
const NOT_CHECKED_IN = ['node_modules', '.venv', 'target', 'cdk.out', 'package-lock.json'];

async function prove(checks: CheckList): Promise<void> {
  await checkToolchains(checks);
  if (checks.hasFailed) return;
  await buildPackages(checks);
  if (checks.hasFailed) return;

  const workspace = mkdtempSync(path.join(tmpdir(), 'cdk-apprunner-state-'));
  try {
    const archives = new Archives(path.join(workspace, 'unpacked'));
    await checkPackages(checks, archives);
    await checkTranslations(checks, archives);
    await checkExampleVersions(checks);
    const surroundings = furnish(workspace);
    const assemblies = await synthesizeAll(checks, surroundings);
    await compare(checks, assemblies, LANGUAGES);
    await checkTemplates(checks, 'the examples', new Map([...assemblies].map(([language, { template }]) => [language, template])));
    await checkReadme(checks, surroundings);
    await Promise.all(LANGUAGES.map(language => checks.check(`${language}: an error names things as the app does`, () => makeMistake(language, surroundings))));
    await checks.check('python: running hours can be asked', () => askHours(surroundings));
    const deployed = assemblies.get('python');
    if (deployed) await deploy(checks, deployed);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** The examples show the lowest version that is supported; with another one, their assets would differ. */
async function checkExampleVersions(checks: CheckList): Promise<void> {
  const { devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  const version = devDependencies['aws-cdk-lib'];
  const manifests = { typescript: 'package.json', python: 'requirements.txt', java: 'pom.xml', go: 'go.mod' };
  for (const [language, manifest] of Object.entries(manifests)) {
    await checks.check(`${language}: the example is pinned to aws-cdk-lib ${version}`, () => {
      if (!readFileSync(path.join(ROOT, 'examples', language, manifest), 'utf8').includes(version)) throw new Error(`examples/${language}/${manifest} names another version`);
    });
  }
}

/** In a copy outside of the repository, so that nothing which is installed here can stand in for what is missing there. */
function furnish(workspace: string): Surroundings {
  for (const folder of ['examples', 'dist']) {
    cpSync(path.join(ROOT, folder), path.join(workspace, folder), {
      recursive: true,
      filter: source => !NOT_CHECKED_IN.includes(path.basename(source)),
    });
  }
  const commands = path.join(workspace, 'bin');
  mkdirSync(commands);
  symlinkSync(path.join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk'), path.join(commands, 'cdk'));
  // Maven caches a version for ever.
  rmSync(path.join(MAVEN_REPOSITORY, 'io', 'github', 'cdkapprunnerstate'), { recursive: true, force: true });

  return { workspace, commands, mavenRepository: MAVEN_REPOSITORY };
}

async function synthesizeAll(checks: CheckList, surroundings: Surroundings): Promise<Map<Language, Assembly>> {
  const assemblies = new Map<Language, Assembly>();
  await Promise.all(LANGUAGES.map(async (language) => {
    const assembly = await checks.check(`${language}: the example installs and synthesizes as its README says`,
      () => synthesize(language, surroundings));
    if (assembly) assemblies.set(language, assembly);
  }));
  return assemblies;
}

/** jsii-rosetta compiles the TypeScript of the README; the other languages stand there by hand. */
async function checkReadme(checks: CheckList, surroundings: Surroundings): Promise<void> {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const templates = new Map<Language, string>();
  await Promise.all(LANGUAGES.map(language => checks.check(`${language}: the first example of README.md runs`, async () => {
    templates.set(language, await synthesizeReadme(language, readme, surroundings));
  })));
  await checks.check('the first example of README.md says the same in each language', () => {
    const others = LANGUAGES.filter(language => templates.get(language) !== templates.get('typescript'));
    if (others.length > 0) throw new Error(`another template than typescript: ${others.join(', ')}`);
  });
  await checkTemplates(checks, 'the first example of README.md', templates);
}

async function checkTemplates(checks: CheckList, what: string, templates: ReadonlyMap<Language, string>): Promise<void> {
  await checks.check(`CloudFormation would accept ${what}`, async () => {
    const findings = await findingsIn([...templates].map(([language, text]) => ({ name: `${language}: ${what}`, template: JSON.parse(text) as object })));
    if (findings.length > 0) throw new Error(findings.join('\n'));
  });
}

const checks = new CheckList();
prove(checks)
  .catch((error: unknown) => checks.check('the run itself', () => { throw error; }))
  .finally(() => checks.conclude());
