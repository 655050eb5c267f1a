import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnCondition, CfnParameter, Fn, NestedStack, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { RoleProps } from 'aws-cdk-lib/aws-iam';
import { DesiredState, ServiceReference, ServiceState, ServiceStateProvider } from '../../../src';
import { referenceFindings } from '../../template-check/references';
import { imageService, importedService } from '../sample-services';
import { resourcesOf, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

interface ReportedRole {
  readonly roleConstructPath: string;
  readonly identityPolicyStatements: { Action: string | string[]; Resource: string | string[] }[];
}

const PROVIDER = 'AppRunnerServiceStateProvider';
const ROLES = ['HandlerRole', 'FrameworkOnEventRole', 'FrameworkWaiterRole', 'Provider/waiter-state-machine/Role'];
const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** Services of every kind. */
function declare(stack: Stack): void {
  const other = new Stack(stack.node.root, 'Other');
  const named = imageService(stack, 'Named', {}, { serviceName: `shop-${new CfnParameter(stack, 'Env').valueAsString}` });
  const conditional = imageService(stack, 'Conditional');
  conditional.cfnOptions.condition = new CfnCondition(stack, 'Sometimes', { expression: Fn.conditionEquals('a', 'a') });
  const byToken = (id: string, arn: string): ReturnType<typeof ServiceReference.fromServiceArn> => ServiceReference.fromServiceArn(stack, id, arn);
  const declared = [named, importedService(stack), byToken('ByImport', Fn.importValue('shop')),
    byToken('ByParameter', new CfnParameter(stack, 'Arn').valueAsString), imageService(other, 'Shop')];
  declared.forEach((service, n) => new ServiceState(stack, `State${n}`, { service, desiredState: DesiredState.PAUSED }));
  new ServiceState(stack, 'Own', { service: conditional, desiredState: DesiredState.PAUSED, deployThroughPause: false });
}

function reportOf(app: App): { text: string; roles: ReportedRole[] } {
  const text = readFileSync(join(app.outdir, 'iam-policy-report.json'), 'utf8');
  return { text, roles: (JSON.parse(text) as { roles: ReportedRole[] }).roles };
}

const precreated = Object.fromEntries(ROLES.map((role, n) => [`${PROVIDER}/${role}`, `role-${n}`]));

describe.each<[string, Parameters<typeof Role.customizeRoles>[1]]>([
  ['that are to be made by somebody', { preventSynthesis: true }],
  ['that are there', { usePrecreatedRoles: precreated }],
  ['that are only reported', { preventSynthesis: false }],
])('With roles %s', (_, options) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  let template: SynthesizedTemplate;
  beforeAll(() => {
    Role.customizeRoles(stack, options);
    declare(stack);
    template = synthesized(stack);
  });

  test('no policy is synthesized, and nothing refers to one', () => {
    for (const type of POLICIES) expect(resourcesOf(template, type)).toEqual([]);
    expect(referenceFindings(template as never)).toEqual([]);
  });

  test('the report lists what every role may do', () => {
    const { roles } = reportOf(app);
    expect(roles.map(({ roleConstructPath }) => roleConstructPath)).toEqual(expect.arrayContaining(ROLES.map(role => `Stack/${PROVIDER}/${role}`)));
    const actionsOf = (role: string): string[] => roles.find(({ roleConstructPath }) => roleConstructPath === `Stack/${PROVIDER}/${role}`)!
      .identityPolicyStatements.flatMap(({ Action }) => Action);
    const logging = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    expect(actionsOf('HandlerRole')).toEqual([...logging,
      'cloudformation:DescribeStackEvents', 'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks',
      'apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService']);
    expect(actionsOf('FrameworkOnEventRole')).toEqual(expect.arrayContaining([...logging, 'lambda:InvokeFunction', 'states:StartExecution']));
    expect(actionsOf('FrameworkWaiterRole')).toEqual(expect.arrayContaining([...logging, 'lambda:InvokeFunction']));
  });

  test("the report is written in the CDK's own form, without a token", () => {
    const { text, roles } = reportOf(app);
    expect(text).not.toMatch(/Token\[|TOKEN/);
    const handler = roles.find(({ roleConstructPath }) => roleConstructPath.endsWith('/HandlerRole'))!;
    const services = handler.identityPolicyStatements.find(({ Action }) => Action.includes('apprunner:PauseService'))!;
    expect(services.Resource).toEqual([
      '(Other/Shop.Ref)',
      '(Stack/Arn.Ref)',
      '(Stack/Conditional.Ref)',
      '({"Fn::ImportValue":"shop"})',
      'arn:(PARTITION):apprunner:(REGION):(ACCOUNT):service/shop-(Stack/Env.Ref)/*',
      'arn:aws:apprunner:eu-west-1:123456789012:service/shop-0/8fe1e10304f84fd2b0df550fe98a7000',
    ]);
  });
});

test('The report has the name in the finished template', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  Role.customizeRoles(stack);
  const service = imageService(stack, 'Shop', {}, { serviceName: 'shop' });
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
  service.addPropertyOverride('ServiceName', 'till');
  synthesized(stack);
  expect(reportOf(app).text).toContain(':service/till/*"');
  expect(reportOf(app).text).not.toContain(':service/shop/');
});

test('A nested stack reports its rights for the role of its parent', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  Role.customizeRoles(stack, { usePrecreatedRoles: precreated });
  const nested = new NestedStack(stack, 'Nested');
  new ServiceState(nested, 'State', { service: importedService(nested), desiredState: DesiredState.PAUSED, provider: ServiceStateProvider.getOrCreate(stack) });
  for (const each of [stack, nested]) {
    for (const type of POLICIES) expect(resourcesOf(synthesized(each), type)).toEqual([]);
    expect(referenceFindings(synthesized(each) as never)).toEqual([]);
  }
  expect(reportOf(app).text).toContain(':service/shop-0/');
});

test('A role of the app gets no policies', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  Role.customizeRoles(stack, { usePrecreatedRoles: { ...precreated, Mine: 'mine' } });
  const handlerRole = new Role(stack, 'Mine', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  ServiceStateProvider.getOrCreate(stack, { handlerRole });
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED });
  synthesized(stack);
  expect(reportOf(app).text).not.toContain('apprunner:');
});

test('Injected properties reach every role, and policies can be named by them', () => {
  const stack = new Stack(new App(), 'Stack');
  PropertyInjectors.of(stack).add(
    { constructUniqueId: Role.PROPERTY_INJECTION_ID, inject: (props: RoleProps) => ({ ...props, path: '/ours/' }) },
    { constructUniqueId: ManagedPolicy.PROPERTY_INJECTION_ID, inject: (props: object) => ({ ...props, managedPolicyName: 'ours-rights' }) },
  );
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED });
  const template = synthesized(stack);
  expect(new Set(resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.Path))).toEqual(new Set(['/ours/']));
  expect(resourcesOf(template, 'AWS::IAM::ManagedPolicy').map(({ Properties }) => Properties.ManagedPolicyName)).toEqual([expect.stringMatching(/^ours-rights-[0-9A-F]{8}$/)]);
});

test('A stack with customized roles may use a provider of a stack without: it has no policies, and no references to any', () => {
  const app = new App();
  const provider = ServiceStateProvider.getOrCreate(new Stack(app, 'Providers'));
  const stack = new Stack(app, 'Stack');
  Role.customizeRoles(stack);
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED, provider });
  const template = synthesized(stack);
  expect(stack.node.findAll().some(child => CfnManagedPolicy.isCfnManagedPolicy(child))).toBe(false);
  expect(referenceFindings(template as never)).toEqual([]);
});
