import { BOUNDARY, HOUR, MINUTE, NOW, decided, hoursThatAre, operation, situationOf } from './situations';
import type { Operation } from '../../../lambda/aws/app-runner';

const DAY = 24 * HOUR;
const failedPause = (ago: number): Operation => operation('PAUSE_SERVICE', 'FAILED', NOW - ago);
const decideWith = (history: readonly Operation[], { stackEndedAt = -Infinity, desired = hoursThatAre('PAUSED') as 'PAUSED' | ReturnType<typeof hoursThatAre> } = {}) =>
  decided(situationOf({ declaration: { desired, onDrift: 'CORRECT' } }), { history, stackEndedAt });

describe('A pause that does not last', () => {
  test.each<[string, number[], object]>([
    ['for the first time', [], { kind: 'pause', overdue: false }],
    ['again after one try', [5 * MINUTE], { kind: 'pause', overdue: false }],
    ['again after two tries', [5 * MINUTE, 10 * MINUTE], { kind: 'pause', overdue: false }],
    ['not again after three tries', [5 * MINUTE, 10 * MINUTE, 15 * MINUTE], { kind: 'give-up', until: NOW + 55 * MINUTE }],
    ['again an hour after the third try', [HOUR, HOUR + 5 * MINUTE, HOUR + 10 * MINUTE], { kind: 'pause', overdue: true }],
    ['not again half an hour after the fourth try', [30 * MINUTE, 95 * MINUTE, 100 * MINUTE, 105 * MINUTE], { kind: 'give-up', until: NOW + 30 * MINUTE }],
  ])('is tried %s', (_, minutesAgo, decision) => {
    expect(decideWith(minutesAgo.map(failedPause)).decision).toMatchObject(decision);
  });

  test.each(['SUCCEEDED', 'FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEEDED', 'UNHEARD_OF'])('counts as a try, foreign or not, also if it ended %s', (status) => {
    const history = [1, 2, 3].map(minutes => operation('PAUSE_SERVICE', status, NOW - minutes * MINUTE));
    expect(decideWith(history).decision.kind).toBe('give-up');
  });

  test.each<[string, number[], number]>([
    ['a boundary', [BOUNDARY - MINUTE, BOUNDARY - 2 * MINUTE, BOUNDARY - 3 * MINUTE], -Infinity],
    ['a stack operation', [NOW - HOUR / 2, NOW - HOUR / 2 - MINUTE, NOW - HOUR / 2 - 2 * MINUTE], NOW - HOUR / 4],
  ])('is tried three times more after %s', (_, startedAt, stackEndedAt) => {
    const history = startedAt.map(at => operation('PAUSE_SERVICE', 'FAILED', at));
    expect(decideWith(history, { stackEndedAt }).decision).toMatchObject({ kind: 'pause', overdue: false });
  });

  test.each([
    ['within a day', DAY - MINUTE, 'give-up'],
    ['longer ago', DAY + MINUTE, 'pause'],
  ] as const)('counts as a try for a state without boundaries if it was made %s', (_, third, kind) => {
    expect(decideWith([failedPause(MINUTE), failedPause(2 * MINUTE), failedPause(third)], { desired: 'PAUSED' }).decision.kind).toBe(kind);
  });

  test('asks when the last stack operation ended only when that matters', () => {
    expect(decideWith([failedPause(MINUTE), failedPause(2 * MINUTE)]).asked).toEqual(['history']);
    expect(decideWith([failedPause(MINUTE), failedPause(2 * MINUTE), failedPause(3 * MINUTE)]).asked).toEqual(['history', 'stack-end']);
  });

  test('is reported with the tries and the time of the next one', () => {
    expect(decideWith([failedPause(MINUTE), failedPause(2 * MINUTE), failedPause(3 * MINUTE)]).decision.reason).toBe(
      `the service is RUNNING and is to be PAUSED; 3 tries were made, the last with operation PAUSE_SERVICE-${NOW - MINUTE} (PAUSE_SERVICE), which ended FAILED;`
      + ' the next try is at 2026-11-26T21:59:00.000Z');
  });
});
