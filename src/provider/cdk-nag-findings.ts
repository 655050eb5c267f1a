import { Aspects, CfnResource } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct, IConstruct } from 'constructs';
import { acknowledge, suppress, wildcardOn } from '../validation/cdk-nag';
import type { Acknowledgement } from '../validation/cdk-nag';

/** The id of the CDK's Provider framework in our provider. */
const FRAMEWORK = 'Provider';
/** The beginning of the ids of the handlers' role and its policy. */
const HANDLER_ROLE = 'HandlerRole';

interface ProviderAcknowledgement extends Acknowledgement {
  /** Whether the findings are about this resource. */
  concerns(resource: CfnResource): boolean;
}

/**
 * Acknowledges the findings of cdk-nag in a provider, so that users do not have to. In the template only the resources
 * with such findings have acknowledgements, which name the findings. cdk-nag still reports what the app adds to a policy.
 *
 * @param logStreams the resource in the functions' right to log
 */
export function acknowledgeProviderFindings(provider: Construct, logStreams: string, usesVpc: boolean): void {
  const acknowledgements = [...findingsOfPolicies(provider, logStreams), ...FINDINGS_OF_STATE_MACHINE, ...usesVpc ? [findingOfRoles(provider)] : []];
  for (const acknowledgement of acknowledgements) acknowledge(provider, acknowledgement);
  const suppressIn = (construct: IConstruct): void => {
    if (!CfnResource.isCfnResource(construct)) return;
    for (const acknowledgement of acknowledgements) if (acknowledgement.concerns(construct)) suppress(construct, acknowledgement);
  };
  provider.node.findAll().forEach(suppressIn);
  // An aspect may replace these resources. Its priority puts this one before cdk-nag.
  Aspects.of(provider).add({ visit: suppressIn }, { priority: 0 });
}

function findingsOfPolicies(provider: Construct, logStreams: string): ProviderAcknowledgement[] {
  const functions = provider.node.findAll().filter(each => CfnFunction.isCfnFunction(each));
  const isPolicy = (resource: CfnResource): boolean => CfnPolicy.isCfnPolicy(resource) || CfnManagedPolicy.isCfnManagedPolicy(resource);
  const isFrameworks = (resource: CfnResource): boolean => partOf(provider, resource) === FRAMEWORK;
  const invocation = (invoked: CfnFunction[], concerns: (policy: CfnResource) => boolean): ProviderAcknowledgement => ({
    concerns: resource => isPolicy(resource) && concerns(resource),
    rule: 'AwsSolutions-IAM5',
    findings: () => invoked.map(({ attrArn }) => `${wildcardOn(provider, attrArn)}:*`),
    reason: 'The CDK Provider framework may call these functions in any version; the wildcard stands for the version only.',
  });
  const logging: ProviderAcknowledgement = {
    concerns: resource => isPolicy(resource) && !isFrameworks(resource),
    rule: 'AwsSolutions-IAM5',
    findings: () => [wildcardOn(provider, logStreams)],
    reason: 'Lambda names the log streams; the wildcard covers the streams of this one log group.',
  };
  return [
    invocation(functions.filter(each => !isFrameworks(each)), policy => !isFrameworks(policy) && !partOf(provider, policy).startsWith(HANDLER_ROLE)),
    invocation(functions.filter(isFrameworks), isFrameworks), // by its state machine
    ...wildcardOn(provider, logStreams).includes('*') ? [logging] : [],
  ];
}

const FINDINGS_OF_STATE_MACHINE: ProviderAcknowledgement[] = [{
  concerns: CfnStateMachine.isCfnStateMachine,
  rule: 'AwsSolutions-SF1',
  reason: 'Logging of all events would write the presigned response URL of CloudFormation into CloudWatch Logs; the functions log every decision instead.',
}, {
  concerns: CfnStateMachine.isCfnStateMachine,
  rule: 'AwsSolutions-SF2',
  reason: 'The CDK Provider framework offers no X-Ray tracing for its waiter; the functions log every decision instead.',
}];

function findingOfRoles(provider: Construct): ProviderAcknowledgement {
  return {
    concerns: resource => CfnRole.isCfnRole(resource) && partOf(provider, resource) !== FRAMEWORK,
    rule: 'AwsSolutions-IAM4',
    findings: () => ['Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'],
    reason: 'The managed policy of AWS for functions in a VPC: network interfaces have no ARN before they exist.',
  };
}

/** The id of the provider's child that a resource is or belongs to. */
function partOf(provider: Construct, resource: CfnResource): string {
  return resource.node.scopes[provider.node.scopes.length].node.id;
}
