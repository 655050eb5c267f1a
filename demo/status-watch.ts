import { setTimeout as delay } from 'node:timers/promises';
import type { AppRunnerSimulator, ServiceView } from '../test/simulator';

const LOOK_EVERY_MS = 20;
const LIMIT_MS = 120_000;

/** Reports every change of a service's status, as somebody would see it who never takes the eyes off the console. */
export class StatusWatch {
  private readonly seen = new Map<string, string>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly simulator: AppRunnerSimulator, private readonly report: (change: string) => void) {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Looks once more and then stops. */
  stop(): void {
    clearInterval(this.timer);
    this.look();
  }

  /** Waits until a service has a status, or for as long as that may take. */
  async until(arn: string, status: string): Promise<void> {
    for (const deadline = Date.now() + LIMIT_MS; Date.now() < deadline; await delay(LOOK_EVERY_MS)) {
      if (this.simulator.service(arn)?.status === status) return;
    }
  }

  look(): void {
    for (const service of this.simulator.services()) {
      const before = this.seen.get(service.arn) ?? '(no service)';
      if (before === service.status) continue;
      this.seen.set(service.arn, service.status);
      this.report(`${before} -> ${service.status}${reasonFor(service)}`);
    }
  }
}

function reasonFor({ status, operations: [newest] }: ServiceView): string {
  if (newest === undefined) return '';
  if (status === 'OPERATION_IN_PROGRESS') return ` (${newest.type})`;
  return newest.status === 'SUCCEEDED' ? '' : ` (${newest.type} ${newest.status})`;
}
