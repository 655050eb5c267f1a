import { execFile } from 'node:child_process';
import { platform } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Newest first would surprise: the user's own `python3` comes before versions that only happen to be installed. */
const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

const PROBE = 'import sys; print(sys.executable); print(*sys.version_info[:2]); import venv, ensurepip; print("venv")';

/** A Python that can make a virtual environment. */
export interface Python {
  readonly executable: string;
  /** Such as `3.12`. */
  readonly version: string;
}

/** Python is missing, too old, or cannot make virtual environments; the message says what to install, and how. */
export class PythonMissing extends Error {
  constructor(neededBy: string, problem: string) {
    super(`${neededBy} needs Python 3.10 or newer with its venv module, but ${problem}. Install it with: ${installCommand()}`);
    this.name = 'PythonMissing';
  }
}

/**
 * The first Python on the PATH that is new enough and can make a virtual environment.
 *
 * @param neededBy the beginning of a sentence for when there is none, such as `The local emulator`
 */
export async function findPython(neededBy: string, path: string | undefined = process.env.PATH): Promise<Python> {
  const problems: string[] = [];
  for (const candidate of CANDIDATES) {
    const [executable, version, venv] = await probe(candidate, path);
    if (executable === undefined || version === undefined) continue;
    if (!isNewEnough(version)) {
      problems.push(`${candidate} is ${version.replace(' ', '.')}`);
    } else if (venv === undefined) {
      problems.push(`${candidate} lacks its venv and ensurepip modules`);
    } else {
      return { executable, version: version.replace(' ', '.') };
    }
  }
  throw new PythonMissing(neededBy, problems.length > 0 ? problems.join(', ') : 'there is no python3 on the PATH');
}

async function probe(command: string, path: string | undefined): Promise<string[]> {
  const env = { ...process.env, PATH: path };
  try {
    return lines((await run(command, ['-c', PROBE], { env })).stdout);
  } catch (error) {
    // Without ensurepip it fails after the first two lines; a command that does not exist has printed none.
    return lines((error as { stdout?: string }).stdout ?? '');
  }
}

function lines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(' ').map(Number);
  return major > 3 || (major === 3 && minor >= 10);
}

function installCommand(): string {
  return platform() === 'darwin' ? 'brew install python@3.12' : 'sudo apt-get install python3 python3-venv';
}
