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
