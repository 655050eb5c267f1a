/** Park and Miller's minimal standard generator: the same seed gives the same failures in every run. */
const MULTIPLIER = 48271;
const MODULUS = 2147483647;

export class RandomFailures {
  private state: number;

  constructor(private readonly share: number, seed: number) {
    this.state = 1 + Math.abs(Math.trunc(seed)) % (MODULUS - 1);
    this.random(); // small seeds would all begin with a small number
  }

  next(): boolean {
    return this.random() < this.share;
  }

  private random(): number {
    this.state = this.state * MULTIPLIER % MODULUS;
    return this.state / MODULUS;
  }
}
