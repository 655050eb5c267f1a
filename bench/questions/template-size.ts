import { readFileSync } from 'fs';
import { App, Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Contender } from '../contender';
import { CONTENDERS, NAMES } from '../contenders';
import { longestChainTo } from '../model/template';
import type { Template } from '../model/template';
import type { Table } from '../table';

const MANY = 150;
/** With the service and its three custom resources, more would not fit into a stack. */
const MANY_THROUGH_PAUSE = 100;

export interface TemplateSize {
  readonly providerResources: number;
  readonly serviceResources: number;
  readonly serviceBytes: number;
  readonly longestChain: number;
  readonly throughPauseResources?: number;
  readonly throughPauseBytes?: number;
  readonly throughPauseChain?: number;
}

/** What does a template gain by it? */
export function templateSize(): Table {
  const sizes = CONTENDERS.map(templateSizeOf);
  return {
    title: 'What a template gains',
    note: `Bytes as they are uploaded, the mean of ${MANY} services (${MANY_THROUGH_PAUSE} through a pause). The longest chain is up to and with the custom resource; its links are created one after another on a first deploy.`,
    columns: NAMES,
    rows: [
      { question: 'resources of a provider', values: sizes.map(size => size.providerResources), goal: 16, decimals: 0 },
      { question: 'resources of a service', values: sizes.map(size => size.serviceResources), goal: 1, decimals: 0 },
      { question: 'resources of a service deployed through a pause', values: sizes.map(size => size.throughPauseResources), goal: 4, decimals: 0 },
      { question: 'longest chain on a first deploy', values: sizes.map(size => size.longestChain), goal: 7, decimals: 0 },
      { question: 'the same, to the state of a service that is deployed through a pause', values: sizes.map(size => size.throughPauseChain), decimals: 0 },
      { question: 'bytes of a service', values: sizes.map(size => size.serviceBytes), goal: 1500, decimals: 0 },
      { question: 'bytes of a service deployed through a pause', values: sizes.map(size => size.throughPauseBytes), decimals: 0 },
    ],
  };
}

export function templateSizeOf(contender: Contender): TemplateSize {
  const declare = (stack: Stack, index: number): void => contender.declare(stack, `State${index}`, arnOf(index), 'PAUSED');
  const one = synthesized(1, declare);
  const two = synthesized(2, declare);
  const many = synthesized(MANY, declare);
  const serviceResources = two.resources - one.resources;
  return {
    providerResources: one.resources - serviceResources,
    serviceResources,
    serviceBytes: (many.bytes - one.bytes) / (MANY - 1),
    longestChain: longestChainToState(one.template),
    ...contender.declareThroughPause && throughPauseSizeOf(contender.declareThroughPause.bind(contender)),
  };
}

function throughPauseSizeOf(declareThroughPause: Required<Contender>['declareThroughPause']): Pick<TemplateSize, 'throughPauseResources' | 'throughPauseBytes' | 'throughPauseChain'> {
  const bare = (stack: Stack, index: number): CfnService => new CfnService(stack, `Service${index}`, {
    serviceName: `service-${index}`,
    sourceConfiguration: { imageRepository: { imageIdentifier: 'public.ecr.aws/shop/shop:1', imageRepositoryType: 'ECR_PUBLIC' } },
  });
  const declared = (stack: Stack, index: number): void => declareThroughPause(stack, `State${index}`, bare(stack, index), 'PAUSED');
  const gained = (measure: (stack: Synthesized) => number): number =>
    (
      measure(synthesized(MANY_THROUGH_PAUSE, declared)) - measure(synthesized(1, declared))
    - measure(synthesized(MANY_THROUGH_PAUSE, bare)) + measure(synthesized(1, bare))
    ) / (MANY_THROUGH_PAUSE - 1);
  return {
    throughPauseResources: Math.ceil(gained(stack => stack.resources) - 0.1),
    throughPauseBytes: gained(stack => stack.bytes),
    throughPauseChain: longestChainToState(synthesized(1, declared).template),
  };
}

function longestChainToState(template: Template): number {
  return Math.max(...Object.keys(template.Resources).filter(id => id.startsWith('State0')).map(id => longestChainTo(template, id)));
}

interface Synthesized { readonly template: Template; readonly resources: number; readonly bytes: number }

function synthesized(count: number, declare: (stack: Stack, index: number) => void): Synthesized {
  const app = new App();
  const stack = new Stack(app, 'Bench');
  for (let index = 0; index < count; index++) declare(stack, index);
  const text = readFileSync(app.synth().getStackArtifact(stack.artifactId).templateFullPath, 'utf8');
  const template = JSON.parse(text) as Template;
  return { template, resources: Object.keys(template.Resources).length, bytes: Buffer.byteLength(text) };
}

export function arnOf(index: number): string {
  return `arn:aws:apprunner:us-east-1:123456789012:service/service-${index}/${index.toString(16).padStart(32, '0')}`;
}
