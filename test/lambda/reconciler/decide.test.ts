import { BOUNDARY, HOUR, MINUTE, NOW, decided, hoursThatAre, operation, situationOf } from './situations';
import type { Known } from './situations';
import type { Decision } from '../../../lambda/reconciler/decision';
import type { Declaration } from '../../../lambda/reconciler/declaration';

type Answer = Decision['kind'];
type History = 'none' | 'before the boundary' | 'since the boundary, before the stack operation ended' | 'since both';

const STACK_ENDED = NOW - 2 * HOUR;
const CHANGED_AT: Readonly<Record<Exclude<History, 'none'>, number>> = {
  'before the boundary': BOUNDARY - MINUTE,
  'since the boundary, before the stack operation ended': BOUNDARY + MINUTE,
  'since both': NOW - HOUR,
};

/** The service is not as declared; what made it so was a change at that time. */
function answerTo(declaration: Pick<Declaration, 'desired' | 'onDrift'>, changed: History, status: 'RUNNING' | 'PAUSED'): Answer {
  const type = status === 'RUNNING' ? 'RESUME_SERVICE' : 'PAUSE_SERVICE';
  const history = changed === 'none' ? [] : [operation(type, 'SUCCEEDED', CHANGED_AT[changed])];
  return decided(situationOf({ declaration, status }), { history, stackEndedAt: STACK_ENDED }).decision.kind;
}

describe('A service that runs although its running hours are over', () => {
  test.each<[Declaration['onDrift'], History, Answer]>([
    ['TOLERATE', 'none', 'pause'],
    ['TOLERATE', 'before the boundary', 'pause'],
    ['TOLERATE', 'since the boundary, before the stack operation ended', 'pause'],
    ['TOLERATE', 'since both', 'held'],
    ['REPORT', 'none', 'pause'],
    ['REPORT', 'before the boundary', 'pause'],
    ['REPORT', 'since the boundary, before the stack operation ended', 'pause'],
    ['REPORT', 'since both', 'drift'],
    ['CORRECT', 'none', 'pause'],
    ['CORRECT', 'before the boundary', 'pause'],
    ['CORRECT', 'since the boundary, before the stack operation ended', 'pause'],
    ['CORRECT', 'since both', 'pause'],
  ])('with %s, and resumed: %s, leads to: %s', (onDrift, changed, answer) => {
    expect(answerTo({ desired: hoursThatAre('PAUSED'), onDrift }, changed, 'RUNNING')).toBe(answer);
  });

  test('is paused when the newest success is a pause, because then the history is incomplete', () => {
    const history = [operation('PAUSE_SERVICE', 'SUCCEEDED', NOW - HOUR), operation('RESUME_SERVICE', 'SUCCEEDED', NOW - 2 * HOUR)];
    const situation = situationOf({ declaration: { desired: hoursThatAre('PAUSED') } });
    expect(decided(situation, { history, stackEndedAt: -Infinity }).decision.kind).toBe('pause');
  });

  test.each(['FAILED', 'ROLLBACK_SUCCEEDED', 'ROLLBACK_FAILED'])('is paused when the resume after the boundary ended %s', (status) => {
    const history = [operation('RESUME_SERVICE', status, NOW - HOUR), operation('RESUME_SERVICE', 'SUCCEEDED', BOUNDARY - HOUR)];
    const situation = situationOf({ declaration: { desired: hoursThatAre('PAUSED') } });
    expect(decided(situation, { history, stackEndedAt: -Infinity }).decision.kind).toBe('pause');
  });

  test.each([
    ['of the boundary', BOUNDARY, -Infinity, 'held'],
    ['before the boundary', BOUNDARY - 1000, -Infinity, 'pause'],
    ['in which the stack operation ended', NOW - HOUR, NOW - HOUR + 700, 'held'],
    ['before the stack operation ended', NOW - HOUR - 1000, NOW - HOUR + 700, 'pause'],
  ] as const)('and was resumed in the second %s: App Runner gives whole seconds', (_, startedAt, stackEndedAt, answer) => {
    const situation = situationOf({ declaration: { desired: hoursThatAre('PAUSED') } });
    expect(decided(situation, { history: [operation('RESUME_SERVICE', 'SUCCEEDED', startedAt)], stackEndedAt }).decision.kind).toBe(answer);
  });
});

