import type { Decision } from './decision';
import type { AwsCallError } from '../aws/aws-call-error';
import { isMissingRight, isUnknownHost } from '../aws/error-kinds';

/** What becomes of a service about which a call failed. No call is made again in the same tick: the next one is near. */
export function decisionAfter(error: AwsCallError): Decision {
  const reason = explain(error);
  switch (error.kind) {
    case 'throttled':
    case 'transient':
    case 'outdated':
      return { kind: 'skip', reason: `${reason} The next tick tries again.` };
    case 'propagating':
    case 'invalid':
    case 'permanent':
      return { kind: 'failed', reason };
  }
}

/** For people: which call failed, why, and what to do where that is known. */
export function explain({ action, resource, reason }: AwsCallError): string {
  const answer = sentence(reason.message);
  if (isMissingRight(reason)) {
    return `The reconcile function may not call ${action} on ${resource}: ${answer} `
      + 'Allow it in the role of the function; look also at permissions boundaries and service control policies.';
  }
  if (isUnknownHost(reason)) {
    return `The reconcile function could not call ${action} on ${resource}, because it found no host of that name: ${answer} `
      + 'Either the service is not available in that Region, or the VPC of the function does not resolve the name.';
  }
  return `${action} on ${resource} failed: ${reason.name}: ${answer}`;
}

/** AWS ends some of its texts with a full stop. */
function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
