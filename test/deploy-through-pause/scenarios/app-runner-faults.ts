import type { Fault } from '../../simulator';
import { ROLLBACK_ASSUMPTIONS, twoOf } from '../assumptions';
import { FOUND } from '../scenario';
import type { Scenario, Step, PlannedFault } from '../scenario';
import type { VersionPair } from '../version-pairs';

const FOR_GOOD = 1000;
const ends = (outcome: 'FAILED' | 'ROLLBACK_SUCCEEDED' | 'ROLLBACK_FAILED'): Fault => ({ kind: 'operation-ends', outcome });
const refused: Fault = { kind: 'error', name: 'InvalidRequestException', status: 400, message: 'The image is not there.' };

/** CloudFormation's update fails in App Runner. */
export function* updatesThatFail(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const fault of [ends('ROLLBACK_SUCCEEDED'), ends('FAILED'), refused]) {
    for (const times of [1, FOR_GOOD]) yield* under([{ rule: { operation: 'UpdateService', times, fault } }], ['as declared'], pairs.filter(pair => pair.updatesInPlace));
  }
}

/** Pausing or resuming fails: once or from then on, from the start, from the rollback or only in the clean-up. */
export function* pausesAndResumesThatFail(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const operation of ['PauseService', 'ResumeService']) {
    for (const from of [undefined, 'start of rollback', 'start of clean-up']) {
      for (const times of [1, FOR_GOOD]) {
        const touching = pairs.filter(pair => pair.updatesInPlace || pair.replaces || pair.onlyPausesOrResumes);
        yield* under([{ from, rule: { operation, times, fault: ends('FAILED') } }], FOUND, touching);
      }
    }
  }
}

/** Faults that pass: a lost answer, throttling, an internal error of App Runner, rights that spread slowly. */
export function* transientFaults(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const kind of ['drop-before', 'drop-after', 'throttle', 'server-error', 'access-denied', 'no-operation-id'] as const) {
    for (const operation of ['PauseService', 'ResumeService', 'ListOperations']) {
      for (const after of [0, 1]) {
        yield* under([{ rule: { operation, after, fault: { kind } } }], ['as declared'], pairs.filter(pair => pair.updatesInPlace && !pair.variant));
      }
    }
  }
}

/** Our functions can no longer describe, resume or pause, or an operation never ends: from the start, or from the rollback on. */
export function* permanentFaults(pairs: readonly VersionPair[]): Generator<Scenario> {
  const operations = ['DescribeService', 'ResumeService', 'PauseService', 'ListOperations'];
  const cases: readonly (readonly [string, Fault])[] = [
    ...operations.map(operation => [operation, { kind: 'access-denied' }] as const),
    ...operations.map(operation => [operation, refused] as const),
    ['ResumeService', { kind: 'throttle' }],
    ['ResumeService', { kind: 'operation-lasts', seconds: 100_000 }],
    ['PauseService', { kind: 'operation-lasts', seconds: 100_000 }],
  ];
  for (const [operation, fault] of cases) {
    for (const from of [undefined, 'start of rollback']) {
      const planned: PlannedFault = { from, oursAlone: operation === 'DescribeService', rule: { operation, times: FOR_GOOD, fault } };
      yield* under([planned], FOUND, pairs.filter(pair => !pair.variant && (pair.updatesInPlace || pair.replaces || pair.asksForNothing)));
    }
  }
}

function* under(faults: readonly PlannedFault[], founds: readonly Scenario['found'][], pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const [turn, { name, from, to }] of pairs.entries()) {
    for (const found of founds) {
      for (const assumptions of twoOf(ROLLBACK_ASSUMPTIONS, turn)) {
        const steps: Step[] = [{ deploy: to }, { deploy: to, failAt: ['end of update'] }];
        for (const step of steps) yield { name, from, found, assumptions, faults, steps: [step] };
      }
    }
  }
}
