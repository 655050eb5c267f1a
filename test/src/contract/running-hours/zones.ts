import { MINUTE, offsetAt } from './minute-scan';

/** With each kind of change there is: half an hour, two hours, at midnight, twice a year for Ramadan, south of the equator, none. */
export const ZONES = [
  'Europe/Berlin', 'America/New_York', 'America/Havana', 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Beirut', 'Atlantic/Azores',
  'America/St_Johns', 'Pacific/Chatham', 'Asia/Kolkata', 'Africa/Casablanca', 'Antarctica/Troll', 'America/Asuncion', 'Asia/Gaza', 'America/Nuuk',
  'Pacific/Apia', 'UTC',
] as const;

export const YEARS = { from: Date.UTC(2024, 0, 1), to: Date.UTC(2031, 0, 1) };

const DAY = 24 * 60 * MINUTE;

const known = new Map<string, number[]>();

/** The moments at which the clock of a zone is set, from 2024 to 2030. */
export function clockChanges(zone: string): number[] {
  const changes = known.get(zone) ?? findClockChanges(zone);
  known.set(zone, changes);
  return changes;
}

function findClockChanges(zone: string): number[] {
  const changes: number[] = [];
  for (let day = YEARS.from; day < YEARS.to; day += DAY) {
    if (offsetAt(zone, day) === offsetAt(zone, day + DAY)) continue;
    let at = day;
    while (offsetAt(zone, at) === offsetAt(zone, day)) at += 15 * MINUTE;
    changes.push(at);
  }
  return changes;
}
