import { AddPermissionBoundary, ConvertInlinePoliciesToManaged } from '@cdklabs/cdk-enterprise-iac';
import { Aspects, CfnParameter, CfnResource, Fn, NestedStack, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { imported, throughPause, withLogs } from './cdk-nag-apps';
import { CHECKS } from './cdk-nag-checks';
import type { Build } from './cdk-nag-checks';
import { DesiredState, OnDelete, RunningHours, ServiceReference, ServiceState, ServiceStateProvider } from '../../../src';
import { imageService, importedService } from '../sample-services';

const PAUSED = DesiredState.PAUSED;

/** A VPC and a service are the app's own and have findings. The resources beside the service are ours. */
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
  ['running hours, also in a nested stack', stack => {
    const desiredState = DesiredState.runningDuring(RunningHours.weekly('Mon-Fri 08:00-18:00', { timeZone: TimeZone.ETC_UTC }));
    const nested = new NestedStack(stack, 'Nested');
    for (const [n, scope] of [stack, nested].entries()) {
      new ServiceState(scope, 'State', { service: importedService(scope, n), desiredState, deployAfterResume: true, provider: ServiceStateProvider.getOrCreate(stack) });
    }
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

describe.each(CHECKS)('%s reports nothing about', (_, check) => {
  test.each(APPS)('%s', (__, build) => {
    expect(check(build).filter(ours)).toEqual([]);
  });
});

test.each(CHECKS)('%s reports findings without the acknowledgements', (_, check) => {
  const findings = check(throughPause(), app => {
    for (const construct of app.node.findAll()) {
      jest.spyOn(construct.node, 'metadata', 'get').mockReturnValue(construct.node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY));
      if (CfnResource.isCfnResource(construct)) jest.spyOn(construct, 'getMetadata').mockReturnValue(undefined);
    }
  });
  expect(findings.filter(ours).map(finding => finding.split(/[[ ]/)[0])).toEqual(expect.arrayContaining(['AwsSolutions-IAM5', 'AwsSolutions-SF1', 'AwsSolutions-SF2']));
});
