/** Puts the numbers of a list that is full into a longer one, and gives that. */
export function longer<T extends Float64Array | Int32Array>(list: T, into: T): T {
  into.set(list);
  return into;
}

/** Empties a list. Where it is empty, as it mostly is, that costs nothing: to set a length is a call out of compiled code. */
export function clear(list: number[]): void { if (list.length > 0) list.length = 0; }
