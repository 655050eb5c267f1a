import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { findPython, type Python } from './python';

const run = promisify(execFile);

const BUILDING = '.building';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** Python packages that are installed for one purpose, apart from all others. */
export interface PinnedPackages {
  /** What needs them, as a sentence begins: `The local emulator`. */
  readonly neededBy: string;
  /** A requirements.txt with the version and the hashes of everything. */
  readonly requirements: string;
  /** Where their environments are kept. */
  readonly folder: string;
  /** What an installation costs, such as `10 s and 90 MB`. */
  readonly cost: string;
}

/** The Python of the private virtual environment that holds the packages; makes it when it is missing. */
export async function virtualEnvironment(packages: PinnedPackages, log: (line: string) => void): Promise<string> {
  const { neededBy, requirements, folder, cost } = packages;
  const python = await findPython(neededBy);
  const target = path.join(folder, await nameOf(python, requirements));
  const executable = path.join(target, 'bin', 'python');
  if (existsSync(executable)) return executable;

  log(`${neededBy}: installing for Python ${python.version} in ${path.relative(process.cwd(), target)} (once, about ${cost})`);
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  // Aside, then renamed: an interrupted or a second installation never leaves half an environment in place.
  const aside = `${target}.${process.pid}.${randomUUID()}${BUILDING}`;
  try {
    await install(packages, python, aside);
    await moveInto(aside, target);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return executable;
}

/** Another pin, another Python or another machine type (a shared folder) is another environment. */
async function nameOf(python: Python, requirements: string): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await readFile(requirements));
  hash.update([python.executable, python.version, process.platform, process.arch].join('\n'));
  return hash.digest('hex').slice(0, 16);
}

async function install({ neededBy, requirements }: PinnedPackages, python: Python, folder: string): Promise<void> {
  await output(neededBy, python.executable, ['-m', 'venv', folder]);
  // The user's own pip configuration counts (mirror, proxy, certificates); the hashes say what may be installed.
  await output(neededBy, path.join(folder, 'bin', 'python'), [
    '-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check',
    '--only-binary=:all:', '--require-hashes', '--requirement', requirements,
  ]);
}

async function output(neededBy: string, command: string, args: string[]): Promise<void> {
  try {
    await run(command, args, { maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${neededBy} could not be installed: '${command} ${args.join(' ')}' failed.\n${stdout}${stderr}`.trim(), { cause: error });
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
