import { execFileSync, spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { ROOT } from '../sizes';
import type { Table } from '../table';
import { us } from '../us';

const GOAL_DEMO_SECONDS = 90;
const GOAL_TEST_SECONDS = 360;

export const FRESH_CLONE_TITLE = 'A fresh clone, in seconds';

/** How long does somebody wait who has just cloned the repository? */
export function freshClone(): Table {
  const [test] = inClone(seconds => [seconds('cit')]);
  const [testAgain] = inClone(seconds => [seconds('cit')]);
  const [demoWithInstallation, demo] = inClone(seconds => [seconds('run', 'demo'), seconds('run', 'demo')]);
  return {
    title: FRESH_CLONE_TITLE,
    note: `Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run bench -- --with-clones\`, because it takes longer than all the rest. `
      + 'The caches of npm and pip are warm, so that downloads count as little as possible; installing from them counts but where it says so. '
      + 'The quicker of two runs of `npm cit`: whatever else a machine has to do can only make it slower.',
    columns: [us.name],
    rows: [
      { question: 'npm cit', values: [Math.min(test, testAgain)], goal: GOAL_TEST_SECONDS, decimals: 0 },
      { question: 'npm run demo, once all is installed', values: [demo], goal: GOAL_DEMO_SECONDS, decimals: 0 },
      { question: 'npm run demo, with the installation', values: [demoWithInstallation], decimals: 0 },
    ],
  };
}

function inClone(measure: (seconds: (...args: string[]) => number) => number[]): number[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-clone-'));
  try {
    execFileSync('git', ['clone', '--quiet', ROOT, folder]);
    return measure((...args) => {
      const startedAt = performance.now();
      const { status, stdout, stderr } = spawnSync('npm', args, {
        cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000, env: { ...process.env, npm_config_prefer_offline: 'true' },
      });
      if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in a fresh clone:\n${stdout}${stderr}`);
      return (performance.now() - startedAt) / 1000;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
