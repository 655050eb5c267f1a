/** What cfn-lint calls an error and CloudFormation accepts; each with the reason, so that it can be doubted. */
export const KNOWN_FALSE_FINDINGS: readonly { readonly rule: string; readonly message: RegExp; readonly reason: string }[] = [];
