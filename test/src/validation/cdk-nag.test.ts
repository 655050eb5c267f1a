import { AddPermissionBoundary, ConvertInlinePoliciesToManaged } from '@cdklabs/cdk-enterprise-iac';
import { App, Aspects, CfnParameter, CfnResource, Fn, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { NagSuppressions } from 'cdk-nag-2';
import { CHECKS } from './cdk-nag-checks';
import type { Build } from './cdk-nag-checks';
import { DesiredState, OnDelete, ServiceReference, ServiceState, ServiceStateProvider } from '../../../src';
import { imageService, importedService } from '../sample-services';
import { synthesized } from '../synthesized';

const PAUSED = DesiredState.PAUSED;

const imported = (count: number, onDelete?: OnDelete): Build => stack => {
  for (let n = 0; n < count; n++) new ServiceState(stack, `State${n}`, { service: importedService(stack, n), desiredState: PAUSED, onDelete });
};
const throughPause = (serviceName?: (stack: Stack) => string): Build => stack => {
  new ServiceState(stack, 'State', { service: imageService(stack, 'Shop', {}, { serviceName: serviceName?.(stack) }), desiredState: PAUSED });
};
const withLogs = (arn: (stack: Stack) => string): Build => stack => {
  ServiceStateProvider.getOrCreate(stack, { logGroup: LogGroup.fromLogGroupArn(stack, 'Logs', arn(stack)) });
  throughPause()(stack);
};

/** A VPC and a service are the app's own, with findings of their own; what is put beside the service is not. */
const ours = (finding: string): boolean => !/ Stack\/(Vpc|Shop\d*)(\/|$)/.test(finding) || finding.includes('ResumeForUpdate') || finding.includes('Restore');

const APPS: [string, Build][] = [
  ['a plain declaration', imported(1)],
  ['a provider', stack => { ServiceStateProvider.getOrCreate(stack); }],
  ['a second provider', stack => {
    const provider = new ServiceStateProvider(stack, 'Own');
    new ServiceState(stack, 'State', { service: importedService(stack), desiredState: PAUSED, provider });
    new ServiceState(stack, 'Other', { service: imageService(stack, 'Shop'), desiredState: PAUSED });
  }],
  ['31 services', imported(31, OnDelete.PAUSE)],
  ['an ARN that only the deployment knows', stack => {
    const service = ServiceReference.fromServiceArn(stack, 'Imported', new CfnParameter(stack, 'Arn').valueAsString);
    new ServiceState(stack, 'State', { service, desiredState: PAUSED });
  }],
  ['a service that is deployed through a pause', throughPause()],
  ['one that has a name', throughPause(() => 'till')],
  ['one with a parameter in its name', throughPause(stack => `till-${new CfnParameter(stack, 'Environment').valueAsString}`)],
  ['one with a choice in its name', throughPause(stack => {
    new CfnParameter(stack, 'Environment');
    return Fn.join('-', ['till', Fn.select(0, Fn.split('.', Fn.ref('Environment')))]);
  })],
  ['one that an aspect renames', stack => {
    throughPause(() => 'till')(stack);
    Aspects.of(stack).add({ visit: node => { if (CfnService.isCfnService(node)) node.serviceName = 'kiosk'; } });
  }],
  ['forty-one of them', stack => {
    for (let n = 0; n < 41; n++) new ServiceState(stack, `State${n}`, { service: imageService(stack, `Shop${n}`, {}, { serviceName: `shop-${n}` }), desiredState: PAUSED });
  }],
  ['one in an environment that is known', stack => {
    const known = new Stack(stack, 'Known', { env: { account: '123456789012', region: 'eu-west-1' } });
    new ServiceState(known, 'State', { service: imageService(known, 'Shop'), desiredState: PAUSED });
  }],
  ['one that is not deployed through a pause', stack => {
    new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: PAUSED, deployThroughPause: false });
  }],
  ['a nested stack', stack => {
    const nested = new NestedStack(stack, 'Nested');
    imported(1)(nested);
    throughPause()(nested);
  }],
  ['a nested stack with the provider of its parent', stack => {
    const nested = new NestedStack(stack, 'Nested');
    new ServiceState(nested, 'State', { service: imageService(nested, 'Shop'), desiredState: PAUSED, provider: ServiceStateProvider.getOrCreate(stack) });
  }],
  ['a provider in a VPC', stack => {
    ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
    throughPause()(stack);
  }],
  ['a role that the app brings', stack => {
    ServiceStateProvider.getOrCreate(stack, { handlerRole: new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }) });
    throughPause()(stack);
  }],
  ['roles that the app customizes', stack => {
    Role.customizeRoles(stack);
    throughPause()(stack);
  }],
  ['a log group of the app', stack => {
    ServiceStateProvider.getOrCreate(stack, { logGroup: new LogGroup(stack, 'Logs') });
    imported(1)(stack);
  }],
  ['a log group of another stack', stack => {
    ServiceStateProvider.getOrCreate(stack, { logGroup: new LogGroup(new Stack(stack.node.scope as App, 'Other'), 'Logs') });
    imported(1)(stack);
  }],
  ['a log group that is imported by its name', stack => {
    ServiceStateProvider.getOrCreate(stack, { logGroup: LogGroup.fromLogGroupName(stack, 'Logs', 'ours') });
    imported(1)(stack);
  }],
  ['one imported by an ARN in a parameter', withLogs(stack => new CfnParameter(stack, 'LogsArn').valueAsString)],
  ['one imported by an ARN that another stack exports', withLogs(() => Fn.importValue('logs'))],
  ['one imported by an ARN with a substitution', withLogs(() => Fn.sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:ours'))],
  ['policies that an organisation names', stack => {
    throughPause()(stack);
    Aspects.of(stack).add(new AddPermissionBoundary({ permissionsBoundaryPolicyName: 'Boundary', policyPrefix: 'POL_', rolePrefix: 'ROLE_' }));
  }],
  ['policies that an organisation converts', stack => {
    withLogs(() => 'arn:aws:logs:eu-west-1:123456789012:log-group:ours')(stack);
    Aspects.of(stack).add(new ConvertInlinePoliciesToManaged());
  }],
  ['functions that the app gives other logical ids', stack => {
    throughPause()(stack);
    const functions = stack.node.findAll().filter(CfnFunction.isCfnFunction);
    functions.forEach((each, n) => each.overrideLogicalId(`Function${n}`));
  }],
  ['a stack that renames a function', stack => {
    throughPause()(stack);
    const [first] = stack.node.findAll().filter(CfnFunction.isCfnFunction);
    stack.renameLogicalId(stack.getLogicalId(first), 'Renamed');
  }],
];

describe.each(CHECKS)('%s has nothing to say about', (_, check) => {
  test.each(APPS)('%s', (__, build) => {
    expect(check(build).filter(ours)).toEqual([]);
  });
});

describe.each(CHECKS)('%s still reports', (_, check) => {
  /** What stands in the template is unchanged, so these are findings of the app itself. */
  const reported = (build: Build): string[] => check(stack => {
    throughPause()(stack);
    build(stack);
  });

  test("wildcards in the app's own policies, although they look like ours", () => {
    const findings = reported(stack => {
      const { region, account, partition } = stack;
      new ManagedPolicy(stack, 'Theirs', {
        statements: [
          new PolicyStatement({ actions: ['apprunner:PauseService'], resources: [`arn:${partition}:apprunner:${region}:${account}:service/*`] }),
        ],
      });
    });
    expect(findings).toContain('AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apprunner:<AWS::Region>:<AWS::AccountId>:service/*] Stack/Theirs/Resource');
  });

  test("what the app adds to the provider's role", () => {
    const findings = reported(stack => {
      const role = ServiceStateProvider.getOrCreate(stack).handlerRole;
      role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
      new LambdaFunction(stack, 'Theirs', { code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_24_X }).grantInvoke(role);
    });
    expect(findings).toEqual(expect.arrayContaining(['Action::s3:*', 'Resource::*', 'Resource::<Theirs1F49785D.Arn>:*']
      .map(what => `AwsSolutions-IAM5[${what}] Stack/AppRunnerServiceStateProvider/HandlerRolePolicy/Resource`)));
  });

  test('what the app adds to the policy with the rights', () => {
    const findings = reported(stack => {
      const [policy] = stack.node.findAll().filter(node => node instanceof ManagedPolicy);
      policy.addStatements(new PolicyStatement({ actions: ['apprunner:TagResource'], resources: ['arn:aws:s3:::theirs/*'] }));
    });
    expect(findings).toContainEqual(expect.stringMatching(/^AwsSolutions-IAM5\[Resource::arn:aws:s3:::theirs\/\*\] Stack\/.*Rights\//));
  });

  test("managed policies and functions of the app, in a VPC's app too", () => {
    const findings = check(stack => {
      ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
      new LambdaFunction(stack, 'Theirs', { code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_20_X });
    });
    expect(findings).toEqual(expect.arrayContaining([
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] Stack/Theirs/ServiceRole/Resource',
      'AwsSolutions-L1 Stack/Theirs/Resource',
    ]));
  });
});

interface Rule { readonly id: string; readonly reason: string; readonly applies_to?: unknown[] }

function suppressionsIn(stack: Stack): { type: string; rules: Rule[] }[] {
  return Object.values(synthesized(stack).Resources as Record<string, { Type: string; Metadata?: { cdk_nag?: { rules_to_suppress: Rule[] } } }>)
    .flatMap(({ Type: type, Metadata }) => (Metadata?.cdk_nag ? [{ type, rules: Metadata.cdk_nag.rules_to_suppress }] : []));
}

describe('What the template tells cdk-nag 2', () => {
  const stackWith = (build: Build): Stack => {
    const stack = new Stack(new App(), 'Stack');
    build(stack);
    return stack;
  };

  test('stands where there is something to find only, and names what', () => {
    const found = suppressionsIn(stackWith(throughPause(() => 'till'))).map(({ type, rules }) => [type, rules.map(({ id, applies_to }) => `${id} ${applies_to?.length ?? 'all'}`)]);
    expect(found.sort()).toEqual([
      ['AWS::IAM::ManagedPolicy', ['AwsSolutions-IAM5 1']],
      ['AWS::IAM::Policy', ['AwsSolutions-IAM5 2']],
      ['AWS::IAM::Policy', ['AwsSolutions-IAM5 2']],
      ['AWS::IAM::Policy', ['AwsSolutions-IAM5 3']],
      ['AWS::StepFunctions::StateMachine', ['AwsSolutions-SF1 all', 'AwsSolutions-SF2 all']],
    ]);
  });

  test('is not there where no policy has a wildcard for a service', () => {
    expect(suppressionsIn(stackWith(imported(3))).map(({ type }) => type)).not.toContain('AWS::IAM::ManagedPolicy');
  });

  test('says why', () => {
    const rules = suppressionsIn(stackWith(stack => {
      ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc'), logGroup: LogGroup.fromLogGroupName(stack, 'Logs', 'ours') });
      throughPause()(stack);
    })).flatMap(each => each.rules);
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(['AwsSolutions-IAM4', 'AwsSolutions-IAM5', 'AwsSolutions-SF1', 'AwsSolutions-SF2']));
    for (const { reason } of rules) expect(reason).toMatch(/^[A-Z][ -~]{40,}\.$/);
  });

  test('stands beside what the app tells it, before and after', () => {
    const stack = stackWith(throughPause(() => 'till'));
    NagSuppressions.addResourceSuppressions(stack, [{ id: 'Company-Policy', reason: 'Because the company says so.' }], true);
    new ServiceState(stack, 'Second', { service: imageService(stack, 'Shop2', {}, { serviceName: 'kiosk' }), desiredState: PAUSED });
    const suppressions = suppressionsIn(stack).filter(({ rules }) => rules.some(({ id }) => id.startsWith('AwsSolutions-')));
    expect(suppressions).toHaveLength(5);
    for (const { rules } of suppressions) {
      expect(rules.map(({ id }) => id)).toContain('Company-Policy');
      expect(new Set(rules.map(rule => JSON.stringify(rule))).size).toBe(rules.length);
    }
  });
});

test('every acknowledgement for cdk-nag 3 says why', () => {
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

test.each(CHECKS)('%s would have something to say', (_, check) => {
  const findings = check(throughPause(), app => {
    for (const construct of app.node.findAll()) {
      jest.spyOn(construct.node, 'metadata', 'get').mockReturnValue(construct.node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY));
      if (CfnResource.isCfnResource(construct)) jest.spyOn(construct, 'getMetadata').mockReturnValue(undefined);
    }
  });
  expect(findings.filter(ours).map(finding => finding.split(/[[ ]/)[0])).toEqual(expect.arrayContaining(['AwsSolutions-IAM5', 'AwsSolutions-SF1', 'AwsSolutions-SF2']));
});
