import { execFile } from 'child_process';
import { promisify } from 'util';
import { CloudFormationEndpoint } from '../../test/lambda/cloud-formation-endpoint';
import { AppRunnerSimulator, SystemClock } from '../../test/simulator';
import { BUNDLE } from '../sizes';
import type { Table } from '../table';

const REQUESTS = [1, 120];
const DECLARATIONS = [1, 150];

/** What the functions have by default. */
const MEMORY_MEGABYTES = 128;
/** Lambda's own flags for a function of that size. */
const NODE = ['--max-semi-space-size=6', '--max-old-space-size=115'];

const DRIVER = `
  const { onEvent, isComplete, reconcile } = require(process.env.BUNDLE);
  const { events, input } = JSON.parse(process.env.WORK);
  const log = process.stdout.write;
  process.stdout.write = () => true;
  (async () => {
    for (const event of events ?? []) {
      const merged = { ...event, ...await onEvent(event) };
      while (!(await isComplete(merged)).IsComplete);
    }
    if (input) await reconcile(input, { getRemainingTimeInMillis: () => 300000 });
    log.call(process.stdout, String(process.resourceUsage().maxRSS / 1000));
  })();
`;

/** Does the default memory suffice, however many services there are? */
export async function memory(): Promise<Table> {
  const requests: number[] = [];
  for (const count of REQUESTS) requests.push(await peakMegabytes(count, events));
  const ticks: number[] = [];
  for (const count of DECLARATIONS) ticks.push(await peakMegabytes(count, input));
  const row = (question: string, value: number): Table['rows'][number] => ({ question, values: [value], goal: MEMORY_MEGABYTES, decimals: 0 });
  return {
    title: 'Memory of the functions, in MB',
    note: `The most that a Node.js process with the bundle and Lambda's flags for ${MEMORY_MEGABYTES} MB ever held (resident set), against the simulator over HTTP. `
      + 'Lambda counts its own runtime as well, which is a few MB more. A container works at one request at a time.',
    columns: ['this library'],
    rows: [
      ...REQUESTS.map((count, index) => row(`onEvent and isComplete, requests one after another: ${count}`, requests[index])),
      ...DECLARATIONS.map((count, index) => row(`a tick, services that it pauses: ${count}`, ticks[index])),
    ],
  };
}

async function peakMegabytes(count: number, work: (arns: readonly string[]) => object): Promise<number> {
  const simulator = new AppRunnerSimulator({ clock: new SystemClock(), durations: { PAUSE_SERVICE: 0 } });
  const cloudFormation = new CloudFormationEndpoint();
  cloudFormation.stackStatus = 'UPDATE_COMPLETE';
  try {
    const arns = Array.from({ length: count }, (_, index) => simulator.addService({ name: `service-${index}` }));
    for (const index of arns.keys()) cloudFormation.records.set(`State${index}`, { status: 'UPDATE_IN_PROGRESS', physicalId: arns[index], changedAt: Date.now() });
    const { stdout } = await promisify(execFile)(process.execPath, [...NODE, '-e', DRIVER], {
      env: {
        PATH: process.env.PATH,
        NODE_NO_WARNINGS: '1',
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'bench',
        AWS_SECRET_ACCESS_KEY: 'bench',
        AWS_ENDPOINT_URL_APPRUNNER: await simulator.listen(),
        AWS_ENDPOINT_URL_CLOUDFORMATION: await cloudFormation.listen(),
        BUNDLE,
        WORK: JSON.stringify(work(arns)),
      },
    });
    if (arns.some(arn => simulator.service(arn)?.status !== 'PAUSED')) throw new Error('a service is not paused');
    return Number(stdout);
  } finally {
    await simulator.close();
    await cloudFormation.close();
  }
}

const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/bench/00000000-0000-0000-0000-000000000000';

function events(arns: readonly string[]): object {
  return {
    events: arns.map((ServiceArn, index) => ({
      RequestType: 'Update',
      RequestId: `request-${index}`,
      StackId: STACK_ID,
      ResponseURL: 'https://cloudformation/answer?secret',
      LogicalResourceId: `State${index}`,
      PhysicalResourceId: ServiceArn,
      ResourceType: 'Custom::AppRunnerServiceState',
      ResourceProperties: { ServiceArn, DesiredState: 'PAUSED' },
      OldResourceProperties: { ServiceArn, DesiredState: 'RUNNING' },
    })),
  };
}

function input(arns: readonly string[]): object {
  return {
    input: {
      StackId: STACK_ID,
      IntervalMinutes: 5,
      Declarations: arns.map(ServiceArn => ({ ServiceArn, DesiredState: 'PAUSED', OnDrift: 'CORRECT', DeployAfterResume: false })),
    },
  };
}
