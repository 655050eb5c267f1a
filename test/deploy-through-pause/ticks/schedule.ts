import type { ReconcileInput } from '../../../src/contract/reconcile-input';
import type { StackRecords } from '../stack-records';

export const SCHEDULE = 'AWS::Scheduler::Schedule';

/** What EventBridge Scheduler sends to the reconcile function at a time. Undefined as long as the stack has no Schedule. */
export function sentBySchedule({ live }: StackRecords, now: number): ReconcileInput | undefined {
  const schedule = [...live.values()].find(({ type, status }) => type === SCHEDULE && /^(CREATE|UPDATE)_COMPLETE$/.test(status));
  if (!schedule) return undefined;
  const { Input: input } = schedule.properties.Target as { readonly Input: string };
  return JSON.parse(input.replace('<aws.scheduler.scheduled-time>', new Date(now).toISOString())) as ReconcileInput;
}
