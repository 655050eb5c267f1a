import { App, Stack, TimeZone } from 'aws-cdk-lib';
import type { HoursKeeper, Surroundings, WeeklyHours } from './hours-keeper';
import { appRunnerOf } from '../../lambda/aws/app-runner-client';
import { cloudFormationOf } from '../../lambda/aws/cloud-formation-client';
import { SERVICE_TAKES_MS, tick } from '../../lambda/reconciler/tick';
import { DesiredState, OnDrift, RunningHours, ServiceReference, ServiceState } from '../../src';
import type { ReconcileInput } from '../../src/contract/reconcile-input';
import { LambdaPlatform } from '../model/lambda-platform';
import type { Handler } from '../model/lambda-platform';
import { resolve } from '../model/template';
import type { Lookup, Resource, Template } from '../model/template';
import { sleep } from '../model/virtual-time';

const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/bench/0a1b2c3d-0000-1111-2222-333344445555';
const FUNCTION = 'reconcile';

/** This library: one schedule and one function for all services of a stack, both as the synthesized template has them. */
export const us: HoursKeeper = {
  name: 'this library',
  description: 'ServiceState with running hours, with default options',

  schedules(arns, hours, correct, surroundings) {
    const { Resources } = templateOf(arns, hours, correct);
    const [{ Properties: schedule = {} }] = ofType(Resources, 'AWS::Scheduler::Schedule');
    const [{ Properties: lambda = {} }] = ofType(Resources, 'AWS::Lambda::Function').filter(({ Properties }) => Properties?.Handler === 'index.reconcile');
    const timeoutSeconds = Number(lambda.Timeout);
    const platform = new LambdaPlatform(new Map([[FUNCTION, {
      memoryMegabytes: Number(lambda.MemorySize), timeoutSeconds, newContainer: () => handler(timeoutSeconds, surroundings),
    }]]), surroundings.usage);
    const lookup: Lookup = logicalId => (logicalId === 'AWS::StackId' ? STACK_ID : Resources[logicalId]?.Properties?.ServiceArn);
    const { Input } = resolve(schedule.Target, name => lookup(name)) as { Input: string };
    const everyMinutes = Number(/^cron\(0\/(\d+) \* \* \* \? \*\)$/.exec(String(schedule.ScheduleExpression))?.[1]);
    return [{
      isDue: minute => minute % everyMinutes === 0,
      run: dueAt => platform.invoke(FUNCTION, Input.replace('<aws.scheduler.scheduled-time>', new Date(dueAt).toISOString())),
    }];
  },
};

export function declareHours(stack: Stack, id: string, serviceArn: string, { begin, end }: WeeklyHours, onDrift?: OnDrift): void {
  const service = ServiceReference.fromServiceArn(stack, `${id}Service`, serviceArn);
  const hours = RunningHours.weekly(`Mon-Fri ${clock(begin)}-${clock(end)}`, { timeZone: TimeZone.ETC_UTC });
  new ServiceState(stack, id, { service, desiredState: DesiredState.runningDuring(hours), onDrift });
}

function handler(timeoutSeconds: number, { appRunner, cloudFormation, usage }: Surroundings): Handler {
  const client = appRunnerOf(appRunner);
  const stacks = cloudFormationOf(cloudFormation);
  return input => tick(input as ReconcileInput, Date.now() + timeoutSeconds * 1000 - SERVICE_TAKES_MS, {
    stacks,
    appRunnerIn: () => client,
    now: () => Date.now(),
    sleep: milliseconds => sleep(milliseconds / 1000),
    log: line => {
      usage.logBytes += JSON.stringify(line).length;
      for (const metric of metricsOf(line)) usage.metrics.add(`${Math.floor(Date.now() / 3600_000)} ${metric}`);
    },
  });
}

/** Each metric once for each set of dimensions, with their values. */
function metricsOf(line: Readonly<Record<string, unknown>>): string[] {
  const { CloudWatchMetrics = [] } = (line._aws ?? {}) as { CloudWatchMetrics?: { Dimensions: string[][]; Metrics: { Name: string }[] }[] };
  return CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
    Dimensions.flatMap(names => Metrics.map(({ Name }) => [Name, ...names.map(name => String(line[name]))].join(' '))));
}

const templates = new Map<string, Template>();

/** The ARNs are the same in every run: the simulator makes ids in a fixed order. */
function templateOf(...declared: Parameters<typeof synthesized>): Template {
  const key = JSON.stringify(declared);
  const template = templates.get(key) ?? synthesized(...declared);
  templates.set(key, template);
  return template;
}

function synthesized(arns: readonly string[], hours: WeeklyHours, correct: boolean): Template {
  const app = new App();
  const stack = new Stack(app, 'Bench');
  arns.forEach((arn, index) => declareHours(stack, `State${index}`, arn, hours, correct ? OnDrift.CORRECT : undefined));
  return app.synth().getStackArtifact(stack.artifactId).template as Template;
}

function ofType(resources: Template['Resources'], type: string): Resource[] {
  return Object.values(resources).filter(({ Type }) => Type === type);
}

/** @param minute of the day */
function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
