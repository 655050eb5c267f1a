import { UserError, malformedArn } from './errors';

/** The parts of an App Runner service ARN. */
export interface ServiceArn {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly id: string;
}

/** As App Runner has it: at most 1011 characters, which CloudFormation takes for a physical id too. */
const SERVICE_ARN = /^(?=.{1,1011}$)arn:aws[\w-]*:apprunner:([a-z0-9-]+):(\d{12}):service\/([\w-]+)\/([\w-]+)$/;

export function isServiceArn(text: string): boolean {
  return SERVICE_ARN.test(text);
}

/** @throws UserError when the text is not the ARN of an App Runner service */
export function parseServiceArn(arn: string): ServiceArn {
  const match = SERVICE_ARN.exec(arn);
  if (!match) throw new UserError(malformedArn(arn));
  const [, region, account, name, id] = match;
  return { arn, region, account, name, id };
}
