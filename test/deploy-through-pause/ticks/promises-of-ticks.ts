import { declarationsOf, desiredAt } from '../declarations';
import type { PromiseName } from '../promises';
import type { TestBed } from '../test-bed';

const BETWEEN_TICKS_SECONDS = 300;
const TICK_TAKES_SECONDS = 60;

type Breaks = (promise: PromiseName, how: string) => void;

/** What the ticks make of the services once the stack is at rest. */
export async function watchTicks(testBed: TestBed, answerable: ReadonlySet<string>, breaks: Breaks): Promise<void> {
  const { records, simulator, transcript, ticks, timeline } = testBed;
  if (!records.status.endsWith('_COMPLETE')) return;
  for (let nth = 0; nth < 3; nth++) await nextTick(testBed);
  for (const { serviceId, desired, service } of declarationsOf(testBed)) {
    const declared = desiredAt(desired, timeline.now());
    if (answerable.has(serviceId) && service?.status !== declared) breaks('after three ticks the service is as declared', `${serviceId} is ${service?.status ?? 'gone'} instead of ${declared}`);
  }

  for (const { ServiceArn, DesiredState, OnDrift } of ticks.input?.Declarations.flatMap(declaration => declaration ?? []) ?? []) {
    const status = simulator.service(ServiceArn)?.status;
    if (OnDrift !== 'TOLERATE' || typeof DesiredState === 'string' || (status !== 'RUNNING' && status !== 'PAUSED')) continue;
    transcript.add('somebody', `pauses or resumes ${ServiceArn}`);
    simulator.startForeign(ServiceArn, status === 'PAUSED' ? 'RESUME_SERVICE' : 'PAUSE_SERVICE');
    await nextTick(testBed);
    const after = simulator.service(ServiceArn)?.status;
    if (after === status) breaks('what somebody changes by hand holds until the next boundary', `${ServiceArn} is ${after} again`);
  }
}

async function nextTick({ ticks, timeline }: TestBed): Promise<void> {
  await timeline.sleep(BETWEEN_TICKS_SECONDS - TICK_TAKES_SECONDS);
  ticks.begin();
  await timeline.sleep(TICK_TAKES_SECONDS);
  await ticks.end();
}
