import { namesOf, textOfSub, variablesOfSub } from '../template/references';

/** A Ref, Fn::GetAtt, Fn::FindInMap, Fn::ImportValue or Fn::GetStackOutput, written in the one way that this file writes it. */
export type Reference = Readonly<Record<string, unknown>>;

/** Whether what a reference stands for is, or may be, a secret. */
export type IsSecret = (reference: Reference) => boolean;

/** A value that only CloudFormation knows and that must not be among the inputs, so a change of it is not seen. */
export interface Unseen {
  /** Where it stands in the properties: `SourceConfiguration.ImageRepository.ImageIdentifier`. */
  readonly path: string;
  /** What stands there, without its value. */
  readonly reference: Reference | string;
}

export interface Inputs {
  /** Each of them once, in an order of its own. */
  readonly seen: unknown[];
  readonly unseen: Unseen[];
}

/**
 * The values in the properties of a resource that only CloudFormation knows: the intrinsic functions in them.
 *
 * Functions that merely rearrange what they are given are taken apart down to what they refer to, because the whole
 * could hold a dynamic reference, which CloudFormation would resolve wherever it stands. What looks a value up is
 * copied whole, unless a secret is in it. A copy stands under the conditions under which the original does.
 */
export function inputsOf(properties: unknown, isSecret: IsSecret): Inputs {
  const collector = new InputCollector(isSecret);
  collector.collect(properties, { path: [], loopVariables: [], guard: input => input });
  return { seen: [...collector.seen.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input), unseen: collector.unseen };
}

/** Whether there is a secret in a piece of template, however deep. */
export function holdsSecret(value: unknown, isSecret: IsSecret): boolean {
  if (typeof value === 'string') return value.includes('{{resolve');
  if (Array.isArray(value)) return value.some(inner => holdsSecret(inner, isSecret));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value as Record<string, unknown>).some(([name, argument]) =>
    referencesOf(name, argument).some(isSecret) || holdsSecret(argument, isSecret));
}

interface Place {
  /** Property names and indexes on the way. */
  readonly path: readonly string[];
  /** The variables of the Fn::ForEach around it. Nothing may refer to them elsewhere. */
  readonly loopVariables: readonly string[];
  /** Puts a copy under the conditions of the branches around it, because it may refer to what exists only there. */
  readonly guard: (input: unknown) => unknown;
}

/** The value of these follows from that of their arguments. */
const REARRANGING = ['Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Base64', 'Fn::ToJsonString', 'Fn::Length'];

/** These look a value up, or make one that their arguments do not tell. */
const LOOKING_UP = ['Fn::FindInMap', 'Fn::ImportValue', 'Fn::GetStackOutput', 'Fn::Cidr', 'Fn::GetAZs'];

const KNOWN = [...REARRANGING, ...LOOKING_UP, 'Fn::GetAtt', 'Fn::Sub', 'Fn::If'];

/** Whether every function in a value may stand in any property. */
function isKnown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => (!name.startsWith('Fn::') || KNOWN.includes(name)) && isKnown(inner));
}

class InputCollector {
  public readonly seen = new Map<string, unknown>();
  public readonly unseen: Unseen[] = [];

  constructor(private readonly isSecret: IsSecret) {}

  public collect(value: unknown, place: Place): void {
    if (typeof value === 'string') this.text(value, place);
    if (Array.isArray(value)) value.forEach((inner, index) => this.collect(inner, { ...place, path: [...place.path, String(index)] }));
    else if (typeof value === 'object' && value !== null) this.object(Object.entries(value as Record<string, unknown>), place);
  }

