import { Stack, Validations } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';

/**
 * Answers to the findings that cdk-nag's AwsSolutions pack has about what this library creates, each with its
 * reason, so that users need not suppress anything. Nothing here depends on cdk-nag.
 */
export function acknowledgeProviderFindings(provider: Construct, usesVpc: boolean): void {
  const stack = Stack.of(provider);
  for (const child of provider.node.findAll()) {
    if (!CfnFunction.isCfnFunction(child)) continue;
    acknowledge(provider, `AwsSolutions-IAM5[Resource::<${stack.getLogicalId(child)}.Arn>:*]`,
      'The CDK Provider framework may call this function in any version; the wildcard stands for the version only.');
  }
  acknowledge(provider, 'AwsSolutions-SF1',
    'Logging of all events would write the presigned response URL of CloudFormation into CloudWatch Logs; the functions log every decision instead.');
  acknowledge(provider, 'AwsSolutions-SF2',
    'The CDK Provider framework offers no X-Ray tracing for its waiter; the functions log every decision instead.');
  if (usesVpc) {
    acknowledge(provider, 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole]',
      'The managed policy of AWS for functions in a VPC: network interfaces have no ARN before they exist.');
  }
}

/** @param resource the wildcard as it stands in the policy, which may hold tokens */
export function acknowledgeWildcard(scope: IConstruct, resource: string, reason: string): void {
  acknowledge(scope, `AwsSolutions-IAM5[Resource::${asNagWritesIt(Stack.of(scope).resolve(resource))}]`, reason);
}

/** As Validations.acknowledge does it, but that refuses the ids that cdk-nag makes of `<AWS::Partition>`. */
function acknowledge(scope: IConstruct, id: string, reason: string): void {
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}

/** cdk-nag writes a reference as <LogicalId> or <LogicalId.Attribute>. */
function asNagWritesIt(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(asNagWritesIt).join(separator);
    }
    case 'Ref': return `<${String(argument)}>`;
    case 'Fn::GetAtt': return `<${(argument as string[]).join('.')}>`;
    default: return JSON.stringify(value);
  }
}
