import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Prints what happens: numbered steps, and lines with the time since the first step. */
export class Narrator {
  private readonly coloured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  private startedAt = Date.now();
  private steps = 0;

  /** The time counts from here. */
  start(): void {
    this.startedAt = Date.now();
  }

  get elapsedSeconds(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  title(text: string): void {
    this.write(this.styled('bold', text));
  }

  say(text: string): void {
    this.write(text);
  }

  step(text: string): void {
    this.steps += 1;
    this.write('');
    this.write(this.styled('bold', `${this.steps}. ${text}`));
  }

  command(text: string): void {
    this.write(this.styled('cyan', `   $ ${text}`));
  }

  event(text: string): void {
    this.write(`${this.time()}  ${text}`);
  }

  good(text: string): void {
    this.write(`${this.time()}  ${this.styled('green', text)}`);
  }

  /** A quoted text, such as an error of the stack. */
  quote(text: string): void {
    for (const line of wrapped(text, 92)) this.write(`           ${this.styled('yellow', `| ${line}`)}`);
  }

  problem(text: string): void {
    process.stderr.write(`${this.styled('red', text)}\n`);
  }

  private time(): string {
    return `${this.elapsedSeconds.toFixed(1).padStart(7)} s`;
  }

  private styled(style: Style, text: string): string {
    return this.coloured ? styleText(style, text) : text;
  }

  private write(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}

/** Lines of at most that many characters, unless a word alone is longer. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
