import { ROLLBACK_ASSUMPTIONS } from './assumptions';
import { shortcutThroughTheSdk } from './in-process-app-runner';
import { run } from './run';
import { FOUND } from './scenario';
import { PAUSED_SERVICE_UPDATED, SERVICE_RENAMED } from './version-pairs';

/** The figure in docs/limits.md, beside CloudFormation's own updates of the service, for the default timeout of twenty minutes. */
const WORST_MINUTES = 120;
const OF_CLOUDFORMATION_MINUTES = 3;

/** Below each of our limits, above the shorter of them, and never. */
const LASTING_SECONDS = [590, 1190, 100_000];

let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
afterAll(() => shortcut.end());

test('a deployment and its rollback take no longer than docs/limits.md says, however long App Runner takes', async () => {
  const minutes: number[] = [];
  for (const { name, from, to } of [PAUSED_SERVICE_UPDATED, SERVICE_RENAMED]) {
    for (const assumptions of ROLLBACK_ASSUMPTIONS) {
      for (const found of FOUND) {
        const durations = LASTING_SECONDS.flatMap(one => LASTING_SECONDS.flatMap(other => [[one, other, 1], [one, other, 1000]]));
        for (const [pause, resume, times] of durations) {
          const rule = (operation: string, seconds: number) => ({ rule: { operation, times, fault: { kind: 'operation-lasts', seconds } as const } });
          const { endings, firstSeconds } = await run({
            name, from, found, assumptions, steps: [{ deploy: to, failAt: ['end of update'] }], faults: [rule('PauseService', pause), rule('ResumeService', resume)],
          });
          expect(endings.length).toBeGreaterThan(0);
          minutes.push(firstSeconds / 60);
        }
      }
    }
  }
  const longest = Math.max(...minutes);
  process.stdout.write(`Deploying through a pause: at worst ${longest.toFixed(1)} minutes for a deployment and its rollback.\n`);
  expect(longest).toBeLessThan(WORST_MINUTES + OF_CLOUDFORMATION_MINUTES);
  expect(longest).toBeGreaterThan(60);
});
