/** When a deployment asserts a state that is already declared. */
export enum Reassert {
  /** Only when the declaration changes: the desired state, the service or a trigger. */
  ON_CHANGE = 'ON_CHANGE',

  /**
   * With every synthesis. The deployment then corrects a service that was paused or resumed by hand. Every synthesis
   * gives a new template, so `cdk diff` always shows a change. If one template is deployed to several stacks, as in a
   * promotion from stage to stage, the state is asserted once in each of them.
   */
  EVERY_SYNTHESIS = 'EVERY_SYNTHESIS',
}
