import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, CustomResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';
import { DesiredState, ServiceState } from '../../../src';
import { DependencyGraph } from '../dependency-graph';
import { deprecated } from '../deprecated';
import { imageService } from '../sample-services';
import { idsOf, RESTORE, RESUME_FOR_UPDATE, STATE, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';
import { unknownNames } from '../unknown-names';

interface Shop {
  readonly stack: Stack;
  readonly service: CfnService;
  readonly state: ServiceState;
  /** Starts the database that the service needs. */
  readonly startDb: CustomResource;
}

function shop(stack = new Stack(new App(), 'Stack')): Shop {
  const startDb = new CustomResource(stack, 'StartDb', { serviceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:start' });
  const service = imageService(stack, 'Shop');
  return { stack, startDb, service, state: new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED }) };
}

const l1Of = (construct: Construct): CfnResource => construct.node.defaultChild as CfnResource;

/** What ResumeForUpdate waits for itself, beside Restore. */
function resumedAfter(template: SynthesizedTemplate): string[] {
  const graph = new DependencyGraph(template);
  expect(graph.circle()).toEqual([]);
  expect(unknownNames(template)).toEqual([]);
  const [[resume], [restore]] = [idsOf(template, RESUME_FOR_UPDATE), idsOf(template, RESTORE)];
  expect(graph.directly('Shop')).toContain(resume);
  expect(graph.directly(resume)).toContain(restore);
  return [...graph.directly(resume)].filter(id => template.Resources[id].Type !== 'AWS::Lambda::Function' && id !== restore).sort();
}

describe('The service is resumed after its dependencies', () => {
  const ways: [string, (shop: Shop) => void][] = [
    ['as a construct', ({ service, startDb }) => service.node.addDependency(startDb)],
    ['as the part of a construct', ({ stack, service, startDb }) => {
      const group = new Construct(stack, 'Group');
      group.node.addDependency(startDb);
      service.node.addDependency(group, startDb);
    }],
    ['as a resource', ({ service, startDb }) => deprecated(() => service.addDependency(l1Of(startDb)))],
    ['by an override with a list', ({ service }) => service.addOverride('DependsOn', ['StartDb'])],
    ['by an override with a name', ({ service }) => service.addOverride('DependsOn', 'StartDb')],
    ['as one part of a value that may be a secret', ({ service, startDb }) => { service.serviceName = `shop-${startDb.getAttString('Suffix')}`; }],
    ['in Fn::Sub of such a value', ({ service }) => service.addPropertyOverride('ServiceName', { 'Fn::Sub': 'shop-${StartDb.Suffix}' })],
  ];
  test.each(ways)('%s', (_, wait) => {
    const it = shop();
    wait(it);
    expect(resumedAfter(synthesized(it.stack))).toEqual(['StartDb']);
  });

  test('in another stack that is nested', () => {
    const { stack, service } = shop();
    const nested = new NestedStack(stack, 'Nested');
    service.node.addDependency(new Topic(nested, 'Topic'));
    expect(resumedAfter(synthesized(stack))).toEqual([expect.stringMatching(/^NestedNestedStack/)]);
  });

  test('in an included template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'template-'));
    const templateFile = join(folder, 'template.json');
    const repository = { ImageIdentifier: 'public.ecr.aws/x/y:1', ImageRepositoryType: 'ECR_PUBLIC' };
    writeFileSync(templateFile, JSON.stringify({
      Resources: {
        StartDb: { Type: 'Custom::StartDb', Properties: { ServiceToken: 'arn' } },
        Shop: { Type: 'AWS::AppRunner::Service', DependsOn: ['StartDb'], Properties: { SourceConfiguration: { ImageRepository: repository } } },
      },
    }));
    const stack = new Stack(new App(), 'Stack');
    const service = new CfnInclude(stack, 'Template', { templateFile }).getResource('Shop') as CfnService;
    new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
    expect(resumedAfter(synthesized(stack))).toEqual(['StartDb']);
    rmSync(folder, { recursive: true });
  });

  test('that waits for the state of another service', () => {
    const { stack, service } = shop();
    const other = new ServiceState(stack, 'OtherState', { service: imageService(stack, 'Other'), desiredState: DesiredState.RUNNING });
    service.node.addDependency(other);
    const template = synthesized(stack);
    const graph = new DependencyGraph(template);
    expect(graph.circle()).toEqual([]);
    expect(graph.directly('ShopResumeForUpdate')).toContain(idsOf(template, STATE).find(id => id.startsWith('OtherState')));
  });
});

describe('The service is not resumed later', () => {
  test('where it waits for nothing', () => {
    expect(resumedAfter(synthesized(shop().stack))).toEqual([]);
  });

  test('for what waits for the service to be resumed, as a migration does that needs it', () => {
    const { stack, service, startDb } = shop();
    const migration = new CustomResource(stack, 'Migration', { serviceToken: startDb.ref });
    migration.node.addDependency(stack.node.findChild('ShopResumeForUpdate'));
    const after = new Topic(stack, 'AfterMigration', { displayName: Fn.join('', [migration.ref]) });
    service.node.addDependency(after, startDb);
    expect(resumedAfter(synthesized(stack))).toEqual(['StartDb']);
  });

  test('in another stack', () => {
    const { stack, service } = shop();
    service.node.addDependency(new Topic(new Stack(stack.node.root, 'Other'), 'Topic'));
    expect(resumedAfter(synthesized(stack))).toEqual([]);
  });
});

test('a dependency that the app adds to the state comes before the pause and after the resume', () => {
  const { stack, state } = shop();
  const domain = new CfnResource(stack, 'Domain', { type: 'Custom::Domain', properties: { Service: Fn.ref('Shop') } });
  state.node.addDependency(domain);
  const template = synthesized(stack);
  const graph = new DependencyGraph(template);
  expect(graph.circle()).toEqual([]);
  expect(graph.directly(idsOf(template, STATE)[0])).toContain('Domain');
  expect(graph.waitsFor('Domain')).toContain('ShopResumeForUpdate');
});

test('many services that wait for each other are written once each', () => {
  const stack = new Stack(new App(), 'Stack');
  let before: ServiceState | undefined;
  for (let n = 0; n < 25; n++) {
    const service = imageService(stack, `Shop${n}`);
    if (before) service.node.addDependency(before);
    before = new ServiceState(stack, `State${n}`, { service, desiredState: DesiredState.PAUSED });
  }
  const template = synthesized(stack);
  const graph = new DependencyGraph(template);
  expect(graph.circle()).toEqual([]);
  expect(graph.directly('Shop24ResumeForUpdate')).toContain(idsOf(template, STATE)[23]);
});
