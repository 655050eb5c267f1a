import { version } from './apps';
import type { ServiceSpec } from './apps';
import type { Version } from './template';

/** Two versions of an app, and so an update from one to the other. */
export interface VersionPair extends Kind {
  readonly name: string;
  readonly from: Version;
  readonly to: Version;
  /** Yet another image, with the declarations of the second version. */
  third(): Version;
}

interface Kind {
  /** Differs from another pair only in how the values come into the template. */
  readonly variant?: boolean;
  /** CloudFormation updates the service where it is. */
  readonly updatesInPlace?: boolean;
  /** CloudFormation makes the service anew. */
  readonly replaces?: boolean;
  /** The service is paused or resumed, and not changed. */
  readonly onlyPausesOrResumes?: boolean;
  /** A request is made, and asks for the state that the service is in already. */
  readonly asksForNothing?: boolean;
}

type Services = ServiceSpec | readonly ServiceSpec[];

interface Parameters {
  readonly fromParameters?: Record<string, string>;
  readonly toParameters?: Record<string, string>;
}

export function pair(name: string, from: Services, to: Services, { fromParameters, toParameters, ...kind }: Kind & Parameters = {}): VersionPair {
  const services = [to].flat();
  return {
    ...kind,
    name,
    from: version('the old version', [from].flat(), fromParameters),
    to: version('the new version', services, toParameters),
    third: () => version('a third version', services.map(spec => typeof spec.image === 'string' ? { ...spec, image: 'third:1' } : spec),
      toParameters && { ...toParameters, ...toParameters.Image && { Image: 'third:1' } }),
  };
}

const paused = { image: 'shop:1', state: 'PAUSED' };
const named = { ...paused, name: 'shop' };
const namedApi = { id: 'Api', image: 'api:1', name: 'shop-api', state: 'PAUSED' };
const running = { image: 'shop:1', state: 'RUNNING' };
const undeclared = { image: 'shop:1' };
const alone = { deployThroughPause: false };
const newImage = { image: 'shop:2' };

const updates: Kind = { updatesInPlace: true };
const replaces: Kind = { replaces: true };
const onlyPausesOrResumes: Kind = { onlyPausesOrResumes: true };

export const PAUSED_SERVICE_UPDATED = pair('another image of a paused service', paused, { ...paused, ...newImage }, updates);
export const RUNNING_SERVICE_UPDATED = pair('another image of a running service', running, { ...running, ...newImage }, updates);
export const NOTHING_CHANGED = pair('nothing', paused, paused);
export const SERVICE_PAUSED = pair('pause', running, paused, onlyPausesOrResumes);
export const SERVICE_RESUMED = pair('resume', paused, running, onlyPausesOrResumes);
export const ADOPTED_WITH_A_CHANGE = pair('declare PAUSED for the first time, with another image', undeclared, { ...paused, ...newImage });

export const DECLARATION_MOVED = pair('another logical id of the declaration PAUSED', paused, { ...paused, stateId: 'Declaration' });
export const DECLARATION_MOVED_WITH_A_CHANGE = pair('another logical id of the declaration PAUSED, with another image',
  paused, { ...paused, ...newImage, stateId: 'Declaration' }, updates);
/** Nothing about the service or what is declared of it, and still a request. */
export const TRIGGERED = pair('another trigger', { ...paused, trigger: '1' }, { ...paused, trigger: '2' }, { asksForNothing: true });
export const SERVICE_RENAMED = pair('a paused service by another name', { ...paused, name: 'shop-a' }, { ...paused, name: 'shop-b' }, replaces);
export const RENAMED_BY_PARAMETER = pair('a paused service by another name, by parameter', { ...paused, name: { parameter: 'Name' } }, { ...paused, name: { parameter: 'Name' } },
  { fromParameters: { Name: 'shop-a' }, toParameters: { Name: 'shop-b' } });
