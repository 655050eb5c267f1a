/** When a deployment asserts a state that is declared already. */
export enum Reassert {
  /** Only when the declaration changes: the desired state, the service or a trigger. */
  ON_CHANGE = 'ON_CHANGE',

  /**
   * With every synthesis, so that a service which somebody paused or resumed by hand is put right when that template
   * is deployed. Every synthesis gives a new template then: `cdk diff` always shows a change. To deploy a template that
   * was synthesized before, as a promotion from stage to stage does, asserts the state once in each stack.
   */
  EVERY_SYNTHESIS = 'EVERY_SYNTHESIS',
}
