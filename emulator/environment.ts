import * as path from 'node:path';

/** The account and Region of everything in the emulator; a 12-digit access key is the root user of that account. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** All that the engine, and with it every Lambda worker, gets from the user's environment. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/** Would lead a client of the emulator somewhere else: to a profile, to AWS itself, or to a proxy. */
const MISLEADING = /^(AWS_|CDK_)|_proxy$/i;

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: ACCOUNT,
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: 'true',
};

export interface EngineSettings {
  readonly simulatorUrl: string;
  readonly authorization: boolean;
  readonly lambdaEnvironment: Record<string, string>;
}

/** The environment of the engine. Its Lambda workers inherit it. */
export function engineEnvironment(settings: EngineSettings): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return {
    ...environment,
    // One node runs every nodejsNN.x: the one that runs us, not another one on the PATH.
    PATH: [path.dirname(process.execPath), environment.PATH].join(path.delimiter),
    ...settings.lambdaEnvironment,
    ...(settings.authorization
      ? { AUTH: 'true' } // calls must pass the engine, which checks the rights
      : { AWS_ENDPOINT_URL_APPRUNNER: settings.simulatorUrl }), // straight there, so that a dropped connection is one
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_ACCOUNT_ID: ACCOUNT,
    MINISTACK_REGION: REGION,
    IOT_MTLS_ENABLED: '0',
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_WARM_TTL_SECONDS: '60',
    SFN_WAIT_SCALE: '0.02',
    PYTHONUNBUFFERED: '1',
  };
}

/** The whole environment for a child process that is a client of the emulator: the AWS CLI, the CDK CLI, a program. */
export function clientEnvironment(url: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !MISLEADING.test(name)) environment[name] = value;
  }
  return {
    ...environment,
    ...CREDENTIALS,
    AWS_ENDPOINT_URL: url,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
