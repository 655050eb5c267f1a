/** EventBridge Scheduler takes 256 KB. AWS does not say which kilobytes, so these are the smaller ones. */
const MOST_BYTES = 256_000;

/**
 * @param input as it is in the template. Only its texts are counted: what only the deployment knows may be short
 * @throws Error when it is certain that the Schedule could not be created
 */
export function refuseLongInput(input: unknown, stackPath: string): void {
  const bytes = knownBytesOf(input);
  if (bytes <= MOST_BYTES) return;
  throw new Error(`The declarations of the stack '${stackPath}' that are kept between deployments take at least ${bytes} bytes together, but a Schedule takes ${MOST_BYTES} at most. `
    + 'Most of that is running hours: let ServiceStates share them, give special days in a row as one with a first and a last day, or declare some of the services in another stack');
}

function knownBytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  const { 'Fn::Join': join, 'Fn::If': choice } = value as { 'Fn::Join'?: [string, unknown]; 'Fn::If'?: [string, unknown, unknown] };
  if (join && Array.isArray(join[1])) return join[1].reduce((sum: number, part) => sum + knownBytesOf(part), 0);
  return choice ? Math.min(knownBytesOf(choice[1]), knownBytesOf(choice[2])) : 0;
}
