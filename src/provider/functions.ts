import * as path from 'path';
import { Duration } from 'aws-cdk-lib';
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

/** Lambda's maximum, as in the CDK: the framework's functions wait for the handlers. */
const FRAMEWORK_TIMEOUT = Duration.minutes(15);

export interface HandlerProps {
  /** Exported by the bundle of the handlers. */
  readonly entryPoint: string;
  readonly description: string;
  readonly role: IRole;
  readonly logGroup: aws_logs.ILogGroupRef;
  readonly network: FunctionOptions;
  readonly options: ServiceStateProviderProps;
}

/** A function that calls App Runner. */
export function handlerFunction(provider: Construct, id: string, props: HandlerProps): Function {
  const { entryPoint, description, role, logGroup, network, options } = props;
  return new Function(provider, id, {
    description,
    code: Code.fromAsset(HANDLERS),
    handler: `index.${entryPoint}`,
    runtime: options.runtime ?? DEFAULT_OPTIONS.runtime,
    timeout: HANDLER_TIMEOUT,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    environmentEncryption: options.environmentEncryption,
    ...network,
  });
}

/**
 * Gives all functions of the provider the options for which the Provider framework has no props, even if a property
 * injector of the app has set others. No aspect can change the timeouts, because the functions need that time.
 */
export function applyOptions(provider: Construct, options: ServiceStateProviderProps): void {
  const { runtime = DEFAULT_OPTIONS.runtime, memorySize = DEFAULT_OPTIONS.memorySize, architecture = DEFAULT_OPTIONS.architecture } = options;
  for (const child of provider.node.findAll()) {
    if (!CfnFunction.isCfnFunction(child)) continue;
    child.runtime = runtime.name;
    child.memorySize = memorySize;
    child.architectures = [architecture.name];
    const isHandler = child.node.scope?.node.scope === provider;
    const timeout = isHandler ? HANDLER_TIMEOUT : FRAMEWORK_TIMEOUT;
    postProcess(child, definition => { definition.Properties!.Timeout = timeout.toSeconds(); });
  }
}
