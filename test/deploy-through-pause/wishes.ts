import type { AppRunnerSimulator, ServiceView } from '../simulator';

/** What people want of the services: as they left them, the last time that they paused or resumed them by hand. */
export class Wishes {
  private readonly statuses = new Map<string, string>();

  constructor(private readonly simulator: AppRunnerSimulator) {}

  /** The services are as they are to be. */
  begin(): void {
    this.simulator.services().forEach(service => this.accept(service));
  }

  accept({ arn, status }: ServiceView): void {
    if (status === 'RUNNING' || status === 'PAUSED') this.statuses.set(arn, status);
  }

  /** A service that was not there before is wanted as it was made. */
  of(arn: string): string {
    return this.statuses.get(arn) ?? 'RUNNING';
  }

  /** Somebody pauses what runs, or resumes what is paused. */
  toggle({ arn, status }: ServiceView): void {
    const [operation, wanted] = status === 'PAUSED' ? ['RESUME_SERVICE', 'RUNNING'] as const : ['PAUSE_SERVICE', 'PAUSED'] as const;
    this.simulator.startForeign(arn, operation);
    this.statuses.set(arn, wanted);
  }
}
