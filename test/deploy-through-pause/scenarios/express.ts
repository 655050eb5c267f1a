import { updatesThatFail } from './app-runner-in-trouble';
import { changing } from './one-after-the-other';
import { momentsOf } from '../moments-of';
import { ALL_READINGS, twoOf } from '../readings';
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
        for (const readings of twoOf(ALL_READINGS, turn + way)) yield { name, from, found, readings, steps };
      }
    }
  }
}

/** Another resource fails at some moment. Until the stack is `*_COMPLETE` again, CloudFormation takes only what is Express as well, and not rolled back. */
export async function* expressFailures(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const [first, pair] of pairs.filter(({ variant }) => !variant).entries()) {
    const { name, from, to, third } = pair;
    const undisturbed: Scenario = { name, from, found: 'as declared', readings: ALL_READINGS[0], steps: [{ deploy: to, express: true }] };
    for (const [turn, moment] of (await momentsOf(undisturbed, 'update')).entries()) {
      const failing = { deploy: to, express: true, failAt: [moment] };
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
        for (const readings of twoOf(ALL_READINGS, first + turn + way)) yield { ...undisturbed, readings, steps };
      }
    }
  }
}

/** App Runner does not bring CloudFormation's update about, and Express mode does not wait to hear of it. */
export function* expressUpdatesThatFail(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const scenario of updatesThatFail(pairs)) {
    for (const rollback of [true, false]) {
      yield { ...scenario, steps: scenario.steps.map(step => step === 'roll back' ? step : { ...step, express: true, rollback }) };
    }
  }
}
