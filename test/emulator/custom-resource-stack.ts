import { mkdirSync, renameSync } from 'node:fs';
import * as path from 'node:path';
import { CfnOutput, CfnParameter, CfnResource, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';

export interface CustomResourceStackProps {
  /** Where the handler fails: `onEventCreate`, `isCompleteUpdate` and so on, or `reportOnDelete`. */
  readonly fail?: string;
  /** Part of the physical id. */
  readonly id?: string;
  /** Changes a property and nothing else. */
  readonly value?: string;
  /** Changes the resource's metadata and nothing else. */
  readonly metadata?: string;
  /** The service to look at. */
  readonly serviceArn?: string;
  /** How the right to look at the service is given. @default - it is not */
  readonly grant?: 'inline' | 'policy' | 'managed-policy' | 'role-policy' | 'another-service';
  readonly policyDescription?: string;
  /** Adds a resource after the custom resource that cannot be created. */
  readonly breaksAfterwards?: boolean;
}

/** A throw-away stack: one custom resource on CDK's Provider framework. */
export class CustomResourceStack extends Stack {
  constructor(scope: Construct, id: string, props: CustomResourceStackProps = {}) {
    super(scope, id);
    const roles = ['OnEventRole', 'IsCompleteRole'].map((name) => new iam.Role(this, name, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: this.inlinePolicies(props),
    }));
    const logGroup = new LogGroup(this, 'Log', { removalPolicy: RemovalPolicy.DESTROY });
    const policies = this.policyFor(roles, props);
    const [onEventHandler, isCompleteHandler] = ['onEvent', 'isComplete'].map((handler, index) => new lambda.Function(this, handler, {
      runtime: lambda.Runtime.NODEJS_22_X,
      code: lambda.Code.fromAsset(bundledHandler()),
      handler: `index.${handler}`,
      timeout: Duration.seconds(30),
      role: roles[index],
      logGroup,
    }));
    const provider = new Provider(this, 'Provider', { onEventHandler: onEventHandler!, isCompleteHandler, queryInterval: Duration.seconds(5) });
    const resource = new CustomResource(this, 'First', {
      serviceToken: provider.serviceToken,
      resourceType: 'Custom::First',
      properties: { Fail: props.fail, Id: props.id, Value: props.value, ServiceArn: props.serviceArn },
    });
    resource.node.addDependency(...policies);
    const word = new CfnParameter(this, 'Word', { default: 'word' });
    (resource.node.defaultChild as CfnResource).addMetadata('Seen', { Word: word.valueAsString, Version: props.metadata ?? '1' });
    if (props.breaksAfterwards) new CfnResource(this, 'Broken', { type: 'AWS::AppRunner::Service' }).node.addDependency(resource);
    new CfnOutput(this, 'GivenLogGroup', { value: logGroup.logGroupName });
    for (const name of ['StackStatus', 'ResourceStatus', 'PhysicalId', 'Metadata', 'LogGroup', ...(props.serviceArn === undefined ? [] : ['Service'])]) {
      new CfnOutput(this, name, { value: resource.getAttString(name) });
    }
  }

  private inlinePolicies(props: CustomResourceStackProps): Record<string, iam.PolicyDocument> {
    const describe = new iam.PolicyStatement({
      actions: ['cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'],
      resources: [this.stackId],
    });
    const service = serviceStatement(props);
    return {
      Describe: new iam.PolicyDocument({ statements: [describe] }),
      ...(props.grant === 'inline' || props.grant === 'another-service' ? { Service: new iam.PolicyDocument({ statements: [service] }) } : {}),
    };
  }

  private policyFor(roles: iam.Role[], props: CustomResourceStackProps): Construct[] {
    const statements = [serviceStatement(props)];
    switch (props.grant) {
      case 'policy': return [new iam.Policy(this, 'ServicePolicy', { roles, statements })];
      case 'managed-policy': return [new iam.ManagedPolicy(this, 'ServicePolicy', { roles, statements, description: props.policyDescription })];
      case 'role-policy': return roles.map((role, index) => new iam.CfnRolePolicy(this, `RolePolicy${index}`, {
        roleName: role.roleName,
        policyName: 'Service',
        policyDocument: new iam.PolicyDocument({ statements }),
      }));
      default: return [];
    }
  }
}

function serviceStatement({ grant, serviceArn = '*' }: CustomResourceStackProps): iam.PolicyStatement {
  const resource = grant === 'another-service' ? 'arn:aws:apprunner:us-east-1:000000000000:service/other/*' : serviceArn;
  return new iam.PolicyStatement({ actions: ['apprunner:DescribeService'], resources: [resource] });
}

const BUNDLE = path.join(__dirname, '..', '..', '.cache', 'emulator', 'custom-resource-handler');

let bundled = false;

function bundledHandler(): string {
  if (!bundled) {
    // Another test process may be reading the very same bytes: written aside, then renamed.
    const aside = `${BUNDLE}.${process.pid}.js`;
    buildSync({
      entryPoints: [path.join(__dirname, 'custom-resource-handler.ts')],
      outfile: aside,
      bundle: true,
      platform: 'node',
      target: 'node20',
    });
    mkdirSync(BUNDLE, { recursive: true });
    renameSync(aside, path.join(BUNDLE, 'index.js'));
    bundled = true;
  }
  return BUNDLE;
}
