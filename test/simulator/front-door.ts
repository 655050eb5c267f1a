import type { OperationType } from '@aws-sdk/client-apprunner';
import { ApiCall, Surroundings } from './api/api-call';
import { Input } from './api/input';
import { Handler, OPERATIONS } from './api/operations';
import { accessDenied, AwsError, internalServiceError, throttling, unknownOperation } from './aws-error';
import type { FaultOf, FaultTarget } from './faults';
import type { Call } from './ledger';
import type { RandomFailures } from './random-failures';
import type { RateLimit } from './rate-limit';
import { APP_RUNNER_REGIONS } from './regions';
import { withoutUndefined } from './wire';

export interface Request {
  readonly region: string;
  readonly operation: string;
  readonly input: unknown;
}

export type Answer = { status: number; body: object } | 'connection-dropped';

type Refusal = 'throttle' | 'server-error' | 'access-denied' | 'error' | 'drop-before';
const REFUSALS: readonly Refusal[] = ['throttle', 'server-error', 'access-denied', 'error', 'drop-before'];

class ConnectionDropped extends Error {}

/** The way of a call from the connection to the ledger. */
export class FrontDoor {
  readonly calls: Call[] = [];

  constructor(
    private readonly surroundings: Surroundings,
    private readonly limits: { readonly rate: RateLimit; readonly failures?: RandomFailures },
  ) {}

  answer({ region, operation, input }: Request): Answer {
    const target: FaultTarget = { operation, serviceArn: arnIn(input) };
    const note = (outcome: string, call?: ApiCall) => {
      const serviceArn = target.serviceArn ?? call?.createdServiceArn;
      const operationId = call?.startedOperationId;
      this.calls.push({
        at: this.surroundings.account.clock.now(),
        region,
        operation,
        ...(serviceArn !== undefined && { serviceArn }),
        outcome,
        ...(operationId !== undefined && { operationId }),
      });
    };
    try {
      dropUnlessReachable(region);
      const handler = handlerOf(operation);
      this.admit(region, target);
      const call = new ApiCall(region, target, new Input(input), this.surroundings);
      const body = withoutUndefined(handler(call));
      const lost = this.surroundings.faults.take(['drop-after'], target) !== undefined;
      note(lost ? 'connection-dropped' : 'ok', call);
      return lost ? 'connection-dropped' : { status: 200, body };
    } catch (error) {
      if (error instanceof AwsError) {
        note(error.name);
        return { status: error.status, body: error.body };
      }
      if (error instanceof ConnectionDropped) {
        note('connection-dropped');
        return 'connection-dropped';
      }
      throw error;
    }
  }

  /** Everything that can happen to a call before it is read. */
  private admit(region: string, target: FaultTarget): void {
    if (!this.limits.rate.admits(region)) throw throttling();
    if (this.limits.failures?.next()) throw internalServiceError();
    this.letOthersIn(target);
    const refusal = this.surroundings.faults.take(REFUSALS, target);
    if (refusal !== undefined) throw this.refusalError(refusal, target);
  }

  private letOthersIn(target: FaultTarget): void {
    const { account, faults } = this.surroundings;
    const canStart = ({ type }: { type: OperationType }) =>
      target.serviceArn !== undefined && account.find(target.serviceArn)?.canStart(type) === true;
    const foreign = faults.take(['foreign-operation'], target, canStart);
    const service = foreign && account.find(target.serviceArn ?? '');
    if (foreign !== undefined && service !== undefined) {
      account.start(service, foreign.type, { seconds: foreign.seconds, outcome: foreign.outcome ?? 'SUCCEEDED' });
    }
  }

  private refusalError(fault: FaultOf<Refusal>, { operation, serviceArn = '*' }: FaultTarget): Error {
    switch (fault.kind) {
      case 'throttle': return throttling();
      case 'server-error': return internalServiceError();
      case 'access-denied': return accessDenied(this.surroundings.account.id, operation, serviceArn);
      case 'error': return new AwsError(fault.name, fault.status, fault.message);
      case 'drop-before': return new ConnectionDropped();
    }
  }
}

/** In truth the host name of such a Region does not resolve; over a connection that exists, dropping it comes closest. */
function dropUnlessReachable(region: string): void {
  if (!APP_RUNNER_REGIONS.has(region)) {
    throw new ConnectionDropped();
  }
}

function handlerOf(operation: string): Handler {
  const handler = OPERATIONS.get(operation);
  if (handler === undefined) {
    throw unknownOperation(operation);
  }
  return handler;
}

function arnIn(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const { ServiceArn, ResourceArn } = input as { ServiceArn?: unknown; ResourceArn?: unknown };
  return [ServiceArn, ResourceArn].find((arn) => typeof arn === 'string');
}
