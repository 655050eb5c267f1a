import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { DesiredState, OnDelete, Reassert, ServiceState, ServiceStateProvider } from '../../../src';
import { imageService, importedService } from '../sample-services';

/** What `cdk synth --strict` would refuse: what the assembly says about a stack, and what newer CDKs find in its template. */
function saidAbout(build: (stack: Stack) => void, env?: Environment): string[] {
  const app = new App();
  build(new Stack(app, 'Stack', { env }));
  const messages = app.synth().getStackArtifact('Stack').messages.map(({ level, id, entry }) => `${level} ${id}: ${String(entry.data)}`);
  const file = join(app.outdir, 'validation-report.json'); // the lowest version writes none
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as { pluginReports: unknown[] } : { pluginReports: [] };
  return [...messages, ...report.pluginReports.map(finding => JSON.stringify(finding))];
}

describe('No warning is given for', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['an imported service', stack => {
      new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED, onDelete: OnDelete.RESUME });
    }],
    ['a service that is deployed through a pause', stack => {
      new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: DesiredState.PAUSED, reassert: Reassert.EVERY_SYNTHESIS });
    }],
    ['a service of the stack that is not', stack => {
      new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: DesiredState.PAUSED, deployThroughPause: false });
    }],
    ['a provider in a VPC', stack => {
      ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
    }],
  ])('%s', (_, build) => {
    expect(saidAbout(build)).toEqual([]);
    expect(saidAbout(build, { account: '123456789012', region: 'eu-west-1' })).toEqual([]);
  });
});
