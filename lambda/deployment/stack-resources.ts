import type { Invocation } from './invocation';
import { isServiceArn } from './service-arn';
import type { ResourceRecord } from '../aws/cloud-formation';

/** @returns undefined for a resource that goes, or that is not there */
export async function stayingRecord({ event, cloudFormation }: Invocation, logicalId: string): Promise<ResourceRecord | undefined> {
  const record = await cloudFormation.resource(event.StackId, logicalId);
  return record?.status.startsWith('DELETE_') ? undefined : record;
}

export async function findService(invocation: Invocation, logicalId: string): Promise<string | undefined> {
  const record = await stayingRecord(invocation, logicalId);
  return record && isServiceArn(record.physicalId) ? record.physicalId : undefined;
}
