/** When a deployment asserts a state that is declared already. */
export enum Reassert {
  /** Only when the declaration changes: the desired state, the service or a trigger. */
  ON_CHANGE = 'ON_CHANGE',

  /**
   * With every synthesis, so that a service which somebody paused or resumed by hand is put right by the next
   * deployment. Every synthesis gives a new template then: `cdk diff` always shows a change.
   */
  EVERY_DEPLOYMENT = 'EVERY_DEPLOYMENT',
}
