import { explain } from './call-error';
import { desiredStateAt } from './declaration';
import { order } from './order';
import { Pace } from './pace';
import { parseDeclaration } from './parse-declaration';
import { reconcileService } from './reconcile-service';
import type { Result, Tick } from './reconcile-service';
import { reportService, reportSkipped } from './report';
import type { Line } from './report';
import { Stack } from './stack';
import { restOf } from './stack-at-rest';
import type { StackRest } from './stack-at-rest';
import type { DeclarationInput, ReconcileInput } from '../../src/contract/reconcile-input';
import type { AppRunner } from '../aws/app-runner';
import { AwsCallError } from '../aws/aws-call-error';
import type { Stacks } from '../aws/cloud-formation';

/** Everything outside the reconcile function. */
export interface Surroundings {
  readonly stacks: Stacks;
  appRunnerIn(region: string): AppRunner;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  log(line: Line): void;
}

const MINUTE_MS = 60_000;

/** What a service takes at most: a tick that is cut off in between leaves no line in the log. */
export const SERVICE_TAKES_MS = 20_000;

/**
 * One tick: every declared service is looked at, and brought one step nearer to what is declared.
 *
 * @param endsAt when no further service is begun with
 * @throws when the stack itself cannot be looked at, so that the errors of the function show it
 */
export async function tick(input: ReconcileInput, endsAt: number, surroundings: Surroundings): Promise<void> {
  const { StackId: stackId, ProviderStackName: providerStackName, IntervalMinutes, RunningHours, Declarations } = checked(input);
  const { stacks, now, log } = surroundings;
  const begin = now();
  const declarations = order(Declarations.filter(declaration => declaration !== null), begin, IntervalMinutes * MINUTE_MS);
  if (declarations.length === 0) return;
  const stack = new Stack(stackId, stacks, now);
  const declaredAt = Math.min(begin, Date.parse(input.ScheduledTime ?? '') || Infinity);
  const rest = await restAtBegin(stack, declaredAt);
  const leave = (services: number, reason: string) => {
    if (services > 0) log(reportSkipped({ stackId, providerStackName, services, reason, now: now() }));
  };
  if (rest.allows === 'nothing') return leave(declarations.length, rest.reason);

  // The next tick begins then, and two at a time would only throttle each other.
  const lastBegin = Math.min(endsAt, begin + IntervalMinutes * MINUTE_MS);
  const common: Tick = { stack, rest, declaredAt, now, pace: new Pace(surroundings) };
  for (const [index, declaration] of declarations.entries()) {
    if (now() >= lastBegin) return leave(declarations.length - index, 'the time of the tick is over');
    const { isThrottled, ...result } = await serve(declaration, RunningHours, common, surroundings);
    const line = reportService({ stackId, providerStackName, serviceArn: declaration.ServiceArn, now: now(), ...result });
    if (line) log(line);
    if (isThrottled) return leave(declarations.length - index - 1, 'AWS throttles calls; the next tick begins with other services');
  }
}

/** It never throws: an error about one service must not keep the tick from the others. */
async function serve(
  input: DeclarationInput, hours: ReconcileInput['RunningHours'], common: Tick, { appRunnerIn, now }: Surroundings,
): Promise<Result & { readonly desired: string }> {
  const failed = (reason: string) => ({ desired: '', observed: '', decision: { kind: 'failed', reason }, isThrottled: false }) as const;
  try {
    const parsed = parseDeclaration(input, hours);
    if (parsed.problem !== undefined) return failed(parsed.problem);
    const { declaration, region } = parsed;
    const result = await reconcileService(declaration, appRunnerIn(region), common);
    return { desired: desiredStateAt(declaration.desired, now()), ...result };
  } catch (error) {
    return failed(`an error of the reconcile function itself: ${String(error)}`);
  }
}

async function restAtBegin(stack: Stack, declaredAt: number): Promise<StackRest> {
  try {
    return restOf(await stack.look(), declaredAt);
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (error.kind === 'throttled') return { allows: 'nothing', reason: explain(error) };
    throw new Error(`Nothing is known of the stack ${stack.id}, so no service was looked at. ${explain(error)}`);
  }
}

/** DescribeStacks without a name would answer about other stacks. */
function checked(input: ReconcileInput): ReconcileInput {
  if (typeof input?.StackId === 'string' && input.StackId !== '' && input.IntervalMinutes > 0 && Array.isArray(input.Declarations)) return input;
  throw new Error('The reconcile function needs the input that the Schedule of the stack carries: StackId, IntervalMinutes and Declarations.');
}
