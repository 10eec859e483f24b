/**
 * The pilot of a study that aims at a return period, in two halves: the first is the same for each stratum, the second goes where the first found
 * the loss of that period decided, and both together say where the study goes. With many strata a few replications of each tell too little.
 */
import { allocate, LEAST, pilotCounts } from './allocate.js';
import type { Neighbours } from './event-plan.js';
import { LossSample, type LossRows } from './loss-sample.js';

export interface Aim { returnPeriod: number; replications: number; /** Share of the replications. */ pilot: number }

/**
 * @param run a pass of so many replications of each stratum; undefined: stopped
 * @returns replications of each stratum in the study, and those of the pilot; undefined: stopped. Errors: those of `run`, SAMPLING_SMALL
 */
export async function runPilot(run: (counts: Int32Array, id: 'pilot' | 'pilot-more') => Promise<LossRows | undefined>, { returnPeriod, replications, pilot }: Aim, neighbours: Neighbours): Promise<{ counts: Int32Array; pilot: number } | undefined> {
  const strata = neighbours.outer.length, whole = pilotCounts(strata, replications, pilot), first = whole.map((n) => Math.max(LEAST, n >> 1)), more = sum(whole) - sum(first);
  let rows = await run(first, 'pilot');
  if (rows !== undefined && more >= LEAST * strata) {
    const further = await run(allocate(new LossSample(rows), returnPeriod, more, neighbours), 'pilot-more');
    rows = further === undefined ? undefined : joined(rows, further);
  }
  return rows === undefined ? undefined : { counts: allocate(new LossSample(rows), returnPeriod, replications - rows.losses.length, neighbours), pilot: rows.losses.length };
}

const sum = (counts: Int32Array): number => counts.reduce((total, n) => total + n, 0);

/** The rows of two passes over the same strata. */
function joined(a: LossRows, b: LossRows): LossRows {
  const rows = [a, b].flatMap(({ losses, stratum }) => Array.from(losses, (loss, row) => ({ loss, stratum: stratum[row]! }))).sort((p, q) => p.stratum - q.stratum);
  return { losses: Float64Array.from(rows, (row) => row.loss), stratum: Int32Array.from(rows, (row) => row.stratum), rates: a.rates };
}
