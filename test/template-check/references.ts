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
    ...mentions.filter(mention => !namesOf(template, mention).has(mention.name)).map(toFinding),
    ...circles(template, mentions),
  ];
}

/** What a mention of this kind may name. */
function namesOf(template: Template, { kind, place }: Mention): Set<string> {
  const { Parameters = {}, Resources = {}, Conditions = {}, Mappings = {} } = template;
  switch (kind) {
    case 'Condition': return new Set(Object.keys(Conditions));
    case 'Fn::FindInMap': return new Set(Object.keys(Mappings));
    case 'DependsOn':
    case 'Fn::GetAtt': return new Set(Object.keys(Resources));
    case 'Ref': {
      const parameters = [...Object.keys(Parameters), ...PSEUDO_PARAMETERS];
      // Conditions and rules are evaluated before there is any resource.
      return new Set(/^(Resources|Outputs)\//.test(place) ? [...parameters, ...Object.keys(Resources)] : parameters);
    }
  }
}

function toFinding({ kind, name, place }: Mention): Finding {
  return { place, rule: kind, message: `'${name}' is nothing in this template` };
}
