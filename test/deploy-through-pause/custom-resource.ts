import type { Handlers } from './handlers';
import type { Timeline } from './timeline';
import { secondsToNextLook } from '../../lambda/core/polling';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import type { CustomResourceEvent } from '../../lambda/deployment/request';
import { ModelledRequest } from '../provider-framework/modelled-request';
import type { CloudFormationResponse, Functions } from '../provider-framework/provider-request';

/** The answer to CloudFormation, or `cancelled` if it did not wait for one. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly physicalId: string; readonly attributes: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly physicalId: string; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** The waiter of a cancelled request polls at other times than the current one, also between two of its polls. */
const OUT_OF_STEP = 1.3;

/** How long a request took until it was answered, whether or not CloudFormation still waited for it. */
export type AnsweredListener = (event: CustomResourceEvent, seconds: number) => void;

/** Wraps the polls of a cancelled request. */
export type CancelledPoll = (poll: () => Promise<boolean>) => Promise<boolean>;

/** Requests to the handlers, as the CDK's Provider framework makes them. */
export class CustomResources {
  private readonly functions: Functions;

  constructor(
    handlers: Handlers,
    dependencies: Dependencies,
    private readonly timeline: Timeline,
    private readonly pollSeconds: number,
    private readonly onAnswered: AnsweredListener,
    private readonly waits: () => boolean,
    private readonly pollCancelled: CancelledPoll,
  ) {
    this.functions = {
      onEvent: async event => handlers.onEvent(event, dependencies),
      isComplete: async event => handlers.isComplete(event, dependencies),
    };
  }

  async request(event: CustomResourceEvent, steer: (polls: number) => 'fail' | void): Promise<Outcome> {
    const start = this.timeline.now();
    const sent = await ModelledRequest.send({ ...event, ResponseURL: 'https://cloudformation.example/response' }, this.functions);
    if (sent.response) return outcomeOf(sent.response);
    const { PhysicalResourceId: physicalId, Data: attributes = {}, Checkpoint: { lookPlan } = {} } = sent.waiting;
    let quietUntil = lookPlan?.firstAt ?? start;
    const poll = async (): Promise<Outcome | undefined> => {
      const now = this.timeline.now();
      const response = now < quietUntil ? undefined : await sent.poll();
      if (!response) {
        if (lookPlan && now >= quietUntil) quietUntil = now + secondsToNextLook((now - lookPlan.startedAt) / 1000, lookPlan.phases) * 1000;
        return undefined;
      }
      this.onAnswered(event, (this.timeline.now() - start) / 1000);
      return outcomeOf(response);
    };
    const isAnswered = async (): Promise<boolean> => await poll() !== undefined;
    // CloudFormation does not stop the waiter of a request that it cancels. It polls until it has an answer, which is ignored.
    const pollInBackground = (): void =>
      this.timeline.inBackground({ everySeconds: this.pollSeconds * OUT_OF_STEP, poll: async () => this.pollCancelled(isAnswered) });
    if (!this.waits()) {
      pollInBackground();
      return { kind: 'succeeded', physicalId, attributes };
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
}

/** Of a failure only what it says: below that, the framework names a log group and the lines of code. */
function outcomeOf({ Status, PhysicalResourceId: physicalId, Data: attributes = {}, Reason }: CloudFormationResponse): Outcome {
  return Status === 'SUCCESS' ? { kind: 'succeeded', physicalId, attributes } : { kind: 'failed', physicalId, reason: Reason.split('\n')[0] };
}
