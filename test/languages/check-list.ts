/** Runs checks one after the other, says how each went in one line, and counts. */
export class CheckList {
  private passed = 0;
  private failed = 0;

  /** @returns what the check returned, or undefined when it failed */
  async check<T>(name: string, run: () => Promise<T> | T): Promise<T | undefined> {
    const began = Date.now();
    try {
      const result = await run();
      this.passed += 1;
      console.log(`ok      ${name}${seconds(began)}`);
      return result;
    } catch (error) {
      this.failed += 1;
      console.log(`FAILED  ${name}${seconds(began)}`);
      console.log(indented(error instanceof Error ? error.message : String(error)));
      return undefined;
    }
  }

  get hasFailed(): boolean {
    return this.failed > 0;
  }

  /** The last line: how many checks there were, for a machine to add up. */
  conclude(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    if (this.hasFailed) process.exitCode = 1;
  }
}

function seconds(began: number): string {
  const elapsed = (Date.now() - began) / 1000;
  return elapsed < 1 ? '' : ` (${Math.round(elapsed)} s)`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '        ');
}
