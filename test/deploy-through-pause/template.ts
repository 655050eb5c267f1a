/** As much of a CloudFormation template as the model reads: what `cdk synth` wrote, without the resources it leaves out. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Metadata?: Properties;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

export type Properties = Readonly<Record<string, unknown>>;

/** Whether one of these properties changes. */
export function changesAny(names: readonly string[], before: Properties, after: Properties): boolean {
  return names.some(name => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** What a deployment hands to CloudFormation. */
export interface Version {
  readonly name: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The resources that exist in this version, dependencies first. */
export function resourcesInOrder(version: Version): string[] {
  const { Resources } = version.template;
  const present = Object.keys(Resources).filter(id => conditionHolds(version, Resources[id].Condition));
  return inDependencyOrder(present, id => dependenciesOf(Resources[id]));
}

export function inDependencyOrder(ids: readonly string[], dependencies: (id: string) => readonly string[]): string[] {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (!ids.includes(id) || ordered.has(id)) return;
    dependencies(id).forEach(visit);
    ordered.add(id);
  };
  ids.forEach(visit);
  return [...ordered];
}

const knownDependencies = new WeakMap<TemplateResource, readonly string[]>();

/** Declared ones and those that a reference makes. */
export function dependenciesOf(resource: TemplateResource): readonly string[] {
  const { DependsOn = [], Properties: properties } = resource;
  const dependencies = knownDependencies.get(resource)
    ?? [...new Set([...typeof DependsOn === 'string' ? [DependsOn] : DependsOn, ...referencesIn(properties)])];
  knownDependencies.set(resource, dependencies);
  return dependencies;
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { 'Ref': ref, 'Fn::GetAtt': attribute } = value as { 'Ref'?: string; 'Fn::GetAtt'?: string[] };
  if (ref !== undefined) return [ref];
  return attribute ? [attribute[0]] : Object.values(value).flatMap(referencesIn);
}

export function conditionHolds({ template, parameters }: Version, name: string | undefined): boolean {
  if (name === undefined) return true;
  const [left, right] = (template.Conditions?.[name] as { 'Fn::Equals': [unknown, unknown] })['Fn::Equals']
    .map(side => typeof side === 'string' ? side : parameters[(side as { Ref: string }).Ref]);
  return left === right;
}
