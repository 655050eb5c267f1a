import { BOUNDARY } from './scenario';
import { pair } from './version-pairs';
import type { VersionPair } from './version-pairs';
import { OnDelete, OnDrift } from '../../src';

/** Both have BOUNDARY as the next boundary or the last. */
const day = { image: 'shop:1', hours: `Mon-Fri 08:00-${BOUNDARY.time}` };
const night = { image: 'shop:1', hours: `Mon-Fri ${BOUNDARY.time}-23:00` };
const newImage = { image: 'shop:2' };
const paused = { image: 'shop:1', state: 'PAUSED' };
const running = { image: 'shop:1', state: 'RUNNING' };
const corrected = { onDrift: OnDrift.CORRECT };
const deployed = { deployAfterResume: true };
const undeclared = { image: 'shop:1' };
const alone = { deployThroughPause: false };
const updates = { updatesInPlace: true };

export const PAUSED_AT_THE_BOUNDARY = pair('another image, hours that end', day, { ...day, ...newImage }, updates);
export const RESUMED_AT_THE_BOUNDARY = pair('another image, hours that begin', night, { ...night, ...newImage }, updates);
export const HOURS_CHANGED = pair('other hours that have ended', night, day);
export const HOURS_REMOVED = pair('PAUSED instead of hours', night, paused);
export const HOURS_REMOVED_ALONE = pair('PAUSED instead of hours, not deployed through a pause', { ...night, ...alone }, { ...paused, ...alone });
export const HOURS_REMOVED_WITH_ON_DELETE = pair('hours no longer, with onDelete PAUSE', { ...night, onDelete: OnDelete.PAUSE }, undeclared);

/** Updates of services with running hours, or of which drift is corrected. The Schedule comes and goes with some of them. */
export const HOURS_PAIRS: readonly VersionPair[] = [
  PAUSED_AT_THE_BOUNDARY,
  RESUMED_AT_THE_BOUNDARY,
  HOURS_CHANGED,
  HOURS_REMOVED,
  pair('other hours that begin', day, night),
  pair('other hours that have ended, with another image', night, { ...day, ...newImage }, updates),
  pair('other hours that begin, with another image', day, { ...night, ...newImage }, updates),
  pair('RUNNING instead of hours', day, running),
  pair('PAUSED instead of hours, with another image', night, { ...paused, ...newImage }, updates),
  pair('RUNNING instead of hours, with another image', day, { ...running, ...newImage }, updates),
  pair('hours that end instead of RUNNING', running, day),
  pair('hours that begin instead of PAUSED', paused, night),
  pair('hours that end instead of PAUSED, with another image', paused, { ...day, ...newImage }, updates),
  pair('hours that begin instead of RUNNING, with another image', running, { ...night, ...newImage }, updates),
  pair('hours for the first time', undeclared, day),
  pair('hours no longer', night, undeclared),
  pair('nothing, with hours', night, night),
  pair('another trigger, with hours', { ...night, trigger: '1' }, { ...night, trigger: '2' }),
  pair('another name, hours that end', { ...day, name: 'shop-a' }, { ...day, name: 'shop-b' }, { replaces: true }),
  pair('another name, hours that begin', { ...night, name: 'shop-a' }, { ...night, name: 'shop-b' }, { replaces: true }),
  pair('another logical id of the declaration, with another image', night, { ...night, ...newImage, stateId: 'Declaration' }, updates),
  pair('create a service with hours', [], day),
  pair('another image, drift from PAUSED corrected', { ...paused, ...corrected }, { ...paused, ...corrected, ...newImage }, updates),
  pair('another image, drift from RUNNING corrected', { ...running, ...corrected }, { ...running, ...corrected, ...newImage }, updates),
  pair('another image, hours that begin, deployed after a resume', { ...night, ...deployed }, { ...night, ...deployed, ...newImage }, updates),
  pair('hours for the first time, deployed after a resume', { ...paused, ...deployed }, { ...night, ...deployed }),
  pair('drift from hours corrected', night, { ...night, ...corrected }),
];

/** Where no request comes before the service, or none is made after a declaration has gone. */
export const PAIRS_WITH_LATE_ACTS: readonly VersionPair[] = [
  HOURS_REMOVED_ALONE,
  pair('RUNNING instead of hours, not deployed through a pause', { ...day, ...alone }, { ...running, ...alone }),
  HOURS_REMOVED_WITH_ON_DELETE,
  pair('hours no longer, with onDelete RESUME', { ...day, onDelete: OnDelete.RESUME }, undeclared),
  pair('drift from RUNNING corrected no longer, with onDelete PAUSE', { ...running, ...corrected, onDelete: OnDelete.PAUSE }, undeclared),
  pair('a service with hours that end no longer', day, []),
  pair('a service with hours that begin no longer', night, []),
];

export const REPRESENTATIVE_HOURS_PAIRS: readonly VersionPair[] = [PAUSED_AT_THE_BOUNDARY, RESUMED_AT_THE_BOUNDARY];
