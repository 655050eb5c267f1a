import type { Sighting } from './checkpoint';
import type { World } from './dependencies';
import { deadlineOf, failureOf, refusalOf } from './failure';
import { aimOf } from './goal-of-request';
import type { Aim, Assertion } from './goal-of-request';
import { limitOf } from './request';
import type { CustomResourceEvent } from './request';
import { LONGEST_REST_MS, operationOfTheStackUnderWay } from './service-left';
import { standingOf } from './superseded';
import type { Standing } from './superseded';
import { isNeedless } from './unneeded';
import type { ObservedService, Operation } from '../aws/app-runner';
import { AwsCallError, LastingTrouble } from '../aws/aws-call';
import { troubleOf } from '../aws/error-kinds';
import { decide, hasFailed, isInFlight } from '../core/decide';
import type { Decision, OurOperation } from '../core/decide';
import { areEnough, judgeUpdate, oursAmong, typeWanted } from '../core/operations';
import { secondsBeforeFirstLook } from '../core/polling';
import { Patience } from '../core/retry';

/** How far one invocation got. */
export interface Progress {
  readonly finished: boolean;
  readonly sighting: Sighting;
  /** Empty as long as the service has not been looked at. */
  readonly status: string;
  readonly url: string;
  readonly operation: OurOperation | undefined;
  /** Why the last attempt did not get further, when an AWS call failed in a passing way. */
  readonly trouble: string | undefined;
  /** Until then a look cannot find anything new. */
  readonly secondsBeforeNextLook: number;
}

const SHORTEST_LIMIT_MS = 60_000;

const waiting = (reason: string): Decision => ({ kind: 'wait', reason });
const SUPERSEDED = waiting('superseded: a newer request for this resource is on its way');
const UNCLEAR = waiting("CloudFormation's record of the resource does not show this request");
const OVERDUE = waiting('the time limit has passed');

/** One step towards what a request wants: observe, decide, act. The same for every event and every poll. */
export async function pursue(event: CustomResourceEvent, world: World): Promise<Progress> {
  const pursuit = new Pursuit(event, world);
  try {
    const progress = await pursuit.step().catch(error => pursuit.waitOut(error));
    if (!progress.finished) pursuit.failPastDeadline(progress.trouble);
    return progress;
  } catch (error) {
    const progress = await pursuit.goOnWithout(error);
    if (progress) return progress;
    pursuit.logFailure(error);
    throw error;
  }
}

class Pursuit {
  private readonly firstLook: boolean;
  private sighting: Sighting;
  private service: ObservedService = { status: '', url: '' };
  private operation: OurOperation | undefined;
  /** What this invocation has seen of the service's operations, for whatever reason. */
  private history: readonly Operation[] | undefined;
  private secondsBeforeNextLook = 0;
  private isSuperseded = false;
  private readonly patience: Patience;
  private readonly patientWorld: World;

  constructor(private readonly event: CustomResourceEvent, private readonly world: World) {
    this.firstLook = event.Sighting === undefined;
    this.sighting = event.Sighting ?? { at: world.now() };
    this.patience = new Patience(world, () => this.deadline(), trouble => this.noteTrouble(trouble));
    this.patientWorld = {
      ...world,
      cloudFormation: this.patience.whenAsking(world.cloudFormation),
      appRunner: arn => {
        const appRunner = this.patience.whenLooking(world.appRunner(arn));
        return { ...appRunner, operations: async (...asked) => this.history = await appRunner.operations(...asked) };
      },
    };
  }

  async step(): Promise<Progress> {
    this.isSuperseded = this.world.superseded.has(this.request);
    if (this.isSuperseded) return this.end(SUPERSEDED);
    const aim = this.sighting.aim ?? await aimOf(this.event, this.patientWorld, () => this.inRollback());
    this.sighting = { ...this.sighting, aim };
    const unrest = await this.unrestBefore(aim);
    if (unrest) return this.end(unrest);
    if (aim.kind === 'nothing') return this.end({ kind: 'done', reason: aim.reason });

    this.service = await this.observe(aim);
    const operations = await this.operationsOf(aim);
    const decision = judgeUpdate(operations, aim) ?? await this.decide(aim, operations);
    return this.end(await this.act(aim, decision));
  }

  /** Turns trouble with AWS into another poll, unless waiting cannot mend it. */
  async waitOut(error: unknown): Promise<Progress> {
    if (error instanceof LastingTrouble) throw refusalOf(error);
    if (!(error instanceof AwsCallError)) throw error;
    await this.noteTrouble(error);
    return this.progress(false, error.message);
  }

  private async noteTrouble({ message }: AwsCallError): Promise<void> {
    this.log('wait', message);
    await this.noteRecord();
  }

