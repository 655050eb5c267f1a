import { invalidRequest, malformed, validationError } from '../aws-error';
import { received } from '../wire';

const SERVICE_ARN = /^arn:aws(-\w+)*:[a-z0-9-.]{0,63}:[a-z0-9-.]{0,63}:[0-9]{12}:(\w|\/|-){1,1011}$/;
const SERVICE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{3,39}$/;

/** The input of a call, checked member by member against the constraints of App Runner's API model. */
export class Input {
  private readonly members: Readonly<Record<string, unknown>>;

  constructor(input: unknown) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw malformed('Start of structure or map expected.');
    }
    this.members = input as Record<string, unknown>;
  }

  arn(member: 'ServiceArn' | 'ResourceArn'): string {
    return this.matching(member, SERVICE_ARN);
  }

  serviceName(): string {
    return this.matching('ServiceName', SERVICE_NAME);
  }

  /** How many results a page may have; all lists of App Runner allow 1 to 20. */
  maxResults(): number {
    const value = this.members.MaxResults ?? 20;
    if (typeof value !== 'number') {
      throw malformed('MaxResults is not a number.');
    }
    if (!Number.isInteger(value) || value < 1 || value > 20) {
      throw constraint('MaxResults', value, 'Member must have a value between 1 and 20');
    }
    return value;
  }

  nextToken(): number | undefined {
    const { NextToken: token } = this.members;
    if (token === undefined || token === null) return undefined;
    const position = typeof token === 'string' ? Number(Buffer.from(token, 'base64').toString()) : NaN;
    if (!Number.isInteger(position) || position < 0) {
      throw invalidRequest('The NextToken is invalid.');
    }
    return position;
  }

  list<T>(member: string): readonly T[] {
    const value = this.required(member);
    if (!Array.isArray(value)) {
      throw malformed(`${member} is not a list.`);
    }
    return received(value as T[]);
  }

  /** A structure as the caller gave it; only its being a structure is checked. */
  structure<T>(member: string): T | undefined {
    const value = this.members[member];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw malformed(`${member} is not a structure.`);
    }
    return received(value as T);
  }

  has(member: string): boolean {
    return (this.members[member] ?? undefined) !== undefined;
  }

  text(member: string): string | undefined {
    const value = this.members[member];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') {
      throw malformed(`${member} is not a string.`);
    }
    return value;
  }

  required(member: string): unknown {
    const value = this.members[member];
    if (value === undefined || value === null) {
      throw constraint(member, null, 'Member must not be null');
    }
    return value;
  }

  private matching(member: string, pattern: RegExp): string {
    this.required(member);
    const value = this.text(member) ?? '';
    if (!pattern.test(value)) {
      throw constraint(member, value, `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
    }
    return value;
  }
}

function constraint(member: string, value: string | number | null, rule: string) {
  const shown = typeof value === 'string' ? `'${value}'` : value;
  return validationError(`Value ${shown} at '${member[0].toLowerCase()}${member.slice(1)}' failed to satisfy constraint: ${rule}`);
}
