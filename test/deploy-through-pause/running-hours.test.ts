import { version } from './apps';
import { ROLLBACK_ASSUMPTIONS, twoOf } from './assumptions';
import { REAL_HANDLERS } from './handlers';
import { shortcutThroughTheSdk } from './in-process-app-runner';
import { QUICK } from './pace';
import { run } from './run';
import type { Run } from './run';
import type { Properties, TemplateResource, Version } from './template';
import type { RunningHoursProperty } from '../../src/contract/running-hours';
import { REALISTIC_DURATIONS } from '../simulator/operation';

/** Deployments that begin on a Thursday at 13:00, with a boundary of the running hours in the middle of them or of their rollback. */

let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
afterAll(() => shortcut.end());

/** A resume takes one and a half, an update three, a pause one. At the last, everything is over. */
const MINUTES = ['01', '02', '03', '05', '08', '20'];
const PACE = { ...QUICK, durations: REALISTIC_DURATIONS };
const HOURS = {
  'that end': (minute: string) => `Thu 08:00-13:${minute}`,
  'that begin': (minute: string) => `Thu 13:${minute}-18:00`,
};

/** The constructs declare a state. What it is does not matter to anything else in the template. */
function withHours({ template, ...rest }: Version, hours: RunningHoursProperty): Version {
  const declares = (holder: Properties | undefined): Properties | undefined =>
    holder?.DesiredState === undefined ? holder : { ...holder, DesiredState: hours };
  const changed = ({ Properties: properties, Metadata, ...resource }: TemplateResource): TemplateResource => ({
    ...resource,
    Properties: declares(properties),
    Metadata: Metadata && { ...Metadata, AppRunnerState: declares(Metadata.AppRunnerState as Properties | undefined) },
  });
  const resources = Object.entries(template.Resources).map(([id, resource]): [string, TemplateResource] => [id, changed(resource)]);
  return { ...rest, template: { ...template, Resources: Object.fromEntries(resources) } };
}

const versionWith = (image: string, Hours: string): Version => withHours(version(image, [{ image, state: 'RUNNING' }]), { Hours, TimeZone: 'UTC' });
const status = ({ testBed: { simulator } }: Run) => simulator.services().filter(service => service.status !== 'DELETED').map(service => service.status).join();

describe.each(Object.entries(HOURS))('Running hours %s in the middle of a deployment', (_, hours) => {
  test.each([
    ['succeeds', [], 'UPDATE_COMPLETE', 'shop:2'],
    ['fails before State is asked', ['update: before ShopState'], 'UPDATE_ROLLBACK_COMPLETE', 'shop:1'],
    ['fails after everything', ['end of update'], 'UPDATE_ROLLBACK_COMPLETE', 'shop:1'],
  ])('that %s leave the service in the state that was declared when its last request began', async (_how, failAt, ending, image) => {
    const statuses = new Set<string>();
    for (const [turn, minute] of MINUTES.entries()) {
      const from = versionWith('shop:1', hours(minute));
      for (const assumptions of twoOf(ROLLBACK_ASSUMPTIONS, turn)) {
        const deployment = await run({
          name: hours(minute), from, found: 'as declared', assumptions, steps: [{ deploy: versionWith('shop:2', hours(minute)), failAt }],
        }, REAL_HANDLERS, PACE);
        expect(deployment.broken).toEqual([]);
        expect(deployment.endings.map(each => each.status)).toEqual([ending]);
        expect(deployment.testBed.simulator.services()[0].image).toBe(image);
        statuses.add(status(deployment));
      }
    }
    expect([...statuses].sort()).toEqual(['PAUSED', 'RUNNING']);
  });
});
