/** The Regions that have an App Runner endpoint; anywhere else its host name does not resolve. */
export const APP_RUNNER_REGIONS: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'us-east-1',
  'us-east-2',
  'us-west-2',
]);

export const DEFAULT_REGION = 'us-east-1';
