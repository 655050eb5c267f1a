import { declarationsOf, desiredAt } from './declarations';
import type { Declaration } from './declarations';
import { isDocumented } from './documented-exceptions';
import type { Scenario, Step } from './scenario';
import type { Ending } from './stack-operations';
import type { TestBed } from './test-bed';
import { watchTicks } from './ticks/promises-of-ticks';

export type PromiseName =
  | 'the service ends in the declared state'
  | 'the service ends as it was before, or as somebody wanted it'
  | 'CloudFormation never updates a paused service'
  | 'an update that App Runner rolled back fails the stack'
  | 'the rollback never gets stuck'
  | 'a rollback that got stuck can be continued'
  | 'an update that touches nothing costs nothing'
  | 'an update of a running service needs no pause or resume'
  | 'nothing waits past its limit'
  | 'no service is left behind'
  | 'no rollback gets stuck over work of ours that it does not need'
  | 'no request of ours is refused for a right'
  | 'what nothing disturbs succeeds'
  | 'no tick acts while the stack is deployed or has failed'
  | 'a declaration that goes leaves the service as it says'
  | 'after three ticks the service is as declared'
  | 'what somebody changes by hand holds until the next boundary';

export interface BrokenPromise {
  readonly promise: PromiseName;
  readonly how: string;
}

/** Checks what happens against the promises of the library. */
export class Promises {
  readonly broken: BrokenPromise[] = [];
  /** The services to check: they were in the declared state, or a request was made for them. */
  private readonly answerable: Set<string>;
  private ending: Ending = { status: '', abandoned: [] };
  /** The declarations that the last step has taken out of the stack. */
  private gone: readonly Declaration[] = [];
  private readonly start: number;

  constructor(private readonly scenario: Scenario, private readonly testBed: TestBed) {
    const now = testBed.clock.now();
    this.start = now;
    const asDeclared = this.declarations().filter(({ desired, service }) => service?.status === desiredAt(desired, now));
    this.answerable = new Set(asDeclared.map(({ serviceId }) => serviceId));
  }

  async watch(step: Step, carryOut: () => Promise<Ending>): Promise<Ending> {
    const { observations, clock } = this.testBed;
    observations.begin();
    const start = clock.now();
    const before = this.declarations();
    this.ending = await carryOut();
    for (const { serviceId, service } of this.declarations()) {
      if (observations.concern(serviceId, service?.arn ?? '')) this.answerable.add(serviceId);
    }
    this.gone = before.filter(({ serviceId }) => this.declarations().every(other => other.serviceId !== serviceId));
    if (this.ending.status.endsWith('_COMPLETE')) this.checkStates(`when the stack is ${this.ending.status}`);
    if (this.ending.status === 'UPDATE_ROLLBACK_FAILED') this.breaks('the rollback never gets stuck', this.ending.stuck?.message ?? '');
    this.checkNeed();
    this.checkSuccess(step);
    if (observations.updatesWhile.includes('PAUSED')) this.breaks('CloudFormation never updates a paused service', 'it did');
    if (step !== 'roll back') this.checkVerdict(start);
    this.checkCosts(step, before, start);
    this.checkTimeLimits();
    this.checkRights();
    if (this.ending.status.endsWith('_COMPLETE')) this.acceptStates();
    return this.ending;
  }

  /** @param ending of the rollback that was continued after its cause had been corrected */
  mended({ status }: Ending): void {
    if (!status.endsWith('_COMPLETE')) this.breaks('a rollback that got stuck can be continued', `the stack is ${status}`);
  }

  async watchTicks(): Promise<void> {
    await watchTicks(this.testBed, this.answerable, (...broken) => this.breaks(...broken));
  }

  /** After all polling has ended. */
  lookAgain(): void {
    this.testBed.ticks.forbidden.forEach(how => this.breaks('no tick acts while the stack is deployed or has failed', how));
    if (this.testBed.records.status.endsWith('_COMPLETE')) {
      if (!this.scenario.ticks) this.checkStates('when the last waiter has given up');
      this.checkLeftBehind();
      this.checkGone();
    }
    this.checkTimeLimits();
    this.checkRights();
  }

  /** A service that is in no template costs money, and with a fixed name it fails the next deployment. */
  private checkLeftBehind(): void {
    const { simulator, records: { live } } = this.testBed;
    const known = [...live.values()].map(({ physicalId }) => physicalId);
    for (const { arn, status } of simulator.services()) {
      if (status !== 'DELETED' && !known.includes(arn)) this.breaks('no service is left behind', `${arn} is ${status}`);
    }
  }

  private checkGone(): void {
    for (const { serviceId, onDelete, service } of this.gone) {
      const status = this.testBed.simulator.service(service?.arn ?? '')?.status;
      if (onDelete === 'LEAVE' || status === 'DELETED') continue;
      const wanted = onDelete === 'PAUSE' ? 'PAUSED' : 'RUNNING';
      if (status !== wanted) this.breaks('a declaration that goes leaves the service as it says', `${serviceId} is ${status} instead of ${wanted}`);
    }
  }

