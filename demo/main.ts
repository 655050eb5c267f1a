/** The demo itself; `npm run demo` (run.mjs) starts it when everything it needs is installed. */
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { LocalCloud } from './local-cloud';
import { Narrator } from './narrator';
import { UnexpectedResult, StepRunner } from './step-runner';
import { STEPS } from './steps';
import { ENGINE_PACKAGES } from '../emulator/engine-packages';
import { findPython, PythonMissing } from '../emulator/python';

const PROJEN = path.join(__dirname, '..', 'node_modules', 'projen', 'bin', 'projen');
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

// The SDK would write about the next major version of Node between the steps.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const narrator = new Narrator();
let cloud: LocalCloud | undefined;
let interrupted = false;

async function runDemo(): Promise<void> {
  narrator.title('cdk-apprunner-state: AWS App Runner services that are RUNNING or PAUSED because the CDK app says so');
  narrator.say('The CDK CLI is the stock one. AWS is an emulator on this machine: no account, no cost, and pausing takes');
  narrator.say('seconds instead of minutes. The seconds on the left count from the first step.');
  narrator.say('');
  await findPython(ENGINE_PACKAGES.neededBy);
  narrator.say('Preparing: bundling the Lambda handlers, starting the emulator');
  await promisify(execFile)(process.execPath, [PROJEN, 'bundle'], { cwd: path.join(__dirname, '..') });
  cloud = await LocalCloud.start((line) => narrator.say(`  ${line}`));
  if (interrupted) return;

  narrator.start();
  const runner = new StepRunner(cloud, narrator, 'Shop');
  try {
    await runner.bootstrap();
    for (const step of STEPS) await runner.run(step);
  } finally {
    runner.stop();
  }
  narrator.say('');
  narrator.title(`All ${STEPS.length + 1} steps went as they should, in ${narrator.elapsedSeconds.toFixed(0)} s.`);
  narrator.say('Every status above is what the service really had; the app is demo/app.ts, what each step must lead to is in');
  narrator.say('demo/steps.ts, and README.md says how to use the library.');
}

async function clear(): Promise<void> {
  const started = cloud;
  cloud = undefined;
  await started?.stop();
}

for (const signal of Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[]) {
  process.on(signal, () => {
    if (interrupted) return; // npm passes on what the terminal has sent us already
    interrupted = true;
    narrator.problem('\nInterrupted: cleaning up.');
    void clear().finally(() => process.exit(EXIT_CODES[signal]));
  });
}

runDemo().catch((error: unknown) => {
  if (interrupted) return;
  process.exitCode = 1;
  if (error instanceof UnexpectedResult) narrator.problem(`\nThis is not as it should be: ${error.message}`);
  else narrator.problem(error instanceof PythonMissing ? error.message : `\nThe demo broke: ${error instanceof Error ? error.stack : String(error)}`);
}).finally(clear);
