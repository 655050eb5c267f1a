/** What every template can refer to, as it is for the one stack of the model. */
export const PSEUDO_PARAMETERS = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::StackId': 'arn:aws:cloudformation:us-east-1:123456789012:stack/Stack/11111111-2222-4333-8444-555555555555',
} as const satisfies Record<string, string>;
