import { decisionAfter } from './call-error';
import { decide } from './decide';
import type { Act, Decision, Question } from './decision';
import { isAct } from './decision';
import type { Declaration } from './declaration';
import type { Pace } from './pace';
import { reachesBack } from './reaches-back';
import type { Situation } from './situation';
import type { Stack } from './stack';
import { restBeforeActing } from './stack-at-rest';
import type { StackLook, StackRest } from './stack-at-rest';
import type { AppRunner } from '../aws/app-runner';
import { AwsCallError } from '../aws/aws-call-error';

/** What a tick knows when it comes to a service. */
export interface Tick {
  readonly stack: Stack;
  /** What the look at the begin of the tick allows. */
  readonly rest: StackRest;
  /** When the declarations were those of the stack. */
  readonly declaredAt: number;
  readonly pace: Pace;
  now(): number;
}

/** What came of it. */
export interface Result {
  readonly decision: Decision;
  /** Empty when the service could not be looked at. */
  readonly observed: string;
  readonly operationId?: string;
  /** There are too many calls, so none should be made for the other services now. */
  readonly isThrottled: boolean;
}

/** Observes, decides, and acts at most once. A call that fails is a decision, too. */
export async function reconcileService(declaration: Declaration, appRunner: AppRunner, tick: Tick): Promise<Result> {
  let observed = '';
  try {
    await tick.pace.turn();
    ({ status: observed } = await appRunner.describe(declaration.serviceArn));
    const step = await decideOnLooks(declaration, observed, appRunner, tick);
    return { observed, isThrottled: false, ...isAct(step) ? await act(step, observed, declaration.serviceArn, appRunner) : { decision: step } };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return { observed, decision: decisionAfter(error), isThrottled: error.kind === 'throttled' };
  }
}

/** @returns an act only if the stack has been looked at since everything else was asked: a deployment can begin at any moment */
async function decideOnLooks(declaration: Declaration, status: string, appRunner: AppRunner, tick: Tick): Promise<Decision> {
  const known: { history?: Situation['history']; stackEndedAt?: number } = {};
  let look: StackLook | undefined;
  for (;;) {
    const now = tick.now();
    const stack = look ? restBeforeActing(look, now, tick.declaredAt) : tick.rest;
    const situation: Situation = { declaration, now, stack, status, ...known };
    const step = decide(situation);
    if (step.kind === 'ask') {
      Object.assign(known, await answer(step, situation, appRunner, tick));
    } else if (look || !isAct(step)) {
      return step;
    } else {
      await tick.pace.turn(); // for the act, which must not wait once the stack has been looked at
      look = await tick.stack.look();
    }
  }
}

async function answer({ about }: Question, situation: Situation, appRunner: AppRunner, { stack, pace }: Tick): Promise<Pick<Situation, 'history' | 'stackEndedAt'>> {
  switch (about) {
    case 'history':
      await pace.turn();
      return {
        history: await appRunner.operations(situation.declaration.serviceArn, (found) => {
          const areEnough = reachesBack(found, situation);
          if (!areEnough) pace.count();
          return areEnough;
        }),
      };
    case 'stack-end':
      return { stackEndedAt: await stack.lastOperationEndedAt() };
  }
}

/** One attempt: by a second one, a deployment may have begun. */
async function act(step: Act, observed: string, serviceArn: string, appRunner: AppRunner): Promise<Pick<Result, 'decision' | 'operationId'>> {
  try {
    const operationId = await appRunner[step.kind](serviceArn);
    if (operationId !== undefined) return { decision: step, operationId };
    return { decision: { kind: 'wait', reason: `${step.reason}; App Runner had nothing to do, so its status was an old one` } };
  } catch (error) {
    // The request may be invalid only because the service is in another state than the one that the decision rests on.
    if (!(error instanceof AwsCallError && error.kind === 'invalid')) throw error;
    const { status } = await appRunner.describe(serviceArn);
    if (status === observed) throw error;
    return { decision: { kind: 'skip', reason: `the service was ${observed} and is ${status}; the next tick goes on` } };
  }
}
