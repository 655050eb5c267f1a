import type { Fault } from '../../simulator';
import { ROLLBACK_READINGS, twoOf } from '../readings';
import { FOUND } from '../scenario';
import type { Scenario, Step, Trouble } from '../scenario';
import type { VersionPair } from '../version-pairs';

const FOR_GOOD = 1000;
const ends = (outcome: 'FAILED' | 'ROLLBACK_SUCCEEDED' | 'ROLLBACK_FAILED'): Fault => ({ kind: 'operation-ends', outcome });
const refused: Fault = { kind: 'error', name: 'InvalidRequestException', status: 400, message: 'The image is not there.' };

/** App Runner does not bring CloudFormation's update about. */
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

/** What goes away by itself: an answer is lost, too many calls, an error of App Runner's own, rights that spread slowly. */
export function* passingTrouble(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const kind of ['drop-before', 'drop-after', 'throttle', 'server-error', 'access-denied', 'no-operation-id'] as const) {
    for (const operation of ['PauseService', 'ResumeService', 'ListOperations']) {
      for (const after of [0, 1]) {
        yield* under([{ rule: { operation, after, fault: { kind } } }], ['as declared'], pairs.filter(pair => pair.updatesInPlace && !pair.variant));
      }
    }
  }
}

/** Nobody of ours can look, resume or pause any more, or it never ends: from the start, or from the rollback on. */
export function* troubleForGood(pairs: readonly VersionPair[]): Generator<Scenario> {
  const operations = ['DescribeService', 'ResumeService', 'PauseService', 'ListOperations'];
  const troubles: readonly (readonly [string, Fault])[] = [
    ...operations.map(operation => [operation, { kind: 'access-denied' }] as const),
    ...operations.map(operation => [operation, refused] as const),
    ['ResumeService', { kind: 'throttle' }],
    ['ResumeService', { kind: 'operation-lasts', seconds: 100_000 }],
    ['PauseService', { kind: 'operation-lasts', seconds: 100_000 }],
  ];
  for (const [operation, fault] of troubles) {
    for (const from of [undefined, 'start of rollback']) {
      const trouble: Trouble = { from, oursAlone: operation === 'DescribeService', rule: { operation, times: FOR_GOOD, fault } };
      yield* under([trouble], FOUND, pairs.filter(pair => !pair.variant && (pair.updatesInPlace || pair.replaces || pair.asksForNothing)));
    }
  }
}

function* under(troubles: readonly Trouble[], founds: readonly Scenario['found'][], pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const [turn, { name, from, to }] of pairs.entries()) {
    for (const found of founds) {
      for (const readings of twoOf(ROLLBACK_READINGS, turn)) {
        const steps: Step[] = [{ deploy: to }, { deploy: to, failAt: ['end of update'] }];
        for (const step of steps) yield { name, from, found, readings, troubles, steps: [step] };
      }
    }
  }
}
