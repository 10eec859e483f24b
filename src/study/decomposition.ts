/**
 * What hazards do together that none does alone, and what sectors lose together that none loses alone. Both are differences of paired studies: replication k of
 * every member has the same luck, so a difference is taken replication by replication, and where nothing interacts it is 0, not merely small.
 *
 * Interaction effect: L(all) - L(none) - sum of (L(i) - L(none)). Of a set S of hazards (pairs, triples): the Moebius sum of (-1)^(|S|-|T|) L(T) over the
 * subsets T, which for a pair is L(AB) - L(A) - L(B) + L(none); L(none) holds own failures and plans by time. Hidden loss of the silo view:
 * L(full) - sum over sectors of L(sector alone, the others frozen as functional).
 */
import type { OutcomeInfo } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import { estimateMean } from '../numerics/mean-interval.js';
import type { Interval } from '../numerics/proportion.js';
import type { MergedStudy } from './merged-study.js';
import { outcomeIndex } from './shape.js';

/** Hazards taken as one. */
export interface HazardSet { id: string; hazards: string[] }

/** A study to run: the sets that occur. */
export interface SubsetMember { sets: number[] }

export interface Estimate { mean: number; standardError: number; interval: Interval }

export interface InteractionTerm extends Estimate { sets: string[] }

/** One outcome of an interaction study. */
export interface InteractionOutcome {
  unit: string;
  title: string;
  together: Estimate;
  /** By set, in the order of the sets: what it brings alone. */
  alone: InteractionTerm[];
  sumOfAlone: Estimate;
  effect: Estimate;
  /** together / sum of alone, both without what happens anyway; null where nothing happens alone. */
  ratio: number | null;
  /** Pairs and triples, where asked for. */
  terms: InteractionTerm[];
}

export interface SiloOutcome { unit: string; title: string; full: Estimate; silos: { sector: string; estimate: Estimate }[]; siloSum: Estimate; hidden: Estimate; /** Of the full loss; null where there is none. */ hiddenShare: number | null }

/** Measures that add up over disjoint causes. */
const ADDITIVE = ['person-hours', 'lost-asset-hours', 'unserved', 'damage-cost'];

/** Outcomes of which a decomposition is made: those that add up, or those named. Throws OUTCOME_UNKNOWN, OUTCOME_NOT_ADDITIVE (of a time that may not come by the horizon). */
export function decomposable(outcomes: readonly OutcomeInfo[], named?: readonly string[]): number[] {
  if (named === undefined) return outcomes.flatMap((o, i) => (ADDITIVE.some((measure) => o.name.startsWith(`${measure}.`)) ? [i] : []));
  return named.map((name) => {
    const index = outcomeIndex(outcomes, name);
    if (outcomes[index]!.censored) throw new CascadeError('OUTCOME_NOT_ADDITIVE', `${name} is a time that may not come by the horizon: differences of it do not add up; expecting for instance person-hours.all`);
    return index;
  });
}

/** The subsets of n sets to run: none, each alone, all, and those of two and three where `order` asks for them. In that order, each once. */
export function subsetsOf(n: number, order: 1 | 2 | 3): SubsetMember[] {
  const all = Array.from({ length: n }, (_, i) => i), subsets: number[][] = [[], ...all.map((i) => [i])];
  if (order >= 2) for (const i of all) for (const j of all) if (i < j) subsets.push([i, j]);
  if (order === 3) for (const i of all) for (const j of all) for (const k of all) if (i < j && j < k) subsets.push([i, j, k]);
  if (!subsets.some((s) => s.length === n)) subsets.push(all);
  return subsets.map((sets) => ({ sets }));
}

