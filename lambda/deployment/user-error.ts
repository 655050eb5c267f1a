/** CloudFormation takes 4,096 bytes for the whole answer, as JSON. */
const LONGEST_BYTES = 2000;
const CUT = ' [cut]';

/**
 * An error for the person who reads the stack events: it names the service, its situation, and what to do.
 * It carries no stack trace, because the framework would append it to the text that CloudFormation shows; nor
 * line breaks, because the framework takes all that follows the first line for one. What is too long is cut.
 */
export class UserError extends Error {
  /** @param suffix what must not be cut */
  constructor(text: string, suffix = '') {
    const message = fitted(text.replace(/\s*[\r\n]+\s*/g, ' '), LONGEST_BYTES - Buffer.byteLength(suffix)) + suffix;
    super(message);
    this.name = 'UserError';
    this.stack = `${this.name}: ${message}`;
  }
}

/** Cut to so many bytes of JSON, by whole characters. */
export function fitted(text: string, bytes: number): string {
  if (bytesInJson(text) <= bytes) return text;
  let room = bytes - CUT.length;
  let kept = '';
  for (const character of text) { // by whole characters: half of one would reach the user as a question mark
    room -= bytesInJson(character);
    if (room < 0) break;
    kept += character;
  }
  return kept + CUT;
}

function bytesInJson(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2; // without the quotes around it
}
