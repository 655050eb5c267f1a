import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The answer to findings of cdk-nag's AwsSolutions pack about what this library creates. Nothing here depends on cdk-nag. */
export interface Acknowledgement {
  readonly rule: string;
  /** What the rule finds, as cdk-nag writes it. It is asked late, because names may change until the app is finished. */
  readonly findings?: () => string[];
  readonly reason: string;
}

/** What cdk-nag 2 reads in the metadata of a resource. */
interface Suppression {
  readonly id: string;
  readonly reason: string;
  readonly applies_to?: (string | { readonly regex: string })[];
}

const METADATA = 'cdk_nag';

/**
 * For cdk-nag 3, which looks at the constructs, and at all above them, when the app is finished.
 * `Validations.acknowledge` refuses the ids that cdk-nag makes of `<AWS::Partition>`.
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
  acknowledgeAll(); // its aspect that copies them into the template comes before the validation
  scope.node.addValidation({ validate: acknowledgeAll });
}

/** For cdk-nag 2, which is an aspect: it may ask before other aspects and after them. */
export function suppress(resource: CfnResource, { rule, findings, reason }: Acknowledgement): void {
  addSuppression(resource, findings ? { id: rule, reason, get applies_to() { return findings(); } } : { id: rule, reason });
}

/** For cdk-nag 2. @param pattern what the findings look like, where there may be many in one resource */
export function suppressPattern(resource: CfnResource, rule: string, pattern: RegExp, reason: string): void {
  addSuppression(resource, { id: rule, reason, applies_to: [{ regex: String(pattern) }] });
}

export function wildcardOn(scope: IConstruct, resource: unknown): string {
  return `Resource::${asNagWritesIt(Stack.of(scope).resolve(resource))}`;
}

/** Beside what the app or somebody else has answered. */
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
