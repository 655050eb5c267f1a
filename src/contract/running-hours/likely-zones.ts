/** What abbreviations mostly stand for. None of them is one zone: some name two, and in half the year most name none. */
const MEANT: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  EDT: 'America/New_York',
  ET: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  PT: 'America/Los_Angeles',
  AKST: 'America/Anchorage',
  HST: 'Pacific/Honolulu',
  EST5EDT: 'America/New_York',
  CST6CDT: 'America/Chicago',
  MST7MDT: 'America/Denver',
  PST8PDT: 'America/Los_Angeles',
  BRT: 'America/Sao_Paulo',
  BST: 'Europe/London',
  WET: 'Europe/Lisbon',
  CET: 'Europe/Berlin',
  CEST: 'Europe/Berlin',
  MET: 'Europe/Berlin',
  MEZ: 'Europe/Berlin',
  MESZ: 'Europe/Berlin',
  EET: 'Europe/Athens',
  EEST: 'Europe/Athens',
  MSK: 'Europe/Moscow',
  IST: 'Asia/Kolkata',
  SGT: 'Asia/Singapore',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
  NZST: 'Pacific/Auckland',
  NZDT: 'Pacific/Auckland',
};

export const ZONE_ABBREVIATIONS: readonly string[] = Object.keys(MEANT);

/** The zone that somebody probably means. */
export function likelyZone(text: string): string | undefined {
  return MEANT[text.toUpperCase()] ?? nearestZone(text);
}

/** `Berlin`, `Europe/Berln`, `America/New York`: the zone whose place, or whose whole name, differs in two letters at most. */
function nearestZone(text: string): string | undefined {
  const wanted = plain(text).slice(0, 60);
  if (wanted.length < 4) return undefined;
  let nearest: string | undefined;
  let least = wanted.length < 8 ? 2 : 3;
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const name = plain(zone);
    for (const candidate of [name, name.slice(name.lastIndexOf('/') + 1)]) {
      const distance = Math.abs(candidate.length - wanted.length) < least ? differences(wanted, candidate) : least;
      if (distance < least) [least, nearest] = [distance, zone];
    }
  }
  return nearest;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[ _-]/g, '');
}

/** How many letters have to be changed, added or taken out (Levenshtein). */
function differences(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}
