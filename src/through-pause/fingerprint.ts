import { createHash } from 'crypto';
import { Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { inputsOf } from './inputs';
import type { Inputs } from './inputs';
import { templateOf } from '../template/entries';
import { secretsIn } from '../template/secrets';

/** The name of the revision among the properties. No property of a service begins with a lower-case letter. */
export const REVISION = 'revision';

/** Changes whenever CloudFormation would update the service. */
export interface ServiceFingerprint {
  /** Hash of all that is literal in the service's properties, and in a macro that changes them. */
  readonly hash: string;
  /** What only CloudFormation knows. */
  readonly inputs: Inputs;
}

/**
 * Reads the service as it will be in the template, with aspects, tags and overrides applied. Call it late.
 *
 * @param revision the prop of that name; tokens in it are resolved as in the template
 */
export function fingerprintOf(service: CfnService, revision: string | undefined): ServiceFingerprint {
  const [resource] = Object.values(templateOf(service).Resources!);
  const { Properties = {}, 'Fn::Transform': macro } = resource;
  const properties = macro === undefined ? Properties : { ...Properties as object, 'Fn::Transform': macro };
  const resolvedRevision: unknown = Stack.of(service).resolve(revision);
  return {
    hash: createHash('sha256').update(JSON.stringify([sorted(properties), sorted(resolvedRevision)])).digest('hex').slice(0, 32),
    get inputs() {
      const read = revision === undefined ? properties : { ...properties as object, [REVISION]: resolvedRevision };
      return inputsOnce(service, read, revision);
    },
  };
}

/** A service that uses an attribute of its own ServiceState would be read again in between. It is refused later (dependency-cycles.ts). */
function inputsOnce(service: CfnService, properties: unknown, revision: string | undefined): Inputs {
  if (BEING_READ.has(service)) return { seen: [], unseen: [] };
  BEING_READ.add(service);
  try {
    return inputsOf(properties, secretsIn(service, revision));
  } finally {
    BEING_READ.delete(service);
  }
}

const BEING_READ = new WeakSet<CfnService>();

/** The order of properties has no meaning in CloudFormation, and another version of the CDK may write another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
