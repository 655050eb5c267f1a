import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const GONE_WITHIN_MS = 60_000;

/** What launcher.py says when it has started the engine. */
interface Started {
  readonly port: number;
  /** Temporary folder of the engine and its Lambda workers. */
  readonly folder: string;
  /** Process id, and process group, of the engine. */
  readonly engine: number;
}

export interface LauncherOptions {
  readonly python: string;
  readonly simulatorUrl: string;
  readonly logFile: string;
  readonly environment: Record<string, string>;
}

/** The process that starts the engine, watches it, and cleans up after it (launcher.py). */
export class Launcher {
  static async start(options: LauncherOptions): Promise<Launcher> {
    const child = spawn(
      options.python,
      ['-B', path.join(__dirname, 'launcher.py'), '--simulator', options.simulatorUrl, '--log', options.logFile],
      { env: options.environment, stdio: ['pipe', 'pipe', 'inherit'], detached: true },
    );
    // It may be dead already when we close its standard input.
    child.stdin.on('error', () => undefined);
    const line = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
      once(child, 'exit').then(() => undefined),
      once(child, 'error').then(() => undefined),
    ]);
    if (line === undefined) throw new Error(`The local emulator did not start: ${options.python} ended before the engine ran.`);
    // An emulator that was not stopped must not keep the Node process alive: its end stops the emulator.
    child.unref();
    child.stdout.destroy();
    (child.stdin as Socket).unref();
    return new Launcher(child, JSON.parse(line) as Started);
  }

  private constructor(private readonly child: ChildProcess, private readonly started: Started) {}

  /** The engine's port on the loopback interface. */
  get port(): number {
    return this.started.port;
  }

  /** Whether it still runs; it ends by itself when the engine does. */
  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get enginePid(): number {
    return this.started.engine;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get folder(): string {
    return this.started.folder;
  }

  /** Ends the engine and waits until nothing of it is left. */
  async stop(): Promise<void> {
    const ended = this.isRunning ? once(this.child, 'exit') : Promise.resolve();
    this.child.ref();
    this.child.stdin?.end();
    await ended;
    // Longer only if the launcher was killed: then the engine cleans up after itself.
    for (const deadline = Date.now() + GONE_WITHIN_MS; isAlive(this.enginePid) && Date.now() < deadline;) await delay(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
