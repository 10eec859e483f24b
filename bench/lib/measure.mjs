/** How figures are taken: CPU time, pairs in turn, medians with quartiles. */

/** CPU seconds (user and system, all threads of this process) that a call takes. */
export function cpuSecondsOf(call) {
  const before = process.cpuUsage();
  call();
  return secondsSince(before);
}

/** CPU seconds since a value of process.cpuUsage(). */
export function secondsSince(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * Calls with 0, 1, 2, ... for at least so many CPU seconds.
 * @returns calls made, and the CPU seconds of one
 */
export function perCall(call, atLeastSeconds) {
  const before = process.cpuUsage();
  let calls = 0, seconds = 0;
  for (let batch = 1; seconds < atLeastSeconds; batch = Math.max(1, Math.min(2 * batch, Math.floor((batch * (atLeastSeconds - seconds)) / Math.max(seconds, 1e-3))))) {
    for (let i = 0; i < batch; i++) call(calls++);
    seconds = secondsSince(before);
  }
  return { calls, seconds: seconds / calls };
}

/** Values in order of size at shares 1/4, 1/2, 3/4, between neighbours in proportion. */
export function quartiles(values) {
  const sorted = Float64Array.from(values).sort();
  const at = (share) => {
    const place = share * (sorted.length - 1), low = Math.floor(place);
    return sorted[low] + (place - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  };
  return [at(0.25), at(0.5), at(0.75)];
}

export const median = (values) => quartiles(values)[1];

/**
 * Takes measurements in turn, round by round, so that a change of the machine's load meets all of them alike.
 * @param takers name -> function that measures once (may be async)
 * @returns name -> one value a round
 */
export async function interleaved(rounds, takers) {
  const values = Object.fromEntries(Object.keys(takers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const names = Object.keys(takers);
    // Every second round in reverse: whoever comes first has no advantage.
    for (const name of round % 2 === 0 ? names : names.reverse()) values[name].push(await takers[name]());
  }
  return values;
}

/** Ratios of the pairs of one round each. */
export const ratios = (numerators, denominators) => numerators.map((value, i) => value / denominators[i]);
