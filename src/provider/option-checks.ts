import { Token } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DEFAULT_OPTIONS } from './provider-options';
import type { ServiceStateProviderProps } from './provider-options';
import { method, prop } from '../validation/names-by-language';
import { hasPendingLookups } from '../validation/pending-lookups';
import { having, listOf, primitive, problemOfTypes } from '../validation/prop-types';
import type { PropType } from '../validation/prop-types';

const FIRST_NODE_MAJOR = 22;

export interface CheckedIntervals {
  readonly pollInterval: Duration;
  readonly reconcileInterval: Duration;
}

/**
 * Checks all options.
 *
 * @throws Error that names the provider, the option, the rule and the value
 */
export function checkedIntervals(scope: Construct, props: ServiceStateProviderProps): CheckedIntervals {
  const fail = (message: string): never => { throw new Error(`ServiceStateProvider '${scope.node.path}': ${message}`); };
  const failOnceKnown = (message: string): void => { if (!hasPendingLookups(scope)) fail(message); };
  const problem = problemOfTypes(props, typesOfOptions());
  if (problem) fail(problem);
  const { pollInterval = DEFAULT_OPTIONS.pollInterval, reconcileInterval = DEFAULT_OPTIONS.reconcileInterval, runtime, memorySize } = props;
  if (pollInterval.isUnresolved()) fail(`${prop('pollInterval')} must be known at synthesis, but is a token`);
  const seconds = pollInterval.toSeconds({ integral: false });
  const isUsable = Number.isInteger(seconds) && seconds >= 1 && seconds <= 60;
  if (!isUsable) failOnceKnown(`${prop('pollInterval')} must be a whole number of seconds from 1 to 60, but is ${seconds}`);
  if (reconcileInterval.isUnresolved()) fail(`${prop('reconcileInterval')} must be known at synthesis, but is a token`);
  const minutes = reconcileInterval.toMinutes({ integral: false });
  const dividesHour = Number.isInteger(minutes) && minutes >= 1 && 60 % minutes === 0;
  if (!dividesHour) failOnceKnown(`${prop('reconcileInterval')} must be 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60 minutes, which divide the hour, but is ${reconcileInterval.toHumanString()}`);
  if (props.logGroup && props.logRetention !== undefined) fail(`${prop('logRetention')} is for the log group made here, so it cannot be used together with ${prop('logGroup')}`);
  if (!props.vpc && (props.vpcSubnets ?? props.securityGroups)) fail(`${prop('vpcSubnets')} and ${prop('securityGroups')} need ${prop('vpc')}`);
  const major = /^nodejs(\d+)\.x$/.exec(runtime?.name ?? `nodejs${FIRST_NODE_MAJOR}.x`)?.[1];
  if (Number(major ?? 0) < FIRST_NODE_MAJOR) failOnceKnown(`${prop('runtime')} must be nodejs${FIRST_NODE_MAJOR}.x or newer, but is ${runtime?.name}`);
  if (memorySize !== undefined && !Token.isUnresolved(memorySize) && !(memorySize >= 128 && memorySize <= 10_240)) {
    failOnceKnown(`${prop('memorySize')} must be from 128 to 10240 MiB, but is ${memorySize}`);
  }
  return {
    pollInterval: isUsable ? pollInterval : DEFAULT_OPTIONS.pollInterval,
    reconcileInterval: dividesHour ? reconcileInterval : DEFAULT_OPTIONS.reconcileInterval,
  };
}

function typesOfOptions(): Record<keyof ServiceStateProviderProps, PropType> {
  return {
    vpc: having('a Vpc', 'vpcId'),
    vpcSubnets: having('a selection of subnets, such as { subnets: [subnet] }'),
    securityGroups: listOf('a list of security groups', having('a SecurityGroup', 'securityGroupId')),
    logGroup: having('a LogGroup', 'logGroupRef'),
    logRetention: primitive('one of RetentionDays', 'number'),
    memorySize: primitive('a number of MiB', 'number'),
    architecture: having('an Architecture', 'name'),
    runtime: having('a Runtime', 'name'),
    pollInterval: having(`a Duration, such as ${method('Duration', 'seconds')}(5)`, 'toSeconds', 'isUnresolved'),
    reconcileInterval: having(`a Duration, such as ${method('Duration', 'minutes')}(5)`, 'toMinutes', 'isUnresolved'),
    handlerRole: having('a Role', 'roleArn'),
    permissionsBoundary: having('a ManagedPolicy', 'managedPolicyArn'),
    environmentEncryption: having('a Key', 'keyRef'),
  };
}
