import { Deployment } from './deployment';
import type { Operation } from '../../lambda/app-runner';
import { secondsBeforeFirstLook } from '../../lambda/first-look';
import { onEvent } from '../../lambda/on-event';

const earlier = (seconds: number, part: Partial<Operation> = {}): Operation =>
  ({ id: 'o', type: 'PAUSE_SERVICE', status: 'SUCCEEDED', startedAt: 1000, endedAt: 1000 + seconds * 1000, ...part });

describe('The wait before the first look at a pause', () => {
  it.each<{ known: string; history: Operation[]; seconds: number; inACrowd: number }>([
    { known: 'nothing', history: [], seconds: 30, inACrowd: 75 },
    { known: 'one', history: [earlier(90)], seconds: 60, inACrowd: 90 },
    { known: 'two', history: [earlier(90), earlier(120)], seconds: 60, inACrowd: 120 },
    { known: 'three', history: [earlier(80), earlier(120), earlier(100)], seconds: 60, inACrowd: 120 },
    { known: 'some in fractions', history: [earlier(61), earlier(61.5), earlier(61)], seconds: 45, inACrowd: 62 },
    { known: 'one that took an hour', history: [earlier(3600)], seconds: 200, inACrowd: 300 },
    { known: 'three that took an hour', history: [earlier(3600), earlier(3600), earlier(3600)], seconds: 225, inACrowd: 300 },
    { known: 'only resumes', history: [earlier(90, { type: 'RESUME_SERVICE' })], seconds: 30, inACrowd: 75 },
    { known: 'only a failure', history: [earlier(5, { status: 'FAILED' })], seconds: 30, inACrowd: 75 },
    { known: 'only the one that runs', history: [earlier(0, { status: 'IN_PROGRESS', endedAt: undefined })], seconds: 30, inACrowd: 75 },
  ])('is $seconds s where $known is known, $inACrowd s in a crowd', ({ history, seconds, inACrowd }) => {
    expect(secondsBeforeFirstLook('PAUSE_SERVICE', history, false)).toBe(seconds);
    expect(secondsBeforeFirstLook('PAUSE_SERVICE', history, true)).toBe(inACrowd);
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
    const { WaitSeconds } = await onEvent(stack.event('Update', { ServiceArn, DesiredState: 'PAUSED', TimeoutSeconds }), stack.world);
    expect(WaitSeconds).toBe(seconds);
  });
});
