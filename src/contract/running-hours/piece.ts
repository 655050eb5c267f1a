import { Refusal } from './problem';

/** A piece of a text that knows its place, so that an error can show it. */
export class Piece {
  static of(text: string): Piece {
    return new Piece(text, 0, text.length);
  }

  private constructor(private readonly whole: string, private readonly start: number, private readonly end: number) {}

  get text(): string {
    return this.whole.slice(this.start, this.end);
  }

  slice(from: number, to = this.end - this.start): Piece {
    return new Piece(this.whole, this.start + from, this.start + to);
  }

  split(separator: string): Piece[] {
    let from = 0;
    return this.text.split(separator).map((part) => {
      const piece = this.slice(from, from + part.length);
      from += part.length + separator.length;
      return piece;
    });
  }

  /** The first place that matches. */
  find(pattern: RegExp): Piece | undefined {
    const found = pattern.exec(this.text);
    return found === null ? undefined : this.slice(found.index, found.index + found[0].length);
  }

  /** From the start of this piece to the end of another one of the same text. */
  upTo(other: Piece): Piece {
    return new Piece(this.whole, this.start, other.end);
  }

  refuse(fault: string, cure: string, replacement?: string): never {
    throw new Refusal({ text: this.whole, position: this.start, length: this.end - this.start, fault, cure, replacement });
  }
}
