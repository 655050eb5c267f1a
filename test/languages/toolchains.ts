import { platform } from 'node:os';
import type { CheckList } from './check-list';
import { run } from './command';

interface Toolchain {
  readonly command: string;
  readonly args: string[];
  readonly needed: string;
  /** Package names of apt and of Homebrew. */
  readonly apt: string;
  readonly brew: string;
}

const TOOLCHAINS: Toolchain[] = [
  { command: 'npm', args: ['--version'], needed: '10.0', apt: 'npm', brew: 'node' },
  { command: 'python3', args: ['--version'], needed: '3.10', apt: 'python3', brew: 'python@3.12' },
  { command: 'python3', args: ['-m', 'ensurepip', '--version'], needed: '0.0', apt: 'python3-venv', brew: 'python@3.12' },
  { command: 'javac', args: ['-version'], needed: '11.0', apt: 'default-jdk', brew: 'openjdk' },
  { command: 'mvn', args: ['--version'], needed: '3.6', apt: 'maven', brew: 'maven' },
  { command: 'go', args: ['version'], needed: '1.25', apt: 'golang', brew: 'go' },
];

/** What a language needs must be installed: a package counts as tested only if it was used. */
export async function checkToolchains(checks: CheckList): Promise<void> {
  for (const toolchain of TOOLCHAINS) {
    const { command, args, needed } = toolchain;
    await checks.check(`toolchain: ${[command, ...args].join(' ')}, ${needed} or newer`, () => present(toolchain));
  }
}

async function present({ command, args, needed, apt, brew }: Toolchain): Promise<void> {
  const hint = `Install it with: ${platform() === 'darwin' ? `brew install ${brew}` : `sudo apt-get install ${apt}`}`;
  const output = await run(command, args).catch((error: Error) => { throw new Error(`${error.message}\n${hint}`, { cause: error }); });
  const [, version] = /(\d+\.\d+)/.exec(output) ?? [];
  if (version === undefined) throw new Error(`its version cannot be read from '${output.trim()}'`);
  if (isBelow(version, needed)) throw new Error(`version ${version} is too old. ${hint}`);
}

function isBelow(version: string, needed: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = needed.split('.').map(Number);
  return major === neededMajor ? minor < neededMinor : major < neededMajor;
}
