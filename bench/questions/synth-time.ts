import { App, Stack } from 'aws-cdk-lib';
import { plainProvider } from '../peers/plain-provider';
import { median } from '../samples';
import type { Table } from '../table';
import { us } from '../us';
import { arnOf } from './template-size';

const MANY = 150;
const RUNS = 80;

/** What does a synthesis gain by 150 declarations? */
export function synthTime(): Table {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    ours.push(secondsToSynthesize(stack => {
      for (let index = 0; index < MANY; index++) us.declare(stack, `State${index}`, arnOf(index), 'PAUSED');
    }));
    bare.push(secondsToSynthesize(stack => {
      for (let index = 0; index < MANY; index++) plainProvider.declare(stack, `State${index}`, arnOf(index), 'PAUSED');
    }));
  }
  return {
    title: `Synthesis of ${MANY} declarations, in seconds`,
    note: `In one process in turns, the median of ${RUNS} runs after a first one that does not count. The bare ones are of one plain Provider.`,
    columns: [us.name, 'bare CustomResources'],
    rows: [{ question: 'seconds', values: [median(ours.slice(1)), median(bare.slice(1))], goalRatio: 1.3, decimals: 3 }],
  };
}

function secondsToSynthesize(declare: (stack: Stack) => void): number {
  const startedAt = performance.now();
  const app = new App();
  declare(new Stack(app, 'Bench'));
  app.synth();
  return (performance.now() - startedAt) / 1000;
}
