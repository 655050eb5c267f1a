import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const SHOWN_LINES = 40;

/** Variables that would lead a consumer to what is installed in this repository, or to an AWS account. */
const OF_THIS_REPOSITORY = /^(npm_(package|lifecycle)_|npm_config_local_prefix$|INIT_CWD$|NODE_PATH$|PROJEN|AWS_|CDK_)/;

/** @returns what the command wrote to standard output; an Error holds the end of all that it wrote */
export async function run(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { ...options, maxBuffer: 256 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const output = `${stdout}${stderr}`.trim();
    const end = output.split('\n').slice(-SHOWN_LINES).join('\n');
    throw new Error(`'${[command, ...args].join(' ')}' failed${output ? `:\n${end}` : `: ${message}`}`, { cause: error });
  }
}

/** The environment of a user who has nothing to do with this repository; `path` comes first on the PATH. */
export function consumerEnvironment(path: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !OF_THIS_REPOSITORY.test(name));
  const folders = (process.env.PATH ?? '').split(':').filter(folder => !folder.includes('node_modules'));
  return {
    ...Object.fromEntries(own),
    PATH: [path, ...folders].join(':'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