  private object(entries: [string, unknown][], place: Place): void {
    for (const [name, argument] of entries) {
      if (name.startsWith('Fn::ForEach::')) this.loop(argument, place);
      else if (name === 'Fn::Transform' || (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::')))) this.intrinsic(name, argument, place);
      else this.collect(argument, { ...place, path: [...place.path, name] });
    }
  }

  private intrinsic(name: string, argument: unknown, place: Place): void {
    const references = referencesOf(name, argument);
    if (name === 'Ref' || name === 'Fn::GetAtt') {
      if (references.length === 0) this.leaveOut({ [name]: argument }, place);
      for (const reference of references) this.reference(reference, place);
      if (typeof argument !== 'string') this.arguments(argument, place);
    } else if (name === 'Fn::Sub') {
      this.arguments([textOfSub(argument), ...Object.values(variablesOfSub(argument))], place);
      for (const reference of references) this.reference(reference, place);
    } else if (name === 'Fn::If') {
      this.choice(argument as [unknown, unknown, unknown], place);
    } else if (REARRANGING.includes(name)) {
      this.arguments(argument, place);
    } else {
      this.whole(name, argument, place);
    }
  }

  /** What is not known here could as well fetch a secret, as any macro could. */
  private whole(name: string, argument: unknown, place: Place): void {
    const value = { [name]: argument };
    if (isKnown(value) && !holdsSecret(value, this.isSecret) && !names(value, place.loopVariables)) {
      this.see(value, place);
    } else {
      this.leaveOut(LOOKING_UP.includes(name) ? value : name, place);
      this.arguments(argument, place);
    }
  }

  /** Pseudo parameters stay the same as long as the stack lives, and a loop variable is what its collection says. */
  private reference(reference: Reference, place: Place): void {
    const { Ref: name } = reference;
    if (typeof name === 'string' && (name.startsWith('AWS::') || place.loopVariables.includes(name))) return;
    if (this.isSecret(reference) || names(reference, place.loopVariables)) this.leaveOut(reference, place);
    else this.see(reference, place);
  }

  private choice([condition, whenTrue, whenFalse]: [unknown, unknown, unknown], place: Place): void {
    if (names(condition, place.loopVariables)) return this.leaveOut('Fn::If', place);
    this.see({ 'Fn::If': [condition, 'true', 'false'] }, place);
    this.collect(whenTrue, { ...place, guard: input => place.guard({ 'Fn::If': [condition, input, ''] }) });
    this.collect(whenFalse, { ...place, guard: input => place.guard({ 'Fn::If': [condition, '', input] }) });
  }

  private loop(argument: unknown, place: Place): void {
    const [variable, collection, body] = argument as [string, unknown, unknown];
    this.arguments(collection, place);
    this.arguments(body, { ...place, loopVariables: [...place.loopVariables, variable] });
  }

  /** A text that stands in the template changes the hash. The value of a parameter without a version changes nothing. */
  private text(text: string, place: Place): void {
    for (const reference of text.match(/\{\{resolve(?!:secretsmanager:)[^}]*(\}\})?/g) ?? []) {
      if (!/^\{\{resolve:ssm(-secure)?:[^:]+:\d+\}\}$/.test(reference)) this.leaveOut(reference, place);
    }
  }

  /** What stands below a function stands where the function does. */
  private arguments(argument: unknown, place: Place): void {
    const known = this.unseen.length;
    this.collect(argument, place);
    const path = place.path.join('.');
    this.unseen.splice(known, Infinity, ...this.unseen.slice(known).map(unseen => ({ ...unseen, path })));
  }

  private see(input: unknown, { guard }: Place): void {
    const guarded = guard(input);
    this.seen.set(JSON.stringify(guarded), guarded);
  }

  private leaveOut(reference: Unseen['reference'], { path }: Place): void {
    this.unseen.push({ path: path.join('.'), reference });
  }
}

/** What an intrinsic function itself refers to, without its inner functions. */
function referencesOf(name: string, argument: unknown): Reference[] {
  switch (name) {
    case 'Ref':
    case 'Fn::GetAtt':
    case 'Fn::Sub':
      return namesOf(name, argument).map(([logicalId, attribute]) => (attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] }));
    case 'Fn::FindInMap':
    case 'Fn::ImportValue':
    case 'Fn::GetStackOutput':
      return [{ [name]: argument }];
    default:
      return [];
  }
}

/** Whether a value names a variable of a loop, alone or as a part of a name. */
function names(value: unknown, loopVariables: readonly string[]): boolean {
  const text = JSON.stringify(value);
  return loopVariables.some(variable => [`"Ref":"${variable}"`, `"Fn::GetAtt":["${variable}"`, `\${${variable}`, `&{${variable}`].some(name => text.includes(name)));
}
