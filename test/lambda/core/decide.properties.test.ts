import * as fc from 'fast-check';
import { decide, hasFailed, isInFlight } from '../../../lambda/core/decide';
import type { Decision, OperationStatus, Situation } from '../../../lambda/core/decide';

const STATUSES = ['RUNNING', 'PAUSED', 'OPERATION_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_FAILED', 'DELETED', 'NOT_FOUND'];
const OPERATION_STATUSES = ['PENDING', 'IN_PROGRESS', 'FAILED', 'SUCCEEDED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEEDED'];

/** App Runner's own words most of the time, and anything at all for the rest. */
const word = (known: readonly string[]): fc.Arbitrary<string> => fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, fc.string());

const operations: fc.Arbitrary<OperationStatus> = fc.record({
  id: fc.uuid(),
  type: fc.constantFrom('PAUSE_SERVICE', 'RESUME_SERVICE'),
  status: fc.option(word(OPERATION_STATUSES), { nil: undefined }),
});

const situations: fc.Arbitrary<Situation> = fc.record({
  desired: fc.constantFrom('RUNNING' as const, 'PAUSED' as const),
  status: word(STATUSES),
  operation: fc.option(operations, { nil: undefined }),
  tries: fc.nat(5),
  reasonToRetry: fc.constantFrom(undefined, 'it matters'),
  tolerated: fc.subarray(['DELETED', 'NOT_FOUND', 'CREATE_FAILED', 'DELETE_FAILED']),
});

const acts = ({ kind }: Decision): boolean => kind === 'pause' || kind === 'resume';

describe('In every situation, the decision', () => {
  test('is one, with a reason in words', () => {
    fc.assert(fc.property(situations, (situation) => {
      const { kind, reason } = decide(situation);
      expect(['done', 'wait', 'pause', 'resume', 'fail']).toContain(kind);
      expect(reason).toMatch(/\w+ \w+/);
    }));
  });

  test('is not to act while an operation runs', () => {
    fc.assert(fc.property(situations, (situation) => {
      fc.pre(situation.status === 'OPERATION_IN_PROGRESS' || isInFlight(situation.operation));
      expect(acts(decide(situation))).toBe(false);
    }));
  });

  test('is only ever to act towards the desired state, from the opposite one', () => {
    fc.assert(fc.property(situations, (situation) => {
      const decision = decide(situation);
      fc.pre(acts(decision));
      const expected = situation.desired === 'PAUSED' ? { kind: 'pause', from: 'RUNNING' } : { kind: 'resume', from: 'PAUSED' };
      expect({ kind: decision.kind, from: situation.status }).toEqual(expected);
    }));
  });

  test('is not to act again after an act, even if little of its result is visible: acting twice equals acting once', () => {
    const whatShows = fc.record({
      statusIsStale: fc.boolean(),
      operationStatus: fc.constantFrom(undefined, 'PENDING', 'IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'),
    });
    fc.assert(fc.property(situations, whatShows, (situation, { statusIsStale, operationStatus }) => {
      fc.pre(acts(decide(situation)));
      const after: Situation = {
        ...situation,
        status: statusIsStale ? situation.status : 'OPERATION_IN_PROGRESS',
        operation: { id: 'ours', type: 'ANY', status: operationStatus },
        tries: situation.tries + 1,
      };
      expect(decide(after).kind).toBe('wait');
    }));
  });

  test('is to act a bounded number of times, even if operations keep failing or being undone', () => {
    const endings = fc.array(fc.constantFrom('SUCCEEDED', 'FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEEDED'), { minLength: 4, maxLength: 8 });
    fc.assert(fc.property(endings, fc.constantFrom(undefined, 'it matters'), (statuses, reasonToRetry) => {
      const tries = statuses.findIndex((status, before) =>
        !acts(decide({ desired: 'PAUSED', status: 'RUNNING', tolerated: [], reasonToRetry, tries: before + 1, operation: { id: 'ours', type: 'ANY', status } })));
      expect(tries).toBeGreaterThanOrEqual(0);
      expect(tries).toBeLessThan(3);
    }));
  });

  test('is done in the desired state, unless an operation of ours still runs', () => {
    fc.assert(fc.property(situations, (situation) => {
      const there = { ...situation, status: situation.desired };
      expect(decide(there).kind).toBe(isInFlight(situation.operation) ? 'wait' : 'done');
    }));
  });

  test('never calls a failed operation a success while the service is not where it should be', () => {
    fc.assert(fc.property(situations, (situation) => {
      fc.pre(hasFailed(situation.operation) && situation.status !== situation.desired && !situation.tolerated.includes(situation.status));
      expect(decide(situation).kind).not.toBe('done');
    }));
  });
});
