import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type { Finding, Template } from './template';
import { virtualEnvironment, type PinnedPackages } from '../../emulator/virtual-environment';

const CFN_LINT: PinnedPackages = {
  neededBy: 'The check of templates (cfn-lint)',
  requirements: path.join(__dirname, 'requirements.txt'),
  folder: path.join(__dirname, '..', '..', '.cache', 'cfn-lint'),
  cost: '15 s and 180 MB',
};

/** The Region whose resource types count; App Runner is there. */
const REGION = 'us-east-1';

/** For fewer templates another process is not worth its start. */
const FEWEST_FOR_A_PROCESS = 20;

/** One entry of cfn-lint's JSON. */
interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: (string | number)[] | null };
}

/** What cfn-lint calls an error, for each of the templates; many in one process, because its start takes most of a second. */
export async function cfnLint(templates: readonly Template[]): Promise<Finding[][]> {
  if (templates.length === 0) return [];
  const python = await virtualEnvironment(CFN_LINT, line => process.stderr.write(`${line}\n`));
  const folder = await mkdtemp(path.join(tmpdir(), 'cfn-lint-'));
  try {
    const files = templates.map((_, index) => `${index}.json`);
    await Promise.all(templates.map((template, index) => writeFile(path.join(folder, files[index]), JSON.stringify(template))));
    const processes = Math.ceil(Math.min(files.length / FEWEST_FOR_A_PROCESS, availableParallelism()));
    const shares = Array.from({ length: processes }, (_, share) => files.filter((__, index) => index % processes === share));
    const matches = (await Promise.all(shares.map(share => run(python, folder, share)))).flat();
    return files.map(file => matches.filter(({ Filename }) => Filename === file).map(toFinding));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(python: string, folder: string, files: readonly string[]): Promise<Match[]> {
  const { stdout } = await promisify(execFile)(python, [
    '-I', '-c', 'from cfnlint.runner import main; main()', // its own script names the folder in which it was installed
    '--regions', REGION, '--ignore-checks', 'W', 'I', '--format', 'json',
    '--non-zero-exit-code', 'none', // so that any other code than 0 is a failure of its own
    '--', ...files,
  ], {
    cwd: folder,
    env: { ...process.env, HOME: folder }, // a .cfnlintrc of the user's would say what is an error
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Match[];
}

function toFinding({ Message, Rule, Location }: Match): Finding {
  return { place: (Location.Path ?? []).join('/') || 'the template', rule: `cfn-lint ${Rule.Id}`, message: Message };
}
