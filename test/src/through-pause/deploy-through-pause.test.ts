import { App, Aws, CfnCondition, CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { ServiceStateProps } from '../../../src';
import { DesiredState, OnDelete, Reassert, ServiceState } from '../../../src';
import { DependencyGraph } from '../dependency-graph';
import { imageService, importedService } from '../sample-services';
import { idsOf, ourResources, resourcesOf, RESTORE, RESUME_FOR_UPDATE, STATE, synthesized } from '../synthesized';

interface Shop {
  readonly stack: Stack;
  readonly service: CfnService;
  readonly state: ServiceState;
}

function shop(props: Partial<ServiceStateProps> = {}): Shop {
  const stack = new Stack(new App(), 'Stack');
  const service = imageService(stack, 'Shop');
  return { stack, service, state: new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED, ...props }) };
}

describe('A service of the same stack', () => {
  test('has Restore and ResumeForUpdate before it and State behind it', () => {
    const template = synthesized(shop().stack);
    const graph = new DependencyGraph(template);
    const [[restore], [resume], [state]] = [idsOf(template, RESTORE), idsOf(template, RESUME_FOR_UPDATE), idsOf(template, STATE)];
    expect(graph.directly(state)).toContain('Shop');
    expect(graph.directly('Shop')).toEqual(new Set([resume]));
    expect(graph.directly(resume)).toContain(restore);
    expect(graph.waitsFor(restore)).not.toContain('Shop');
  });

  test('has the logical ids that the handlers look for, in properties and metadata', () => {
    const template = synthesized(shop().stack);
    const [[resume], [state]] = [idsOf(template, RESUME_FOR_UPDATE), idsOf(template, STATE)];
    for (const { Properties } of ourResources(template)) expect(Properties).toMatchObject({ ServiceLogicalId: 'Shop', StateLogicalId: state });
    expect(template.Resources[state].Properties.ResumeForUpdateLogicalId).toBe(resume);
    const [restore] = idsOf(template, RESTORE);
    expect(template.Resources[state].Metadata).toEqual({ AppRunnerState: { DesiredState: 'PAUSED', TimeoutSeconds: 1200 } });
    expect(template.Resources[restore].Metadata).toEqual({ AppRunnerState: { StateLogicalId: state, ResumeForUpdateLogicalId: resume } });
    expect(template.Resources[resume].Metadata).toEqual({ AppRunnerState: { StateLogicalId: state, TimeoutSeconds: 1200 } });
  });

  test('has State updated whenever ResumeForUpdate was', () => {
    const template = synthesized(shop().stack);
    const [[resume], [state]] = [idsOf(template, RESUME_FOR_UPDATE), idsOf(template, STATE)];
    expect(template.Resources[state].Properties).toMatchObject({
      ResumeOperationId: { 'Fn::GetAtt': [resume, 'OperationId'] }, ResumeRequestedAt: { 'Fn::GetAtt': [resume, 'RequestedAt'] },
    });
  });

  test('has logical ids that were overridden late', () => {
    const { stack, service } = shop();
    service.overrideLogicalId('Renamed');
    for (const { Properties } of ourResources(synthesized(stack))) expect(Properties.ServiceLogicalId).toBe('Renamed');
  });

  test('is the same in Restore as in ResumeForUpdate, with the desired state', () => {
    const template = synthesized(shop({ revision: '7' }).stack);
    const [[restore], [resume]] = [resourcesOf(template, RESTORE), resourcesOf(template, RESUME_FOR_UPDATE)];
    const { DesiredState: declared, ...rest } = restore.Properties;
    expect(declared).toBe('PAUSED');
    expect(resume.Properties).toEqual(rest);
  });

  test('has the timeout in the Metadata of all three, so that a change of it is no request', () => {
    const [{ Resources: five }, { Resources: seven }] = [5, 7].map(minutes => synthesized(shop({ timeout: Duration.minutes(minutes) }).stack));
    for (const [id, { Type, Properties, Metadata }] of Object.entries(five).filter(([, resource]) => resource.Type.startsWith('Custom::AppRunner'))) {
      expect([id, Type, Metadata]).toMatchObject([id, Type, { AppRunnerState: { TimeoutSeconds: 300 } }]);
      expect(seven[id]).toMatchObject({ Properties, Metadata: { AppRunnerState: { TimeoutSeconds: 420 } } });
    }
  });

  test('has no timeout in the Metadata of Restore where that would be longer than the limit of a clean-up', () => {
    const [{ Metadata }] = resourcesOf(synthesized(shop({ timeout: Duration.minutes(10) }).stack), RESTORE);
    expect(Metadata!.AppRunnerState).not.toHaveProperty('TimeoutSeconds');
  });

  test('has properties that only State needs on State only', () => {
    const options = { timeout: Duration.minutes(5), onDelete: OnDelete.PAUSE, triggers: { build: '7' }, reassert: Reassert.EVERY_SYNTHESIS };
    const before = (props: Partial<ServiceStateProps>): unknown => {
      const template = synthesized(shop(props).stack);
      return [RESTORE, RESUME_FOR_UPDATE].map(type => resourcesOf(template, type)[0].Properties);
    };
    expect(before(options)).toEqual(before({}));
  });

  test.each([true, undefined])('is deployed through a pause with deployThroughPause: %s', deployThroughPause => {
    expect(ourResources(synthesized(shop({ deployThroughPause }).stack))).toHaveLength(3);
  });

  test('has no other resources beside it with deployThroughPause: false', () => {
    const template = synthesized(shop({ deployThroughPause: false }).stack);
    expect(ourResources(template)).toHaveLength(1);
    expect(template.Resources.Shop.DependsOn).toBeUndefined();
    expect(Object.keys(resourcesOf(template, STATE)[0].Properties)).not.toEqual(expect.arrayContaining(['Fingerprint']));
  });
});