describe('A service that is paused within its running hours', () => {
  test.each<[Declaration['onDrift'], History, Answer]>([
    ['TOLERATE', 'before the boundary', 'resume'],
    ['TOLERATE', 'since both', 'held'],
    ['REPORT', 'since both', 'drift'],
    ['CORRECT', 'since both', 'resume'],
  ])('with %s, and paused: %s, leads to: %s', (onDrift, changed, answer) => {
    expect(answerTo({ desired: hoursThatAre('RUNNING'), onDrift }, changed, 'PAUSED')).toBe(answer);
  });
});

describe('A service with a fixed state that it does not have', () => {
  test.each<[Declaration['onDrift'], Answer]>([
    ['TOLERATE', 'nothing'],
    ['REPORT', 'drift'],
    ['CORRECT', 'resume'],
  ])('leads with %s to: %s', (onDrift, answer) => {
    expect(answerTo({ desired: 'RUNNING', onDrift }, 'since both', 'PAUSED')).toBe(answer);
  });
});

describe('A correction is an act', () => {
  test.each<[string, Pick<Declaration, 'desired' | 'onDrift'>, History, boolean]>([
    ['of CORRECT against a change since the boundary', { desired: hoursThatAre('PAUSED'), onDrift: 'CORRECT' }, 'since both', true],
    ['of CORRECT with a fixed state', { desired: 'PAUSED', onDrift: 'CORRECT' }, 'none', true],
    ['but none that carries out a boundary', { desired: hoursThatAre('PAUSED'), onDrift: 'CORRECT' }, 'before the boundary', false],
    ['but none after a stack operation', { desired: hoursThatAre('PAUSED'), onDrift: 'TOLERATE' }, 'since the boundary, before the stack operation ended', false],
  ])('%s', (_, declaration, changed, corrects) => {
    const history = changed === 'none' ? [] : [operation('RESUME_SERVICE', 'SUCCEEDED', CHANGED_AT[changed])];
    expect(decided(situationOf({ declaration }), { history, stackEndedAt: STACK_ENDED }).decision).toMatchObject({ kind: 'pause', corrects });
  });
});

describe('What is not settled', () => {
  test.each<[string, Answer, string]>([
    ['CREATE_FAILED', 'failed', 'never created'],
    ['DELETE_FAILED', 'failed', 'half deleted'],
    ['DELETED', 'failed', 'does not exist any more'],
    ['NOT_FOUND', 'failed', 'does not exist any more'],
    ['HIBERNATING', 'failed', 'the status HIBERNATING is not known here'],
    ['', 'failed', 'App Runner did not tell the status'],
  ])('is told: %s leads to %s', (status, kind, told) => {
    const { decision, asked } = decided(situationOf({ status }), { history: [], stackEndedAt: NOW });
    expect(decision.kind).toBe(kind);
    expect(decision.reason).toContain(told);
    expect(asked).toEqual([]);
  });

  test.each<[string, Parameters<typeof operation>[], Answer, string]>([
    ['an operation under way', [['UPDATE_SERVICE', 'IN_PROGRESS', NOW - MINUTE]], 'wait', '(UPDATE_SERVICE) is IN_PROGRESS'],
    ['nothing in the list', [], 'wait', 'no operation listed'],
    ['only what has ended in the list', [['PAUSE_SERVICE', 'SUCCEEDED', NOW - MINUTE]], 'wait', 'no operation listed'],
    ['an operation that takes more than an hour', [['UPDATE_SERVICE', 'IN_PROGRESS', NOW - HOUR - 1000]], 'failed', 'more than 60 minutes'],
  ])('is waited for: OPERATION_IN_PROGRESS with %s', (_, operations, kind, told) => {
    const history = operations.map(args => operation(...args));
    const { decision } = decided(situationOf({ status: 'OPERATION_IN_PROGRESS' }), { history, stackEndedAt: NOW });
    expect(decision.kind).toBe(kind);
    expect(decision.reason).toContain(told);
  });

  test('is believed to be settled when only the list says for an hour that an operation is under way', () => {
    const history = [operation('START_DEPLOYMENT', 'IN_PROGRESS', NOW - HOUR - 1000)];
    expect(decided(situationOf({ declaration: { desired: hoursThatAre('PAUSED') } }), { history, stackEndedAt: NOW }).decision.kind).toBe('pause');
  });
});

