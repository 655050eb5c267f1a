import { readFileSync } from 'fs';
import { App, Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { arnOf } from './questions/template-size';
import { us } from './us';

/** Services in one stack. */
export interface StackOfServices {
  /** Deployed through a pause. */
  readonly throughPause: number;
  /** Of other stacks. */
  readonly imported: number;
}

export interface StackSize {
  readonly resources: number;
  readonly kilobytes: number;
  /** Processor time of the synthesis. */
  readonly seconds: number;
}

export function stackSizeOf({ throughPause, imported }: StackOfServices): StackSize {
  const before = process.cpuUsage();
  const app = new App();
  const stack = new Stack(app, 'Bench');
  for (let index = 0; index < throughPause; index++) {
    const service = new CfnService(stack, `Service${index}`, {
      serviceName: `service-${index}`,
      sourceConfiguration: { imageRepository: { imageIdentifier: 'public.ecr.aws/shop/shop:1', imageRepositoryType: 'ECR_PUBLIC' } },
    });
    us.declareThroughPause!(stack, `State${index}`, service, 'PAUSED');
  }
  for (let index = 0; index < imported; index++) us.declare(stack, `Other${index}`, arnOf(index), 'PAUSED');
  const { templateFullPath } = app.synth().getStackArtifact(stack.artifactId);
  const { user, system } = process.cpuUsage(before);
  const text = readFileSync(templateFullPath, 'utf8');
  return {
    resources: Object.keys((JSON.parse(text) as { Resources: object }).Resources).length,
    kilobytes: Buffer.byteLength(text) / 1000,
    seconds: (user + system) / 1_000_000,
  };
}
