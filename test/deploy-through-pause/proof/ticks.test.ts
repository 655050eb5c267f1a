import { prove } from './prove';
import { TICK_GROUPS, TICK_PAIRS } from '../scenarios/ticks';

test.each([
  ['beginnings of deployments', 500],
  ['every point', 220],
  ['nested', 90],
  ['late input', 30],
  ['pauses that fail', 4],
  ['sample', 120],
] as const)('the promises hold with ticks: %s', async (group, fewest) => {
  await prove(`ticks, ${group}`, TICK_GROUPS[group], fewest, TICK_PAIRS);
});
