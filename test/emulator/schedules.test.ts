import { Emulator } from '../../emulator/emulator';
import { StackHarness } from '../e2e/stack-harness';
import { AppRunnerSimulator, SystemClock } from '../simulator';

let simulator: AppRunnerSimulator;
let emulator: Emulator;

beforeAll(async () => {
  simulator = new AppRunnerSimulator({ clock: new SystemClock(), accountId: '000000000000' });
  emulator = await Emulator.start({ simulatorUrl: await simulator.listen() });
});

afterAll(async () => {
  await emulator?.stop();
  await simulator?.close();
});

/** A stack with a function that logs what it gets, and a schedule for it. */
async function deploySchedule(stackName: string, properties: object): Promise<void> {
  const input = { Due: '<aws.scheduler.scheduled-time>' };
  const { status } = await new StackHarness(emulator).deployTemplate(stackName, JSON.stringify({
    Resources: {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::000000000000:role/any',
          Code: { ZipFile: 'exports.handler = async (event) => { console.log(JSON.stringify(event)); };' },
        },
      },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: { 'Fn::GetAtt': ['Function', 'Arn'] }, RoleArn: 'arn:aws:iam::000000000000:role/any', Input: JSON.stringify(input) },
          ...properties,
        },
      },
    },
  }));
  expect(status).toBe('CREATE_COMPLETE');
}

test('a schedule fires at once, and its function gets the time at which it was due', async () => {
  await deploySchedule('yearly', { ScheduleExpression: 'cron(0 0 1 1 ? *)' });
  const before = Date.now();
  const { Due: due } = JSON.parse(await emulator.fireSchedule('yearly-')) as { Due: string };
  expect(due).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Date.parse(due)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(due)).toBeLessThanOrEqual(Date.now());
});

test.each([
  ['is disabled', 'disabled', { ScheduleExpression: 'cron(0 0 1 1 ? *)', State: 'DISABLED' }],
  ['has an expression that AWS would refuse', 'wrong', { ScheduleExpression: 'cron(0 0 1 1 *)' }],
])('a schedule that %s does not fire', async (_, name, properties) => {
  await deploySchedule(name, properties);
  await expect(emulator.fireSchedule(`${name}-`)).rejects.toThrow(`whose name begins with ${name}-`);
});
