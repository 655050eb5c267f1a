import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Emulator } from '../../emulator/emulator';

const NO_SIMULATOR = 'http://127.0.0.1:9';

interface Traces {
  readonly launcher: number | undefined;
  readonly engine: number;
  readonly folder: string;
}

beforeAll(async () => {
  // Makes the virtual environment, if it has to be made, outside the tests' time.
  await (await Emulator.start({ simulatorUrl: NO_SIMULATOR })).stop();
});

/** What is left of an emulator: processes (the engine's whole group), an open port, the temporary folder. */
async function restsOf(traces: Traces, url: string): Promise<string[]> {
  const rests: string[] = [];
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' }).trim().split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pid, group, state]) => !state?.startsWith('Z') && (Number(group) === traces.engine || Number(pid) === traces.launcher));
  rests.push(...processes.map(([pid]) => `process ${pid}`));
  if (await fetch(url).then(() => true, () => false)) rests.push(`port of ${url}`);
  if (existsSync(traces.folder)) rests.push(`folder ${traces.folder}`);
  return rests;
}

/** What is still left when nothing more can be expected to go: on a busy machine, that takes a while. */
async function restsAtLast(traces: Traces, url: string): Promise<string[]> {
  let rests = await restsOf(traces, url);
  for (const deadline = Date.now() + 60_000; rests.length > 0 && Date.now() < deadline;) {
    await delay(50);
    rests = await restsOf(traces, url);
  }
  return rests;
}

test('starts on a free loopback port and leaves nothing behind, two at once', async () => {
  const [first, second] = await Promise.all([
    Emulator.start({ simulatorUrl: NO_SIMULATOR }),
    Emulator.start({ simulatorUrl: NO_SIMULATOR }),
  ]);
  expect(first.url).not.toBe(second.url);
  expect(existsSync(first.log)).toBe(true);
  expect(await restsOf(first.traces, first.url)).toHaveLength(4);
  await first.stop();
  expect(await restsOf(first.traces, first.url)).toEqual([]);
  expect(existsSync(first.log)).toBe(false);
  expect((await fetch(`${second.url}/_ministack/ready`)).ok).toBe(true);
  await second.stop();
  await second.stop();
  expect(await restsOf(second.traces, second.url)).toEqual([]);
});

test('leaves only the log behind when the engine is killed', async () => {
  const emulator = await Emulator.start({ simulatorUrl: NO_SIMULATOR });
  process.kill(emulator.traces.engine, 'SIGKILL');
  expect(await restsAtLast(emulator.traces, emulator.url)).toEqual([]);
  expect(existsSync(emulator.log)).toBe(true);
  await emulator.stop();
  await rm(emulator.log);
});

test('leaves only the log behind when the launcher is killed', async () => {
  const emulator = await Emulator.start({ simulatorUrl: NO_SIMULATOR });
  process.kill(emulator.traces.launcher!, 'SIGKILL');
  await emulator.stop();
  expect(await restsAtLast(emulator.traces, emulator.url)).toEqual([]);
  await rm(emulator.log);
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('leaves nothing behind when its Node process gets %s', async (signal) => {
  const root = path.join(__dirname, '..', '..');
  const parent = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', path.join(__dirname, 'parent.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TS_NODE_PROJECT: path.join(root, 'test', 'tsconfig.json') },
  });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line') as [string];
  const { url, log, ...traces } = JSON.parse(line) as Traces & { url: string; log: string };
  expect(await restsOf(traces, url)).toHaveLength(4);
  parent.kill(signal);
  expect(await restsAtLast(traces, url)).toEqual([]);
  expect(existsSync(log)).toBe(false);
});
