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

/** Runs functions, one request at a time per container, and adds up what is billed. */
export class LambdaPlatform {
  private readonly idle = new Map<string, Handler[]>();

  constructor(private readonly functions: ReadonlyMap<string, LambdaFunction>, private readonly usage: Usage) {}

  async invoke(name: string, payload: string): Promise<InvocationResult> {
    const lambda = this.functions.get(name);
    if (!lambda) throw new Error(`there is no function ${name}`);
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
