import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { imageService, importedService } from './sample-services';
import { DesiredState, OnDelete, ServiceState, ServiceStateProvider } from '../../src';

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: { readonly constructPath?: string }[];
}

interface Report {
  readonly pluginReports: { readonly violations: Violation[] }[];
}

/**
 * What cdk-nag reports, which is nothing at all when there is nothing. It also sets the exit code of the process and
 * writes to stderr, which is not for the tests. Newer versions of the CDK throw, and have findings of their own.
 */
function findings(build: (stack: Stack) => void, acknowledged = true): string[] {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack');
  build(stack);
  if (!acknowledged) {
    for (const { node } of app.node.findAll()) {
      jest.spyOn(node, 'metadata', 'get').mockReturnValue(node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY));
    }
  }
  const { exitCode } = process;
  const silenced = jest.spyOn(console, 'error').mockReturnValue();
  try {
    try {
      app.synth();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ValidationFailed') throw error;
    }
    const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
    return report.pluginReports.flatMap(({ violations }) => violations.filter(({ ruleName }) => ruleName.startsWith('AwsSolutions-'))
      .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`)));
  } finally {
    silenced.mockRestore();
    process.exitCode = exitCode;
  }
}

const imported = (count: number, onDelete?: OnDelete) => (stack: Stack): void => {
  for (let n = 0; n < count; n++) new ServiceState(stack, `State${n}`, { service: importedService(stack, n), desiredState: DesiredState.PAUSED, onDelete });
};

/** A VPC and a service are the app's own, with findings of their own; what is put beside the service is not. */
const ours = (finding: string): boolean => !/ Stack\/(Vpc|Shop\d*)(\/|$)/.test(finding) || finding.includes('ResumeForUpdate') || finding.includes('Restore');

describe('cdk-nag has nothing to say about', () => {
  const apps: [string, (stack: Stack) => void][] = [
    ['a plain declaration', imported(1)],
    ['a provider', stack => { ServiceStateProvider.getOrCreate(stack); }],
    ['a second provider', stack => {
      const provider = new ServiceStateProvider(stack, 'Own');
      new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED, provider });
    }],
    ['31 services', imported(31, OnDelete.PAUSE)],
    ['a service that is deployed through a pause', stack => {
      new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: DesiredState.PAUSED });
    }],
    ['one that has a name', stack => {
      new ServiceState(stack, 'State', { service: imageService(stack, 'Shop', {}, { serviceName: 'till' }), desiredState: DesiredState.PAUSED });
    }],
    ['one that is not deployed through a pause', stack => {
      new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: DesiredState.PAUSED, deployThroughPause: false });
    }],
    ['a provider in a VPC', stack => {
      ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
      imported(1)(stack);
    }],
    ['a log group that is imported by its name', stack => {
      ServiceStateProvider.getOrCreate(stack, { logGroup: LogGroup.fromLogGroupName(stack, 'Logs', 'ours') });
      imported(1)(stack);
    }],
  ];
  test.each(apps)('%s', (_, build) => {
    expect(findings(build).filter(ours)).toEqual([]);
  });
});

test('every acknowledgement says why', () => {
  const stack = new Stack(new App(), 'Stack');
  ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
  imported(1)(stack);
  new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: DesiredState.PAUSED });
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

test('cdk-nag would have something to say', () => {
  expect(findings(imported(1), false).map(finding => finding.split(/[[ ]/)[0])).toEqual(expect.arrayContaining(['AwsSolutions-IAM5', 'AwsSolutions-SF1', 'AwsSolutions-SF2']));
});
