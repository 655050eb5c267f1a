import { shortcutThroughTheSdk } from '../in-process-app-runner';
import { play } from '../play';
import type { Play } from '../play';
import type { Scenario } from '../scenario';
import type { Chapter } from '../scenarios';
import { VERSION_PAIRS } from '../version-pairs';
import type { VersionPair } from '../version-pairs';

/** One in so many scenarios is played once more with nothing of the SDK left out. */
const SAMPLE = 60;

/**
 * Plays a chapter through, and part of it with nothing left out.
 *
 * @param fewest a chapter with fewer scenarios than that has lost some
 */
export async function prove(name: string, chapter: Chapter, fewest: number, pairs = VERSION_PAIRS): Promise<void> {
  const { broken, count, sample } = await playThrough(chapter, pairs);
  await compareWithTheWholeSdk(sample);
  process.stdout.write(`Deploying through a pause: ${name}, ${count} scenarios, ${sample.length} of them also through the whole SDK.\n`);
  if (broken.length > 0) throw new Error(`${broken.length} of ${count} scenarios break a promise (${tally(broken)}). The shortest of them:\n\n${shortest(broken)}`);
  expect(count).toBeGreaterThanOrEqual(fewest);
}

async function playThrough(chapter: Chapter, pairs: readonly VersionPair[]): Promise<{ broken: Play[]; count: number; sample: Scenario[] }> {
  const shortcut = shortcutThroughTheSdk();
  const broken: Play[] = [];
  const sample: Scenario[] = [];
  let count = 0;
  try {
    for await (const scenario of chapter(pairs)) {
      const result = await play(scenario);
      if (result.broken.length > 0) broken.push(result);
      if (count % SAMPLE === 0) sample.push(scenario);
      count += 1;
    }
  } finally {
    shortcut.end();
  }
  return { broken, count, sample };
}

/** Nothing of the proof is owed to what the scenarios leave out of the SDK. */
async function compareWithTheWholeSdk(sample: readonly Scenario[]): Promise<void> {
  const chance = jest.spyOn(Math, 'random').mockReturnValue(0.5); // the waits of those who are throttled
  for (const scenario of sample) {
    const whole = await play(scenario);
    const shortcut = shortcutThroughTheSdk();
    const short = await play(scenario).finally(() => shortcut.end());
    expect(String(whole.stage.story)).toBe(String(short.stage.story));
  }
  chance.mockRestore();
}

function tally(plays: readonly Play[]): string {
  const counts: Record<string, number> = {};
  for (const { broken } of plays) for (const promise of new Set(broken.map(one => one.promise))) counts[promise] = (counts[promise] ?? 0) + 1;
  return Object.entries(counts).map(([promise, count]) => `${count} times: ${promise}`).join('; ');
}

function shortest(plays: readonly Play[]): string {
  const [first] = [...plays].sort((a, b) => a.stage.story.lines.length - b.stage.story.lines.length);
  return counterExample(first);
}

/** As README.md explains it. */
export function counterExample({ scenario, stage: { story } }: Play): string {
  const { found, readings } = scenario;
  return [
    `${scenario.name}. The service is found ${found}. How CloudFormation is read: ${JSON.stringify(readings)}`,
    String(story),
  ].join('\n');
}
