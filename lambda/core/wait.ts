import type { Waiting } from './outcome';
import type { Operation } from '../aws/app-runner';

/** App Runner works at one thing at a time, so everything else waits for it. */
export function waitFor({ id, type, status }: Operation): Waiting {
  return { kind: 'wait', reason: `operation ${id} (${type}) is ${status}` };
}
