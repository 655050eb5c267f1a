import type { OperationType } from '@aws-sdk/client-apprunner';
import type { Clock } from './clock';

/**
 * What App Runner answers to pausing a PAUSED service or resuming a RUNNING one. Three clients expect success without an
 * OperationId, an emulator guesses InvalidState; the real answer is not known, so callers must handle both.
 */
export type IdempotentAnswer = 'ok-without-operation-id' | 'invalid-state';

export interface SimulatorOptions {
  /** @default - a VirtualClock */
  readonly clock?: Clock;
  /** @default '123456789012' */
  readonly accountId?: string;
  /** Seconds. @default - realistic ones, from 60 for a pause to 180 for a deployment */
  readonly durations?: Partial<Record<OperationType, number>>;
  /** @default 'ok-without-operation-id' */
  readonly idempotentAnswer?: IdempotentAnswer;
  /** Calls that one Region answers per second; past it they are throttled. @default - no limit */
  readonly callsPerSecond?: number;
  /** The share (0 to 1) of calls that fail with an internal error before anything happened. @default - none */
  readonly failureRate?: { readonly share: number; readonly seed: number };
}
