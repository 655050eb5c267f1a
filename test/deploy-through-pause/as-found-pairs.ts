import { BOUNDARY } from './scenario';
import { pair } from './version-pairs';
import type { VersionPair } from './version-pairs';

const byParameters = { image: { parameter: 'Image' }, state: { parameter: 'State' } };
const newImage = { image: 'shop:2' };
const asFound = { image: 'shop:1', state: 'AS_FOUND' };
const paused = { image: 'shop:1', state: 'PAUSED' };
/** Until the boundary, which no scenario of these pairs reaches. */
const day = { image: 'shop:1', hours: `Mon-Fri 08:00-${BOUNDARY.time}` };
const night = { image: 'shop:1', hours: `Mon-Fri ${BOUNDARY.time}-23:00` };
const updates = { updatesInPlace: true };

/** From one declared state to another, with another image or without. */
function switched(from: string, to: string, image: string): VersionPair {
  return pair(`${to} instead of ${from}${image === 'shop:1' ? '' : ', with another image'}`, byParameters, byParameters, {
    ...(image === 'shop:1' ? { onlyPausesOrResumes: true } : updates),
    fromParameters: { Image: 'shop:1', State: from },
    toParameters: { Image: image, State: to },
  });
}

export const AS_FOUND_UPDATED = pair('another image of a service as found', asFound, { ...asFound, ...newImage }, updates);
export const AS_FOUND_INSTEAD_OF_PAUSED = switched('PAUSED', 'AS_FOUND', 'shop:2');
export const PAUSED_INSTEAD_OF_AS_FOUND = switched('AS_FOUND', 'PAUSED', 'shop:2');
export const RUNNING_INSTEAD_OF_AS_FOUND = switched('AS_FOUND', 'RUNNING', 'shop:2');
export const ADOPTED_AS_FOUND_WITH_A_CHANGE = pair('declare AS_FOUND for the first time, with another image', { image: 'shop:1' }, { ...asFound, ...newImage });

export const AS_FOUND_PAIRS: readonly VersionPair[] = [
  AS_FOUND_UPDATED,
  AS_FOUND_INSTEAD_OF_PAUSED,
  PAUSED_INSTEAD_OF_AS_FOUND,
  RUNNING_INSTEAD_OF_AS_FOUND,
  switched('RUNNING', 'AS_FOUND', 'shop:2'),
  switched('AS_FOUND', 'PAUSED', 'shop:1'),
  switched('AS_FOUND', 'RUNNING', 'shop:1'),
  switched('PAUSED', 'AS_FOUND', 'shop:1'),
  switched('RUNNING', 'AS_FOUND', 'shop:1'),
  pair('AS_FOUND instead of hours, with another image', night, { ...asFound, ...newImage }, updates),
  pair('hours instead of AS_FOUND, with another image', asFound, { ...night, ...newImage }, updates),
  pair('hours instead of AS_FOUND', asFound, day),
  pair('nothing, as found', asFound, asFound),
  pair('another trigger, as found', { ...asFound, trigger: '1' }, { ...asFound, trigger: '2' }, { asksForNothing: true }),
  pair('another name, as found', { ...asFound, name: 'shop-a' }, { ...asFound, name: 'shop-b' }, { replaces: true }),
  pair('another logical id of the declaration as found, with another image', asFound, { ...asFound, ...newImage, stateId: 'Declaration' }, updates),
  pair('create a service as found', [], asFound),
  pair('declare AS_FOUND for the first time', { image: 'shop:1' }, asFound),
  ADOPTED_AS_FOUND_WITH_A_CHANGE,
  pair('declare AS_FOUND no longer', asFound, { image: 'shop:1' }),
  pair('deploy through a pause as found from now on', { ...paused, deployThroughPause: false }, asFound),
];

/** Where the rules differ most. */
export const TELLING_AS_FOUND_PAIRS: readonly VersionPair[] = [
  AS_FOUND_UPDATED, AS_FOUND_INSTEAD_OF_PAUSED, PAUSED_INSTEAD_OF_AS_FOUND, RUNNING_INSTEAD_OF_AS_FOUND,
];

/** One that stays as found, and one that comes and goes. */
export const REPRESENTATIVE_AS_FOUND_PAIRS: readonly VersionPair[] = [AS_FOUND_UPDATED, PAUSED_INSTEAD_OF_AS_FOUND];
