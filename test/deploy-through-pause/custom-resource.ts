import type { Handlers } from './handlers';
import type { Properties } from './template';
import type { Timeline } from './timeline';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

/** What CloudFormation is told in the end, or that it did not wait for the end. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly physicalId: string; readonly attributes: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly physicalId: string; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** The id that keeps the Delete after a failed Create away from the handlers. */
const CREATE_FAILED_MARKER = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

/** A waiter that is alone looks at other points than the one that CloudFormation waits for now, also between two of its looks. */
const OUT_OF_STEP = 1.3;

/** How long a request took until it was answered, whether or not CloudFormation still waited for it. */
export type AnsweredListener = (event: CustomResourceEvent, seconds: number) => void;

/** Lets a waiter look that CloudFormation no longer waits for. */
export type Unheard = (look: () => Promise<boolean>) => Promise<boolean>;

/** Requests to the handlers, in the way of the CDK's Provider framework. */
export class CustomResources {
  constructor(
    private readonly handlers: Handlers,
    private readonly dependencies: Dependencies,
    private readonly timeline: Timeline,
    private readonly pollSeconds: number,
    private readonly onAnswered: AnsweredListener,
    private readonly waits: () => boolean,
    private readonly unheard: Unheard,
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
    const look = async (): Promise<boolean> => await poll() !== undefined;
    // CloudFormation does not tell the waiter: it goes on until it has an answer, which then nobody reads.
    const goOnUnheard = (): void =>
      this.timeline.inBackground({ everySeconds: this.pollSeconds * OUT_OF_STEP, poll: async () => this.unheard(look) });
    if (!this.waits()) {
      goOnUnheard();
      return succeeded(merged, (merged as { Data?: object }).Data as Properties ?? {});
    }
    for (let polls = 0; ; polls++) {
      if (steer(polls) === 'fail') {
        goOnUnheard();
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

/** What goes into a function and what comes out of it is JSON. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Every poll gets the same: a handler that changed it would be found out. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
