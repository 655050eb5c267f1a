import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { ENGINE_PACKAGES } from '../../emulator/engine-packages';
import { engineEnvironment } from '../../emulator/environment';
import { virtualEnvironment } from '../../emulator/virtual-environment';

const ROOT = path.join(__dirname, '..', '..');
const ENVIRONMENT = engineEnvironment({ simulatorUrl: 'http://127.0.0.1:9', authorization: false, lambdaEnvironment: {} });

let python: string;
beforeAll(async () => {
  python = await virtualEnvironment(ENGINE_PACKAGES, () => undefined);
});

test('every hooked name and parameter list is asserted', async () => {
  const { stdout } = await promisify(execFile)(python, ['-B', path.join(__dirname, 'guard_check.py')], { env: ENVIRONMENT });
  expect(stdout).toMatch(/^[1-9]\d+ hooked, unnoticed: \[\]$/m);
});

test('an engine that does not fit ends at once, with the name in the log', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'guard-'));
  try {
    await cp(path.join(ROOT, 'emulator'), folder, { recursive: true });
    const hook = path.join(folder, 'hooks', 'failed_delete.py');
    // As if the engine had renamed its function.
    await writeFile(hook, (await readFile(hook, 'utf8')).replaceAll('"_with_dependencies"', '"_with_all_dependencies"'));
    const log = path.join(folder, 'log');
    const args = ['-B', path.join(folder, 'launcher.py'), '--simulator', 'http://127.0.0.1:9', '--log', log];
    const launcher = spawn(python, args, { env: ENVIRONMENT, stdio: ['pipe', 'ignore', 'inherit'] });
    expect(await once(launcher, 'exit')).toEqual([1, null]);
    expect(await readFile(log, 'utf8')).toContain('ministack.services.cloudformation.stacks._with_all_dependencies does not exist');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
