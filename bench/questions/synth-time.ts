import { App, Stack } from 'aws-cdk-lib';
import { OFFICE_HOURS } from '../hours-keepers/hours-keeper';
import { declareHours } from '../hours-keepers/us';
import { plainProvider } from '../peers/plain-provider';
import { median } from '../samples';
import type { Table } from '../table';
import { us } from '../us';
import { arnOf } from './template-size';

const MANY = 150;
const RUNS = 80;
const RUNS_WITH_HOURS = 20;

type Declare = (stack: Stack, index: number) => void;

/** What does a synthesis gain by 150 declarations? */
export function synthTime(): Table {
  return {
    title: `Synthesis of ${MANY} declarations, in seconds`,
    note: `In one process in turns, the median of ${RUNS} runs after a first one that does not count. The bare ones are of one plain Provider.`,
    columns: [us.name, 'bare CustomResources'],
    rows: [{
      question: 'seconds',
      values: mediansOf(RUNS, (stack, index) => us.declare(stack, `State${index}`, arnOf(index), 'PAUSED'), (stack, index) => plainProvider.declare(stack, `State${index}`, arnOf(index), 'PAUSED')),
      goalRatio: 1.3,
      decimals: 3,
    }],
  };
}

/** And what by their hours? */
export function hoursSynthTime(): Table {
  return {
    title: `Synthesis of ${MANY} declarations with running hours, in seconds`,
    note: `In one process in turns, the median of ${RUNS_WITH_HOURS} runs after a first one that does not count.`,
    columns: ['with hours', 'without'],
    rows: [{
      question: 'seconds',
      values: mediansOf(RUNS_WITH_HOURS, (stack, index) => declareHours(stack, `State${index}`, arnOf(index), OFFICE_HOURS), (stack, index) => us.declare(stack, `State${index}`, arnOf(index), 'PAUSED')),
      goalRatio: 1.2,
      decimals: 3,
    }],
  };
}

function mediansOf(runs: number, ...declares: readonly Declare[]): number[] {
  const seconds = declares.map((): number[] => []);
  for (let run = 0; run <= runs; run++) declares.forEach((declare, index) => seconds[index].push(secondsToSynthesize(declare)));
  return seconds.map(ofOne => median(ofOne.slice(1)));
}

function secondsToSynthesize(declare: Declare): number {
  const startedAt = performance.now();
  const app = new App();
  const stack = new Stack(app, 'Bench');
  for (let index = 0; index < MANY; index++) declare(stack, index);
  app.synth();
  return (performance.now() - startedAt) / 1000;
}
