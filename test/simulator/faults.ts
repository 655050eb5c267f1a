import type { OperationType } from '@aws-sdk/client-apprunner';
import type { Outcome } from './operation';

/** What can go wrong. */
export type Fault =
  /** Refused, nothing done: ThrottlingException, InternalServiceErrorException, AccessDeniedException, or any other. */
  | { readonly kind: 'throttle' }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'access-denied' }
  | { readonly kind: 'error'; readonly name: string; readonly status: number; readonly message: string }
  /** The connection breaks before anything is done, or after the change is made. */
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  /** Somebody else starts an operation just before the call is served. */
  | { readonly kind: 'foreign-operation'; readonly type: OperationType; readonly seconds: number; readonly outcome?: Outcome }
  /** About the operation that the call starts. */
  | { readonly kind: 'operation-ends'; readonly outcome: Outcome }
  | { readonly kind: 'operation-lasts'; readonly seconds: number }
  | { readonly kind: 'no-operation-id' }
  /** About what DescribeService answers. */
  | { readonly kind: 'stale'; readonly seconds: number }
  | { readonly kind: 'status'; readonly status: string };

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>;

export interface FaultRule {
  /** @default - every operation */
  readonly operation?: string | readonly string[];
  /** @default - every service */
  readonly serviceArn?: string;
  /** How many calls it hits. @default 1 */
  readonly times?: number;
  /** How many matching calls it lets pass first. @default 0 */
  readonly after?: number;
  readonly fault: Fault;
}

export interface FaultTarget {
  readonly operation: string;
  readonly serviceArn?: string;
}

interface ActiveRule {
  readonly rule: FaultRule;
  toPass: number;
  toHit: number;
}

/**
 * Rules in the order they were added. A rule only counts calls on which its fault could take effect: "the operation
 * ends FAILED" waits for a call that really starts one. Of the rules about the same thing, one hits a call; the next one is kept
 * for the next call.
 */
export class FaultList {
  private active: ActiveRule[] = [];

  add(rule: FaultRule): void {
    this.active.push({ rule, toPass: rule.after ?? 0, toHit: rule.times ?? 1 });
  }

  clear(): void {
    this.active = [];
  }

  /** The fault of one of these kinds that hits this call, if any. */
  take<Kind extends Fault['kind']>(
    kinds: readonly Kind[],
    target: FaultTarget,
    canTakeEffect: (fault: FaultOf<Kind>) => boolean = () => true,
  ): FaultOf<Kind> | undefined {
    let taken: FaultOf<Kind> | undefined;
    for (const candidate of this.active) {
      const { fault } = candidate.rule;
      if (candidate.toHit <= 0 || !isOneOf(kinds, fault) || !concerns(candidate.rule, target) || !canTakeEffect(fault)) continue;
      if (candidate.toPass > 0) {
        candidate.toPass -= 1;
      } else if (taken === undefined) {
        candidate.toHit -= 1;
        taken = fault;
      }
    }
    return taken;
  }
}

function isOneOf<Kind extends Fault['kind']>(kinds: readonly Kind[], fault: Fault): fault is FaultOf<Kind> {
  return (kinds as readonly string[]).includes(fault.kind);
}

function concerns({ operation, serviceArn }: FaultRule, target: FaultTarget): boolean {
  const operations = typeof operation === 'string' ? [operation] : operation;
  return (operations === undefined || operations.includes(target.operation))
    && (serviceArn === undefined || serviceArn === target.serviceArn);
}
