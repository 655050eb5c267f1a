import type { OperationType, ServiceStatus } from '@aws-sdk/client-apprunner';
import type { FinalStatus } from './operation';

/** The statuses in which each operation may start. Nothing starts while another operation runs. */
export const STARTS_FROM: Readonly<Record<OperationType, readonly ServiceStatus[]>> = {
  CREATE_SERVICE: [],
  DELETE_SERVICE: ['RUNNING', 'PAUSED', 'CREATE_FAILED', 'DELETE_FAILED'],
  PAUSE_SERVICE: ['RUNNING'],
  RESUME_SERVICE: ['PAUSED'],
  START_DEPLOYMENT: ['RUNNING'],
  // The API reference has CREATE_FAILED services rebuilt with UpdateService.
  UPDATE_SERVICE: ['RUNNING', 'CREATE_FAILED'],
};

const AFTER_SUCCESS: Readonly<Record<OperationType, ServiceStatus>> = {
  CREATE_SERVICE: 'RUNNING',
  DELETE_SERVICE: 'DELETED',
  PAUSE_SERVICE: 'PAUSED',
  RESUME_SERVICE: 'RUNNING',
  START_DEPLOYMENT: 'RUNNING',
  UPDATE_SERVICE: 'RUNNING',
};

/** The operations that put a version of the application into service. */
const DEPLOYS: ReadonlySet<OperationType> = new Set<OperationType>(['CREATE_SERVICE', 'UPDATE_SERVICE', 'START_DEPLOYMENT']);

export function statusAfter(type: OperationType, outcome: FinalStatus, before: ServiceStatus): ServiceStatus {
  if (outcome === 'SUCCEEDED') return AFTER_SUCCESS[type];
  if (type === 'CREATE_SERVICE') return 'CREATE_FAILED';
  if (type === 'DELETE_SERVICE') return 'DELETE_FAILED';
  return before;
}

export function deploys(type: OperationType, outcome: FinalStatus): boolean {
  return outcome === 'SUCCEEDED' && DEPLOYS.has(type);
}
