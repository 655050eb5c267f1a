import type { CheckList } from './check-list';
import { STACK_NAME, type Assembly } from './example-app';
import { Emulator } from '../../emulator/emulator';
import { ACCOUNT } from '../../emulator/environment';
import { StackHarness } from '../e2e/stack-harness';
import { AppRunnerSimulator, SystemClock } from '../simulator';

const SECONDS = {
  CREATE_SERVICE: 0.5, UPDATE_SERVICE: 0.5, DELETE_SERVICE: 0.5, PAUSE_SERVICE: 0.5, RESUME_SERVICE: 0.5, START_DEPLOYMENT: 0.5,
};

/** Deploys an example on the emulator: what its declarations say is then so. */
export async function deploy(checks: CheckList, assembly: Assembly): Promise<void> {
  const simulator = new AppRunnerSimulator({ clock: new SystemClock(), accountId: ACCOUNT, durations: SECONDS });
  const emulator = await Emulator.start({ simulatorUrl: await simulator.listen(), log: line => console.log(`        ${line}`) });
  try {
    await emulator.publishAssets(assembly.folder);
    const harness = new StackHarness(emulator);
    const legacyArn = simulator.addService({ name: 'legacy' });

    const statuses = (): Record<string, string | undefined> => Object.fromEntries(simulator.services()
      .map(({ name, status }) => [/legacy|Preview|Staging|Sandbox|Intranet/.exec(name)?.[0] ?? name, status]));
    const step = async (name: string, parameters: Record<string, string>, expected: Record<string, string>): Promise<void> => {
      await checks.check(name, async () => {
        const { status, events } = await harness.deployTemplate(STACK_NAME, assembly.template, { parameters });
        if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status)) throw new Error([status, ...events.map(event => `${event.logicalId} ${event.status} ${event.reason}`)].join('\n'));
        same(statuses(), expected);
      });
    };
    await step('deployment: one paused by declaration, one by ARN, one by its hours, two running', { LegacyServiceArn: legacyArn, IntranetHours: 'never' },
      { Preview: 'PAUSED', Staging: 'RUNNING', Sandbox: 'RUNNING', legacy: 'PAUSED', Intranet: 'PAUSED' });
    await step('deployment: the parameter pauses the other one', { StagingDesiredState: 'PAUSED' },
      { Preview: 'PAUSED', Staging: 'PAUSED', Sandbox: 'RUNNING', legacy: 'PAUSED', Intranet: 'PAUSED' });
    await checks.check('deployment: deletion resumes what it was to resume', async () => {
      const { status } = await harness.destroy(STACK_NAME);
      if (status !== 'DELETE_COMPLETE') throw new Error(status);
      same({ legacy: simulator.service(legacyArn)?.status }, { legacy: 'RUNNING' });
    });
  } finally {
    await emulator.stop();
    await simulator.close();
  }
}

function same(found: Record<string, string | undefined>, expected: Record<string, string>): void {
  const [left, right] = [found, expected].map(statuses => JSON.stringify(Object.entries(statuses).sort()));
  if (left !== right) throw new Error(`the services are ${left}, but should be ${right}`);
}
