import { decide } from '../../../lambda/core/decide';
import type { Decision, Situation } from '../../../lambda/core/decide';

type Desired = Situation['desired'];
type Answer = Decision['kind'] | Extract<Decision, { kind: 'fail' }>['failure'];

const DESIRED: readonly Desired[] = ['RUNNING', 'PAUSED'];
const OBSERVED = ['RUNNING', 'PAUSED', 'OPERATION_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_FAILED', 'DELETED', 'NOT_FOUND', 'HIBERNATING', ''];

/** What becomes of a settled service; `none` is no operation of ours, `unlisted` one that ListOperations does not show yet. */
const OPERATION_STATUSES = [
  'none', 'unlisted', 'PENDING', 'IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEEDED', 'CANCELLED', '',
] as const;
type OperationStatus = typeof OPERATION_STATUSES[number];

/** One row per observed status, for all operations. */
const UNSETTLED: Readonly<Record<string, Answer>> = {
  'OPERATION_IN_PROGRESS': 'wait',
  'CREATE_FAILED': 'create-failed',
  'DELETE_FAILED': 'delete-failed',
  'DELETED': 'gone',
  'NOT_FOUND': 'gone',
  'HIBERNATING': 'unknown-status',
  '': 'unknown-status',
};

const IN_THE_WANTED_STATUS: Readonly<Record<OperationStatus, Answer>> = {
  'none': 'done',
  'unlisted': 'done',
  'PENDING': 'wait',
  'IN_PROGRESS': 'wait',
  'ROLLBACK_IN_PROGRESS': 'wait',
  'SUCCEEDED': 'done',
  'FAILED': 'done',
  'ROLLBACK_FAILED': 'done',
  'ROLLBACK_SUCCEEDED': 'done',
  'CANCELLED': 'done',
  '': 'done',
};

const IN_THE_OPPOSITE_STATUS: Readonly<Record<OperationStatus, Answer | 'act'>> = {
  'none': 'act',
  'unlisted': 'wait',
  'PENDING': 'wait',
  'IN_PROGRESS': 'wait',
  'ROLLBACK_IN_PROGRESS': 'wait',
  'SUCCEEDED': 'act',
  'FAILED': 'operation-failed',
  'ROLLBACK_FAILED': 'operation-failed',
  'ROLLBACK_SUCCEEDED': 'operation-failed',
  'CANCELLED': 'unknown-operation-status',
  '': 'unknown-operation-status',
};

function expectedOf(desired: Desired, observed: string, operation: OperationStatus): Answer {
  if (observed !== 'RUNNING' && observed !== 'PAUSED') return UNSETTLED[observed];
  if (observed === desired) return IN_THE_WANTED_STATUS[operation];
  const answer = IN_THE_OPPOSITE_STATUS[operation];
  if (answer !== 'act') return answer;
  return desired === 'PAUSED' ? 'pause' : 'resume';
}

function situation(desired: Desired, status: string, operation: OperationStatus, more: Partial<Situation> = {}): Situation {
  return {
    desired,
    status,
    tries: operation === 'none' ? 0 : 1,
    tolerated: [],
    ...(operation !== 'none' && { operation: { id: 'op-1', type: 'ANY', status: operation === 'unlisted' ? undefined : operation } }),
    ...more,
  };
}

const answerOf = (decision: Decision): Answer => (decision.kind === 'fail' ? decision.failure : decision.kind);

const TRIPLES = DESIRED.flatMap((desired) => OBSERVED.flatMap((observed) =>
  OPERATION_STATUSES.map((operation) => ({ desired, observed, operation, expected: expectedOf(desired, observed, operation) }))));

describe('The decision', () => {
  test('has a row for every triple', () => expect(TRIPLES).toHaveLength(2 * 9 * 11));

  it.each(TRIPLES)('for $desired, observed $observed, operation $operation is $expected', ({ desired, observed, operation, expected }) => {
    expect(answerOf(decide(situation(desired, observed, operation)))).toBe(expected);
  });

  it.each(OBSERVED.flatMap((observed) => OPERATION_STATUSES.map((operation) => ({ observed, operation }))))(
    'is done in a tolerated status: $observed, operation $operation', ({ observed, operation }) => {
      expect(decide(situation('PAUSED', observed, operation, { tolerated: ['ELSEWHERE', observed] }))).toEqual({
        kind: 'done', reason: `the service is ${observed}: nothing left to do here`,
      });
    });

  it.each([[1, 'pause'], [2, 'pause'], [3, 'changed-back'], [4, 'changed-back']] as const)(
    'after %i operations that succeeded in vain is %s', (tries, expected) => {
      expect(answerOf(decide(situation('PAUSED', 'RUNNING', 'SUCCEEDED', { tries })))).toBe(expected);
    });

  it.each([[true, 'done'], [false, 'resume']] as const)('once an operation has succeeded, what somebody does by hand stays only where the goal yields: %s', (yields, expected) => {
    expect(answerOf(decide(situation('RUNNING', 'PAUSED', 'SUCCEEDED', { yields })))).toBe(expected);
  });

  it.each(['FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEEDED'] as const)('after %s is one more try where there is a reason for it, and only there', (status) => {
    const after = (tries: number, reasonToRetry?: string): Answer => answerOf(decide(situation('RUNNING', 'PAUSED', status, { tries, reasonToRetry })));
    expect([after(1), after(1, 'it matters'), after(2, 'it matters'), after(3, 'it matters')]).toEqual(['operation-failed', 'resume', 'operation-failed', 'operation-failed']);
  });

  it.each<[Situation, string]>([
    [situation('PAUSED', 'RUNNING', 'none'), 'the service is RUNNING and is to be PAUSED'],
    [situation('PAUSED', 'PAUSED', 'none'), 'the service is PAUSED'],
    [situation('PAUSED', 'OPERATION_IN_PROGRESS', 'none'), 'App Runner is working on the service'],
    [situation('PAUSED', 'PAUSED', 'IN_PROGRESS'), 'operation op-1 is IN_PROGRESS'],
    [situation('PAUSED', 'RUNNING', 'unlisted'), 'operation op-1 is not listed yet'],
    [situation('PAUSED', 'RUNNING', 'SUCCEEDED'), 'operation op-1 succeeded, but the service is RUNNING'],
    [situation('PAUSED', 'RUNNING', 'SUCCEEDED', { yields: true }), 'operation op-1 succeeded, and somebody has made the service RUNNING since'],
    [situation('PAUSED', 'RUNNING', 'SUCCEEDED', { tries: 3 }), 'the service is RUNNING after 3 operations that succeeded'],
    [situation('PAUSED', 'RUNNING', 'FAILED'), 'operation op-1 ended FAILED'],
    [situation('PAUSED', 'RUNNING', 'FAILED', { reasonToRetry: 'the stack is rolling back' }), 'operation op-1 ended FAILED; once more, because the stack is rolling back'],
    [situation('PAUSED', 'RUNNING', 'CANCELLED'), 'operation op-1 has the unknown status CANCELLED'],
    [situation('PAUSED', 'HIBERNATING', 'none'), 'the status HIBERNATING is not known here'],
    [situation('PAUSED', 'CREATE_FAILED', 'none'), 'the service was never created'],
    [situation('PAUSED', 'DELETE_FAILED', 'none'), 'the service is half deleted'],
    [situation('PAUSED', 'DELETED', 'none'), 'the service does not exist'],
  ])('gives its reason in plain words: %#', (given, reason) => expect(decide(given).reason).toBe(reason));
});