  /**
   * The waiter and CloudFormation have limits of their own, but only this one can say what was waited for. Who has just
   * acted leaves that to the poll: of a Create that fails at once the framework swallows the Delete.
   */
  failPastDeadline(trouble: string | undefined): void {
    const hasJustActed = this.firstLook && this.sighting.operationId !== undefined;
    if (!this.isOverdue() || hasJustActed) return;
    throw deadlineOf(this.event, { ...this.progress(false, trouble), elapsedSeconds: this.elapsedMs() / 1000 });
  }

  /** @returns undefined when the failure has to stand */
  async goOnWithout(error: unknown): Promise<Progress | undefined> {
    if (this.isSuperseded || !await isNeedless(this.event, this.world, () => this.inRollback()).catch(() => false)) return undefined;
    this.log('done', `the rollback goes on, because it does not need this: ${error instanceof Error ? error.message : String(error)}`);
    return this.progress(true, undefined);
  }

  /** What the user gets to see is in the log as well. */
  logFailure(error: unknown): void {
    this.log('fail', error instanceof Error ? error.message : String(error));
  }

  private async observe({ serviceArn }: Assertion): Promise<ObservedService> {
    try {
      return await this.patientWorld.appRunner(serviceArn).describe(serviceArn);
    } catch (error) {
      if (error instanceof AwsCallError && error.reason.name === 'ResourceNotFoundException') return { status: 'NOT_FOUND', url: '' };
      throw error;
    }
  }

  private async unrestBefore({ afterRestOf: serviceArn }: Aim): Promise<Decision | undefined> {
    if (serviceArn === undefined || this.sighting.rested) return undefined;
    const isLongEnough = this.elapsedMs() >= LONGEST_REST_MS || this.isOverdue();
    const underWay = isLongEnough ? undefined : await operationOfTheStackUnderWay(serviceArn, this.patientWorld.appRunner(serviceArn));
    if (underWay) await this.noteRecord();
    if (underWay && !this.isOverdue()) return waiting(`${underWay} of ${serviceArn} is under way, and CloudFormation may delete the service next`);
    this.sighting = { ...this.sighting, rested: true };
    return undefined;
  }

  /** The operations that matter to the decision; none are asked for where the status alone decides. */
  private async operationsOf(aim: Assertion): Promise<Operation[]> {
    const settled = ['RUNNING', 'PAUSED'].includes(this.service.status);
    const appRunner = this.patientWorld.appRunner(aim.serviceArn);
    if (settled && (!this.firstLook || aim.updateSince !== undefined)) {
      return appRunner.operations(aim.serviceArn, found => areEnough(found, aim, this.sighting));
    }
    // Which operation is being waited out is worth one call for the log, and for the message that gives up on it.
    if (this.service.status === 'OPERATION_IN_PROGRESS' && (this.firstLook || this.isOverdue())) {
      this.operation = (await this.operationsIfToBeHad(aim)).find(isInFlight);
    }
    return [];
  }

  /** In one call, which may fail: for what can do without. */
  private async operationsIfToBeHad({ serviceArn }: Assertion): Promise<Operation[]> {
    return this.world.appRunner(serviceArn).operations(serviceArn).catch(() => []);
  }

  private async decide(aim: Assertion, operations: readonly Operation[]): Promise<Decision> {
    const ours = oursAmong(operations, aim, this.sighting);
    // Nothing is listed while the service is busy: what was found out there says more than that.
    if (ours[0]?.status !== undefined || !this.operation) this.operation = ours[0];
    const { desired, tolerated } = aim;
    const rollback = hasFailed(ours[0]) && await this.inRollback();
    return decide({ desired, tolerated, status: this.service.status, operation: ours[0], tries: ours.length, rollback });
  }

  private async act(aim: Assertion, decision: Decision): Promise<Decision> {
    if (decision.kind === 'done' || decision.kind === 'fail') return decision;
    if (decision.kind === 'wait') {
      await this.noteRecord();
      return decision;
    }
    const { kind } = decision;
    const appRunner = this.world.appRunner(aim.serviceArn);
    let operationId: string | undefined;
    let refusal: AwsCallError | undefined;
    const obstacle = await this.patience.insist(async (before) => {
      refusal = before;
      const found = await this.obstacle() ?? await this.changeSince(before, aim);
      if (!found) operationId = await appRunner[kind](aim.serviceArn);
      return found;
    });
    if (obstacle === OVERDUE && refusal) throw refusal;
    if (obstacle) return obstacle;
    if (operationId !== undefined) {
      this.sighting = { ...this.sighting, operationId };
      this.operation = { id: operationId, type: typeWanted(aim), status: undefined };
      if (this.firstLook) this.secondsBeforeNextLook = await this.secondsBeforeFirstLook(aim);
    }
    return decision;
  }

