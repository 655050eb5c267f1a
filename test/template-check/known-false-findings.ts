/** What cfn-lint calls an error and CloudFormation accepts; each with the reason, so that it can be doubted. */
export const KNOWN_FALSE_FINDINGS: readonly { readonly rule: string; readonly message: RegExp; readonly reason: string }[] = [
  { rule: 'E3703', message: /^Prefer using Fn::Sub over Fn::Join/, reason: 'A matter of style, which CloudFormation does not care for; the CDK writes every text as a Join.' },
];
