import * as fc from 'fast-check';
import type { Operation } from '../../../lambda/aws/app-runner';
import { firstPollDelay } from '../../../lambda/core/polling';
import { onEvent } from '../../../lambda/deployment/on-event';
import { Deployment } from '../one-resource-stack';

const earlier = (seconds: number, part: Partial<Operation> = {}): Operation =>
  ({ id: 'o', type: 'PAUSE_SERVICE', status: 'SUCCEEDED', startedAt: 1000, endedAt: 1000 + seconds * 1000, ...part });

describe('The delay before the first poll of a pause', () => {
  it.each<{ known: string; history: Operation[]; seconds: number; ifThrottled: number }>([
    { known: 'nothing', history: [], seconds: 30, ifThrottled: 75 },
    { known: 'one', history: [earlier(90)], seconds: 60, ifThrottled: 90 },
    { known: 'two', history: [earlier(90), earlier(120)], seconds: 60, ifThrottled: 120 },
    { known: 'three', history: [earlier(80), earlier(120), earlier(100)], seconds: 60, ifThrottled: 120 },
    { known: 'some in fractions', history: [earlier(61), earlier(61.5), earlier(61)], seconds: 45, ifThrottled: 62 },
    { known: 'one that took an hour', history: [earlier(3600)], seconds: 200, ifThrottled: 300 },
    { known: 'three that took an hour', history: [earlier(3600), earlier(3600), earlier(3600)], seconds: 225, ifThrottled: 300 },
    { known: 'only resumes', history: [earlier(90, { type: 'RESUME_SERVICE' })], seconds: 30, ifThrottled: 75 },
    { known: 'only a failure', history: [earlier(5, { status: 'FAILED' })], seconds: 30, ifThrottled: 75 },
    { known: 'one that ended before it began', history: [earlier(-40)], seconds: 30, ifThrottled: 75 },
    { known: 'one that ended before it began, and one', history: [earlier(-40), earlier(90)], seconds: 60, ifThrottled: 90 },
    { known: 'one without a start', history: [earlier(90, { startedAt: NaN })], seconds: 30, ifThrottled: 75 },
    { known: 'only the one that runs', history: [earlier(0, { status: 'IN_PROGRESS', endedAt: undefined })], seconds: 30, ifThrottled: 75 },
  ])('is $seconds s where $known is known, $ifThrottled s if App Runner throttles', ({ history, seconds, ifThrottled }) => {
    expect(firstPollDelay('PAUSE_SERVICE', history, false)).toBe(seconds);
    expect(firstPollDelay('PAUSE_SERVICE', history, true)).toBe(ifThrottled);
  });
});

describe('For every history, the delay', () => {
  const time = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, NaN, Date.UTC(2099, 0, 1)));
  const operation = fc.record({
    id: fc.string(),
    type: fc.constantFrom('PAUSE_SERVICE', 'RESUME_SERVICE'),
    status: fc.constantFrom('SUCCEEDED', 'FAILED', undefined),
    startedAt: time,
    endedAt: fc.option(time, { nil: undefined }),
  });

  test('is a whole number of seconds from 0 to 300, because the state machine accepts no other', () => {
    fc.assert(fc.property(fc.array(operation, { maxLength: 6 }), fc.boolean(), (history, ifThrottled) => {
      const seconds = firstPollDelay('PAUSE_SERVICE', history, ifThrottled);
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(300);
    }), { numRuns: 1000 });
  });
});

describe('A request whose operation usually takes longer than it may take', () => {
  let stack: Deployment;
  beforeEach(async () => { stack = await Deployment.open(); });
  afterEach(async () => stack.close());

  it.each([
    { TimeoutSeconds: '60', seconds: 60 },
    { TimeoutSeconds: '600', seconds: 200 },
  ])('waits $seconds s with a limit of $TimeoutSeconds s, so that it can say in time that it failed', async ({ TimeoutSeconds, seconds }) => {
    const ServiceArn = stack.simulator.addService({ name: 'shop' });
    for (const type of ['PAUSE_SERVICE', 'RESUME_SERVICE'] as const) {
      stack.simulator.startForeign(ServiceArn, type, { seconds: 300 });
      stack.clock.advance(600);
    }
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: 'RUNNING', TimeoutSeconds });
    stack.record('UPDATE_IN_PROGRESS');
    const { WaitSeconds } = await onEvent(stack.event('Update', { ServiceArn, DesiredState: 'PAUSED', TimeoutSeconds }), stack.dependencies);
    expect(WaitSeconds).toBe(seconds);
  });
});
