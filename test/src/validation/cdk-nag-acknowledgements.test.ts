import { App, Stack, Validations } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { NagSuppressions } from 'cdk-nag-2';
import { imported, throughPause } from './cdk-nag-apps';
import type { Build } from './cdk-nag-checks';
import { DesiredState, ServiceState, ServiceStateProvider } from '../../../src';
import { imageService } from '../sample-services';
import { synthesized } from '../synthesized';

interface Rule { readonly id: string; readonly reason: string; readonly applies_to?: unknown[] }

function suppressionsIn(stack: Stack): { type: string; rules: Rule[] }[] {
  return Object.values(synthesized(stack).Resources as Record<string, { Type: string; Metadata?: { cdk_nag?: { rules_to_suppress: Rule[] } } }>)
    .flatMap(({ Type: type, Metadata }) => (Metadata?.cdk_nag ? [{ type, rules: Metadata.cdk_nag.rules_to_suppress }] : []));
}

describe('The suppressions for cdk-nag 2', () => {
  const stackWith = (build: Build): Stack => {
    const stack = new Stack(new App(), 'Stack');
    build(stack);
    return stack;
  };

  test('are in the resources with findings only, and name the findings', () => {
    const found = suppressionsIn(stackWith(throughPause(() => 'till'))).map(({ type, rules }) => [type, rules.map(({ id, applies_to }) => `${id} ${applies_to?.length ?? 'all'}`)]);
    expect(found.sort()).toEqual([
      ['AWS::IAM::ManagedPolicy', ['AwsSolutions-IAM5 1']],
      ['AWS::IAM::Policy', ['AwsSolutions-IAM5 2']],
      ['AWS::IAM::Policy', ['AwsSolutions-IAM5 2']],
      ['AWS::IAM::Policy', ['AwsSolutions-IAM5 3']],
      ['AWS::StepFunctions::StateMachine', ['AwsSolutions-SF1 all', 'AwsSolutions-SF2 all']],
    ]);
  });

  test('are not in a policy without a wildcard for a service', () => {
    expect(suppressionsIn(stackWith(imported(3))).map(({ type }) => type)).not.toContain('AWS::IAM::ManagedPolicy');
  });

  test('have reasons', () => {
    const rules = suppressionsIn(stackWith(stack => {
      ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc'), logGroup: LogGroup.fromLogGroupName(stack, 'Logs', 'ours') });
      throughPause()(stack);
    })).flatMap(each => each.rules);
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(['AwsSolutions-IAM4', 'AwsSolutions-IAM5', 'AwsSolutions-SF1', 'AwsSolutions-SF2']));
    for (const { reason } of rules) expect(reason).toMatch(/^[A-Z][ -~]{40,}\.$/);
  });

  test('keep those of the app, earlier and later ones', () => {
    const stack = stackWith(throughPause(() => 'till'));
    NagSuppressions.addResourceSuppressions(stack, [{ id: 'Company-Policy', reason: 'Because the company says so.' }], true);
    new ServiceState(stack, 'Second', { service: imageService(stack, 'Shop2', {}, { serviceName: 'kiosk' }), desiredState: DesiredState.PAUSED });
    const suppressions = suppressionsIn(stack).filter(({ rules }) => rules.some(({ id }) => id.startsWith('AwsSolutions-')));
    expect(suppressions).toHaveLength(5);
    for (const { rules } of suppressions) {
      expect(rules.map(({ id }) => id)).toContain('Company-Policy');
      expect(new Set(rules.map(rule => JSON.stringify(rule))).size).toBe(rules.length);
    }
  });
});

test('every acknowledgement for cdk-nag 3 has a reason', () => {
  const stack = new Stack(new App(), 'Stack');
  ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
  imported(1)(stack);
  throughPause()(stack);
  const acknowledged = stack.node.findAll().flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .filter(([id]) => !id.startsWith('CloudFormation-Validate::')); // newer versions of the CDK acknowledge findings about its own constructs
  expect(acknowledged.length).toBeGreaterThan(8);
  for (const [id, reason] of acknowledged) {
    expect(id).toMatch(/^AwsSolutions-(IAM4\[.+\]|IAM5\[.+\]|SF1|SF2)$/);
    expect(reason).toMatch(/^[A-Z].{40,}\.$/);
  }
});
