import type { ResourceTypeName } from '../contract/custom-resources';

/**
 * How attributes end that say which thing it is or where it is reached. AWS shows these in lists and events, and what
 * reads them needs no right on a secret. Whatever else an attribute holds may be a password or a key.
 */
const IDENTITY_OR_PLACE = /(Arn|ARN|Id|ID|Name|Ur[il]|UR[IL]|End[Pp]oint|Address|Port|Version)s?$/;

/** These answer with what somebody's own code says, under any name. */
const ANSWERED_BY_CODE = ['AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::WaitCondition'];

/** Its URL holds the token that a call needs. */
const WEBHOOK = 'AWS::CodePipeline::Webhook';

/** How the attributes of the CDK's own custom resource for references across Regions begin. It hands on what another stack exports. */
export const CROSS_REGION_EXPORT = '/cdk/exports/';
const CROSS_REGION_READER = 'Custom::CrossRegionExportReader';

/** Status, host name and operation of another service: what this library itself answers with. */
const SERVICE_STATE = 'Custom::AppRunnerServiceState' satisfies ResourceTypeName;

/** Whether an attribute of a type of resource is known not to be a secret. */
export function isHarmless(type: string, attribute: string): boolean {
  if (type === SERVICE_STATE) return true;
  if (type === CROSS_REGION_READER) return attribute.startsWith(CROSS_REGION_EXPORT);
  if (type === 'AWS::CloudFormation::Stack') return attribute.startsWith('Outputs.');
  if (type === 'AWS::SSM::Parameter' && attribute === 'Value') return true;
  return type.startsWith('AWS::') && !ANSWERED_BY_CODE.includes(type) && type !== WEBHOOK && IDENTITY_OR_PLACE.test(attribute);
}