export const SECOND_SERVICE_REMOVED = pair('a second paused service no longer', [named, namedApi], named);
export const ADOPTED_BY_ANOTHER_NAME = pair('declare PAUSED for the first time, with another name', { ...undeclared, name: 'shop-a' }, { ...paused, name: 'shop-b' });
export const ADOPTED_WITH_ANOTHER_TAG = pair('declare PAUSED for the first time, with another tag', { ...undeclared, tag: 'red' }, { ...paused, tag: 'blue' });
export const PAUSED_SERVICE_CREATED = pair('create a paused service', [], paused);
export const PAUSED_BY_ANOTHER_NAME_ALONE = pair('pause by another name, not deployed through a pause',
  { ...running, ...alone, name: 'shop-a' }, { ...paused, ...alone, name: 'shop-b' });

/** Enough to distinguish the rules. */
export const TELLING_PAIRS: readonly VersionPair[] = [
  PAUSED_SERVICE_UPDATED, ...byParameters().slice(0, 1), ADOPTED_WITH_A_CHANGE, DECLARATION_MOVED, DECLARATION_MOVED_WITH_A_CHANGE,
  TRIGGERED, SERVICE_RENAMED, PAUSED_SERVICE_CREATED, PAUSED_BY_ANOTHER_NAME_ALONE, ADOPTED_BY_ANOTHER_NAME, ADOPTED_WITH_ANOTHER_TAG,
];

export const VERSION_PAIRS: readonly VersionPair[] = [
  PAUSED_SERVICE_UPDATED,
  RUNNING_SERVICE_UPDATED,
  NOTHING_CHANGED,
  SERVICE_PAUSED,
  SERVICE_RESUMED,
  ADOPTED_WITH_A_CHANGE,
  DECLARATION_MOVED, DECLARATION_MOVED_WITH_A_CHANGE,
  SERVICE_RENAMED,
  ...byParameters(),
  pair('resume with another image', paused, { ...running, ...newImage }, updates),
  pair('pause with another image', running, { ...paused, ...newImage }, updates),
  pair('another timeout of a paused service', paused, { ...paused, timeoutMinutes: 30 }),
  TRIGGERED,
  pair('another timeout of a paused service, and another image', paused, { ...paused, ...newImage, timeoutMinutes: 30 }),
  pair('another revision of a paused service', paused, { ...paused, revision: '2' }),
  ...replacements(),
  ...twoServices(),
  ...conditions(),
  ...beginningsAndEnds(),
  ...moves(),
  ...rights(),
];

function byParameters(): VersionPair[] {
  const service = { image: { parameter: 'Image' }, state: { parameter: 'State' } };
  const values = (Image: string, State: string): Record<string, string> => ({ Image, State });
  const parametersAlone = (name: string, fromParameters: Record<string, string>, toParameters: Record<string, string>, kind: Kind): VersionPair =>
    pair(`${name}, by parameter`, service, service, { ...kind, variant: true, fromParameters, toParameters });
  return [
    parametersAlone('another image of a paused service', values('shop:1', 'PAUSED'), values('shop:2', 'PAUSED'), updates),
    parametersAlone('another image of a running service', values('shop:1', 'RUNNING'), values('shop:2', 'RUNNING'), updates),
    parametersAlone('resume', values('shop:1', 'PAUSED'), values('shop:1', 'RUNNING'), onlyPausesOrResumes),
    parametersAlone('pause', values('shop:1', 'RUNNING'), values('shop:1', 'PAUSED'), onlyPausesOrResumes),
    parametersAlone('resume with another image', values('shop:1', 'PAUSED'), values('shop:2', 'RUNNING'), updates),
    parametersAlone('pause with another image', values('shop:1', 'RUNNING'), values('shop:2', 'PAUSED'), updates),
  ];
}

