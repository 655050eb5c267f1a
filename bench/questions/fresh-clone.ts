import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { ROOT } from '../sizes';
import type { Table } from '../table';
import { us } from '../us';

const GOAL_DEMO_SECONDS = 90;
const GOAL_TEST_SECONDS = 360;

/** How long does somebody wait who has just cloned the repository? */
export function freshClone(): Table {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-clone-'));
  try {
    execFileSync('git', ['clone', '--quiet', ROOT, folder]);
    const seconds = (...args: string[]): number => {
      const startedAt = performance.now();
      execFileSync('npm', args, { cwd: folder, stdio: 'ignore', env: { ...process.env, npm_config_prefer_offline: 'true' } });
      return (performance.now() - startedAt) / 1000;
    };
    const test = seconds('cit');
    return {
      title: 'A fresh clone, in seconds',
      note: 'With a warm npm cache, so that downloads count as little as possible.',
      columns: [us.name],
      rows: [
        { question: 'npm cit', values: [test], goal: GOAL_TEST_SECONDS, decimals: 0 },
        { question: 'npm run demo', values: [seconds('run', 'demo')], goal: GOAL_DEMO_SECONDS, decimals: 0 },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