  /** Whose request is not valid may have to do with a service in another state than the one that it was decided for. */
  private async changeSince(refusal: AwsCallError | undefined, aim: Assertion): Promise<Decision | undefined> {
    if (!refusal || troubleOf(refusal.reason) !== 'disputed') return undefined;
    const { status } = this.service;
    this.service = await this.observe(aim);
    return this.service.status === status ? undefined : waiting(`the service was ${status} and is ${this.service.status}`);
  }

  /** The history only saves calls, so nobody in a crowd asks for it. Whoever looks after the deadline would be late to say so. */
  private async secondsBeforeFirstLook(aim: Assertion): Promise<number> {
    const { isInACrowd } = this.patience;
    this.history ??= isInACrowd ? [] : await this.operationsIfToBeHad(aim);
    const secondsLeft = Math.max(0, Math.ceil((this.deadline() - this.world.now()) / 1000));
    return Math.min(secondsBeforeFirstLook(typeWanted(aim), this.history, isInACrowd), secondsLeft);
  }

  /** Why this request may not act now. */
  private async obstacle(): Promise<Decision | undefined> {
    if (this.isOverdue()) return OVERDUE;
    return { current: undefined, superseded: SUPERSEDED, unclear: UNCLEAR }[await this.standing()];
  }

  private async standing(): Promise<Standing> {
    const record = await this.world.cloudFormation.resource(this.event.StackId, this.event.LogicalResourceId);
    const standing = standingOf(this.event, this.sighting, record, this.firstLook ? this.elapsedMs() : Infinity);
    if (standing === 'superseded') this.world.superseded.add(this.request);
    this.isSuperseded = standing === 'superseded';
    if (standing === 'current') this.sighting = { ...this.sighting, recordChangedAt: record?.changedAt, limitSeconds: limitOf(this.event, record?.metadata) };
    return standing;
  }

  /**
   * While the record is sure to be that of this request: whoever acts later, after a wait or in a poll, compares with it.
   * If it cannot be had now, clocks are compared. The time limit stands there too, and it may be as short as a minute.
   */
  private async noteRecord(): Promise<void> {
    const { recordChangedAt, limitSeconds } = this.sighting;
    const isWanted = this.firstLook ? recordChangedAt === undefined : limitSeconds === undefined && this.elapsedMs() >= SHORTEST_LIMIT_MS;
    if (isWanted) await this.standing().catch(() => undefined);
  }

  /** Asked once per request at most. */
  private async inRollback(): Promise<boolean> {
    const rollback = this.sighting.rollback ?? (await this.patientWorld.cloudFormation.stackStatus(this.event.StackId)).includes('ROLLBACK');
    this.sighting = { ...this.sighting, rollback };
    return rollback;
  }

  private end(decision: Decision): Progress {
    const { aim } = this.sighting;
    if (decision.kind === 'fail' && aim?.kind === 'assert') throw failureOf(decision.failure, aim, this.service.status, this.operation);
    this.log(decision.kind, decision.reason);
    return this.progress(decision.kind === 'done', undefined);
  }

  private progress(finished: boolean, trouble: string | undefined): Progress {
    const { service: { status, url }, operation, secondsBeforeNextLook } = this;
    const sighting = { ...this.sighting, done: finished || undefined };
    return { finished, sighting, status, url, operation, trouble, secondsBeforeNextLook };
  }

  /** CloudFormation may send a retry under the RequestId of the first try. */
  private get request(): string {
    return `${this.event.RequestId} of ${this.sighting.at}`;
  }

  private elapsedMs(): number {
    return this.world.now() - this.sighting.at;
  }

  private isOverdue(): boolean {
    return this.world.now() >= this.deadline();
  }

  private deadline(): number {
    return this.sighting.at + (this.sighting.limitSeconds ?? limitOf(this.event)) * 1000;
  }

  private log(decision: Decision['kind'], reason: string): void {
    const { aim } = this.sighting;
    this.world.log({
      requestType: this.event.RequestType,
      resourceType: this.event.ResourceType,
      logicalId: this.event.LogicalResourceId,
      requestId: this.event.RequestId,
      service: aim?.kind === 'assert' ? aim.serviceArn : '',
      desired: aim?.kind === 'assert' ? aim.desired : '',
      observed: this.service.status,
      operationId: this.operation?.id ?? '',
      decision,
      reason,
      elapsedSeconds: Math.round(this.elapsedMs() / 1000),
    });
  }
}
