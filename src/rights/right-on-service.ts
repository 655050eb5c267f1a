import { ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { nameBeforehand } from './service-name';
import { isDummy } from '../validation/pending-lookups';

/** The right on a service, which follows what the template says at the end: what is a method is asked late. */
export interface ServiceRight {
  /** How long a part may be that only the deployment knows. */
  readonly partLength: number;
  /** How many of those are to be expected. */
  readonly expectedParts: number;
  /** What a policy names, with tokens in it. */
  resource(): string;
  /** The parts of it that only the deployment knows, as the template has them. */
  unknownParts(): unknown[];
  /** Why it is a wildcard, if it is one. */
  wildcard?(): string;
}

/**
 * @param condition the name of the condition under which the service exists: a policy cannot refer to a resource that
 * does not. No service has the name that stands there instead.
 */
export function rightOnArn(stack: Stack, serviceArn: string, condition: () => string | undefined): ServiceRight {
  const guarded = (value: string, otherwise: string): string => {
    const name = condition();
    return name ? Token.asString(Fn.conditionIf(name, value, otherwise)) : value;
  };
  const isText = (): boolean => typeof stack.resolve(serviceArn) === 'string';
  // Newer versions of the CDK validate the policies of the first synthesis too, and the CLI would never look up the ARN.
  const text = (): string => (isDummy(stack.resolve(serviceArn) as string) ? arnOf(stack, 'not-looked-up/yet') : serviceArn);
  return {
    resource: () => (isText() ? text() : guarded(serviceArn, arnOf(stack, 'absent/absent'))),
    // The id alone: it is shorter than the ARN, and no two services have the same.
    unknownParts: () => (isText() ? [] : [stack.resolve(guarded(Fn.select(2, Fn.split('/', serviceArn)), 'absent'))]),
    partLength: 32,
    expectedParts: Token.isUnresolved(serviceArn) ? 1 : 0,
  };
}

/**
 * The right on a service that may not exist yet, so that what comes before it needs no reference to it: by its name
 * where that is known, else on all services of the account in the Region.
 */
export function rightOnName(service: CfnService): ServiceRight {
  const stack = Stack.of(service);
  return {
    resource: () => {
      const name = nameBeforehand(service);
      return arnOf(stack, name === undefined ? '*' : `${Token.asString(name)}/*`);
    },
    unknownParts: () => unknownPartsOf(nameBeforehand(service)),
    partLength: 40,
    expectedParts: Token.isUnresolved(service.serviceName) ? 1 : 0,
    wildcard: () => (nameBeforehand(service) === undefined
      ? 'The name of the service is not known beforehand, and a reference to it would be a cycle: what needs the right comes before it.'
      : 'App Runner makes the id behind the name, and what needs the right comes before the service exists.'),
  };
}

/** Several names often share a part, such as the parameter that names their environment. Pseudo parameters never change. */
function unknownPartsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (String((value as { Ref?: unknown }).Ref).startsWith('AWS::')) return [];
  const join = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return join ? join[1].flatMap(unknownPartsOf) : [value];
}

function arnOf(stack: Stack, resourceName: string): string {
  return stack.formatArn({ service: 'apprunner', resource: 'service', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}
