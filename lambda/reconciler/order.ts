const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * The declarations in the order in which a tick goes through them. Where throttling ends a tick, the next has to begin with
 * others, and a tick remembers nothing. So the clock says where to begin, and steps by the golden ratio: of all steps that one
 * leaves the smallest gaps, however many services a tick gets through. If it is two thirds of them, the rest have their turn in
 * the next tick; if it is two fifths, each has had it after three.
 *
 * @param interval milliseconds between two ticks
 */
export function order<T>(declarations: readonly T[], now: number, interval: number): T[] {
  const tick = Math.floor(now / interval);
  const first = Math.floor(((tick * GOLDEN_RATIO) % 1) * declarations.length);
  return [...declarations.slice(first), ...declarations.slice(0, first)];
}
