/**
 * `npm run demo`: checks and installs what the demo needs, then hands over to main.ts.
 * Plain JavaScript, because in a fresh clone nothing is installed yet, and it has to start under a Node that is too
 * old in order to say so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

checkNode();
process.chdir(root);
if (!isInstalled()) {
  console.log('Installing the development dependencies: npm ci (once, about a minute)');
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
}
const require = createRequire(import.meta.url);
require('ts-node').register({ transpileOnly: true, project: 'demo/tsconfig.json' });
require('./main.ts');

function checkNode() {
  const needed = readJson(root + 'package.json').engines.node.replace(/[^\d.]/g, '');
  if (!isBelow(process.versions.node, needed)) return;
  console.error(`The demo needs Node.js ${needed} or newer, but this is ${process.versions.node}. `
    + 'Install it with: nvm install 24 (or from https://nodejs.org/en/download)');
  process.exit(1);
}

function isBelow(version, needed) {
  const [have, want] = [version, needed].map((text) => text.split('.').map(Number));
  const differs = have.findIndex((number, index) => number !== want[index]);
  return differs >= 0 && have[differs] < want[differs];
}

/** npm writes down what it installed; that must be what the lockfile says. */
function isInstalled() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(record)) return false;
  const installed = readJson(record).packages;
  return Object.entries(readJson('package-lock.json').packages).every(([folder, wanted]) =>
    folder === '' || wanted.optional || wanted.devOptional || (installed[folder] && installed[folder].version === wanted.version));
}

/** The npm that started us, if one did. */
function npm(...args) {
  const own = process.env.npm_execpath;
  const [command, first] = own && own.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...args], { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`'npm ${args.join(' ')}' failed${error ? `: ${error.message}` : ''}. npm comes with Node.js: https://nodejs.org/en/download`);
  process.exit(1);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
