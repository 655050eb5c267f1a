import type { ResourceTypeName } from '../contract/custom-resources';

/**
 * The endings of attributes that identify a resource or give its address. AWS shows these in lists and events, and
 * reading them takes no right on a secret. Any other attribute may hold a password or a key.
 */
const IDENTITY_OR_ADDRESS = /(Arn|ARN|Id|ID|Name|Ur[il]|UR[IL]|End[Pp]oint|Address|Port|Version)s?$/;

/** The attributes of these have any name, and code of the app determines their values. */
const SET_BY_CODE = ['AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::WaitCondition'];

/** Its URL holds the token that authorizes a call. */
const WEBHOOK = 'AWS::CodePipeline::Webhook';

/** The attributes of the CDK's custom resource for references across Regions begin like this. Their values are exports of another stack. */
export const CROSS_REGION_EXPORT = '/cdk/exports/';
const CROSS_REGION_READER = 'Custom::CrossRegionExportReader';

/** The attributes that this library returns: status, host name and operation of a service. */
const SERVICE_STATE = 'Custom::AppRunnerServiceState' satisfies ResourceTypeName;

/** Whether an attribute of a resource type is known not to be a secret. */
export function isNonSecretAttribute(type: string, attribute: string): boolean {
  if (type === SERVICE_STATE) return true;
  if (type === CROSS_REGION_READER) return attribute.startsWith(CROSS_REGION_EXPORT);
  if (type === 'AWS::CloudFormation::Stack') return attribute.startsWith('Outputs.');
  if (type === 'AWS::SSM::Parameter' && attribute === 'Value') return true;
  return type.startsWith('AWS::') && !SET_BY_CODE.includes(type) && type !== WEBHOOK && IDENTITY_OR_ADDRESS.test(attribute);
}