/** The rights change when the services with a name change, and when a declaration changes its service. */
function rights(): VersionPair[] {
  const { state, ...undeclaredApi } = namedApi;
  const goesOver = (name: string, spec: ServiceSpec): VersionPair => pair(name,
    [{ ...spec, stateId: 'TheState' }, undeclaredApi],
    [{ ...spec, state: undefined }, { ...undeclaredApi, deployThroughPause: spec.deployThroughPause, state, stateId: 'TheState' }]);
  return [
    RENAMED_BY_PARAMETER,
    SECOND_SERVICE_REMOVED,
    pair('a second paused service', named, [named, namedApi]),
    pair('declare PAUSED of one of two services no longer', [named, namedApi], [named, undeclaredApi]),
    goesOver('a declaration goes over to another service', named),
    goesOver('a declaration goes over to another service, not deployed through a pause', { ...named, ...alone }),
  ];
}

function replacements(): VersionPair[] {
  return [
    pair('a running service by another name', { ...running, name: 'shop-a' }, { ...running, name: 'shop-b' }, replaces),
    pair('a paused service with another tag', { ...paused, tag: 'red' }, { ...paused, tag: 'blue' }, replaces),
    pair('resume by another name', { ...paused, name: 'shop-a' }, { ...running, name: 'shop-b' }, replaces),
    pair('pause with another tag and image', { ...running, tag: 'red' }, { ...paused, ...newImage, tag: 'blue' }, replaces),
  ];
}

/** The second calls the first, so it is configured with the other's URL. */
function twoServices(): VersionPair[] {
  const api = { id: 'Api', image: 'api:1', state: 'PAUSED' };
  const shop = { ...paused, calls: 'Api' };
  const runningShop = { ...shop, state: 'RUNNING' };
  return [
    pair('another image of a service that a paused one calls', [api, shop], [{ ...api, image: 'api:2' }, shop]),
    pair('other images of two paused services', [api, shop], [{ ...api, image: 'api:2' }, { ...shop, ...newImage }]),
    pair('another URL of what a paused service calls', [{ ...api, name: 'api-a' }, shop], [{ ...api, name: 'api-b' }, shop], replaces),
    pair('another URL of what a running service calls', [{ ...api, name: 'api-a' }, runningShop], [{ ...api, name: 'api-b' }, runningShop]),
  ];
}

function conditions(): VersionPair[] {
  const switched = (name: string, spec: ServiceSpec, from: string, to: string): VersionPair => pair(name,
    { ...spec, conditional: true }, { ...spec, conditional: true }, { fromParameters: { Switch: from }, toParameters: { Switch: to } });
  return [
    switched('a paused service appears', paused, 'off', 'on'),
    switched('a running service appears', running, 'off', 'on'),
    switched('a paused service disappears', paused, 'on', 'off'),
  ];
}

function beginningsAndEnds(): VersionPair[] {
  return [
    PAUSED_SERVICE_CREATED,
    pair('create a running service', [], running),
    pair('create a paused service that is not deployed through a pause', [], { ...paused, ...alone }),
    PAUSED_BY_ANOTHER_NAME_ALONE,
    pair('declare PAUSED for the first time', undeclared, paused),
    pair('declare RUNNING for the first time', undeclared, running),
    pair('declare RUNNING for the first time, with another image', undeclared, { ...running, ...newImage }),
    ADOPTED_BY_ANOTHER_NAME,
    ADOPTED_WITH_ANOTHER_TAG,
    pair('declare RUNNING for the first time, with a name of its own', undeclared, { ...running, name: 'shop' }),
    pair('declare PAUSED no longer', paused, undeclared),
    pair('declare RUNNING no longer', running, undeclared),
    pair('deploy a paused service through a pause from now on', { ...paused, ...alone }, paused),
    pair('deploy a running service through a pause from now on, with another image', { ...running, ...alone }, { ...running, ...newImage }),
    pair('deploy a paused service through a pause no longer', paused, { ...paused, ...alone }),
  ];
}

/** Constructs that moved in their tree have other logical ids. */
function moves(): VersionPair[] {
  return [
    pair('resume by another logical id of the declaration', paused, { ...running, stateId: 'Declaration' }),
    pair('another logical id of the paused service alone', paused, { ...paused, serviceId: 'Store' }),
    pair('another logical id of everything', paused, { ...paused, id: 'Store' }),
  ];
}
