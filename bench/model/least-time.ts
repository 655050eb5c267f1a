/** Something that has to be done for a service: a call of the API, or time in which App Runner or CloudFormation is at work. */
export type Step = 'call' | { readonly seconds: number };

/**
 * How long all of it takes at least, in seconds, where the API answers so many calls a second, and as many at once
 * when it has been idle: with one caller for all services who knows when an operation has ended, makes no call too
 * many, and serves first who comes first.
 *
 * @param services what has to be done for each, one step after the other
 */
export function leastSeconds(services: readonly (readonly Step[])[], callsPerSecond: number): number {
  const interval = 1 / callsPerSecond;
  const open = services.map(steps => ({ at: 0, steps: [...steps] }));
  let nextCallAt = interval - 1; // the calls of a second are there at the start
  let last = 0;
  while (open.length > 0) {
    open.sort((a, b) => a.at - b.at);
    const [first] = open;
    const step = first.steps.shift();
    if (step === undefined) {
      last = Math.max(last, first.at);
      open.shift();
    } else if (step === 'call') {
      first.at = Math.max(first.at, nextCallAt);
      nextCallAt = Math.max(nextCallAt, first.at - 1 + interval) + interval;
    } else {
      first.at += step.seconds;
    }
  }
  return last;
}
