import type { Decision } from './decision';
import { embed, metricsOf } from './metrics';
import { SERVICE_DIMENSIONS, STACK_DIMENSION } from '../../src/contract/metrics';
import { partsOfServiceArn } from '../../src/contract/service-arn';

/** One line of the log, metrics included: an object that has to be written as JSON on a line of its own. */
export type Line = Readonly<Record<string, unknown>>;

/** For whom a tick looks. */
export interface Declarer {
  readonly stackId: string;
  /** The stack of the provider, if it is another one: its metrics count the services of all stacks that use it. */
  readonly providerStackName?: string;
}

/** What a tick did about one service. */
export interface ServiceOutcome extends Declarer {
  readonly serviceArn: string;
  /** RUNNING, PAUSED or AS_FOUND; empty when the declaration could not be read. */
  readonly desired: string;
  /** App Runner's own name; empty when the service could not be looked at. */
  readonly observed: string;
  /** What was decided, or what became of it. */
  readonly decision: Decision;
  /** The operation that was begun. */
  readonly operationId?: string;
  readonly now: number;
}

/** @returns undefined for what is as declared: most ticks say nothing */
export function reportService(
  { stackId, providerStackName = stackNameOf(stackId), serviceArn, desired, observed, decision, operationId = '', now }: ServiceOutcome,
): Line | undefined {
  if (decision.kind === 'nothing') return undefined;
  const service = partsOfServiceArn(serviceArn);
  const [nameDimension, idDimension] = SERVICE_DIMENSIONS;
  const ofService = service ? [{ [nameDimension]: service.name, [idDimension]: service.id }] : [];
  return {
    stack: stackId,
    service: serviceArn,
    desired,
    observed,
    decision: decision.kind,
    reason: decision.reason,
    operationId,
    ...embed(metricsOf(decision), 1, [{ [STACK_DIMENSION]: providerStackName }, ...ofService], now),
  };
}

/** The services that a tick left to the next one, without a look at them. */
export function reportSkipped(
  { stackId, providerStackName = stackNameOf(stackId), services, reason, now }: Declarer & { services: number; reason: string; now: number },
): Line {
  return {
    stack: stackId,
    decision: 'skip',
    reason,
    ...embed(['Skipped'], services, [{ [STACK_DIMENSION]: providerStackName }], now),
  };
}

/** `arn:aws:cloudformation:eu-west-1:111122223333:stack/NAME/UUID` */
function stackNameOf(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}
