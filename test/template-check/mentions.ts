import type { Template } from './template';

/** One place of a template that names another part of it. */
export interface Mention {
  /** How; a name in Fn::Sub counts as the Ref or Fn::GetAtt that it stands for. */
  readonly kind: 'Ref' | 'Fn::GetAtt' | 'Condition' | 'DependsOn' | 'Fn::FindInMap';
  readonly name: string;
  /** A path such as `Resources/State/Properties/ServiceArn/Ref`. */
  readonly place: string;
  /** The resource that the place belongs to. */
  readonly resource?: string;
}

/** Everything in a template that names a parameter, resource, condition or mapping of it. */
export function mentionsIn(template: Template): Mention[] {
  const { Conditions = {}, Rules = {}, Resources = {}, Outputs = {} } = template;
  return [
    ...inValue(Conditions, 'Conditions'),
    ...inValue(Rules, 'Rules'),
    ...Object.entries(Resources).flatMap(([id, resource]) => ofElement(resource, `Resources/${id}`).map(mention => ({ ...mention, resource: id }))),
    ...Object.entries(Outputs).flatMap(([id, output]) => ofElement(output as object, `Outputs/${id}`)),
  ];
}

/** Of a resource or an output, whose `Condition` and `DependsOn` are not intrinsic functions. */
function ofElement(element: object, place: string): Mention[] {
  return Object.entries(element).flatMap(([key, value]: [string, unknown]): Mention[] => {
    if (key === 'Condition') return [{ kind: 'Condition', name: String(value), place: `${place}/Condition` }];
    if (key === 'DependsOn') return [value].flat().map(name => ({ kind: 'DependsOn', name: String(name), place: `${place}/DependsOn` }));
    return inValue(value, `${place}/${key}`);
  });
}

function inValue(value: unknown, place: string): Mention[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length === 1) {
    const [name, argument] = entries[0];
    if (name === 'Fn::Sub') return ofSub(argument, `${place}/Fn::Sub`);
    const mention = ofFunction(name, argument, `${place}/${name}`);
    if (mention) return [mention, ...inValue(argument, `${place}/${name}`)];
  }
  return entries.flatMap(([key, item]) => inValue(item, `${place}/${key}`));
}

function ofFunction(name: string, argument: unknown, place: string): Mention | undefined {
  const first: unknown = Array.isArray(argument) ? argument[0] : argument;
  if (typeof first !== 'string') return undefined;
  switch (name) {
    case 'Ref': return { kind: 'Ref', name: first, place };
    case 'Fn::GetAtt': return { kind: 'Fn::GetAtt', name: first.split('.')[0], place };
    case 'Fn::If': return { kind: 'Condition', name: first, place };
    case 'Fn::FindInMap': return { kind: 'Fn::FindInMap', name: first, place };
    // A function between conditions only: IAM's statements have a Condition, too, which is an object.
    case 'Condition': return place.startsWith('Resources/') ? undefined : { kind: 'Condition', name: first, place };
    default: return undefined;
  }
}

function ofSub(argument: unknown, place: string): Mention[] {
  const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.trim());
  return [
    ...names.filter(name => !(name in variables)).map((name): Mention => {
      const [id, ...attribute] = name.split('.');
      return { kind: attribute.length > 0 ? 'Fn::GetAtt' : 'Ref', name: id, place };
    }),
    ...inValue(variables, `${place}/1`),
  ];
}
