import type { Point } from './point';
import { run } from './run';
import type { Scenario } from './scenario';

/** The points of the last step of a scenario, found by running it. */
export async function pointsOf(scenario: Scenario, phase?: Point['phase']): Promise<readonly string[]> {
  const { points } = await run(scenario);
  const last = points[points.length - 1];
  return phase === undefined ? last : last.filter(name => name.startsWith(phase) || name === `end of ${phase}`);
}
