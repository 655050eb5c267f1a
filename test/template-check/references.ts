import { circles } from './circles';
import { mentionsIn, type Mention } from './mentions';
import type { Finding, Template } from './template';

const PSEUDO_PARAMETERS = ['AccountId', 'NotificationARNs', 'NoValue', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix']
  .map(name => `AWS::${name}`);

/** What a stack takes. */
const MOST_RESOURCES = 500;

/**
 * What a template mentions and does not have, circles of resources that wait for each other, and too many resources. CloudFormation
 * refuses such a template before it does anything; this costs a millisecond and needs no cfn-lint.
 */
export function referenceFindings(template: Template): Finding[] {
  const mentions = mentionsIn(template);
  const count = Object.keys(template.Resources ?? {}).length;
  return [
    ...count > MOST_RESOURCES ? [{ place: 'Resources', rule: 'limit', message: `${count} are more than the ${MOST_RESOURCES} that a stack takes` }] : [],
    ...mentions.filter(mention => !isThere(template, mention)).map(toFinding),
    ...circles(template, mentions),
  ];
}

/** Whether the template has what a mention of this kind may name. */
function isThere({ Parameters = {}, Resources = {}, Conditions = {}, Mappings = {} }: Template, { kind, name, place }: Mention): boolean {
  switch (kind) {
    case 'Condition': return Object.hasOwn(Conditions, name);
    case 'Fn::FindInMap': return Object.hasOwn(Mappings, name);
    case 'DependsOn':
    case 'Fn::GetAtt': return Object.hasOwn(Resources, name);
    case 'Ref':
      // Conditions and rules are evaluated before there is any resource.
      return Object.hasOwn(Parameters, name) || PSEUDO_PARAMETERS.includes(name) || (/^(Resources|Outputs)\//.test(place) && Object.hasOwn(Resources, name));
  }
}

function toFinding({ kind, name, place }: Mention): Finding {
  return { place, rule: kind, message: `'${name}' is nothing in this template` };
}
