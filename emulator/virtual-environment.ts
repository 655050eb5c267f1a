import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { findPython, type Python } from './python';

const run = promisify(execFile);

const REQUIREMENTS = path.join(__dirname, 'requirements.txt');
const BUILDING = '.building';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** The Python of the private virtual environment that holds the pinned engine; makes it in `folder` when it is missing. */
export async function virtualEnvironment(folder: string, log: (line: string) => void): Promise<string> {
  const python = await findPython();
  const target = path.join(folder, await nameOf(python));
  const executable = path.join(target, 'bin', 'python');
  if (existsSync(executable)) return executable;

  log(`installing the local engine for Python ${python.version} in ${path.relative(process.cwd(), target)} (once, about 10 s and 90 MB)`);
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  // Aside, then renamed: an interrupted or a second installation never leaves half an environment in place.
  const aside = `${target}.${process.pid}.${randomUUID()}${BUILDING}`;
  try {
    await install(python, aside);
    await moveInto(aside, target);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return executable;
}

/** Another pin, another Python or another machine type (a shared folder) is another environment. */
async function nameOf(python: Python): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await readFile(REQUIREMENTS));
  hash.update([python.executable, python.version, process.platform, process.arch].join('\n'));
  return hash.digest('hex').slice(0, 16);
}

async function install(python: Python, folder: string): Promise<void> {
  await output(python.executable, ['-m', 'venv', folder]);
  // The user's own pip configuration counts (mirror, proxy, certificates); the hashes say what may be installed.
  await output(path.join(folder, 'bin', 'python'), [
    '-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check',
    '--only-binary=:all:', '--require-hashes', '--requirement', REQUIREMENTS,
  ]);
}

async function output(command: string, args: string[]): Promise<void> {
  try {
    await run(command, args, { maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The local emulator could not be installed: '${command} ${args.join(' ')}' failed.\n${stdout}${stderr}`.trim(), { cause: error });
  }
}

async function moveInto(aside: string, target: string): Promise<void> {
  // What is there without a working Python is a rest of one that was removed since.
  if (existsSync(target) && !existsSync(path.join(target, 'bin', 'python'))) {
    await rm(target, { recursive: true, force: true });
  }
  try {
    await rename(aside, target);
  } catch (error) {
    const lostTheRace = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!lostTheRace) throw error;
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(BUILDING)) continue;
    const abandoned = path.join(folder, name);
    const made = (await stat(abandoned).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - made > ABANDONED_AFTER_MS) await rm(abandoned, { recursive: true, force: true });
  }
}
