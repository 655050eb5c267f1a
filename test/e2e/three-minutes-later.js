/**
 * Loaded into the Lambda functions with NODE_OPTIONS: the function that polls sees a clock that is three minutes ahead of
 * the one that the request started with, so that what only counts after minutes can be seen at once. CloudFormation cuts
 * a function's name at 64 characters, so a stack's name must not be longer than 12.
 */
if (/ProviderIsComplete/.test(process.env.AWS_LAMBDA_FUNCTION_NAME ?? '')) {
  const now = Date.now;
  Date.now = () => now() + 3 * 60_000;
}
