import type { TestBed } from './test-bed';
import { declaredNow, parseDesiredState } from '../../lambda/core/declared-state';
import type { DesiredStateProperty, OnDeleteName, ServiceStateMetadata } from '../../src/contract/custom-resources';
import type { ServiceView } from '../simulator';

/** What the current configuration declares of a service. */
export interface Declaration {
  readonly serviceId: string;
  readonly desired: DesiredStateProperty;
  readonly onDelete: OnDeleteName;
  readonly service: ServiceView | undefined;
}

export function declarationsOf({ records: { stable }, simulator }: TestBed): Declaration[] {
  return [...stable.values()].filter(({ type }) => type === 'Custom::AppRunnerServiceState').map(({ metadata, dependencies, properties }) => {
    const { AppRunnerState: { DesiredState } } = JSON.parse(metadata) as { AppRunnerState: ServiceStateMetadata };
    const serviceId = dependencies.find(id => stable.get(id)?.type === 'AWS::AppRunner::Service') ?? '';
    const onDelete = properties.OnDelete as OnDeleteName;
    return { serviceId, desired: DesiredState, onDelete, service: simulator.service(stable.get(serviceId)?.physicalId ?? '') };
  });
}

/** RUNNING, PAUSED or AS_FOUND. */
export function desiredAt(desired: DesiredStateProperty, instant: number): string {
  const { declared, problem } = parseDesiredState(desired);
  return problem ? String(desired) : declaredNow(declared, instant).state;
}
