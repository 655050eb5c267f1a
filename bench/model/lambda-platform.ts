import { COST } from './cost-model';
import type { Usage } from './cost-model';
import { sleep } from './virtual-time';

export type Handler = (event: object) => Promise<unknown>;

export interface LambdaFunction {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** Loads the code: a container has its own clients, with their own retry quotas, and keeps them. */
  readonly newContainer: () => Handler;
}

/** How an invocation ended: what the function returned, or the error that Lambda reports for it. */
export interface InvocationResult {
  readonly payload: string;
  readonly failed: boolean;
}

/** Lambda has no execution left. */
export class TooManyRequestsException extends Error {
  constructor() {
    super('Rate Exceeded.');
    this.name = 'TooManyRequestsException';
  }
}

/** After a refusal Lambda runs an event again, at first after a second and in the end every five minutes, for six hours. */
const LONGEST_WAIT_OF_AN_EVENT = 300;

/** Runs functions, one request at a time per container, and adds up what is billed. */
export class LambdaPlatform {
  private readonly idle = new Map<string, Handler[]>();
  private running = 0;

  /** @param mostAtOnce the account's limit of executions at one moment */
  constructor(
    private readonly functions: ReadonlyMap<string, LambdaFunction>,
    private readonly usage: Usage,
    private readonly mostAtOnce = Infinity,
  ) {}

  /** As CloudFormation does: Lambda keeps the event until there is an execution for it. */
  async invokeByEvent(name: string, payload: string): Promise<InvocationResult> {
    for (let seconds = 1; ; seconds = Math.min(seconds * 2, LONGEST_WAIT_OF_AN_EVENT)) {
      try {
        return await this.invoke(name, payload);
      } catch (error) {
        if (!(error instanceof TooManyRequestsException)) throw error;
        await sleep(seconds);
      }
    }
  }

  /** @throws TooManyRequestsException */
  async invoke(name: string, payload: string): Promise<InvocationResult> {
    const lambda = this.functions.get(name);
    if (!lambda) throw new Error(`there is no function ${name}`);
    if (this.running >= this.mostAtOnce) throw new TooManyRequestsException();
    this.running += 1;
    this.usage.executionsAtOnce = Math.max(this.usage.executionsAtOnce, this.running);
    const containers = this.idle.get(name) ?? [];
    this.idle.set(name, containers);
    const handler = containers.pop() ?? lambda.newContainer();
    const startedAt = Date.now();
    try {
      await sleep(COST.invocationSeconds);
      const value = await withinTime(handler(JSON.parse(payload) as object), lambda.timeoutSeconds);
      return { payload: JSON.stringify(value ?? null), failed: false };
    } catch (error) {
      const { name: errorType, message: errorMessage, stack = '' } = error as Error;
      return { payload: JSON.stringify({ errorType, errorMessage, trace: stack.split('\n') }), failed: true };
    } finally {
      this.running -= 1;
      containers.push(handler);
      this.usage.invocations += 1;
      this.usage.gigabyteSeconds += (Date.now() - startedAt) / 1000 * lambda.memoryMegabytes / 1024;
    }
  }
}

async function withinTime<T>(work: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Task timed out after ${seconds}.00 seconds`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
