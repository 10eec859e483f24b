/** What the numbers of a study stand for, and how many there are: the part of a Replicator that is plain data. */
import type { CurveInfo, OutcomeInfo, Replicator } from '../engine/contracts.js';
import { CascadeError, nearest } from '../errors.js';

export interface StudyShape {
  outcomes: OutcomeInfo[];
  curves: CurveInfo[];
  /** Hours of the grid points of curves. */
  gridHours: number[];
  /** Rows of the loss table; its columns are the sectors. */
  origins: string[];
  assets: number;
  needs: number;
  sectors: number;
}

/** The shape of a replicator's records. */
export function shapeOf(replicator: Replicator): StudyShape {
  const { assets, needs, sectors } = replicator.network.sizes;
  return {
    outcomes: replicator.outcomes, curves: replicator.curves, gridHours: Array.from(replicator.grid), origins: replicator.origins,
    assets, needs, sectors,
  };
}

/** Index of an outcome by name; throws OUTCOME_UNKNOWN. */
export function outcomeIndex(outcomes: readonly Pick<OutcomeInfo, 'name'>[], name: string): number {
  const index = outcomes.findIndex((outcome) => outcome.name === name);
  if (index >= 0) return index;
  const guess = nearest(name, outcomes.map((outcome) => outcome.name));
  throw new CascadeError('OUTCOME_UNKNOWN', `"${name}" is not one of the ${outcomes.length} outcomes of this study.${guess ? ` Did you mean "${guess}"?` : ''}`);
}

/** The outcome that sums a study up: `person-hours.all`, else the first of person-hours, else the first of all. */
export function headlineOutcome(outcomes: readonly OutcomeInfo[]): number {
  const total = outcomes.findIndex((outcome) => outcome.name === 'person-hours.all');
  if (total >= 0) return total;
  return Math.max(0, outcomes.findIndex((outcome) => outcome.name.startsWith('person-hours.')));
}
