import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const CLI = path.join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

export interface CliRun {
  readonly exitCode: number;
  /** What it wrote to both streams. */
  readonly output: string;
}

/** The stock CDK CLI on the demo's app. */
export class CdkCli {
  private readonly environment: Readonly<Record<string, string>>;
  private running: ChildProcess | undefined;

  /**
   * @param environment the whole environment of a client of the emulator
   * @param folder where the CLI may leave its files
   */
  constructor(environment: Readonly<Record<string, string>>, folder: string) {
    this.environment = {
      ...environment,
      TS_NODE_PROJECT: path.join('demo', 'tsconfig.json'),
      // Options of the CLI as it takes them from the environment, so that a command shows only what matters.
      CDK_APP: `${JSON.stringify(process.execPath)} -r ts-node/register/transpile-only demo/app.ts`,
      CDK_OUTPUT: path.join(folder, 'cdk.out'),
      CDK_HOME: path.join(folder, 'cdk-home'),
      CDK_REQUIRE_APPROVAL: 'never',
      CDK_PROGRESS: 'events',
      CDK_NOTICES: 'false',
      CDK_COLOR: 'false',
    };
  }

  async run(...args: readonly string[]): Promise<CliRun> {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: ROOT,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group: the CLI starts the app as a child of its own
    });
    this.running = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
    const [exitCode] = await once(child, 'close') as [number | null];
    this.running = undefined;
    return { exitCode: exitCode ?? 1, output };
  }

  /** Ends a run that is under way, and the app with it. */
  async stop(): Promise<void> {
    const child = this.running;
    if (child?.pid === undefined) return;
    const closed = once(child, 'close');
    process.kill(-child.pid, 'SIGKILL');
    await closed;
  }
}
