import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { median } from '../samples';
import { BUNDLE } from '../sizes';
import type { Table } from '../table';
import { us } from '../us';

const RUNS = 15;

/** How much longer does a function take to start than the shortest there is? */
export function handlerStart(): Table {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const oneLine = path.join(folder, 'index.js');
    writeFileSync(oneLine, 'exports.onEvent = async () => ({});\n');
    const ours: number[] = [];
    const shortest: number[] = [];
    for (let run = 0; run <= RUNS; run++) {
      ours.push(secondsToStart(BUNDLE));
      shortest.push(secondsToStart(oneLine));
    }
    return {
      title: 'Start of a handler, in seconds',
      note: `A Node.js process that loads the handler and ends, in turns, the median of ${RUNS} after a first one that does not count.`,
      columns: [us.name, 'a handler of one line'],
      rows: [{ question: 'seconds', values: [median(ours.slice(1)), median(shortest.slice(1))], goalRatio: 2, decimals: 3 }],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function secondsToStart(handler: string): number {
  const startedAt = performance.now();
  execFileSync(process.execPath, ['-e', `require(${JSON.stringify(handler)}).onEvent`], {
    env: { ...process.env, AWS_REGION: 'us-east-1', NODE_NO_WARNINGS: '1' },
  });
  return (performance.now() - startedAt) / 1000;
}
