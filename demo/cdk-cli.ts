import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

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
    const app = path.join(folder, 'app.js');
    compileApp(app);
    this.environment = {
      ...environment,
      NODE_PATH: path.join(ROOT, 'node_modules'), // the compiled app is not where it would find them
      // Options of the CLI as it takes them from the environment, so that a command shows only what matters.
      // The last word is for the CLI, which takes quotes at both ends for one pair.
      CDK_APP: `${JSON.stringify(process.execPath)} ${JSON.stringify(app)} --`,
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

/** Once for all deployments: ts-node, which an app is usually run with, takes one and a half seconds in each. */
function compileApp(outfile: string): void {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['demo/app.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
    define: { __dirname: JSON.stringify(path.join(ROOT, 'src', 'provider')) }, // where the library looks for its handlers from
    logLevel: 'error',
  });
}
