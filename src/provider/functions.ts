import * as path from 'path';
import { Duration } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Code, Function, LoggingFormat } from 'aws-cdk-lib/aws-lambda';
import type { FunctionOptions } from 'aws-cdk-lib/aws-lambda';
import type { aws_logs } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { DEFAULT_OPTIONS } from './provider-options';
import type { ServiceStateProviderProps } from './provider-options';
import { postProcess } from '../template/post-processing';

const HANDLERS = path.join(__dirname, '..', '..', 'assets', 'handlers');

/** Longer than an invocation tries again when AWS throttles or fails (lambda/). */
const HANDLER_TIMEOUT = Duration.minutes(5);

/** A tick of 150 services at a boundary takes two minutes at the calls that App Runner allows. It ends by itself when the next one comes. */
const RECONCILE_TIMEOUT = Duration.minutes(5);

/** Lambda's maximum, as in the CDK: the framework's functions wait for the handlers. */
const FRAMEWORK_TIMEOUT = Duration.minutes(15);

/**
 * The framework fails a request when Lambda has no execution left for the handler: it calls it twice, each time with the attempts
 * that the SDK makes. Three are over within seconds, eight after about a minute, and handlers come and go in that time.
 */
const FRAMEWORK_ATTEMPTS = 8;

export interface HandlerProps {
  /** Exported by the bundle of the handlers. */
  readonly entryPoint: string;
  readonly description: string;
  readonly role: IRole;
  readonly logGroup: aws_logs.ILogGroupRef;
  readonly network: FunctionOptions;
  readonly options: ServiceStateProviderProps;
}

/** Where the functions run. Makes a security group if one is needed. */
export function networkOf(provider: Construct, { vpc, vpcSubnets, securityGroups }: ServiceStateProviderProps): FunctionOptions {
  return {
    vpc,
    vpcSubnets,
    securityGroups: vpc && (securityGroups ?? [new SecurityGroup(provider, 'SecurityGroup', {
      vpc,
      description: 'Functions that pause and resume App Runner services',
    })]),
  };
}

/** A function that answers the framework. */
export function handlerFunction(provider: Construct, id: string, props: HandlerProps): Function {
  return newFunction(provider, id, props, { timeout: HANDLER_TIMEOUT });
}

/** The function that a Schedule invokes between deployments. An invocation that fails is not repeated: the next tick looks again. */
export function reconcileFunction(provider: Construct, id: string, props: HandlerProps): Function {
  return newFunction(provider, id, props, { timeout: RECONCILE_TIMEOUT, retryAttempts: 0, maxEventAge: Duration.minutes(1) });
}

function newFunction(provider: Construct, id: string, props: HandlerProps, invocation: FunctionOptions & { readonly timeout: Duration }): Function {
  const { entryPoint, description, role, logGroup, network, options } = props;
  const created = new Function(provider, id, {
    description,
    code: Code.fromAsset(HANDLERS),
    handler: `index.${entryPoint}`,
    runtime: options.runtime ?? DEFAULT_OPTIONS.runtime,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    environmentEncryption: options.environmentEncryption,
    ...network,
    ...invocation,
  });
  applyOptions(created, options, invocation.timeout);
  return created;
}

export function applyOptionsToFramework(framework: Construct, options: ServiceStateProviderProps): void {
  applyOptions(framework, options, FRAMEWORK_TIMEOUT);
  for (const child of framework.node.findAll()) {
    if (child instanceof Function) child.addEnvironment('AWS_MAX_ATTEMPTS', String(FRAMEWORK_ATTEMPTS));
  }
}

/**
 * Gives functions the options for which the Provider framework has no props, even if a property injector of the app has
 * set others. No aspect can change the timeout, because the functions need that time.
 */
function applyOptions(scope: Construct, options: ServiceStateProviderProps, timeout: Duration): void {
  const { runtime = DEFAULT_OPTIONS.runtime, memorySize = DEFAULT_OPTIONS.memorySize, architecture = DEFAULT_OPTIONS.architecture } = options;
  for (const child of scope.node.findAll()) {
    if (!CfnFunction.isCfnFunction(child)) continue;
    child.runtime = runtime.name;
    child.memorySize = memorySize;
    child.architectures = [architecture.name];
    postProcess(child, definition => { definition.Properties!.Timeout = timeout.toSeconds(); });
  }
}