/** @param studies of the subsets, in the order of `subsetsOf`, with as many replications each; by outcome name */
export function interactionOutcomes(sets: readonly HazardSet[], subsets: readonly SubsetMember[], studies: readonly MergedStudy[], named?: readonly string[]): Record<string, InteractionOutcome> {
  const of = (wanted: readonly number[]): number => subsets.findIndex((s) => s.sets.length === wanted.length && s.sets.every((i, at) => i === wanted[at]));
  const pairs = new PairedValues(studies), none = of([]), all = of(sets.map((_, i) => i)), alone = sets.map((_, i) => of([i])), ids = (subset: SubsetMember): string[] => subset.sets.map((i) => sets[i]!.id);
  return pairs.byOutcome(named, ({ unit, title }, combine) => {
    const together = combine([[all, 1]]), sum = combine([...alone.map((i): [number, number] => [i, 1]), [none, -(sets.length - 1)]]);
    const withoutRest = (e: Estimate): number => e.mean - combine([[none, 1]]).mean;
    return {
      unit, title, together, alone: sets.map((set, i) => ({ sets: [set.id], ...combine([[alone[i]!, 1]]) })), sumOfAlone: sum,
      effect: combine([[all, 1], [none, sets.length - 1], ...alone.map((i): [number, number] => [i, -1])]),
      ratio: withoutRest(sum) === 0 ? null : withoutRest(together) / withoutRest(sum),
      terms: subsets.filter((s) => s.sets.length === 2 || s.sets.length === 3).map((s) => ({ sets: ids(s), ...combine(moebius(s.sets).map(([subset, sign]) => [of(subset), sign])) })),
    };
  });
}

/** @param studies the whole, then each sector alone in the order of `sectors` */
export function siloOutcomes(sectors: readonly string[], studies: readonly MergedStudy[], named?: readonly string[]): Record<string, SiloOutcome> {
  return new PairedValues(studies).byOutcome(named, ({ unit, title }, combine) => {
    const each = sectors.map((_, s): [number, number] => [s + 1, 1]), full = combine([[0, 1]]), hidden = combine([[0, 1], ...each.map(([s]): [number, number] => [s, -1])]);
    return { unit, title, full, silos: sectors.map((sector, s) => ({ sector, estimate: combine([[s + 1, 1]]) })), siloSum: combine(each), hidden, hiddenShare: full.mean === 0 ? null : hidden.mean / full.mean };
  });
}

/** Subsets of a set with the sign of their number of missing members. */
function moebius(set: readonly number[]): [number[], number][] {
  return Array.from({ length: 2 ** set.length }, (_, bits): [number[], number] => {
    const subset = set.filter((_, i) => ((bits >> i) & 1) === 1);
    return [subset, (set.length - subset.length) % 2 === 0 ? 1 : -1];
  });
}

type Combine = (terms: readonly (readonly [member: number, factor: number])[]) => Estimate;

/** Rounding of values that are whole numbers of parts, as a share of what is summed: below it a difference is 0. */
const ROUNDING = 2 ** -48;

/** Values of several studies under the same luck; replications that failed in one are left out of all. */
class PairedValues {
  private readonly complete: number[];

  constructor(private readonly studies: readonly MergedStudy[]) {
    const [first] = studies, replications = first!.replications;
    if (studies.some((s) => s.replications !== replications)) throw new CascadeError('COMPARE_UNEQUAL', `studies compared replication by replication need as many: found ${[...new Set(studies.map((s) => s.replications))].join(' and ')}`);
    this.complete = Array.from({ length: replications }, (_, k) => k).filter((k) => studies.every((s) => s.completed[k] === 1));
  }

  byOutcome<T>(named: readonly string[] | undefined, make: (info: OutcomeInfo, combine: Combine) => T): Record<string, T> {
    const { outcomes } = this.studies[0]!.shape, at = this.studies.map((s) => new Map(s.shape.outcomes.map((o, i) => [o.name, i])));
    // A layer that does not run in every member has outcomes that only some have.
    const common = decomposable(outcomes, named).filter((i) => at.every((map) => map.has(outcomes[i]!.name)));
    return Object.fromEntries(common.map((i) => [outcomes[i]!.name, make(outcomes[i]!, (terms) => this.combine(terms, at.map((map) => map.get(outcomes[i]!.name)!)))]));
  }

  private combine(terms: Parameters<Combine>[0], columns: readonly number[]): Estimate {
    const { mean, standardError, interval } = estimateMean(Float64Array.from(this.complete, (k) => {
      let sum = 0, size = 0;
      for (const [member, factor] of terms) {
        const term = factor * this.studies[member]!.value(k, columns[member]!);
        sum += term;
        size += Math.abs(term);
      }
      return Math.abs(sum) <= ROUNDING * size ? 0 : sum;
    }));
    return { mean, standardError, interval };
  }
}
