import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { findPython } from '../../emulator/python';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'python-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

/** A command that prints lines, as the probe would make Python print them. */
async function command(name: string, lines: string[], status: number): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, ['#!/bin/sh', ...lines.map((line) => `echo "${line}"`), `exit ${status}`, ''].join('\n'));
  await chmod(file, 0o755);
}

const INSTALL = /Install it with: (sudo apt-get install python3 python3-venv|brew install python@3\.12)$/;

test('no Python at all', async () => {
  await expect(findPython('The local emulator', folder)).rejects.toThrow(/needs Python 3\.10 or newer .* there is no python3 on the PATH/);
  await expect(findPython('The local emulator', folder)).rejects.toThrow(INSTALL);
});

test('a Python that is too old', async () => {
  await command('python3', ['/usr/bin/python3', '3 9', 'venv'], 0);
  await expect(findPython('The local emulator', folder)).rejects.toThrow(/but python3 is 3\.9\./);
  await expect(findPython('The local emulator', folder)).rejects.toThrow(INSTALL);
});

test('a Python without venv, as Debian ships it', async () => {
  await command('python3', ['/usr/bin/python3', '3 11'], 1);
  await expect(findPython('The local emulator', folder)).rejects.toThrow(/python3 lacks its venv and ensurepip modules/);
  await expect(findPython('The local emulator', folder)).rejects.toThrow(INSTALL);
});

test('the first that is new enough', async () => {
  await command('python3', ['/usr/bin/python3', '3 8', 'venv'], 0);
  await command('python3.12', ['/opt/python3.12', '3 12', 'venv'], 0);
  await expect(findPython('The local emulator', folder)).resolves.toEqual({ executable: '/opt/python3.12', version: '3.12' });
});
