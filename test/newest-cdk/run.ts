/**
 * `npm run test:newest-cdk`: compiles the library against the newest aws-cdk-lib and constructs that its users may
 * have, and runs the unit tests and the gallery of apps there; lambda/ and src/contract/ know no CDK, so their tests
 * would show nothing. The ordinary tests run against the lowest.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const { peerDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { peerDependencies: Record<string, string> };

const copy = mkdtempSync(path.join(tmpdir(), 'newest-cdk-'));
try {
  copyTree();
  // npm takes the newest version that a range allows.
  step('npm', 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...Object.entries(peerDependencies).map(([name, range]) => `${name}@${range}`));
  for (const name of Object.keys(peerDependencies)) console.log(`${name} ${installed(name)}`);
  step('npx', 'projen', 'bundle');
  step('npx', 'projen', 'compile');
  step('npx', 'jest', 'test/src/(?!contract/)', 'test/apps', '--ci', '--reporters=default', '--reporters=jest-junit');
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** What git knows or would take, as it is in the work tree, and what is installed. */
function copyTree(): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  for (const file of files.split('\0').filter(name => name && existsSync(path.join(ROOT, name)))) cpSync(path.join(ROOT, file), path.join(copy, file));
  // What checks the templates is installed there.
  const cache = path.join(ROOT, '.cache', 'cfn-lint');
  mkdirSync(cache, { recursive: true });
  mkdirSync(path.join(copy, '.cache'));
  symlinkSync(cache, path.join(copy, '.cache', 'cfn-lint'));
  cpSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
}

function installed(name: string): string {
  return (JSON.parse(readFileSync(path.join(copy, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}

function step(command: string, ...args: string[]): void {
  console.log(`--- ${[command, ...args].join(' ')}`);
  // What newer versions deprecate is an error here, so that the library works for users who forbid warnings.
  const report = { JEST_JUNIT_OUTPUT_DIR: path.join(ROOT, 'test-reports'), JEST_JUNIT_OUTPUT_NAME: 'newest-cdk.xml' };
  const env = { ...process.env, ...report, JSII_DEPRECATED: 'fail' };
  const { status } = spawnSync(command, args, { cwd: copy, stdio: 'inherit', env });
  if (status !== 0) throw new Error(`'${[command, ...args].join(' ')}' failed with the newest CDK`);
}
