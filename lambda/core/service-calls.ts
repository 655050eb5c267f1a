import type { Acted } from './outcome';
import type { Retry } from './retry';
import type { AppRunner, ObservedService, Operation } from '../aws/app-runner';

/** A service as one invocation sees it. Calls that only look are made again where that helps. */
export class Service {
  private latest: readonly Operation[] | undefined;

  constructor(readonly arn: string, private readonly appRunner: AppRunner, private readonly retry: Retry) {}

  async observe(): Promise<ObservedService> {
    return this.retry.run(() => this.appRunner.describe(this.arn));
  }

  async operations(areEnough?: (found: readonly Operation[]) => boolean): Promise<readonly Operation[]> {
    const found = await this.retry.run(() => this.appRunner.operations(this.arn, areEnough));
    this.latest = found;
    return found;
  }

  /** For a caller that can do without: one call, and nothing if it fails. */
  async operationsIfAvailable(): Promise<readonly Operation[]> {
    return this.appRunner.operations(this.arn).catch(() => []);
  }

  /** What this invocation has seen of the operations already. */
  get knownOperations(): readonly Operation[] | undefined {
    return this.latest;
  }

  /** One attempt: before each, the caller has to ask whether it is still wanted. */
  async act(action: Acted['kind']): Promise<string | undefined> {
    return this.appRunner[action](this.arn);
  }
}
