/** What happens to the service when its ServiceState is removed from the stack or the stack is deleted. */
export enum OnDelete {
  /** The service stays as it is. */
  LEAVE = 'LEAVE',

  /** The service is resumed, and the deletion waits until it runs. */
  RESUME = 'RESUME',

  /** The service is paused, and the deletion waits until it is. */
  PAUSE = 'PAUSE',
}
