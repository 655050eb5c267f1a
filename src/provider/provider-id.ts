/** The id of a stack's provider from getOrCreate. Never change it: CloudFormation refuses a changed ServiceToken. */
export const PROVIDER_ID = 'AppRunnerServiceStateProvider';
