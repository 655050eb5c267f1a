import * as fc from 'fast-check';
import { NOW, decided, histories, situations, stackEnds } from './situations';
import { decide } from '../../../lambda/reconciler/decide';
import { isAct } from '../../../lambda/reconciler/decision';
import { desiredStateAt, lastBoundaryOf } from '../../../lambda/reconciler/declaration';
import { reachesBack } from '../../../lambda/reconciler/reaches-back';

const RUNS = { numRuns: 2000 };

const everything = fc.record({ situation: situations, history: histories, stackEndedAt: stackEnds });

describe('In every situation, the decision of a tick', () => {
  test('is one thing, with a reason in words, after two questions at most', () => {
    fc.assert(fc.property(everything, ({ situation, ...known }) => {
      const { decision, asked } = decided(situation, known);
      expect(decision.reason).toMatch(/\w+ \w+/);
      expect(asked.length).toBeLessThanOrEqual(2);
      expect(new Set(asked).size).toBe(asked.length);
    }), RUNS);
  });

  test('is the same with only the answers that it asked for, and with all of them', () => {
    fc.assert(fc.property(everything, ({ situation, ...known }) => {
      const informed = decide({ ...situation, ...known });
      expect({ ...decided(situation, known).decision, reason: '' }).toEqual({ ...informed, reason: '' });
    }), RUNS);
  });

  test('is the same if paging stops when there are enough operations', () => {
    fc.assert(fc.property(everything, ({ situation, history, stackEndedAt }) => {
      const whole = decided(situation, { history, stackEndedAt }).decision;
      for (let length = 1; length < history.length; length++) {
        const page = history.slice(0, length);
        if (reachesBack(page, situation)) expect({ ...decided(situation, { history: page, stackEndedAt }).decision, reason: '' }).toEqual({ ...whole, reason: '' });
      }
    }), RUNS);
  });

  test('is to act only on a stack at rest, and only from the opposite status towards the declared one', () => {
    fc.assert(fc.property(everything, ({ situation, ...known }) => {
      const { decision } = decided(situation, known);
      fc.pre(isAct(decision));
      expect(situation.stack.allows).toBe('act');
      const desired = desiredStateAt(situation.declaration.desired, NOW);
      const expected = { pause: ['RUNNING', 'PAUSED'], resume: ['PAUSED', 'RUNNING'], deploy: ['RUNNING', desired] }[decision.kind];
      expect([situation.status, desired]).toEqual(expected);
    }), RUNS);
  });

  test('is not to act while an operation is under way', () => {
    const statuses = fc.constantFrom('PENDING', 'IN_PROGRESS', 'ROLLBACK_IN_PROGRESS');
    fc.assert(fc.property(everything, statuses, fc.nat(59), ({ situation, history, stackEndedAt }, status, minutes) => {
      const underWay = { id: 'now', type: 'ANY', status, startedAt: NOW - minutes * 60_000 };
      expect(isAct(decided(situation, { history: [underWay, ...history], stackEndedAt }).decision)).toBe(false);
    }), RUNS);
  });

  test('is never against a change since the last boundary and stack operation, unless drift is to be corrected', () => {
    fc.assert(fc.property(everything, ({ situation, history, stackEndedAt }) => {
      const since = Math.max(lastBoundaryOf(situation.declaration.desired, NOW), stackEndedAt);
      const type = situation.status === 'RUNNING' ? 'RESUME_SERVICE' : 'PAUSE_SERVICE';
      const change = { id: 'change', type, status: 'SUCCEEDED', startedAt: Math.max(since, NOW - 60_000) };
      fc.pre(situation.declaration.onDrift !== 'CORRECT');
      expect(['pause', 'resume']).not.toContain(decided(situation, { history: [change, ...history], stackEndedAt }).decision.kind);
    }), RUNS);
  });

  test('leaves alone what is declared as found', () => {
    fc.assert(fc.property(everything, ({ situation, ...known }) => {
      fc.pre(situation.stack.allows !== 'nothing');
      const asFound = { ...situation, declaration: { ...situation.declaration, desired: 'AS_FOUND' as const } };
      expect(decided(asFound, known)).toMatchObject({ decision: { kind: 'nothing' }, asked: [] });
    }), RUNS);
  });
});
