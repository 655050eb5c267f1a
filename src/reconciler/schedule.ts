import { Lazy } from 'aws-cdk-lib';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { refuseLongInput } from './input-limit';
import { keepDependencies } from '../template/depends-on';
import { templateOf } from '../template/entries';
import { neverRetain, postProcess } from '../template/post-processing';

export interface ScheduleOptions {
  readonly intervalMinutes: number;
  readonly functionArn: string;
  readonly roleArn: string;
  /** Called late, also while the CDK only looks for references to other stacks. */
  readonly input: (looksForReferences: boolean) => string;
  /** Called before anything is written, when every aspect has been applied. */
  readonly prepare: () => void;
}

/** What an aspect may have set, and the role has to follow. */
export interface FinishedProperties {
  readonly GroupName?: unknown;
  readonly KmsKeyArn?: unknown;
  readonly Target: { readonly Input?: unknown; readonly DeadLetterConfig?: { readonly Arn: unknown } };
}

/** A tick that comes late is of no use, because the next one is near. Scheduler's minimum. */
const MAXIMUM_AGE_SECONDS = 60;

/**
 * A Schedule on the clock, so that a boundary on a multiple of the interval is carried out within a minute. It is in UTC:
 * the function knows the time zones. It is never retained, because it would go on without its declarations.
 */
export class Schedule extends CfnSchedule {
  private isRead = false;

  constructor(scope: Construct, id: string, { intervalMinutes, functionArn, roleArn, input, prepare }: ScheduleOptions) {
    super(scope, id, {
      description: 'Keeps App Runner services in the state that this stack declares',
      scheduleExpression: intervalMinutes === 60 ? 'cron(0 * * * ? *)' : `cron(0/${intervalMinutes} * * * ? *)`,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: functionArn, roleArn },
    });
    this.target = {
      arn: functionArn,
      roleArn,
      input: Lazy.uncachedString({ produce: ({ preparing }) => (this.isRead ? undefined : input(preparing)) }),
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: MAXIMUM_AGE_SECONDS },
    };
    postProcess(this, definition => {
      refuseLongInput((definition.Properties as unknown as FinishedProperties).Target.Input, this.stack.node.path);
      neverRetain(definition);
      keepDependencies(definition, this);
    }, prepare);
  }

  /** Its properties as they will be in the template, without the input, which takes time to put together. Call it late. */
  public finishedProperties(): FinishedProperties {
    this.isRead = true;
    try {
      const [{ Properties }] = Object.values(templateOf(this).Resources!);
      return Properties as FinishedProperties;
    } finally {
      this.isRead = false;
    }
  }
}
