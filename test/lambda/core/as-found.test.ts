import type { Operation } from '../../../lambda/aws/app-runner';
import { asFound } from '../../../lambda/core/as-found';
import type { OwnActs } from '../../../lambda/core/as-found';

/** ResumeForUpdate was under way from second 100 to 160, State from 200 to 230, and State in the rollback from 300 to 330. */
const OWN: OwnActs = {
  since: 90_000,
  periods: [
    { from: 100_000, to: 160_000, starts: 'resumes' },
    { from: 200_000, to: 230_000, starts: 'resumes and pauses' },
    { from: 300_000, to: 330_000, starts: 'resumes and pauses' },
  ],
};

/** Such as `resume 101` or `pause 201 FAILED`: what began, in which second, and how it ended. */
function operation(text: string): Operation {
  const [type, second, status = 'SUCCEEDED'] = text.split(' ');
  return { id: text, type: { pause: 'PAUSE_SERVICE', resume: 'RESUME_SERVICE', update: 'UPDATE_SERVICE' }[type] ?? type, status, startedAt: Number(second) * 1000 };
}

const decided = (oldestFirst: readonly string[], own: OwnActs = OWN): string => asFound(oldestFirst.map(operation).reverse(), own).desired ?? 'left';

const RESUMED = 'resume 101';
const UPDATED = 'update 165';
const PAUSED = 'pause 201';

test.each([
  ['nothing has happened', [], 'left'],
  ['the service was only updated', [UPDATED], 'left'],
  ['we have resumed it', [RESUMED, UPDATED], 'PAUSED'],
  ['we have resumed it, and it is not listed as ended yet', ['resume 101 IN_PROGRESS'], 'PAUSED'],
  ['our resume has failed', ['resume 101 FAILED'], 'left'],
  ['our resume has failed once and then not', ['resume 101 ROLLBACK_SUCCEEDED', 'resume 120'], 'PAUSED'],
  ['we have resumed it and paused it again', [RESUMED, UPDATED, PAUSED], 'left'],
  ['we have resumed it, paused it, and resumed it for the rollback', [RESUMED, UPDATED, PAUSED, 'resume 301', 'update 331'], 'PAUSED'],
  ['our pause has failed', [RESUMED, UPDATED, 'pause 201 FAILED'], 'PAUSED'],
  ['we have paused what ran', [PAUSED], 'RUNNING'],
  ['we have paused what ran, and resumed it for the rollback', [PAUSED, 'resume 301'], 'left'],
  ['somebody has paused it since', [RESUMED, UPDATED, 'pause 180'], 'left'],
  ['somebody has paused and resumed it since', [RESUMED, UPDATED, 'pause 180', 'resume 190'], 'left'],
  ['somebody has paused it while ResumeForUpdate was under way, and we have resumed it', ['pause 110', 'resume 130'], 'PAUSED'],
  ['somebody has paused it, and we have resumed it for the rollback', [RESUMED, UPDATED, 'pause 180', 'resume 301', 'update 331'], 'PAUSED'],
  ['somebody has resumed it, and we have paused it', [RESUMED, PAUSED, 'resume 250', 'pause 301'], 'RUNNING'],
  ['somebody has resumed what we had paused', [RESUMED, UPDATED, PAUSED, 'resume 250'], 'left'],
  ['somebody has resumed what we had just paused, before our request ended', [RESUMED, UPDATED, PAUSED, 'resume 225'], 'left'],
  ['somebody has paused what we had just resumed, before our request ended', [RESUMED, UPDATED, PAUSED, 'resume 301', 'pause 325'], 'left'],
  ['somebody tried to resume it, which failed', [RESUMED, UPDATED, PAUSED, 'resume 250 FAILED'], 'left'],
  ['somebody resumed it before this deployment', ['resume 50', UPDATED], 'left'],
  ['somebody paused it before this deployment, and we have resumed it', ['pause 50', RESUMED], 'PAUSED'],
  ['our resume began when App Runner\'s clock said the second before', ['resume 99'], 'PAUSED'],
  ['our resume began when its request was just cancelled', ['resume 161'], 'PAUSED'],
])('a service as found, if %s', (_, history, expected) => {
  expect(decided(history)).toBe(expected);
});

test('where both templates declare as found, we pause only what we have resumed', () => {
  const [resumeForUpdate, ...states] = OWN.periods;
  const own: OwnActs = { ...OWN, periods: [resumeForUpdate, ...states.map(period => ({ ...period, starts: 'resumes, and pauses after them' as const }))] };
  expect(decided([PAUSED], own)).toBe('left');
  expect(decided([PAUSED, 'resume 301'], own)).toBe('PAUSED');
  expect(decided([RESUMED, PAUSED, 'resume 301'], own)).toBe('PAUSED');
  expect(decided([RESUMED, PAUSED], own)).toBe('left');
});

test('of two requests that come one right after the other, an operation is of the nearer one', () => {
  const bothWays = (from: number, to: number) => ({ from, to, starts: 'resumes and pauses' as const });
  const own: OwnActs = { ...OWN, periods: [OWN.periods[0], bothWays(200_400, 200_900), bothWays(201_500, 240_000)] };
  expect(decided([RESUMED, 'pause 200', 'resume 221'], own)).toBe('PAUSED');
});

test('an operation that is known to be ours is ours whatever the clocks say', () => {
  const known = { ...OWN, operationId: 'resume 180' };
  expect(decided(['resume 180'])).toBe('left');
  expect(decided(['resume 180'], known)).toBe('PAUSED');
  expect(decided(['resume 80'], { ...OWN, operationId: 'resume 80' })).toBe('PAUSED');
});

test('where nothing else is known, the operation that is known to be ours decides', () => {
  const known = { since: -Infinity, periods: [], operationId: RESUMED };
  expect(decided(['pause 20', 'resume 30', 'pause 40', RESUMED], known)).toBe('PAUSED');
  expect(decided([RESUMED], known)).toBe('PAUSED');
  expect(decided([RESUMED, 'pause 180'], known)).toBe('left');
});

test('the reason names the operation', () => {
  expect(asFound([operation(RESUMED)], OWN).reason).toBe('operation resume 101 (RESUME_SERVICE) is ours, and the service is to be PAUSED: it was so before this deployment');
  expect(asFound([operation('pause 180')], OWN).reason).toContain('operation pause 180 (PAUSE_SERVICE) is not ours');
});
