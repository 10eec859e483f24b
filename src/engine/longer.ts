/** Puts the numbers of a list that is full into a longer one, and gives that. */
export function longer<T extends Float64Array | Int32Array>(list: T, into: T): T {
  into.set(list);
  return into;
}
