import type { Decision } from './decision';
import type { Operation } from '../aws/app-runner';

/** The next tick goes on, when App Runner is ready with that. */
export function waitFor({ id, type, status }: Operation): Decision {
  return { kind: 'wait', reason: `operation ${id} (${type}) is ${status}` };
}
