import { CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { stacksOf, WITHOUT_STAGING } from './assembly';
import { CHANGES_BESIDE_THE_SERVICE, CHANGES_OF_THE_SERVICE } from './changes';
import type { Change } from './changes';
import { declaredServices, deployed } from './declared-service';
import type { Deployed } from './declared-service';
import { GALLERY } from './gallery';
import type { Shape } from './gallery';
import { DesiredState, ServiceState } from '../../src';

/** Where a change is none that the app could make. */
const NOT_IN: Record<string, string[]> = {
  // There the aspect declares the state.
  'another service with a state of its own': ['declaredByAnAspect'],
  // Its service has nothing that it can do without.
  'a property that is taken out': ['lookedUp'],
  // Its app uses precreated roles only.
  'a role of the same stack': ['rolesMadeBeforehand'],
  // CDK Pipelines synthesizes its stages before the app's aspects run.
  'a tag on everything in the app': ['pipelineWithStages'],
  'an aspect that changes it': ['pipelineWithStages'],
  'an aspect that comes after all others': ['pipelineWithStages'],
};

/** Every fifth in each app, so that `npm cit` stays quick: every change is made in a fifth of the apps. `npm run test:explorations` makes all. */
const EVERY = Number(process.env.GALLERY_CHANGES_EVERY ?? 5);

const APPS = Object.keys(GALLERY);

function madeIn(app: string, changes: Record<string, Change>): [string, Change][] {
  return Object.entries(changes)
    .filter((_, n) => n % EVERY === APPS.indexOf(app) % EVERY)
    .filter(([name]) => !NOT_IN[name]?.includes(app));
}

describe.each(APPS)('In %s,', app => {
  let before: Map<string, Deployed>;
  beforeAll(() => { before = services(GALLERY[app]); });

  /** The services of which something differs after a change. */
  const differing = (part: 'service' | 'ours', after: Map<string, Deployed>): string[] => [...before.keys()].filter(id => after.get(id)?.[part] !== before.get(id)?.[part]);

  test.each(madeIn(app, CHANGES_OF_THE_SERVICE))('a service is resumed for an update with %s', (_, change) => {
    const after = services(GALLERY[app], change);
    expect(differing('service', after)).not.toEqual([]);
    expect(differing('ours', after)).toEqual(differing('service', after));
  });

  test.each(madeIn(app, CHANGES_BESIDE_THE_SERVICE))('no service is resumed for %s', (_, change) => {
    const after = services(GALLERY[app], change);
    expect(differing('service', after)).toEqual([]);
    expect(differing('ours', after)).toEqual([]);
  });
});

describe('In an app with a parameter as the revision of its service,', () => {
  const build: Shape = (app, customize) => {
    const stack = new Stack(app, 'Shop');
    const service = new CfnService(stack, 'Service', {
      sourceConfiguration: { imageRepository: { imageIdentifier: 'public.ecr.aws/shop/shop:1', imageRepositoryType: 'ECR_PUBLIC' } },
    });
    new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED, revision: new CfnParameter(stack, 'Revision', { default: '1' }).valueAsString });
    customize?.(service);
  };
  const id = 'Shop Service';
  const before = services(build).get(id);

  test.each(Object.entries(CHANGES_BESIDE_THE_SERVICE))('it is not resumed for %s', (_, change) => {
    expect(services(build, change).get(id)).toEqual(before);
  });

  test('it is resumed for another value of the parameter', () => {
    const stacks = stacksOf(app => build(app), { context: WITHOUT_STAGING });
    const declared = declaredServices(stacks).get(id)!;
    const [same, other] = ['1', '2'].map(value => deployed(declared, stacks, { 'Shop Revision': value })!);
    expect(other.service).toBe(same.service);
    expect(other.ours).not.toBe(same.ours);
  });
});

test('every change is made in two apps or more, and every app is changed five times or more', () => {
  const made = APPS.map(app => [...madeIn(app, CHANGES_OF_THE_SERVICE), ...madeIn(app, CHANGES_BESIDE_THE_SERVICE)].map(([name]) => name));
  for (const name of Object.keys({ ...CHANGES_OF_THE_SERVICE, ...CHANGES_BESIDE_THE_SERVICE })) {
    expect([name, made.filter(names => names.includes(name)).length > 1]).toEqual([name, true]);
  }
  expect(Math.min(...made.map(names => names.length))).toBeGreaterThanOrEqual(5);
});

/** All services of an app as they are deployed, after a change of one of them. */
function services(build: Shape, change?: Change): Map<string, Deployed> {
  const stacks = stacksOf(app => {
    let unchanged = true;
    const make = (service: CfnService): void => {
      unchanged = false;
      change?.(service, Stack.of(service), app);
    };
    build(app, make);
    if (unchanged) make(app.node.findAll().filter(node => CfnService.isCfnService(node)).at(-1)!);
  }, { context: WITHOUT_STAGING });
  return new Map([...declaredServices(stacks)].map(([id, service]) => [id, deployed(service, stacks)!]));
}
