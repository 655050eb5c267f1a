import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { declared, newStack, onlySchedule } from './stack-with-hours';
import { ServiceStateProvider } from '../../../src';
import { statementsOf } from '../policies';
import { resourcesOf } from '../synthesized';

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
