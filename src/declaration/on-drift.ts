/** What happens to a service that is no longer in its desired state, although no deployment has changed that. */
export enum OnDrift {
  /**
   * A fixed state is asserted in deployments only, and nothing runs between them. Running hours are carried out at every
   * boundary; what somebody does by hand stays until the next boundary or deployment.
   */
  TOLERATE = 'TOLERATE',

  /** As `TOLERATE`, and every difference is also reported, in the log and as a metric. */
  REPORT = 'REPORT',

  /** The service is put back within `reconcileInterval` of the provider. */
  CORRECT = 'CORRECT',
}
