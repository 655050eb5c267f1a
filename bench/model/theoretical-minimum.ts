import { callsPerSecondAt } from './limit-of-calls';
import type { LimitOfCalls } from './limit-of-calls';

/** Something that has to be done for a service: a call of the API, or time in which App Runner or CloudFormation is at work. */
export type Step = 'call' | { readonly seconds: number };

/** Which of two services that are ready for a call is served first. */
type Order = (a: Service, b: Service) => number;

export const FIRST_COME_FIRST_SERVED: Order = (a, b) => a.readyAt - b.readyAt;
/** Only somebody can do so who knows beforehand how long everything will take. */
export const LONGEST_FIRST: Order = (a, b) => b.secondsLeft - a.secondsLeft;

/**
 * How long all of it takes, in seconds, where the API answers so many calls a second, and as many at once when it has
 * been idle: with one caller for all services, who knows when an operation has ended and makes no call too many.
 *
 * @param services what has to be done for each, one step after the other
 */
export function minimumSeconds(services: readonly (readonly Step[])[], limit: LimitOfCalls, order: Order): number {
  const intervalAt = (seconds: number): number => 1 / callsPerSecondAt(limit, seconds);
  const open = services.map(steps => new Service(steps, intervalAt(0)));
  let nextCallAt = intervalAt(0) - 1; // the calls of a second are there at the start
  for (let waiting = open; (waiting = waiting.filter(service => !service.isDone)).length > 0;) {
    const at = Math.max(nextCallAt, Math.min(...waiting.map(({ readyAt }) => readyAt)));
    const [next] = waiting.filter(({ readyAt }) => readyAt <= at).sort(order);
    next.callAt(at);
    nextCallAt = Math.max(nextCallAt, at - 1 + intervalAt(at)) + intervalAt(at);
  }
  return Math.max(...open.map(({ readyAt }) => readyAt));
}

class Service {
  /** When its next call can be made, or its last step is over. */
  readyAt = 0;
  /** What it has before it, without waiting for others. */
  secondsLeft: number;
  private readonly steps: Step[];

  constructor(steps: readonly Step[], private readonly interval: number) {
    this.steps = [...steps];
    this.secondsLeft = steps.reduce((sum, step) => sum + this.secondsOf(step), 0);
    this.letTimePass();
  }

  get isDone(): boolean {
    return this.steps.length === 0;
  }

  callAt(time: number): void {
    this.readyAt = time;
    this.secondsLeft -= this.secondsOf(this.steps.shift()!);
    this.letTimePass();
  }

  private letTimePass(): void {
    for (let [step] = this.steps; step !== undefined && step !== 'call'; [step] = this.steps) {
      this.readyAt += step.seconds;
      this.secondsLeft -= step.seconds;
      this.steps.shift();
    }
  }

  private secondsOf(step: Step): number {
    return step === 'call' ? this.interval : step.seconds;
  }
}