describe('In a stack', () => {
  const declaration = { desired: hoursThatAre('PAUSED'), deployAfterResume: true } as const;
  const resumedByHand = [operation('RESUME_SERVICE', 'SUCCEEDED', NOW - HOUR)];

  test.each<['act' | 'report' | 'nothing', 'differs' | 'held', Answer]>([
    ['act', 'differs', 'pause'],
    ['report', 'differs', 'drift'],
    ['nothing', 'differs', 'skip'],
    ['act', 'held', 'deploy'],
    ['report', 'held', 'skip'],
    ['nothing', 'held', 'skip'],
  ])('that allows to %s, a service that %s leads to: %s', (allows, found, answer) => {
    const situation = situationOf({ declaration, stack: { allows, reason: 'the stack is UPDATE_FAILED' } });
    const { decision } = decided(situation, { history: found === 'held' ? resumedByHand : [], stackEndedAt: -Infinity });
    expect(decision.kind).toBe(answer);
    if (allows !== 'act') expect(decision.reason).toContain('the stack is UPDATE_FAILED');
  });

  const pausesThatFailed = [3, 2, 1].map(tenMinutes => operation('PAUSE_SERVICE', 'FAILED', NOW - tenMinutes * 10 * MINUTE)).reverse();
  test.each<[string, Declaration['onDrift'], Answer, Known['history']]>([
    ['was resumed by hand', 'TOLERATE', 'held', resumedByHand],
    ['was resumed by hand', 'REPORT', 'drift', resumedByHand],
    ['was resumed by hand', 'CORRECT', 'drift', resumedByHand],
    ['could not be paused three times', 'TOLERATE', 'give-up', pausesThatFailed],
    ['could not be paused three times', 'CORRECT', 'give-up', pausesThatFailed],
  ])('that allows to report only, a service that %s leads with %s to: %s', (_, onDrift, answer, history) => {
    const situation = situationOf({ declaration: { desired: hoursThatAre('PAUSED'), onDrift }, stack: { allows: 'report', reason: 'the stack is UPDATE_FAILED' } });
    expect(decided(situation, { history, stackEndedAt: -Infinity }).decision.kind).toBe(answer);
  });
});

describe('A tick asks', () => {
  test.each<[string, Parameters<typeof situationOf>[0], string[]]>([
    ['nothing more of a service that is as declared', {}, []],
    ['nothing more where drift is only reported', { declaration: { desired: 'PAUSED', onDrift: 'REPORT' } }, []],
    ['the history of one that is not', { declaration: { desired: 'PAUSED', onDrift: 'CORRECT' } }, ['history']],
    ['the history of one that runs and is deployed after a resume', { declaration: { deployAfterResume: true } }, ['history']],
    ['the stack as well before it calls a difference the wish of a person', { declaration: { desired: hoursThatAre('PAUSED') } }, ['history', 'stack-end']],
  ])('%s', (_, situation, expected) => {
    expect(decided(situationOf(situation), { history: [operation('RESUME_SERVICE', 'SUCCEEDED', NOW - HOUR)], stackEndedAt: NOW }).asked).toEqual(expected);
  });
});

test('The reason for leaving a difference alone names the operation that made it, and how long it stays', () => {
  const known = { history: [operation('RESUME_SERVICE', 'SUCCEEDED', NOW - HOUR)], stackEndedAt: -Infinity };
  expect(decided(situationOf({ declaration: { desired: hoursThatAre('PAUSED') } }), known).decision.reason).toBe(
    `the service is RUNNING and is declared PAUSED; operation RESUME_SERVICE-${NOW - HOUR} (RESUME_SERVICE) made it so since the last boundary`
    + ' and the last stack operation, and it stays until the next');
});
