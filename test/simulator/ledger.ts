/** One API call, as the ledger keeps it. */
export interface Call {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly region: string;
  readonly operation: string;
  readonly serviceArn?: string;
  /** What the caller saw: `ok`, the error's name, or `connection-dropped`. */
  readonly outcome: string;
  /** The operation that the call started, even if the answer did not say so or was lost. */
  readonly operationId?: string;
}
