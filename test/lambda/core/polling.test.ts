import * as fc from 'fast-check';
import type { Operation } from '../../../lambda/aws/app-runner';
import { phasesIfThrottled, phasesOf, secondsToNextLook } from '../../../lambda/core/polling';

const earlier = (seconds: number, part: Partial<Operation> = {}): Operation =>
  ({ id: 'o', type: 'PAUSE_SERVICE', status: 'SUCCEEDED', startedAt: 1000, endedAt: 1000 + seconds * 1000, ...part });
const many = (...seconds: number[]): Operation[] => seconds.map(each => earlier(each));

/** Until the first look is planned, and between two of them beside the wait: transitions, invocations and calls. */
const START_SECONDS = 0.2;
const LOOK_SECONDS = 0.1;
const POLL_SECONDS = 2;

/** When the state machine looks at an operation, in seconds from its start, as long as that takes. */
function looksUntil(endSeconds: number, phases: ReturnType<typeof phasesOf>): number[] {
  const [first, second] = phases;
  const looks = [Math.min(first.every, second.from) + START_SECONDS];
  for (let last = looks[0]; last < endSeconds; looks.push(last)) last += Math.max(secondsToNextLook(last, phases), POLL_SECONDS) + LOOK_SECONDS;
  return looks;
}

describe('Looks at a pause, as often as it can be over and every 14 s for failures:', () => {
  const UNKNOWN = [{ from: 0, every: 14 }, { from: 28, every: 3.9 }];
  const OF_ONE_MINUTE = [{ from: 0, every: 14 }, { from: 60, every: 1 }];

  it.each<{ known: string; history: Operation[]; phases: object[]; quietIfThrottled: number }>([
    { known: 'nothing', history: [], phases: UNKNOWN, quietIfThrottled: 75 },
    { known: 'one', history: many(90), phases: OF_ONE_MINUTE, quietIfThrottled: 90 },
    { known: 'two', history: many(90, 120), phases: OF_ONE_MINUTE, quietIfThrottled: 120 },
    { known: 'three', history: many(80, 120, 100), phases: OF_ONE_MINUTE, quietIfThrottled: 120 },
    {
      known: 'eight',
      history: many(100, 120, 100, 100, 140, 130, 110, 110),
      phases: [{ from: 0, every: 14 }, { from: 80, every: 5 }, { from: 92, every: 1 }],
      quietIfThrottled: 140,
    },
    { known: 'one that took an hour', history: many(3600), phases: [{ from: 0, every: 14 }, { from: 2400, every: 1 }], quietIfThrottled: 300 },
    { known: 'only resumes', history: [earlier(90, { type: 'RESUME_SERVICE' })], phases: UNKNOWN, quietIfThrottled: 75 },
    { known: 'only a failure', history: [earlier(5, { status: 'FAILED' })], phases: UNKNOWN, quietIfThrottled: 75 },
    { known: 'one that ended before it began', history: many(-40), phases: UNKNOWN, quietIfThrottled: 75 },
    { known: 'one that ended before it began, and one', history: many(-40, 90), phases: OF_ONE_MINUTE, quietIfThrottled: 90 },
    { known: 'one without a start', history: [earlier(90, { startedAt: NaN })], phases: UNKNOWN, quietIfThrottled: 75 },
    { known: 'only the one that runs', history: [earlier(0, { status: 'IN_PROGRESS', endedAt: undefined })], phases: UNKNOWN, quietIfThrottled: 75 },
  ])('where $known is known', ({ history, phases, quietIfThrottled }) => {
    expect(phasesOf('PAUSE_SERVICE', history)).toEqual(phases);
    expect(phasesIfThrottled('PAUSE_SERVICE', history)).toEqual([{ from: 0, every: quietIfThrottled }, { from: quietIfThrottled, every: 1 }]);
  });

  it.each<{ after: number; seconds: number; why: string }>([
    { after: 0, seconds: 14, why: 'only failures end so early' },
    { after: 14.2, seconds: 14, why: 'what looks take does not add up' },
    { after: 57.2, seconds: 7, why: 'an unlikely success begins to be possible' },
    { after: 64.1, seconds: 5, why: 'a success is still unlikely' },
    { after: 69.2, seconds: 4, why: 'a success becomes likely' },
    { after: 73.7, seconds: 1, why: 'a success is likely' },
    { after: 500, seconds: 1, why: 'it takes longer than ever' },
    { after: -3, seconds: 14, why: 'another clock is behind' },
  ])('$seconds s after a look at $after s, because $why', ({ after, seconds }) => {
    expect(secondsToNextLook(after, phasesOf('PAUSE_SERVICE', many(80, 80, 80, 80, 80, 80, 80, 80)))).toBe(seconds);
  });
});

describe('For every history', () => {
  const time = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, NaN, Date.UTC(2099, 0, 1)));
  const operation = fc.record({
    id: fc.string(),
    type: fc.constantFrom('PAUSE_SERVICE', 'RESUME_SERVICE'),
    status: fc.constantFrom('SUCCEEDED', 'FAILED', undefined),
    startedAt: time,
    endedAt: fc.option(time, { nil: undefined }),
  });
  const history = fc.array(operation, { maxLength: 10 });

  test('and at any time the next look is 1 to 14 whole seconds away, because the state machine knows no other', () => {
    fc.assert(fc.property(history, fc.boolean(), fc.double({ noNaN: true, min: -10, max: 4000 }), (known, isThrottled, elapsed) => {
      const seconds = secondsToNextLook(elapsed, (isThrottled ? phasesIfThrottled : phasesOf)('PAUSE_SERVICE', known));
      expect(seconds).toBe(Math.min(Math.max(Math.trunc(seconds), 1), 14));
    }), { numRuns: 1000 });
  });

  test('a look comes at most 15 s after a failure, whenever that is', () => {
    fc.assert(fc.property(history, fc.double({ noNaN: true, min: 0, max: 1500 }), (known, failsAfter) => {
      expect(looksUntil(failsAfter, phasesOf('PAUSE_SERVICE', known)).at(-1)! - failsAfter).toBeLessThan(14.3);
    }), { numRuns: 300 });
  });

  /** With those of onEvent, which looks, acts and reads the history, and with the one for the operation in the end. */
  const callsFor = (seconds: number, known: Operation[]): number => 3 + looksUntil(seconds, phasesOf('PAUSE_SERVICE', known)).length + 1;

  test('of ten pauses that took three minutes, give or take a fifth, a pause of three minutes takes 40 calls at most', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 144, max: 216 }), { minLength: 10, maxLength: 10 }), (seconds) => {
      expect(callsFor(180, many(...seconds))).toBeLessThanOrEqual(40);
    }), { numRuns: 200, examples: [[Array<number>(10).fill(144)]] });
  });

  test('the first pause, if it takes three minutes, takes 45 calls at most', () => {
    expect(callsFor(180, [])).toBeLessThanOrEqual(45);
  });
});
