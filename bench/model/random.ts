const MULTIPLIER = 48271;
const MODULUS = 2147483647;

/** Numbers from 0 to 1 that look random and are the same in every run (Park and Miller's generator). */
export function randomNumbers(seed: number): () => number {
  let state = seed * MULTIPLIER % MODULUS;
  return () => {
    state = state * MULTIPLIER % MODULUS;
    return state / MODULUS;
  };
}

/** @returns a duration that is left to chance, around the given one */
export function aFifthEitherWayOf(seed: number): (seconds: number) => number {
  const random = randomNumbers(seed);
  return seconds => seconds * (0.8 + 0.4 * random());
}
