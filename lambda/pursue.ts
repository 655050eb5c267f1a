import { aimOf, CLOCK_GRAIN_MS } from './aim';
import type { Aim, Assertion } from './aim';
import type { ObservedService, Operation } from './app-runner';
import { AwsCallError } from './aws-call';
import { decide, hasFailed } from './decide';
import type { Decision, OurOperation } from './decide';
import * as errors from './errors';
import { deadlineOf, failureOf } from './failure';
import { secondsBeforeFirstLook } from './first-look';
import { historyNeededSince, judgeUpdate, oursAmong, typeWanted } from './operations';
import { Patience } from './patience';
import { limitOf } from './request';
import type { CustomResourceEvent } from './request';
import { isServiceArn, parseServiceArn } from './service-arn';
import type { Sighting } from './sighting';
import { isMissingRight, isUnknownHost, troubleOf } from './trouble';
import type { World } from './world';

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

/** How long a missing right or an unknown host may be one that has not spread yet. */
const SPREADING_MS = 120_000;
const FOREIGN_HISTORY_MS = 3_600_000;
/** As long as this after a request came, the record of its resource is taken for its own. */
const AT_ONCE_MS = 10_000;
const SUPERSEDED = Symbol('superseded');

/** One step towards what a request wants: observe, decide, act. The same for every event and every poll. */
export async function pursue(event: CustomResourceEvent, world: World): Promise<Progress> {
  const pursuit = new Pursuit(event, world);
  try {
    const progress = await pursuit.step().catch(error => pursuit.waitOut(error));
    if (!progress.finished) pursuit.failPastDeadline(progress.trouble);
    return progress;
  } catch (error) {
    pursuit.logFailure(error);
    throw error;
  }
}

class Pursuit {
  private readonly firstLook: boolean;
  private sighting: Sighting;
  private service: ObservedService = { status: '', url: '' };
  private operation: OurOperation | undefined;
  private secondsBeforeNextLook = 0;
  private readonly patience: Patience;
  private readonly patientWorld: World;

  constructor(private readonly event: CustomResourceEvent, private readonly world: World) {
    this.firstLook = event.Sighting === undefined;
    this.sighting = event.Sighting ?? { at: world.now() };
    this.patience = new Patience(world, this.deadline());
    this.patientWorld = { ...world, appRunner: serviceArn => this.patience.whenLooking(world.appRunner(serviceArn)) };
  }

  async step(): Promise<Progress> {
    const aim = this.sighting.aim ?? await aimOf(this.event, this.patientWorld, () => this.inRollback());
    this.sighting = { ...this.sighting, aim };
    if (aim.kind === 'nothing') return this.end(aim, { kind: 'done', reason: aim.reason });

    this.service = await this.observe(aim);
    const operations = await this.operationsOf(aim);
    const decision = judgeUpdate(operations, aim) ?? await this.decide(aim, operations);
    return this.end(aim, await this.act(aim, decision));
  }

  /** Turns trouble with AWS into another poll, unless waiting cannot mend it. */
  waitOut(error: unknown): Progress {
    if (!(error instanceof AwsCallError)) throw error;
    const { action, resource, reason } = error;
    const trouble = troubleOf(reason);
    if (trouble === 'lasting' || (trouble === 'spreading' && this.elapsedMs() >= SPREADING_MS)) {
      if (isMissingRight(reason)) throw new errors.UserError(errors.missingRight(action, resource, reason.message));
      if (isUnknownHost(reason) && isServiceArn(resource)) throw new errors.UserError(errors.noEndpoint(parseServiceArn(resource).region));
      throw new errors.UserError(errors.refused(action, resource, reason.name, reason.message));
    }
    this.log('wait', error.message);
    return this.progress(false, error.message);
  }

