import { createHash } from 'crypto';
import { Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { inputsOf } from './inputs';
import type { Inputs } from './inputs';
import { textOf } from '../template/entries';
import { secretsIn } from '../template/secrets';

/** Where the revision stands among what is read: no property of a service begins with a small letter. */
export const REVISION = 'revision';

/** What has to change for CloudFormation to update the service. */
export interface ServiceFingerprint {
  /** Hash of everything in the service's properties, and in a macro that changes them, that the template itself says. */
  readonly hash: string;
  /** What only CloudFormation knows, as far as it may be seen. */
  readonly inputs: Inputs;
}

/**
 * Reads the service as it will stand in the template, so aspects, tags and overrides count. Call it late.
 *
 * @param revision the user's own word for a change that cannot be seen; with tokens in it, read as the template would say it
 */
export function fingerprintOf(service: CfnService, revision: string | undefined): ServiceFingerprint {
  const [resource] = Object.values(textOf(service).Resources!);
  const { Properties = {}, 'Fn::Transform': macro } = resource;
  const properties = macro === undefined ? Properties : { ...Properties as object, 'Fn::Transform': macro };
  const word: unknown = Stack.of(service).resolve(revision);
  return {
    hash: createHash('sha256').update(JSON.stringify([inOrder(properties), inOrder(word)])).digest('hex').slice(0, 32),
    get inputs() { return inputsOnce(service, revision === undefined ? properties : { ...properties as object, [REVISION]: word }, revision); },
  };
}

/** A service that uses an attribute of its own ServiceState would be read again on the way. It is refused later (dependency-cycles.ts). */
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

/** The order of properties means nothing to CloudFormation, and another version of the CDK may write another one. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, inOrder(inner)]));
}
