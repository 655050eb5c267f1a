import { shortcutThroughTheSdk } from '../in-process-app-runner';
import { run } from '../run';
import type { Run } from '../run';
import type { Scenario } from '../scenario';
import type { ScenarioGroup } from '../scenarios';
import { VERSION_PAIRS } from '../version-pairs';
import type { VersionPair } from '../version-pairs';

/** One in so many scenarios is run once more with the whole SDK. */
const SAMPLE = 60;

/**
 * Runs a group of scenarios, and a sample of it with the whole SDK.
 *
 * @param fewest a group with fewer scenarios than that has lost some
 */
export async function prove(name: string, group: ScenarioGroup, fewest: number, pairs = VERSION_PAIRS): Promise<void> {
  const { broken, count, sample } = await runAll(group, pairs);
  await compareWithTheWholeSdk(sample);
  process.stdout.write(`Deploying through a pause: ${name}, ${count} scenarios, ${sample.length} of them also through the whole SDK.\n`);
  if (broken.length > 0) throw new Error(`${broken.length} of ${count} scenarios break a promise (${tally(broken)}). The shortest of them:\n\n${shortest(broken)}`);
  expect(count).toBeGreaterThanOrEqual(fewest);
}

async function runAll(group: ScenarioGroup, pairs: readonly VersionPair[]): Promise<{ broken: Run[]; count: number; sample: Scenario[] }> {
  const shortcut = shortcutThroughTheSdk();
  const broken: Run[] = [];
  const sample: Scenario[] = [];
  let count = 0;
  try {
    for await (const scenario of group(pairs)) {
      const result = await run(scenario);
      if (result.broken.length > 0) broken.push(result);
      if (count % SAMPLE === 0) sample.push(scenario);
      count += 1;
    }
  } finally {
    shortcut.end();
  }
  return { broken, count, sample };
}

/** The shortcut through the SDK changes no result. */
async function compareWithTheWholeSdk(sample: readonly Scenario[]): Promise<void> {
  const chance = jest.spyOn(Math, 'random').mockReturnValue(0.5); // the waits after throttling
  for (const scenario of sample) {
    const whole = await run(scenario);
    const shortcut = shortcutThroughTheSdk();
    const short = await run(scenario).finally(() => shortcut.end());
    expect(String(whole.testBed.transcript)).toBe(String(short.testBed.transcript));
  }
  chance.mockRestore();
}

function tally(runs: readonly Run[]): string {
  const counts: Record<string, number> = {};
  for (const { broken } of runs) for (const promise of new Set(broken.map(one => one.promise))) counts[promise] = (counts[promise] ?? 0) + 1;
  return Object.entries(counts).map(([promise, count]) => `${count} times: ${promise}`).join('; ');
}

function shortest(runs: readonly Run[]): string {
  const [first] = [...runs].sort((a, b) => a.testBed.transcript.lines.length - b.testBed.transcript.lines.length);
  return counterExample(first);
}

/** As README.md explains it. */
export function counterExample({ scenario, testBed: { transcript } }: Run): string {
  const { found, assumptions } = scenario;
  return [
    `${scenario.name}. The service is found ${found}. Assumptions about CloudFormation: ${JSON.stringify(assumptions)}`,
    String(transcript),
  ].join('\n');
}
