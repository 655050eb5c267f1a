import type { HoursKeeper } from './hours-keeper';
import { poll } from './poll';
import { twoSchedules } from './two-schedules';
import { us } from './us';

export const HOURS_KEEPERS: readonly HoursKeeper[] = [us, poll, twoSchedules];

export const NAMES = HOURS_KEEPERS.map(({ name }) => name);

export const DESCRIPTIONS = HOURS_KEEPERS.slice(1).map(({ name, description }) => `${name}: ${description}`).join('; ');
