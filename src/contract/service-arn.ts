/** The parts of an App Runner service ARN. */
export interface ServiceArn {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly id: string;
}

/**
 * One service, without a wildcard. The lengths are those of App Runner's API. Policies that name forty services rely on
 * them, and so does the physical id of the custom resource.
 */
const SERVICE_ARN = /^arn:aws[\w-]{0,32}:apprunner:([a-z0-9-]{1,63}):(\d{12}):service\/([\w-]{1,40})\/([\w-]{1,32})$/;

/** @returns undefined when the text is not the ARN of an App Runner service */
export function partsOfServiceArn(text: string): ServiceArn | undefined {
  const match = SERVICE_ARN.exec(text);
  if (!match) return undefined;
  const [arn, region, account, name, id] = match;
  return { arn, region, account, name, id };
}
