import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AssetPublisher } from './assets';
import { ENGINE_PACKAGES } from './engine-packages';
import { ACCOUNT, clientEnvironment, engineEnvironment, REGION } from './environment';
import { Launcher } from './launcher';
import { virtualEnvironment } from './virtual-environment';

const READY_WITHIN_MS = 120_000;
const POLL_MS = 50;

export interface EmulatorOptions {
  /** Where the App Runner simulator listens: `http://127.0.0.1:PORT`. */
  readonly simulatorUrl: string;
  /** Check IAM rights on every call. @default false */
  readonly authorization?: boolean;
  /** Environment variables for every Lambda function. @default - none */
  readonly lambdaEnvironment?: Record<string, string>;
  /** Gets what a waiting person should know, such as an installation. @default - nothing is said */
  readonly log?: (line: string) => void;
}

/** A local CloudFormation, Lambda, Step Functions, S3 and IAM without Docker, with App Runner added. */
export class Emulator {
  /** Starts an emulator of its own; any number may run at once. */
  static async start(options: EmulatorOptions): Promise<Emulator> {
    if (process.platform === 'win32') throw new Error('The local emulator needs Linux or macOS; on Windows, use WSL.');
    const logs = path.join(ENGINE_PACKAGES.folder, 'logs');
    await mkdir(logs, { recursive: true });
    const logFile = path.join(logs, `${process.pid}-${randomUUID()}.log`);
    const python = await virtualEnvironment(ENGINE_PACKAGES, options.log ?? (() => undefined));
    const launcher = await Launcher.start({
      python,
      simulatorUrl: options.simulatorUrl,
      logFile,
      environment: engineEnvironment({
        simulatorUrl: options.simulatorUrl,
        authorization: options.authorization ?? false,
        lambdaEnvironment: options.lambdaEnvironment ?? {},
      }),
    });
    const emulator = new Emulator(launcher, python, logFile);
    try {
      await emulator.ready();
    } catch (error) {
      await emulator.stop();
      throw error;
    }
    return emulator;
  }

  /** Endpoint of every AWS service. */
  readonly url: string;
  /** The whole environment for a child process such as the CDK CLI; not to be merged with `process.env`. */
  readonly environment: Record<string, string>;
  /** Configuration for AWS SDK clients. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };

  private readonly assets: AssetPublisher;

  private constructor(
    private readonly launcher: Launcher,
    python: string,
    /** The engine's log; removed by `stop`, kept when the engine ended by itself. */
    readonly log: string,
  ) {
    this.url = `http://127.0.0.1:${launcher.port}`;
    this.environment = clientEnvironment(this.url);
    this.clientConfig = {
      endpoint: this.url,
      region: REGION,
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'any' },
    };
    this.assets = new AssetPublisher({ python, url: this.url, environment: this.environment, account: ACCOUNT, region: REGION });
  }

  /** The processes and the folder that must be gone after `stop`, for tests. */
  get traces(): { readonly launcher: number | undefined; readonly engine: number; readonly folder: string } {
    return { launcher: this.launcher.pid, engine: this.launcher.enginePid, folder: this.launcher.folder };
  }

  /** Brings the file assets of a synthesized CDK assembly (a folder) into the emulator's S3; each content once. */
  async publishAssets(assembly: string): Promise<void> {
    await this.assets.publish(assembly);
  }

  /**
   * Lets the schedule whose name begins so fire at once, as if it were due.
   *
   * @returns what the function that it invokes has logged
   */
  async fireSchedule(namePrefix: string): Promise<string> {
    const answer = await fetch(this.url, {
      method: 'POST', headers: { 'x-amz-target': 'Emulator.FireSchedule' }, body: JSON.stringify({ NamePrefix: namePrefix }),
    });
    if (!answer.ok) throw new Error(`The schedule ${namePrefix} did not fire: ${answer.status} ${await answer.text()}`);
    const { Log: log } = await answer.json() as { Log: string | null };
    if (log === null) throw new Error(`The emulator has no schedule, or several, whose name begins with ${namePrefix}, or it is disabled or its cron wrong.`);
    return log;
  }

  /** Leaves no process, port or temporary folder behind. */
  async stop(): Promise<void> {
    await this.launcher.stop();
  }

  private async ready(): Promise<void> {
    for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await delay(POLL_MS)) {
      if (!this.launcher.isRunning) throw new Error(`The local emulator did not start.\n${await this.endOfLog()}`);
      const answer = await fetch(`${this.url}/_ministack/ready`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`The local emulator was not ready after ${READY_WITHIN_MS / 1000} s.\n${await this.endOfLog()}`);
  }

  private async endOfLog(): Promise<string> {
    const text = await readFile(this.log, 'utf8').catch(() => '(no log)');
    return text.trimEnd().split('\n').slice(-20).join('\n');
  }
}
