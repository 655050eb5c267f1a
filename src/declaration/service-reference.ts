import { Lazy, Resource, Token } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import type { Construct, IConstruct } from 'constructs';
import { partsOfServiceArn } from '../contract/service-arn';
import { method, parameter } from '../validation/names-by-language';
import { hasPendingLookups } from '../validation/pending-lookups';

/** The Regions in which App Runner has an endpoint. It takes no new customers, so no new Regions are expected. */
const APP_RUNNER_REGIONS = [
  'ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'us-east-1', 'us-east-2', 'us-west-2',
];

/**
 * References to an App Runner service for which the app has no `CfnService`.
 *
 * @example
 * const service = ServiceReference.fromServiceArn(
 *   this,
 *   'Backend',
 *   'arn:aws:apprunner:eu-west-1:123456789012:service/backend/8fe1e10304f84fd2b0df550fe98a71fa',
 * );
 * new ServiceState(this, 'BackendState', { service, desiredState: DesiredState.PAUSED });
 */
export class ServiceReference {
  /**
   * A service by its ARN. It may be of another stack, of no stack, or in another Region of the same account.
   *
   * @param scope the construct to define the reference in
   * @param id its id there
   * @param serviceArn `arn:aws:apprunner:REGION:ACCOUNT:service/NAME/ID`, or a token that becomes one. A literal is
   * checked at once, a value of `StringParameter.valueFromLookup` once it is known, and a token at deploy time.
   */
  public static fromServiceArn(scope: Construct, id: string, serviceArn: string): aws_apprunner.IServiceRef {
    const problem = Token.isUnresolved(serviceArn) ? undefined : problemOf(serviceArn);
    if (problem === undefined) return new ImportedService(scope, id, serviceArn);
    if (!hasPendingLookups(scope)) throw new Error(problem);
    // As a token, because the CDK would fail to parse the dummy.
    return new ImportedService(scope, id, Lazy.string({ produce: () => serviceArn }));
  }

  /**
   * The `AWS::AppRunner::Service` inside a higher-level construct, such as the `Service` of
   * `@aws-cdk/aws-apprunner-alpha`, which cannot be passed as a reference itself.
   *
   * @param construct a construct that defines exactly one App Runner service. None or several are an error. An imported
   * construct defines none.
   */
  public static fromConstruct(construct: IConstruct): aws_apprunner.IServiceRef {
    const found = construct.node.findAll().filter((child): child is CfnService => CfnService.isCfnService(child));
    if (found.length === 1) return found[0];
    throw new Error(`${method('ServiceReference', 'fromConstruct')} needs a construct that defines exactly one AWS::AppRunner::Service, but '${construct.node.path}' defines ${found.length}. `
      + (found.length === 0 ? `For an imported service use ${method('ServiceReference', 'fromServiceArn')}.` : 'Pass the one you mean.'));
  }

  private constructor() {}
}

class ImportedService extends Resource implements aws_apprunner.IServiceRef {
  public readonly serviceRef: aws_apprunner.ServiceReference;

  constructor(scope: Construct, id: string, serviceArn: string) {
    super(scope, id, { environmentFromArn: serviceArn });
    this.serviceRef = { serviceArn };
  }
}

/** The error message about a literal ARN, if it is not valid. */
function problemOf(serviceArn: string): string | undefined {
  const parts = partsOfServiceArn(serviceArn);
  if (!parts) {
    return `${parameter('serviceArn')} must be the ARN of an App Runner service, arn:aws:apprunner:REGION:ACCOUNT:service/NAME/ID, but is '${serviceArn}'. `
      + 'Copy the whole ARN from the console or from DescribeService.';
  }
  const { region } = parts;
  if (APP_RUNNER_REGIONS.includes(region)) return undefined;
  return `App Runner is not available in Region '${region}' of ${parameter('serviceArn')} '${serviceArn}'. It is available in ${APP_RUNNER_REGIONS.join(', ')}.`;
}
