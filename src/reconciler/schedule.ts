import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { keepDependencies } from '../template/depends-on';
import { neverRetain, postProcess } from '../template/post-processing';

export interface ScheduleOptions {
  readonly intervalMinutes: number;
  readonly functionArn: string;
  readonly roleArn: string;
  readonly input: string;
  /** Whether it is in the template at all. Called late. */
  readonly isNeeded: () => boolean;
  /** Called before anything is written, when every aspect has been applied. */
  readonly prepare: () => void;
}

/** A tick that comes late is of no use, because the next one is near. Scheduler's minimum. */
const MAXIMUM_AGE_SECONDS = 60;

/**
 * A Schedule on the clock, so that a boundary on a multiple of the interval is carried out within a minute. It is in UTC:
 * the function knows the time zones. It is never retained, because it would go on without its declarations.
 */
export class Schedule extends CfnSchedule {
  constructor(scope: Construct, id: string, private readonly options: ScheduleOptions) {
    const { intervalMinutes, functionArn, roleArn, input } = options;
    super(scope, id, {
      description: 'Keeps App Runner services in the state that this stack declares',
      scheduleExpression: intervalMinutes === 60 ? 'cron(0 * * * ? *)' : `cron(0/${intervalMinutes} * * * ? *)`,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn,
        input,
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: MAXIMUM_AGE_SECONDS },
      },
    });
    postProcess(this, definition => {
      neverRetain(definition);
      keepDependencies(definition, this);
    }, options.prepare);
  }

  protected shouldSynthesize(): boolean {
    return this.options.isNeeded();
  }
}
