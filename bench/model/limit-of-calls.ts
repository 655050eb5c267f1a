/** How many calls a second App Runner answers, and since when, in seconds: the first since 0. */
export type LimitOfCalls = readonly { readonly since: number; readonly callsPerSecond: number }[];

export function callsPerSecondAt(limit: LimitOfCalls, seconds: number): number {
  return limit.filter(({ since }) => since <= seconds).at(-1)!.callsPerSecond;
}
