import { StackStatus } from '@aws-sdk/client-cloudformation';
import * as fc from 'fast-check';
import { FRESH_FOR_MS, restBeforeActing, restOf } from '../../../lambda/reconciler/stack-at-rest';
import type { StackRest } from '../../../lambda/reconciler/stack-at-rest';

/** Every status that the SDK knows. */
const ALLOWED: Readonly<Record<StackStatus, StackRest['allows']>> = {
  CREATE_COMPLETE: 'act',
  CREATE_FAILED: 'report',
  CREATE_IN_PROGRESS: 'nothing',
  DELETE_COMPLETE: 'nothing',
  DELETE_FAILED: 'report',
  DELETE_IN_PROGRESS: 'nothing',
  IMPORT_COMPLETE: 'act',
  IMPORT_IN_PROGRESS: 'nothing',
  IMPORT_ROLLBACK_COMPLETE: 'act',
  IMPORT_ROLLBACK_FAILED: 'report',
  IMPORT_ROLLBACK_IN_PROGRESS: 'nothing',
  REVIEW_IN_PROGRESS: 'nothing',
  ROLLBACK_COMPLETE: 'nothing',
  ROLLBACK_FAILED: 'report',
  ROLLBACK_IN_PROGRESS: 'nothing',
  UPDATE_COMPLETE: 'act',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'nothing',
  UPDATE_FAILED: 'report',
  UPDATE_IN_PROGRESS: 'nothing',
  UPDATE_ROLLBACK_COMPLETE: 'act',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'nothing',
  UPDATE_ROLLBACK_FAILED: 'report',
  UPDATE_ROLLBACK_IN_PROGRESS: 'nothing',
};

const STATUSES = Object.values(StackStatus);
const CAUTION: readonly StackRest['allows'][] = ['act', 'report', 'nothing'];

describe('What a tick may do', () => {
  test.each(STATUSES.map(status => [status, ALLOWED[status]] as const))('to the services of a stack that is %s: %s', (own, allows) => {
    expect(restOf({ own }).allows).toBe(allows);
    expect(restOf({ own }).reason).toContain(`the stack is ${own}`);
  });

  test.each([
    ['UPDATE_PENDING', 'the stack has the status UPDATE_PENDING, which is not known here'],
    ['update_complete', 'the stack has the status update_complete, which is not known here'],
    ['', 'CloudFormation did not tell the status of the stack'],
  ])('is nothing with the unknown status "%s"', (own, reason) => {
    expect(restOf({ own })).toEqual({ allows: 'nothing', reason });
  });

  test('is what the more careful of the two allows, with a nested stack and its root', () => {
    const statuses = fc.constantFrom(...STATUSES);
    fc.assert(fc.property(statuses, statuses, (own, root) => {
      const expected = CAUTION[Math.max(CAUTION.indexOf(ALLOWED[own]), CAUTION.indexOf(ALLOWED[root]))];
      expect(restOf({ own, root }).allows).toBe(expected);
    }));
  });

  test.each([
    [{ own: 'UPDATE_COMPLETE', root: 'UPDATE_IN_PROGRESS' }, 'the root stack is UPDATE_IN_PROGRESS'],
    [{ own: 'UPDATE_IN_PROGRESS', root: 'UPDATE_IN_PROGRESS' }, 'the stack is UPDATE_IN_PROGRESS'],
    [{ own: 'UPDATE_COMPLETE', root: 'UPDATE_ROLLBACK_FAILED' }, 'the root stack is UPDATE_ROLLBACK_FAILED'],
  ])('names the stack that stands in the way: %j', (look, told) => {
    expect(restOf(look).reason).toContain(told);
  });
});

describe('With declarations that were sent before', () => {
  const declaredAt = Date.UTC(2026, 10, 26);

  test.each([
    ['UPDATE_COMPLETE', -1, 'act'],
    ['UPDATE_COMPLETE', 0, 'nothing'],
    ['UPDATE_FAILED', -1, 'report'],
    ['UPDATE_FAILED', 1, 'nothing'],
  ])('a stack that is %s and was deployed %i ms after them allows: %s', (own, after, allows) => {
    expect(restOf({ own, deployedAt: declaredAt + after }, declaredAt).allows).toBe(allows);
    expect(restBeforeActing({ own, deployedAt: declaredAt + after, askedAt: declaredAt }, declaredAt, declaredAt).allows).toBe(allows);
  });

  test('what is under way is the reason, if anything is', () => {
    expect(restOf({ own: 'UPDATE_IN_PROGRESS', deployedAt: declaredAt }, declaredAt).reason).toContain('the stack is UPDATE_IN_PROGRESS');
  });
});

describe('Immediately before an act', () => {
  const askedAt = Date.UTC(2026, 10, 26);

  test.each([
    [0, 'act'],
    [FRESH_FOR_MS, 'act'],
    [FRESH_FOR_MS + 1, 'nothing'],
  ] as const)('a look at a stack at rest that is %i ms old allows: %s', (age, allows) => {
    expect(restBeforeActing({ own: 'UPDATE_COMPLETE', askedAt }, askedAt + age).allows).toBe(allows);
  });

  test('no look allows more than the statuses do', () => {
    fc.assert(fc.property(fc.constantFrom(...STATUSES), fc.nat(5000), (own, age) => {
      const before = restBeforeActing({ own, askedAt }, askedAt + age).allows;
      expect(CAUTION.indexOf(before)).toBeGreaterThanOrEqual(CAUTION.indexOf(ALLOWED[own]));
    }));
  });
});