describe('A dependent of the ServiceState', () => {
  test('waits for State', () => {
    const { stack, state } = shop();
    const after = new Topic(stack, 'After');
    after.node.addDependency(state);
    const template = synthesized(stack);
    const graph = new DependencyGraph(template);
    expect(graph.directly(idsOf(template, 'AWS::SNS::Topic')[0])).toEqual(new Set(idsOf(template, STATE)));
  });

  test('may be waited for by the ServiceState and wait for the service', () => {
    const { stack, service, state } = shop();
    const between = new Topic(stack, 'Between');
    between.node.addDependency(service);
    state.node.addDependency(between);
    const template = synthesized(stack);
    const graph = new DependencyGraph(template);
    const [topic] = idsOf(template, 'AWS::SNS::Topic');
    expect(graph.circle()).toEqual([]);
    expect(graph.directly(idsOf(template, STATE)[0])).toContain(topic);
    expect(graph.directly(topic)).toContain('Shop');
  });
});

describe('The condition of the service', () => {
  const settings: [string, (service: CfnService, condition: CfnCondition) => void][] = [
    ['set late', (service, condition) => { service.cfnOptions.condition = condition; }],
    ['set by an override', (service: CfnResource) => service.addOverride('Condition', 'InEurope')],
  ];
  const inEurope = (stack: Stack): CfnCondition =>
    new CfnCondition(stack, 'InEurope', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });

  test.each(settings)('%s, holds for all three', (_, set) => {
    const { stack, service } = shop();
    set(service, inEurope(stack));
    expect(ourResources(synthesized(stack)).map(resource => resource.Condition)).toEqual(['InEurope', 'InEurope', 'InEurope']);
  });

  test.each(settings)('%s, holds for State and its rights without deploying through a pause', (_, set) => {
    const { stack, service } = shop({ deployThroughPause: false, onDelete: OnDelete.PAUSE });
    set(service, inEurope(stack));
    const waiting = Object.values(synthesized(stack).Resources).filter(resource => JSON.stringify(resource.Properties).includes('{"Ref":"Shop"}'));
    expect(waiting.map(({ Type, Condition }) => [Type, Condition])).toEqual([['AWS::IAM::RolePolicy', 'InEurope'], [STATE, 'InEurope']]);
  });

  test('of a service in another stack stays there', () => {
    const app = new App();
    const services = new Stack(app, 'Services');
    const service = imageService(services, 'Shop');
    service.cfnOptions.condition = inEurope(services);
    const stack = new Stack(app, 'Stack');
    new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
    expect(JSON.stringify(synthesized(stack))).not.toContain('InEurope');
  });

  test('that is not there is none', () => {
    expect(ourResources(synthesized(shop().stack)).filter(resource => 'Condition' in resource)).toEqual([]);
  });
});

describe('Refused is', () => {
  const stack = new Stack(new App(), 'Stack');
  const declare = (props: Partial<ServiceStateProps>): (() => unknown) => () =>
    new ServiceState(stack, props.revision ?? 'State', { service: importedService(stack, Number(props.revision ?? 0)), desiredState: DesiredState.PAUSED, ...props });

  test('deployThroughPause for an imported service', () => {
    expect(declare({ deployThroughPause: true })).toThrow(new Error("ServiceState 'Stack/State': 'deployThroughPause' needs an AWS::AppRunner::Service "
      + "of the same stack, but 'Stack/Imported0' is not one. Declare the state in the stack of the service, or leave the prop out."));
  });

  test('a revision where nothing is resumed for an update', () => {
    expect(declare({ revision: '1' })).toThrow(new Error("ServiceState 'Stack/1': 'revision' needs 'deployThroughPause', which is off here"));
    expect(() => shop({ revision: '1', deployThroughPause: false }))
      .toThrow(new Error("ServiceState 'Stack/State': 'revision' needs 'deployThroughPause', which is off here"));
  });
});

test('attributes of the state may be used', () => {
  const { stack, state } = shop();
  new CfnOutput(stack, 'Url', { value: state.serviceUrl });
  expect(new DependencyGraph(synthesized(stack)).circle()).toEqual([]);
});
