import { ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { nameBeforehand } from './service-name';
import { isDummy } from '../validation/pending-lookups';

/** A service as policies name it. The methods are called late, because names may change until the app is complete. */
export interface RightOnService {
  /** Whether it includes to start a deployment. */
  readonly mayDeploy: boolean;
  /** The greatest length of a part that only the deployment knows. */
  readonly partLength: number;
  /** The number of such parts, as far as it is known when the right is added. */
  readonly expectedParts: number;
  /** The resource in a policy statement, with tokens. */
  resource(): string;
  /** The parts of it that only the deployment knows, as they are in the template. */
  unknownParts(): unknown[];
  /** The reason for a wildcard in it, if there is one. */
  wildcard?(): string;
}

/**
 * @param condition the name of the condition under which the service exists. A policy cannot refer to a resource that
 * does not exist. It then names an ARN that no service has.
 */
export function rightOnArn(stack: Stack, serviceArn: string, mayDeploy: boolean, condition: () => string | undefined): RightOnService {
  const guarded = (value: string, otherwise: string): string => {
    const name = condition();
    return name ? Token.asString(Fn.conditionIf(name, value, otherwise)) : value;
  };
  const isLiteral = (): boolean => typeof stack.resolve(serviceArn) === 'string';
  // Newer versions of the CDK validate the policies of the first synthesis too. An error would keep the CLI from looking up the ARN.
  const literal = (): string => (isDummy(stack.resolve(serviceArn) as string) ? arnOf(stack, 'not-looked-up/yet') : serviceArn);
  return {
    resource: () => (isLiteral() ? literal() : guarded(serviceArn, arnOf(stack, 'absent/absent'))),
    // Only the id, which is shorter than the ARN, and unique.
    unknownParts: () => (isLiteral() ? [] : [stack.resolve(guarded(Fn.select(2, Fn.split('/', serviceArn)), 'absent'))]),
    mayDeploy,
    partLength: 32,
    expectedParts: Token.isUnresolved(serviceArn) ? 1 : 0,
  };
}

/**
 * The right on a service that may not exist yet. It refers to no resource: it is a right on the service's name if that is
 * known beforehand, otherwise on all services of the account in the Region.
 */
export function rightOnName(service: CfnService, mayDeploy: boolean): RightOnService {
  const stack = Stack.of(service);
  return {
    resource: () => {
      const name = nameBeforehand(service);
      return arnOf(stack, name === undefined ? '*' : `${Token.asString(name)}/*`);
    },
    unknownParts: () => unknownPartsOf(nameBeforehand(service)),
    mayDeploy,
    partLength: 40,
    expectedParts: Token.isUnresolved(service.serviceName) ? 1 : 0,
    wildcard: () => (nameBeforehand(service) === undefined
      ? 'The name of the service is not known beforehand, and a reference to it would be a cycle: what needs the right comes before it.'
      : 'App Runner makes the id behind the name, and what needs the right comes before the service exists.'),
  };
}

/** Separately, because several names often share a part, such as the parameter for their environment. Pseudo parameters never change. */
function unknownPartsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (String((value as { Ref?: unknown }).Ref).startsWith('AWS::')) return [];
  const join = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return join ? join[1].flatMap(unknownPartsOf) : [value];
}

function arnOf(stack: Stack, resourceName: string): string {
  return stack.formatArn({ service: 'apprunner', resource: 'service', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}
