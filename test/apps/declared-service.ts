import type { SynthesizedStack } from './assembly';
import { DeployedValues } from './deployed-values';
import type { Source } from './deployed-values';
import type { ResourceTypeName } from '../../src/contract/custom-resources';

const SERVICE = 'AWS::AppRunner::Service';
const RESUME_FOR_UPDATE = 'Custom::AppRunnerResumeForUpdate' satisfies ResourceTypeName;

/** A service that is deployed through a pause, and what our resource before it can tell of it. */
export interface DeclaredService {
  readonly stack: SynthesizedStack;
  readonly logicalId: string;
  /** As the template has them, intrinsic functions unresolved. */
  readonly properties: unknown;
  readonly fingerprint: string;
  readonly inputs: unknown;
}

/** By stack and logical id. */
export function declaredServices(stacks: SynthesizedStack[]): Map<string, DeclaredService> {
  return new Map(stacks.flatMap(stack => Object.values(stack.template.Resources)
    .filter(({ Type }) => Type === RESUME_FOR_UPDATE)
    .map(({ Properties: ours = {} }) => {
      const logicalId = String(ours.ServiceLogicalId);
      const { Type, Properties: properties } = stack.template.Resources[logicalId];
      expect(Type).toBe(SERVICE);
      return [`${stack.path} ${logicalId}`, { stack, logicalId, properties, fingerprint: String(ours.Fingerprint), inputs: ours.Inputs }];
    })));
}

/** A service in one deployment. */
export interface Deployed {
  /** What CloudFormation compares with the last deployment, to see whether it has to update the service. */
  readonly service: string;
  /** What CloudFormation compares, to see whether it has to ask us before that. */
  readonly ours: string;
  readonly sourcesOfService: Set<Source>;
  readonly sourcesOfOurs: Set<Source>;
}

/** @returns undefined where the service does not exist in this deployment */
export function deployed(declared: DeclaredService, stacks: SynthesizedStack[], given: Record<Source, string> = {}): Deployed | undefined {
  const { stack, logicalId, properties, fingerprint, inputs } = declared;
  const condition = stack.template.Resources[logicalId].Condition;
  const [service, ours] = [new DeployedValues(stacks, given), new DeployedValues(stacks, given)];
  if (condition !== undefined && !service.holds(condition, stack)) return undefined;
  service.asked.clear();
  return {
    service: JSON.stringify(service.of(properties, stack)),
    ours: JSON.stringify([fingerprint, ours.of(inputs, stack)]),
    sourcesOfService: service.asked,
    sourcesOfOurs: ours.asked,
  };
}
