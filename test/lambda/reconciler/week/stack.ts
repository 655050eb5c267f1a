import type { OperationType, Service } from './service';
import type { DesiredStateName } from '../../../../src/contract/custom-resources';

export interface Deployment {
  readonly at: number;
  /** The service's own properties change. */
  readonly updates: boolean;
  /** In the two `*_FAILED` endings the declared state is not asserted. */
  readonly ends: 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_FAILED' | 'UPDATE_ROLLBACK_FAILED';
  /** How long the root of a nested stack is at work before this stack is, and after it. */
  readonly rootSeconds: number;
}

const STEP_MS = 5000;

/** A stack that deploys its service through a pause, with the state that is declared when it begins. */
export class Stack {
  own = 'UPDATE_COMPLETE';
  root = 'UPDATE_COMPLETE';
  endedAt: number;
  private steps: (() => void)[] = [];
  private nextAt = Infinity;

  constructor(private readonly service: Service, endedAt: number, private readonly stateAt: (instant: number) => DesiredStateName) {
    this.endedAt = endedAt;
  }

  get isAtRest(): boolean {
    return [this.own, this.root].every(status => ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(status));
  }

  begin(deployment: Deployment): void {
    if (this.steps.length > 0) return;
    this.root = 'UPDATE_IN_PROGRESS';
    this.steps = this.stepsOf(deployment);
    this.nextAt = deployment.at + deployment.rootSeconds * 1000;
  }

  /** Each step waits until the service is idle. */
  advance(now: number): void {
    while (this.steps.length > 0) {
      const at = Math.max(this.nextAt, this.service.busyUntil);
      if (at > now) break;
      this.service.advance(at);
      this.nextAt = at + STEP_MS;
      this.steps.shift()?.();
    }
    this.service.advance(now);
  }

  private stepsOf({ updates, ends, rootSeconds }: Deployment): (() => void)[] {
    let desired: DesiredStateName = 'RUNNING';
    let ending: string = ends;
    const operate = (type: OperationType) => {
      const began = this.service.begin(type, 'deployment', this.nextAt - STEP_MS);
      if (ending === 'UPDATE_COMPLETE' && (!began || began.ends !== 'SUCCEEDED')) ending = 'UPDATE_ROLLBACK_COMPLETE';
    };
    const assert = (state: DesiredStateName) => {
      if (this.service.status !== state) operate(state === 'PAUSED' ? 'PAUSE_SERVICE' : 'RESUME_SERVICE');
    };
    const begin = () => {
      this.own = 'UPDATE_IN_PROGRESS';
      desired = this.stateAt(this.nextAt - STEP_MS);
    };
    const end = () => {
      this.own = ending;
      this.endedAt = this.nextAt - STEP_MS;
      this.nextAt += rootSeconds * 1000;
    };
    const endOfRoot = () => {
      this.root = ending;
    };
    const update = updates ? [() => assert('RUNNING'), () => operate('UPDATE_SERVICE')] : [];
    return [begin, ...update, ...ends.endsWith('_FAILED') ? [] : [() => assert(desired)], end, endOfRoot];
  }
}
