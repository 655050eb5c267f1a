import { AppRunnerClient } from '@aws-sdk/client-apprunner';
import { AppRunnerSimulator, DEFAULT_REGION, SimulatorOptions, VirtualClock } from '.';

/** A simulator and the real SDK talking to it over HTTP. */
export class SdkSession {
  static async open(options: Omit<SimulatorOptions, 'clock'> = {}): Promise<SdkSession> {
    const clock = new VirtualClock();
    const simulator = new AppRunnerSimulator({ ...options, clock });
    return new SdkSession(simulator, clock, await simulator.listen());
  }

  private readonly clients = new Map<string, AppRunnerClient>();

  private constructor(readonly simulator: AppRunnerSimulator, readonly clock: VirtualClock, readonly endpoint: string) {}

  get client(): AppRunnerClient {
    return this.clientIn(DEFAULT_REGION);
  }

  clientIn(region: string): AppRunnerClient {
    const client = this.clients.get(region) ?? new AppRunnerClient({
      region,
      endpoint: this.endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1, // a fault is to be seen, not retried
    });
    this.clients.set(region, client);
    return client;
  }

  async close(): Promise<void> {
    this.clients.forEach((client) => client.destroy());
    await this.simulator.close();
  }
}
