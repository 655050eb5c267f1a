import type { ResumeForUpdateAttributes, ServiceStateAttributes } from '../../src/contract/custom-resources';

/** Nothing refers to those of Restore. */
export type RestoreAttributes = Pick<ServiceStateAttributes, 'Status' | 'ServiceUrl' | 'OperationId'>;

/** What a template can refer to. */
export type Attributes = ServiceStateAttributes | ResumeForUpdateAttributes | RestoreAttributes;
