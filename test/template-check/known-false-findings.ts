/** What cfn-lint calls an error and we let stand; each with the reason, so that it can be doubted. */
export const KNOWN_FALSE_FINDINGS: readonly { readonly writer: RegExp; readonly finding: RegExp; readonly reason: string }[] = [
  {
    writer: /./,
    finding: /: Prefer using Fn::Sub over Fn::Join.* \[cfn-lint E3703\]$/,
    reason: 'a matter of style, which CloudFormation does not care for; the CDK writes every text as a Join',
  },
  {
    writer: /^emulator\/(custom-resource|nested-stack)\.test\.ts/,
    finding: /^Resources\/Broken\//,
    reason: 'what a test calls Broken is there to fail in a deployment',
  },
  {
    writer: /^deploy-through-pause\//,
    finding: /^Resources\/\w+\/Properties\/SourceConfiguration\/ImageRepository\/ImageIdentifier: '[\w:]+' does not match .* \[cfn-lint E3031\]$/,
    reason: 'the scenarios call images shop:1 and shop:2, which nothing pulls, so that a transcript is short',
  },
  {
    writer: /^bench\/fleet\.test\.ts/,
    finding: /^Resources: .* \[limit\]$/,
    reason: 'the fleet is larger than one stack can be, on purpose: the load on the API is what counts there',
  },
  {
    writer: /./,
    finding: /Fn::Split\/1: \{'Fn::GetStackOutput': .* is not of type 'string' \[cfn-lint E1022\]$/,
    reason: 'what cfn-lint lets stand in Fn::Split is older than Fn::GetStackOutput; the CDK itself splits the ARNs of other stacks so',
  },
];
