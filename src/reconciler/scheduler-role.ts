import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { PermissionsBoundary, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FinishedProperties, Schedule } from './schedule';

export interface SchedulerRoleProps {
  readonly functionArn: string;
  readonly permissionsBoundary?: IManagedPolicy;
}

type Read = (properties: FinishedProperties) => unknown;

/**
 * The role with which EventBridge Scheduler invokes the function. The CDK's own target for a function would put it at the
 * stack, outside the permissions boundary of the provider. It follows what an aspect sets in the Schedule.
 */
export class SchedulerRole {
  public readonly role: Role;

  private allowsMore = false;

  constructor(scope: Construct, id: string, private readonly schedule: Schedule, { functionArn, permissionsBoundary }: SchedulerRoleProps) {
    const stack = Stack.of(scope);
    const group = this.late(({ GroupName }) => GroupName ?? 'default');
    this.role = new Role(scope, id, {
      permissionsBoundary, // the CDK does not apply an aspect to what another aspect adds
      description: 'Invokes the function that keeps App Runner services in the state that this stack declares',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            'aws:SourceArn': stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: group }),
          },
        },
      }),
    });
    // Of two boundaries the nearer one counts, as in the provider.
    if (permissionsBoundary) PermissionsBoundary.of(this.role).apply(permissionsBoundary);
    this.allow('lambda:InvokeFunction', functionArn);
  }

  /** What Scheduler does as this role for a Schedule with a key or a dead-letter queue. Call it after every aspect. */
  public allowWhatTheScheduleUses(): void {
    if (this.allowsMore) return;
    this.allowsMore = true;
    const properties = this.schedule.finishedProperties();
    const allowOn = (action: string, read: Read): void => {
      if (read(properties) !== undefined) this.allow(action, this.late(read));
    };
    allowOn('kms:Decrypt', ({ KmsKeyArn }) => KmsKeyArn);
    allowOn('sqs:SendMessage', ({ Target }) => Target.DeadLetterConfig?.Arn);
  }

  private allow(action: string, resource: string): void {
    this.role.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  }

  /** Read again when the template is written: only then the CDK has put imports in the place of other stacks' attributes. */
  private late(read: Read): string {
    return Token.asString(Lazy.uncachedAny({ produce: () => read(this.schedule.finishedProperties()) }));
  }
}
