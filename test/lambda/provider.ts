import { ProviderRequest } from '../provider-framework/provider-request';
import type { CloudFormationRequest, CloudFormationResponse, Functions } from '../provider-framework/provider-request';
import type { VirtualClock } from '../simulator';

const POLL_SECONDS = 5;
/** Longer than every deadline of ours. */
const LONGEST_WAIT_SECONDS = 56 * 60;

/** A Provider with our functions, whose waiter polls on a clock that does not make anybody wait. */
export class Provider {
  /** What happens before a poll, if anything. */
  beforePoll?: (secondsSinceRequest: number) => void;

  constructor(private readonly functions: Functions, private readonly clock: VirtualClock) {}

  /** The first poll comes at once. */
  async serve(request: CloudFormationRequest): Promise<CloudFormationResponse> {
    const sent = await ProviderRequest.send(request, this.functions);
    const start = this.clock.now();
    for (;;) {
      if (sent.response) return sent.response;
      const seconds = (this.clock.now() - start) / 1000;
      if (seconds > LONGEST_WAIT_SECONDS) throw new Error(`no answer to ${request.RequestId} after ${seconds} s`);
      this.beforePoll?.(seconds);
      await sent.poll();
      if (!sent.response) this.clock.advance(POLL_SECONDS);
    }
  }
}
