const HOUR_MS = 3_600_000;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Running hours in UTC, such as `Thu 13:05-14:05`, that ended an hour ago, whenever it is. */
export function closedHours(now: Date = new Date()): string {
  const start = new Date(now.getTime() - 2 * HOUR_MS);
  const [hour, minute] = [start.getUTCHours(), String(start.getUTCMinutes()).padStart(2, '0')];
  const time = (hours: number): string => `${String(hours).padStart(2, '0')}:${minute}`;
  return `${DAYS[start.getUTCDay()]} ${time(hour)}-${time(hour + 1)}`;
}
