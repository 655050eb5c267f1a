import { isPolicy } from './rights';
import type { Properties, Template, TemplateResource, Version } from './template';
import { PAUSED_BY_ANOTHER_NAME_ALONE, RENAMED_BY_PARAMETER, SECOND_SERVICE_REMOVED, SERVICE_RENAMED } from './version-pairs';
import type { VersionPair } from './version-pairs';

/** The policies that the library writes, with one rule broken. */
export interface MutationOfRights {
  readonly name: string;
  /** The update in which it is known to be noticed. */
  readonly pair: VersionPair;
  mutate(template: Template): Template;
}

export function mutatedPair({ pair, mutate }: MutationOfRights): VersionPair {
  const templates = new Map<Template, Template>();
  const mutated = (version: Version): Version => {
    const template = templates.get(version.template) ?? mutate(version.template);
    templates.set(version.template, template);
    return { ...version, template };
  };
  return { ...pair, from: mutated(pair.from), to: mutated(pair.to), third: () => mutated(pair.third()) };
}

type Change = (id: string, resource: TemplateResource) => readonly [id: string, resource: TemplateResource];

const changed = (change: Change) => ({ Resources, ...rest }: Template): Template =>
  ({ ...rest, Resources: Object.fromEntries(Object.entries(Resources).map(([id, resource]) => change(id, resource))) });

const policies = (change: (resource: TemplateResource) => TemplateResource): MutationOfRights['mutate'] =>
  changed((id, resource) => [id, isPolicy(resource.Type) ? change(resource) : resource]);

/** As though the hash of its contents were no part of the logical id. */
const keptId = (id: string): string => id.replace(/(RightsPolicy\d+[0-9A-F]{8})[0-9A-F]{8}$/, '$1');

const dependencies = ({ DependsOn = [] }: TemplateResource): readonly string[] => [DependsOn].flat();

const constantDescription = policies(({ Properties, ...rest }) =>
  ({ ...rest, Properties: { ...Properties, ...Properties?.Description !== undefined && { Description: 'Services' } } }));

export const MUTATIONS_OF_RIGHTS: readonly MutationOfRights[] = [
  {
    name: 'a shared policy keeps its logical id, and so changes in place',
    pair: SECOND_SERVICE_REMOVED,
    mutate: changed((id, resource) => [keptId(id), { ...resource, DependsOn: dependencies(resource).map(keptId) }]),
  },
  {
    name: 'a shared policy whose contents only the deployment knows changes in place',
    pair: RENAMED_BY_PARAMETER,
    mutate: constantDescription,
  },
  {
    name: 'the policy of one service is renamed in place',
    pair: PAUSED_BY_ANOTHER_NAME_ALONE,
    mutate: policies(resource => resource.Type === 'AWS::IAM::RolePolicy' ? { ...resource, Type: 'AWS::IAM::Policy' } : resource),
  },
  {
    name: 'nothing waits for its policy',
    pair: SERVICE_RENAMED,
    mutate: changed((id, resource) => [id, { ...resource, DependsOn: dependencies(resource).filter(other => !/Rights/.test(other)) }]),
  },
  {
    name: 'the functions may not describe their own stack',
    pair: SERVICE_RENAMED,
    mutate: policies(({ Properties, ...rest }) => ({ ...rest, Properties: JSON.parse(JSON.stringify(Properties).replaceAll('cloudformation:DescribeStacks"', 'cloudformation:ListStacks"')) as Properties })),
  },
];
