import { createHash } from 'crypto';
import { resourceTypeOf, sorted, text } from './request';
import type { CustomResourceEvent } from './request';
import { parseServiceArn } from './service-arn';

/** Properties that the framework and the CDK add: they say where a request goes, not what it asks for. */
const ROUTING_PROPERTIES = ['ServiceToken', 'ServiceTimeout'];

/**
 * The id by which CloudFormation knows the resource. Restore's changes with every Update, so that every deployment
 * that could have resumed a service ends with a clean-up Delete, forward and in a rollback alike. Only where rollback is
 * disabled it stays, because CloudFormation may refuse to replace a resource there: State pauses then.
 */
export function physicalIdOf(event: CustomResourceEvent, isReplacementRefused: boolean): string {
  if (event.RequestType === 'Delete') return event.PhysicalResourceId ?? '';
  switch (resourceTypeOf(event)) {
    case 'Custom::AppRunnerServiceState': return parseServiceArn(text(event.ResourceProperties.ServiceArn)).arn;
    case 'Custom::AppRunnerRestore': return restoreIdOf(event, isReplacementRefused);
    case 'Custom::AppRunnerResumeForUpdate': return event.LogicalResourceId;
  }
}

function restoreIdOf({ PhysicalResourceId, ResourceProperties, RequestId }: CustomResourceEvent, stays: boolean): string {
  if (stays && PhysicalResourceId) return PhysicalResourceId;
  const id = hashOf(ownProperties(ResourceProperties));
  // Where it had to stay once, it can be the id of the very properties that this request goes back to.
  return id === PhysicalResourceId ? hashOf([id, RequestId]) : id;
}

function ownProperties(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !ROUTING_PROPERTIES.includes(name)));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(sorted(value))).digest('hex').slice(0, 32);
}
