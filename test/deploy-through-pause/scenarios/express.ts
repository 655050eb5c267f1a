import { updatesThatFail } from './app-runner-faults';
import { changing } from './one-after-the-other';
import { ALL_ASSUMPTIONS, twoOf } from '../assumptions';
import { pointsOf } from '../points-of';
import { FOUND } from '../scenario';
import type { Scenario, Step } from '../scenario';
import type { VersionPair } from '../version-pairs';

/** Nothing disturbs an Express deployment, nor what comes right behind it, when deletions may still run. */
export function* expressDeployments(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const [turn, pair] of pairs.entries()) {
    const { name, from, to } = pair;
    for (const found of FOUND) {
      const goes: Step = { deploy: to, express: true };
      const back: Step[][] = changing([pair]).length === 0 ? [] : [[goes, { deploy: from, express: true }], [goes, { deploy: from }]];
      const next: Step[][] = [[goes], [{ ...goes, rollback: true }], ...back];
      for (const [way, steps] of next.entries()) {
        for (const assumptions of twoOf(ALL_ASSUMPTIONS, turn + way)) yield { name, from, found, assumptions, steps };
      }
    }
  }
}

/** Another resource fails at some point. Until the stack is `*_COMPLETE` again, CloudFormation takes only what is Express as well, and not rolled back. */
export async function* expressFailures(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const [first, pair] of pairs.filter(({ variant }) => !variant).entries()) {
    const { name, from, to, third } = pair;
    const undisturbed: Scenario = { name, from, found: 'as declared', assumptions: ALL_ASSUMPTIONS[0], steps: [{ deploy: to, express: true }] };
    for (const [turn, point] of (await pointsOf(undisturbed, 'update')).entries()) {
      const failing = { deploy: to, express: true, failAt: [point] };
      const express = (step: Step & object): Step => ({ ...step, express: true });
      const rolledBack: Step = { ...failing, rollback: true };
      const next: Step[][] = changing([pair]).length === 0 ? [[rolledBack]] : [
        [rolledBack],
        [rolledBack, { deploy: to }],
        [failing, express({ deploy: to })],
        [failing, express({ deploy: from })],
        [failing, express({ deploy: third() })],
        [failing, express({ deploy: third(), failAt: ['end of update'] }), express({ deploy: from })],
        [failing, express({ deploy: from }), express({ deploy: to, rollback: true, failAt: ['end of update'] })],
      ];
      for (const [way, steps] of next.entries()) {
        for (const assumptions of twoOf(ALL_ASSUMPTIONS, first + turn + way)) yield { ...undisturbed, assumptions, steps };
      }
    }
  }
}

/** CloudFormation's update fails in App Runner, and Express mode does not wait for it. */
export function* expressUpdatesThatFail(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const scenario of updatesThatFail(pairs)) {
    for (const rollback of [true, false]) {
      yield { ...scenario, steps: scenario.steps.map(step => step === 'roll back' ? step : { ...step, express: true, rollback }) };
    }
  }
}
