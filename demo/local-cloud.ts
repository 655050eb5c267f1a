import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CdkCli } from './cdk-cli';
import { Emulator } from '../emulator/emulator';
import { AppRunnerSimulator, SystemClock } from '../test/simulator';

/** Long enough for a person to see the service change; in AWS these take from one to five minutes. */
const SECONDS = {
  CREATE_SERVICE: 1.5, UPDATE_SERVICE: 1.5, DELETE_SERVICE: 1, PAUSE_SERVICE: 1.5, RESUME_SERVICE: 1.5, START_DEPLOYMENT: 1.5,
};

/** App Runner, the rest of AWS that a deployment needs, and the CDK CLI, all on this machine. */
export class LocalCloud {
  static async start(log: (line: string) => void): Promise<LocalCloud> {
    const simulator = new AppRunnerSimulator({ clock: new SystemClock(), accountId: '000000000000', durations: SECONDS });
    const emulator = await Emulator.start({ simulatorUrl: await simulator.listen(), log });
    return new LocalCloud(simulator, emulator, await mkdtemp(path.join(tmpdir(), 'apprunner-state-demo-')));
  }

  readonly cdk: CdkCli;

  private constructor(readonly simulator: AppRunnerSimulator, readonly emulator: Emulator, private readonly folder: string) {
    this.cdk = new CdkCli(emulator.environment, folder);
  }

  /** Lets the schedule of a stack fire, and waits for its function. Gives what that logged about services. */
  async tick(stackName: string): Promise<Array<{ readonly decision: string; readonly reason: string }>> {
    const lines = (await this.emulator.fireSchedule(`${stackName}-`)).split('\n');
    return lines.filter((line) => line.startsWith('{"stack"')).map((line) => JSON.parse(line) as { decision: string; reason: string });
  }

  /** Leaves no process, port or folder behind. */
  async stop(): Promise<void> {
    await this.cdk.stop();
    await this.emulator.stop();
    await this.simulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
