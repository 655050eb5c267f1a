import { Lazy, Resource, Token } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import type { Construct, IConstruct } from 'constructs';
import { method, parameter } from '../validation/names-by-language';
import { partsOfServiceArn } from '../contract/service-arn';
import { lookupsAreOpen } from '../validation/pending-lookups';

/** The Regions in which App Runner has an endpoint. The service is closed to new customers, so no new ones are to come. */
const APP_RUNNER_REGIONS = [
  'ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'us-east-1', 'us-east-2', 'us-west-2',
];

/**
 * Ways to refer to an App Runner service that is not at hand as a `CfnService`.
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
   * A service by its ARN: of another stack, of no stack at all, or of another Region of the same account.
   *
   * @param scope where the reference stands in the construct tree
   * @param id its id there
   * @param serviceArn `arn:aws:apprunner:REGION:ACCOUNT:service/NAME/ID`, or a token that becomes one. A literal is
   * checked at once, what `StringParameter.valueFromLookup` gives once it is known, and a token at deploy time.
   */
  public static fromServiceArn(scope: Construct, id: string, serviceArn: string): aws_apprunner.IServiceRef {
    const problem = Token.isUnresolved(serviceArn) ? undefined : problemOf(serviceArn);
    if (problem === undefined) return new ImportedService(scope, id, serviceArn);
    if (!lookupsAreOpen(scope)) throw new Error(problem);
    // A token for the dummy, because the CDK would take it apart.
    return new ImportedService(scope, id, Lazy.string({ produce: () => serviceArn }));
  }

  /**
   * The `AWS::AppRunner::Service` inside a higher-level construct, such as the `Service` of
   * `@aws-cdk/aws-apprunner-alpha`, which cannot be passed as a reference itself.
   *
   * @param construct a construct that defines exactly one App Runner service; none or several are an error. One that was
   * imported defines none.
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

/** What is wrong with a literal ARN, and what to do. */
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
