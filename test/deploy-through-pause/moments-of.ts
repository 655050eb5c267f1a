import type { Moment } from './moment';
import { play } from './play';
import type { Scenario } from './scenario';

/** The moments that the last step of a scenario comes by, found out by playing it. */
export async function momentsOf(scenario: Scenario, phase?: Moment['phase']): Promise<readonly string[]> {
  const { moments } = await play(scenario);
  const last = moments[moments.length - 1];
  return phase === undefined ? last : last.filter(name => name.startsWith(phase) || name === `end of ${phase}`);
}
