import { referencesOf, textOfSub, variablesOfSub } from '../template/references';
import type { Reference } from '../template/references';
import { holdsSecret } from '../template/secrets';
import type { IsSecret } from '../template/secrets';

/** A value that only CloudFormation knows and that must not be among the inputs. A change of it is not seen. */
export interface Unseen {
  /** Its place in the properties, such as `SourceConfiguration.ImageRepository.ImageIdentifier`. */
  readonly path: string;
  /** The reference there, without its value. */
  readonly reference: Reference | string;
}

export interface Inputs {
  /** Without repetitions, in an order that does not depend on the template's. */
  readonly seen: unknown[];
  readonly unseen: Unseen[];
}

/**
 * The values in the properties of a resource that only CloudFormation knows: the intrinsic functions in them.
 *
 * A function that only rearranges its arguments is replaced by the references in them. Copied as a whole it could hold a
 * dynamic reference, and CloudFormation resolves those anywhere. A function that looks up a value is copied as a whole,
 * unless it holds a secret. A copy has the conditions of the original.
 */
export function inputsOf(properties: unknown, isSecret: IsSecret): Inputs {
  const collector = new InputCollector(isSecret);
  collector.collect(properties, { path: [], loopVariables: [], guard: input => input });
  return { seen: [...collector.seen.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input), unseen: collector.unseen };
}

interface Place {
  /** The property names and indexes that lead to it. */
  readonly path: readonly string[];
  /** The variables of the Fn::ForEach around it. They are unknown elsewhere. */
  readonly loopVariables: readonly string[];
  /** Gives a copy the conditions of the branches around it, because it may refer to what exists only there. */
  readonly guard: (input: unknown) => unknown;
}

/** The value of these functions follows from the values of their arguments. */
const REARRANGING = ['Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Base64', 'Fn::ToJsonString', 'Fn::Length'];

/** These functions look up a value, or their arguments do not determine it. */
const LOOKING_UP = ['Fn::FindInMap', 'Fn::ImportValue', 'Fn::GetStackOutput', 'Fn::Cidr', 'Fn::GetAZs'];

const KNOWN = [...REARRANGING, ...LOOKING_UP, 'Fn::GetAtt', 'Fn::Sub', 'Fn::If'];

/** Whether every function in a value is allowed in any property. */
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

  /** An unknown function or macro may fetch a secret. */
  private whole(name: string, argument: unknown, place: Place): void {
    const value = { [name]: argument };
    if (isKnown(value) && !holdsSecret(value, this.isSecret) && !names(value, place.loopVariables)) {
      this.see(value, place);
    } else {
      this.leaveOut(LOOKING_UP.includes(name) ? value : name, place);
      this.arguments(argument, place);
    }
  }

  /** A pseudo parameter never changes in a stack, and the values of a loop variable are in its collection. */
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

  /** A change of text changes the hash. A dynamic reference without a version stays the same text when its value changes. */
  private text(text: string, place: Place): void {
    for (const reference of text.match(/\{\{resolve(?!:secretsmanager:)[^}]*(\}\})?/g) ?? []) {
      if (!/^\{\{resolve:ssm(-secure)?:[^:]+:\d+\}\}$/.test(reference)) this.leaveOut(reference, place);
    }
  }

  /** The place of what is inside a function is the place of the function. */
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

/** Whether a value names a loop variable, alone or as part of a name. */
function names(value: unknown, loopVariables: readonly string[]): boolean {
  const text = JSON.stringify(value);
  return loopVariables.some(variable => [`"Ref":"${variable}"`, `"Fn::GetAtt":["${variable}"`, `\${${variable}`, `&{${variable}`].some(name => text.includes(name)));
}
