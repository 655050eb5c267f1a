import { Aspects } from 'aws-cdk-lib';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { declared, newStack, onlySchedule } from './stack-with-hours';
import { ServiceStateProvider } from '../../../src';
import { statementsOf } from '../policies';
import { resourcesOf } from '../synthesized';
import type { SynthesizedResource } from '../synthesized';

describe('The role of the Schedule', () => {
  test('may invoke the one function, and nothing else', () => {
    const template = declared({});
    const [policy] = Object.entries(template.Resources).filter(([id, { Type }]) => id.includes('Reconciler') && Type === 'AWS::IAM::Policy');
    expect(statementsOf({ Resources: Object.fromEntries([policy]) })).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['AppRunnerServiceStateProviderReconcile0D582230', 'Arn'] } },
    ]);
  });

  test('is under the permissions boundary of the provider', () => {
    const stack = newStack();
    ServiceStateProvider.getOrCreate(stack, { permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::123456789012:policy/boundary') });
    expect(resourcesOf(declared({}, stack), 'AWS::IAM::Role').map(({ Properties }) => Properties.PermissionsBoundary)).toEqual(Array(5).fill('arn:aws:iam::123456789012:policy/boundary'));
  });

  describe('follows an aspect that', () => {
    const after = (change: (schedule: CfnSchedule, key: Key) => void): { trust: unknown; allowed: unknown[]; key: string } => {
      const stack = newStack();
      const key = new Key(stack, 'Key');
      Aspects.of(stack).add({ visit: node => { if (CfnSchedule.isCfnSchedule(node)) change(node, key); } }, { priority: 10_000 });
      const template = declared({}, stack);
      const ours = (type: string): SynthesizedResource[] => Object.entries(template.Resources).filter(([id, { Type }]) => id.includes('Reconciler') && Type === type).map(([, resource]) => resource);
      const [{ Properties: { AssumeRolePolicyDocument } }] = ours('AWS::IAM::Role');
      const [{ Condition }] = (AssumeRolePolicyDocument as { Statement: { Condition: { StringEquals: Record<string, unknown> } }[] }).Statement;
      return {
        trust: (Condition.StringEquals['aws:SourceArn'] as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].slice(-2),
        allowed: statementsOf({ Resources: Object.fromEntries(ours('AWS::IAM::Policy').entries()) }).map(({ Action, Resource }) => [Action, Resource]).slice(1),
        key: String(stack.resolve((key.node.defaultChild as CfnKey).logicalId)),
      };
    };

    test.each<[string, (schedule: CfnSchedule) => void]>([
      ['sets a group', schedule => { schedule.groupName = 'platform'; }],
      ['overrides the group', schedule => schedule.addPropertyOverride('GroupName', 'platform')],
    ])('%s', (_, change) => {
      expect(JSON.stringify(after(change).trust)).toContain(':schedule-group/platform"');
      expect(JSON.stringify(after(() => undefined).trust)).toContain(':schedule-group/default"');
    });

    test('makes the group', () => {
      const { trust } = after(schedule => {
        schedule.groupName = new CfnScheduleGroup(schedule.stack, 'Group', { name: 'platform' }).ref;
      });
      expect(trust).toEqual([':schedule-group/', { Ref: 'Group' }]);
    });

    test('sets a key', () => {
      const { allowed, key } = after((schedule, { keyArn }) => { schedule.kmsKeyArn = keyArn; });
      expect(allowed).toEqual([['kms:Decrypt', { 'Fn::GetAtt': [key, 'Arn'] }]]);
    });

    test('sets a dead-letter queue', () => {
      const { allowed } = after(schedule => schedule.addPropertyOverride('Target.DeadLetterConfig.Arn', 'arn:aws:sqs:eu-west-1:123456789012:dead'));
      expect(allowed).toEqual([['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:dead']]);
    });
  });

  test('may be one that the app brings', () => {
    const stack = newStack();
    const ids = ['Reconciler/Role', 'Provider/HandlerRole', 'Provider/FrameworkOnEventRole', 'Provider/FrameworkWaiterRole', 'Provider/Provider/waiter-state-machine/Role'];
    const names = Object.fromEntries(ids.map((id, n) => [id.startsWith('Reconciler') ? `AppRunner${id}` : `AppRunnerServiceState${id}`, `ours-${n}`]));
    Role.customizeRoles(stack, { usePrecreatedRoles: names });
    const template = declared({ deployAfterResume: true }, stack);
    expect(JSON.stringify(onlySchedule(template).Properties.Target)).toContain(':role/ours-0');
    for (const type of ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) expect(resourcesOf(template, type)).toEqual([]);
  });
});
