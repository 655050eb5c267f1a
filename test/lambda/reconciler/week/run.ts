import type { Rules } from './rules';
import { DURING } from './scenario';
import type { Scenario } from './scenario';
import { Service } from './service';
import type { SimulatedOperation, OperationType } from './service';
import { Stack } from './stack';
import { recordOf } from './tick-record';
import type { TickRecord } from './tick-record';
import { Timeline } from './timeline';
import type { Operation } from '../../../../lambda/aws/app-runner';
import { isAct } from '../../../../lambda/reconciler/decision';
import type { Act, Decision } from '../../../../lambda/reconciler/decision';
import { desiredStateAt } from '../../../../lambda/reconciler/declaration';
import type { Declaration } from '../../../../lambda/reconciler/declaration';
import { reachesBack } from '../../../../lambda/reconciler/reaches-back';
import type { Situation } from '../../../../lambda/reconciler/situation';
import type { StackLook, StackRest } from '../../../../lambda/reconciler/stack-at-rest';

const OPERATION_OF: Readonly<Record<Act['kind'], OperationType>> = { pause: 'PAUSE_SERVICE', resume: 'RESUME_SERVICE', deploy: 'START_DEPLOYMENT' };

/** What happened in a week. */
export interface Week {
  /** One for each time that a tick came to the service. */
  readonly ticks: readonly TickRecord[];
  readonly operations: readonly SimulatedOperation[];
}

/** One service and its stack through one week, with a tick every so often. */
export function run(scenario: Scenario, rules: Rules): Week {
  const { desired, onDrift, deployAfterResume, interval } = scenario;
  const declaration: Declaration = { serviceArn: '', desired, onDrift, deployAfterResume };
  const stateAt = (instant: number) => (desiredStateAt(desired, instant) === 'PAUSED' ? 'PAUSED' : 'RUNNING');
  const isOutage = (instant: number) => scenario.outages.some(({ from, to }) => from <= instant && instant < to);
  const service = new Service((instant, nth) => {
    const outcome = scenario.outcomes[nth % scenario.outcomes.length];
    return isOutage(instant) ? { ...outcome, ends: 'FAILED' } : outcome;
  });
  const stack = new Stack(service, scenario.deployedBefore, stateAt);
  const records: TickRecord[] = [];
  const timeline = new Timeline();

  const look = (now: number): StackLook => ({ own: stack.own, root: stack.root, askedAt: now });

  const listed = (situation: Situation) => (found: readonly Operation[]) => reachesBack(found, situation);

  const decideNow = (now: number, rest: StackRest): Decision => {
    let situation: Situation = { declaration, now, stack: rest, status: service.status };
    for (;;) {
      const step = rules.decide(situation);
      if (step.kind !== 'ask') return step;
      const answer = step.about === 'history' ? { history: service.list(now, scenario.historyKept, listed(situation)) } : { stackEndedAt: stack.endedAt };
      situation = { ...situation, ...answer };
    }
  };

  const tick = (planned: number, nth: number) => {
    const { turn, late, onItsWay, goes } = scenario.ticks[nth % scenario.ticks.length];
    for (const again of goes === 'lost' ? [] : goes === 'twice' ? [0, 20_000] : [0]) {
      timeline.at(planned + late * 1000 + again, (began) => {
        const rest = rules.restOf(look(began));
        timeline.at(began + turn * 1000, (now) => {
          const throttled = goes === 'throttled';
          const decided = throttled ? { kind: 'skip' as const, reason: 'throttled' } : decideNow(now, rest);
          const before = isAct(decided) ? rules.restBeforeActing(look(now), now) : rest;
          const decision: Decision = isAct(decided) && before.allows !== 'act' ? { kind: 'skip', reason: before.reason } : decided;
          records.push(recordOf({ now, desired: stateAt(now), decision, throttled, foundAtRest: rest.allows === 'act' }, { scenario, service, stack }));
          if (isAct(decision)) timeline.at(now + onItsWay, arrived => service.begin(OPERATION_OF[decision.kind], 'tick', arrived));
        });
      });
    }
  };

  for (let [planned, nth] = [DURING.from, 0]; planned < DURING.to; planned += interval, nth++) timeline.at(planned, () => tick(planned, nth));
  for (const { at, does, times, every } of scenario.interventions) {
    for (let nth = 0; nth < times; nth++) timeline.at(at + nth * every, now => service.begin(does, 'person', now));
  }
  for (const deployment of scenario.deployments) timeline.at(deployment.at, () => stack.begin(deployment));
  timeline.run(DURING.to, now => stack.advance(now));
  return { ticks: records, operations: service.operations };
}
