/** What a tick does about one service. The reason is for people. */
export type Decision =
  /** As declared, or not declared at all. */
  | { readonly kind: 'nothing'; readonly reason: string }
  | Act
  /**
   * - drift: the service differs from its declaration, and that is only reported;
   * - held: it differs because somebody wanted it so, and stays until the next boundary or deployment;
   * - wait: App Runner works on the service, or a boundary is about to come; the next tick goes on;
   * - skip: something was to be done, and this was not the time;
   * - failed: people have to look at it.
   */
  | { readonly kind: 'drift' | 'held' | 'wait' | 'skip' | 'failed'; readonly reason: string }
  /** Enough was tried for now. */
  | { readonly kind: 'give-up'; readonly until: number; readonly reason: string };

export type Act =
  | {
    readonly kind: 'pause' | 'resume';
    /** It puts right what changed since the last boundary, rather than carrying out a boundary. */
    readonly corrects: boolean;
    /** What was tried before did not last, so this is one of the tries that are made once an hour. */
    readonly overdue: boolean;
    readonly reason: string;
  }
  /** StartDeployment. */
  | { readonly kind: 'deploy'; readonly reason: string };

/** What has to be asked before there is a decision. Most ticks find what was declared, and ask nothing but the status. */
export interface Question {
  readonly kind: 'ask';
  /**
   * - history: the service's operations, newest first, as far back as `reachesBack` wants them;
   * - stack-end: when the last operation of the stack ended.
   */
  readonly about: 'history' | 'stack-end';
}

export function isAct(step: Decision | Question): step is Act {
  return step.kind === 'pause' || step.kind === 'resume' || step.kind === 'deploy';
}
