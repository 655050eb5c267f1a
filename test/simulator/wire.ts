/** An SDK type as it looks in AWS JSON 1.0, where a timestamp is a number of seconds. */
export type Wire<T> =
  T extends Date ? number :
    T extends readonly (infer Element)[] ? Wire<Element>[] :
      T extends object ? { [Key in keyof T]: Wire<T[Key]> } :
        T;

/** App Runner's times are whole seconds. */
export function epochSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** A copy as it would arrive over HTTP (no undefined, no functions), frozen so that answers may share it. */
export function received<T>(value: T): T {
  return frozen(JSON.parse(JSON.stringify(value)) as T);
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

/** In JSON a member without a value is not there. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.values(value).includes(undefined)
    ? Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
    : value;
}