  /** A rollback needs us only for a service that has been changed, or whose declaration has. */
  private checkNeed(): void {
    const { touched, live, stable } = this.testBed.records;
    const { stuck } = this.ending;
    const known = stuck && live.get(stuck.logicalId);
    if (!known?.type.startsWith('Custom::')) return;
    const now = known.attempted ?? known.properties;
    const before = stable.get(known.logicalId)?.properties ?? {};
    const isNeeded = known.type === 'Custom::AppRunnerResumeForUpdate' ? touched.has(String(now.ServiceLogicalId))
      : known.type === 'Custom::AppRunnerServiceState'
        && ['ServiceArn', 'DesiredState', 'Fingerprint', 'Inputs'].some(name => JSON.stringify(now[name]) !== JSON.stringify(before[name]));
    if (!isNeeded) this.breaks('no rollback gets stuck over work of ours that it does not need', `${known.logicalId}: ${stuck?.message}`);
  }

  private checkSuccess(step: Step): void {
    const { faults, interventions } = this.scenario;
    const isDisturbed = step === 'roll back' || step.failAt || faults || interventions;
    if (!isDisturbed && this.ending.failed) this.breaks('what nothing disturbs succeeds', this.ending.failed.message);
  }

  private checkTimeLimits(): void {
    this.testBed.observations.late.forEach(how => this.breaks('nothing waits past its limit', how));
  }

  private checkRights(): void {
    this.testBed.observations.refused.forEach(how => this.breaks('no request of ours is refused for a right', how));
  }

  /** Of running hours, a deployment asserts the state of the time at which its request began. */
  private checkStates(when: string): void {
    for (const { serviceId, desired, service } of this.declarations()) {
      // A tick may have begun to change what nobody has asserted.
      if (this.scenario.ticks && !this.testBed.observations.assertedAt.has(serviceId)) continue;
      const asserted = desiredAt(desired, this.testBed.observations.assertedAt.get(serviceId) ?? this.start);
      if (asserted === 'AS_FOUND') {
        this.checkWish(serviceId, service, when);
        continue;
      }
      if (this.answerable.has(serviceId) && service?.status !== asserted) {
        this.breaks('the service ends in the declared state', `${serviceId} is ${service?.status ?? 'gone'} instead of ${asserted} ${when}`);
      }
    }
  }

  /** What somebody has just begun has no result yet. */
  private checkWish(serviceId: string, service: Declaration['service'], when: string): void {
    const wished = this.testBed.wishes.of(service?.arn ?? '');
    if (service?.status === 'OPERATION_IN_PROGRESS' || service?.status === wished) return;
    this.breaks('the service ends as it was before, or as somebody wanted it', `${serviceId} is ${service?.status ?? 'gone'} instead of ${wished} ${when}`);
  }

  /** What a deployment has declared is how the next one finds it. */
  private acceptStates(): void {
    const { simulator, wishes, clock } = this.testBed;
    const asFound = this.declarations().filter(({ desired }) => desiredAt(desired, clock.now()) === 'AS_FOUND').map(({ service }) => service?.arn);
    simulator.services().filter(({ arn }) => !asFound.includes(arn)).forEach(service => wishes.accept(service));
  }

  /** If something else failed first, the stack has to fail with that. */
  private checkVerdict(start: number): void {
    const [update] = this.testBed.simulator.services().flatMap(({ name, operations }) => operations.map(operation => ({ name, ...operation })))
      .filter(({ type, status, startedAt }) => type === 'UPDATE_SERVICE' && startedAt >= start && /FAILED|ROLLBACK/.test(status))
      .sort((a, b) => a.startedAt - b.startedAt);
    if (!update) return;
    const { status, failed } = this.ending;
    const told = failed?.message.includes(update.id) && failed.message.includes(`/aws/apprunner/${update.name}/`);
    const otherCause = failed !== undefined && !failed.logicalId.endsWith('State');
    if (!told && !otherCause) this.breaks('an update that App Runner rolled back fails the stack', `the stack is ${status}: ${failed?.message}`);
  }

  private checkCosts(step: Step, before: readonly Declaration[], start: number): void {
    const { observations } = this.testBed;
    const touchesNothing = step !== 'roll back' && step.deploy.template === this.scenario.from.template
      && JSON.stringify(step.deploy.parameters) === JSON.stringify(this.scenario.from.parameters) && this.scenario.steps.length === 1;
    const asked = observations.events.length + observations.calls.length;
    if (touchesNothing && asked > 0) this.breaks('an update that touches nothing costs nothing', `${asked} requests and calls`);

    const declared = [...before.map(({ desired }) => desired), ...observations.desiredStates()];
    const isAsFound = declared.includes('AS_FOUND');
    const runs = ({ onDelete, service }: Declaration): boolean => onDelete === 'LEAVE' && service?.status === 'RUNNING'
      && (!isAsFound || this.testBed.wishes.of(service.arn) === 'RUNNING');
    const runsAllAlong = before.length > 0 && before.every(runs) && declared.every(desired => desired === 'RUNNING' || desired === 'AS_FOUND');
    const operations = observations.operationsSince(start).filter(type => /PAUSE|RESUME/.test(type));
    if (runsAllAlong && operations.length > 0 && !this.scenario.interventions) {
      this.breaks('an update of a running service needs no pause or resume', operations.join(', '));
    }
  }

  private declarations(): Declaration[] {
    return declarationsOf(this.testBed);
  }

  private breaks(promise: PromiseName, how: string): void {
    if (isDocumented(promise, this.scenario, this.ending)) return;
    this.testBed.transcript.add('BROKEN', `${promise}: ${how}`);
    this.broken.push({ promise, how });
  }
}
