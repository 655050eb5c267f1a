import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The acknowledgement of findings of cdk-nag's AwsSolutions pack in this library's resources. Nothing here depends on cdk-nag. */
export interface Acknowledgement {
  readonly rule: string;
  /** The findings of the rule, as cdk-nag writes them. Called late, because names may change until the app is complete. */
  readonly findings?: () => string[];
  readonly reason: string;
}

/** What cdk-nag 2 reads in the Metadata of a resource. */
interface Suppression {
  readonly id: string;
  readonly reason: string;
  readonly applies_to?: (string | { readonly regex: string })[];
}

const METADATA = 'cdk_nag';

/**
 * For cdk-nag 3, which reads the acknowledgements of a construct and of all its scopes when the app is complete.
 * `Validations.acknowledge` refuses the ids of cdk-nag with `<AWS::Partition>` in them.
 */
export function acknowledge(scope: IConstruct, { rule, findings, reason }: Acknowledgement): void {
  const acknowledged = new Set<string>();
  const acknowledgeAll = (): string[] => {
    for (const id of findings ? findings().map(finding => `${rule}[${finding}]`) : [rule]) {
      if (acknowledged.has(id)) continue;
      acknowledged.add(id);
      scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
    }
    return [];
  };
  acknowledgeAll(); // an aspect of cdk-nag copies them into the template before the validation
  scope.node.addValidation({ validate: acknowledgeAll });
}

/** For cdk-nag 2, which is an aspect. It may come before other aspects or after them. */
export function suppress(resource: CfnResource, { rule, findings, reason }: Acknowledgement): void {
  addSuppression(resource, findings ? { id: rule, reason, get applies_to() { return findings(); } } : { id: rule, reason });
}

/** For cdk-nag 2. @param pattern for resources with many findings */
export function suppressPattern(resource: CfnResource, rule: string, pattern: RegExp, reason: string): void {
  addSuppression(resource, { id: rule, reason, applies_to: [{ regex: String(pattern) }] });
}

export function wildcardOn(scope: IConstruct, resource: unknown): string {
  return `Resource::${asNagWritesIt(Stack.of(scope).resolve(resource))}`;
}

/** Keeps the suppressions of the app. */
function addSuppression(resource: CfnResource, suppression: Suppression): void {
  const { rules_to_suppress: others = [] } = (resource.getMetadata(METADATA) ?? {}) as { rules_to_suppress?: unknown[] };
  const text = JSON.stringify(suppression);
  if (others.some(other => JSON.stringify(other) === text)) return;
  resource.addMetadata(METADATA, { rules_to_suppress: [...others, suppression] });
}

/** cdk-nag writes a reference as <LogicalId> or <LogicalId.Attribute>. */
function asNagWritesIt(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\$\{/g, '<').replace(/\}/g, '>');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(asNagWritesIt).join(separator);
    }
    case 'Ref': return `<${String(argument)}>`;
    case 'Fn::GetAtt': return `<${(argument as string[]).join('.')}>`;
    case 'Fn::ImportValue':
    case 'Fn::Sub': return asNagWritesIt(argument);
    default: return JSON.stringify(value);
  }
}
