import type { Handlers } from './handlers';
import type { Properties } from './template';
import type { Timeline } from './timeline';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

/** The answer to CloudFormation, or `cancelled` if it did not wait for one. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly physicalId: string; readonly attributes: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly physicalId: string; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** The id that keeps the Delete after a failed Create away from the handlers. */
const CREATE_FAILED_MARKER = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

/** The waiter of a cancelled request polls at other times than the current one, also between two of its polls. */
const OUT_OF_STEP = 1.3;

/** How long a request took until it was answered, whether or not CloudFormation still waited for it. */
export type AnsweredListener = (event: CustomResourceEvent, seconds: number) => void;

/** Wraps the polls of a cancelled request. */
export type CancelledPoll = (poll: () => Promise<boolean>) => Promise<boolean>;

/** Requests to the handlers, as the CDK's Provider framework makes them. */
export class CustomResources {
  constructor(
    private readonly handlers: Handlers,
    private readonly dependencies: Dependencies,
    private readonly timeline: Timeline,
    private readonly pollSeconds: number,
    private readonly onAnswered: AnsweredListener,
    private readonly waits: () => boolean,
    private readonly pollCancelled: CancelledPoll,
  ) {}

  async request(event: CustomResourceEvent, steer: (polls: number) => 'fail' | void): Promise<Outcome> {
    if (event.RequestType === 'Delete' && event.PhysicalResourceId === CREATE_FAILED_MARKER) return succeeded(event, {});
    const start = this.timeline.now();
    let merged: CustomResourceEvent;
    try {
      merged = frozen(asJson({ ...event, ...await this.handlers.onEvent(asJson(event), this.dependencies) }));
    } catch (error) {
      return failed({ ...event, PhysicalResourceId: event.PhysicalResourceId || CREATE_FAILED_MARKER }, error);
    }
    const quietUntil = start + ((merged as { WaitSeconds?: number }).WaitSeconds ?? 0) * 1000;
    const poll = async (): Promise<Outcome | undefined> => this.timeline.now() < quietUntil ? undefined : this.pollOnce(event, merged, start);
    const isAnswered = async (): Promise<boolean> => await poll() !== undefined;
    // CloudFormation does not stop the waiter of a request that it cancels. It polls until it has an answer, which is ignored.
    const pollInBackground = (): void =>
      this.timeline.inBackground({ everySeconds: this.pollSeconds * OUT_OF_STEP, poll: async () => this.pollCancelled(isAnswered) });
    if (!this.waits()) {
      pollInBackground();
      return succeeded(merged, (merged as { Data?: object }).Data as Properties ?? {});
    }
    for (let polls = 0; ; polls++) {
      if (steer(polls) === 'fail') {
        pollInBackground();
        return { kind: 'cancelled' };
      }
      const outcome = await poll();
      if (outcome) return outcome;
      await this.timeline.sleep(this.pollSeconds);
    }
  }

  private async pollOnce(event: CustomResourceEvent, merged: CustomResourceEvent, start: number): Promise<Outcome | undefined> {
    const outcome = await this.answerTo(merged);
    if (outcome) this.onAnswered(event, (this.timeline.now() - start) / 1000);
    return outcome;
  }

  private async answerTo(event: CustomResourceEvent): Promise<Outcome | undefined> {
    try {
      const answer = await this.handlers.isComplete(event, this.dependencies);
      if (!answer.IsComplete) return undefined;
      return succeeded(event, { ...(event as { Data?: object }).Data, ...answer.Data });
    } catch (error) {
      return failed(event, error);
    }
  }
}

function succeeded({ PhysicalResourceId = '' }: CustomResourceEvent, attributes: Readonly<Record<string, unknown>>): Outcome {
  return { kind: 'succeeded', physicalId: PhysicalResourceId, attributes };
}

function failed({ PhysicalResourceId = '' }: CustomResourceEvent, error: unknown): Outcome {
  return { kind: 'failed', physicalId: PhysicalResourceId, reason: error instanceof Error ? error.message : String(error) };
}

/** Input and output of a function are JSON. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Every poll gets the same event: a handler that changes it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
