import { malformedArn } from './texts';
import { UserError } from './user-error';
import { partsOfServiceArn } from '../../src/contract/service-arn';
import type { ServiceArn } from '../../src/contract/service-arn';

export function isServiceArn(text: string): boolean {
  return partsOfServiceArn(text) !== undefined;
}

/** @throws UserError when the text is not the ARN of an App Runner service */
export function parseServiceArn(arn: string): ServiceArn {
  const parts = partsOfServiceArn(arn);
  if (!parts) throw new UserError(malformedArn(arn));
  return parts;
}
