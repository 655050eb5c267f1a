/** One line a decision, with fixed keys, so that a query or an alarm can match it. Never the raw event. */
export interface LogLine {
  readonly requestType: string;
  readonly resourceType: string;
  readonly logicalId: string;
  readonly requestId: string;
  readonly service: string;
  readonly desired: string;
  readonly observed: string;
  readonly operationId: string;
  readonly decision: 'done' | 'wait' | 'pause' | 'resume' | 'deploy' | 'fail';
  readonly reason: string;
  readonly elapsedSeconds: number;
}

export type Log = (line: LogLine) => void;

/** Written straight to stdout: the console would put a prefix of its own before the JSON. */
export const logToStdout = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