  /** The waiter and CloudFormation have limits of their own, but only this one can say what was waited for. */
  failPastDeadline(trouble: string | undefined): void {
    if (!this.isOverdue()) return;
    throw deadlineOf(this.event, { ...this.progress(false, trouble), elapsedSeconds: this.elapsedMs() / 1000 });
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

  /** The operations that matter to the decision; none are asked for where the status alone decides. */
  private async operationsOf(aim: Assertion): Promise<Operation[]> {
    const settled = ['RUNNING', 'PAUSED'].includes(this.service.status);
    const history = (since: number): Promise<Operation[]> => this.patientWorld.appRunner(aim.serviceArn).operationsSince(aim.serviceArn, since);
    if (settled && (!this.firstLook || aim.updateSince !== undefined)) {
      return history(historyNeededSince(aim, this.sighting));
    }
    // Which operation is being waited out is worth a call for the log, and for the message that gives up on it.
    if (this.service.status === 'OPERATION_IN_PROGRESS' && (this.firstLook || this.isOverdue())) {
      [this.operation] = await history(this.sighting.at - FOREIGN_HISTORY_MS);
    }
    return [];
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
      if (this.firstLook) await this.isCurrent(); // for what it remembers: the poll that acts will compare with it
      return decision;
    }
    if (this.isOverdue()) return { kind: 'wait', reason: 'the time limit has passed' };
    const { kind } = decision;
    const act = (): Promise<string | undefined> => this.world.appRunner(aim.serviceArn)[kind](aim.serviceArn);
    const operationId = await this.patience.insist(async () => (await this.isCurrent() ? act() : SUPERSEDED));
    if (operationId === SUPERSEDED) return { kind: 'wait', reason: 'superseded: a newer request for this resource is on its way' };
    if (operationId !== undefined) {
      this.sighting = { ...this.sighting, operationId };
      this.operation = { id: operationId, type: typeWanted(aim), status: undefined };
      if (this.firstLook) this.secondsBeforeNextLook = await this.secondsBeforeFirstLook(aim);
    }
    return decision;
  }

  /** Only saves calls, so it may fail. Whoever looks after the deadline would be late to say so. */
  private async secondsBeforeFirstLook(aim: Assertion): Promise<number> {
    const startedAfterMs = this.elapsedMs();
    const history = await this.world.appRunner(aim.serviceArn).latestOperations(aim.serviceArn).catch(() => []);
    const secondsLeft = Math.max(0, Math.ceil((this.deadline() - this.world.now()) / 1000));
    return Math.min(secondsBeforeFirstLook(typeWanted(aim), history, startedAfterMs), secondsLeft);
  }

  /**
   * A waiter goes on after CloudFormation has cancelled its request and started the rollback, and must not act
   * then. The record of the resource tells: its time changes with every new request.
   */
  private async isCurrent(): Promise<boolean> {
    const record = await this.world.cloudFormation.resource(this.event.StackId, this.event.LogicalResourceId);
    // A Delete of a replaced resource has no record of its own: the record shows the replacement, at rest.
    if (this.event.RequestType !== 'Delete' && !record?.status.endsWith('_IN_PROGRESS')) return false;
    const { recordChangedAt, at } = this.sighting;
    if (recordChangedAt !== undefined) return record?.changedAt === recordChangedAt;
    const isFromBefore = record !== undefined && record.changedAt <= at + CLOCK_GRAIN_MS;
    // The first look compares no clocks, as long as nothing can have happened since the request.
    if (!isFromBefore && !(this.firstLook && this.elapsedMs() < AT_ONCE_MS)) return false;
    this.sighting = { ...this.sighting, recordChangedAt: record?.changedAt };
    return true;
  }

  /** Asked once per request at most. */
  private async inRollback(): Promise<boolean> {
    const rollback = this.sighting.rollback ?? (await this.world.cloudFormation.stackStatus(this.event.StackId)).includes('ROLLBACK');
    this.sighting = { ...this.sighting, rollback };
    return rollback;
  }

  private end(aim: Aim, decision: Decision): Progress {
    if (decision.kind === 'fail' && aim.kind === 'assert') throw failureOf(decision.failure, aim, this.service.status, this.operation);
    this.log(decision.kind, decision.reason);
    return this.progress(decision.kind === 'done', undefined);
  }

  private progress(finished: boolean, trouble: string | undefined): Progress {
    const { service: { status, url }, operation, secondsBeforeNextLook } = this;
    const sighting = { ...this.sighting, done: finished || undefined };
    return { finished, sighting, status, url, operation, trouble, secondsBeforeNextLook };
  }

  private elapsedMs(): number {
    return this.world.now() - this.sighting.at;
  }

  private isOverdue(): boolean {
    return this.world.now() >= this.deadline();
  }

  private deadline(): number {
    return this.sighting.at + limitOf(this.event) * 1000;
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
