import { ROLLBACK_ASSUMPTIONS, twoOf } from '../assumptions';
import { REPRESENTATIVE_HOURS_PAIRS } from '../hours-pairs';
import { pointsOf } from '../points-of';
import { run } from '../run';
import { FOUND } from '../scenario';
import type { Scenario, Step } from '../scenario';
import type { VersionPair } from '../version-pairs';

/** Later than any of these scenarios ends. */
const NOT_YET = 3600;

/** A boundary of the running hours between any two points of a deployment, of its rollback, or of the deployment after it. */
export async function* boundaries(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  let turn = 0;
  for (const pair of pairs) {
    const founds = REPRESENTATIVE_HOURS_PAIRS.includes(pair) ? FOUND : FOUND.slice(turn % 2).slice(0, 1);
    for (const found of founds) {
      for (const steps of await stepsOf(pair, found)) {
        turn += 1;
        const assumptions = twoOf(ROLLBACK_ASSUMPTIONS, turn)[turn % 2];
        const scenario: Scenario = { name: pair.name, from: pair.from, found, assumptions, steps, boundaryAfter: NOT_YET };
        for (const boundaryAfter of await betweenPoints(scenario)) yield { ...scenario, boundaryAfter };
      }
    }
  }
}

async function stepsOf(pair: VersionPair, found: Scenario['found']): Promise<Step[][]> {
  const { name, from, to } = pair;
  const failing = (point: string): Step[] => [{ deploy: to, failAt: [point] }];
  if (!REPRESENTATIVE_HOURS_PAIRS.includes(pair) || found !== 'as declared') return [[{ deploy: to }], failing('end of update')];
  const undisturbed: Scenario = { name, from, found, assumptions: ROLLBACK_ASSUMPTIONS[0], steps: [{ deploy: to }], boundaryAfter: NOT_YET };
  return [
    [{ deploy: to }],
    ...(await pointsOf(undisturbed, 'update')).map(failing),
    [{ deploy: to, rollback: false, failAt: ['end of update'] }, { deploy: from }],
    [{ deploy: to, rollback: false, failAt: ['update: before ShopState'] }, 'roll back'],
  ];
}

async function betweenPoints(scenario: Scenario): Promise<number[]> {
  const times = [...new Set((await run(scenario)).times.flat())];
  return times.map((time, nth) => (time + (times[nth - 1] ?? 0)) / 2);
}
