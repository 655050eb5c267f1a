import { execFileSync } from 'child_process';
import { existsSync, statSync } from 'fs';
import * as path from 'path';

export const ROOT = path.join(__dirname, '..');
export const BUNDLE = path.join(ROOT, 'assets', 'handlers', 'index.js');

export const GOAL_BUNDLE_KILOBYTES = 500;
export const GOAL_TARBALL_KILOBYTES = 400;

/** What Lambda has to load. */
export function bundleKilobytes(): number {
  return statSync(BUNDLE).size / 1000;
}

/** What npm downloads. Only a compiled library can be packed. */
export function tarballKilobytes(): number {
  if (!existsSync(path.join(ROOT, '.jsii'))) execFileSync('npx', ['projen', 'compile'], { cwd: ROOT, stdio: 'ignore' });
  const report = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  const [{ size }] = JSON.parse(report.toString()) as [{ size: number }];
  return size / 1000;
}
