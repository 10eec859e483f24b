/**
 * The best order of the repair jobs of one replication: an outcome is minimised over lists of assets, each replayed under the same luck
 * (order `list`). For small cases exactly; beyond, by a rolling horizon.
 *
 * Exact: what an order does is fixed by the sequence in which crews leave for jobs, so sequences are searched instead of permutations, depth first.
 * A list that begins with a sequence that can be had, then a job j, either has j leave next or shows that j cannot: then no list with that beginning
 * and j next differs from another one. Where an asset is begun twice (inspections) its two begins share a place in the list; then all permutations
 * are replayed.
 */
import { CascadeError } from '../errors.js';

/** What an order came to: the outcome, and assets in the order in which crews left for them. */
export interface Replayed { value: number; starts: readonly number[] }

/** Replays the replication with jobs in the order of a list of assets, the others after it. */
export type Replay = (order: readonly number[]) => Replayed;

export interface FoundOrder { value: number; order: number[]; replays: number }

/** Replays an exact search may take: 8! permutations, and as many again. */
const MOST_REPLAYS = 100_000;

/**
 * The least value over all orders of the jobs, and the first order that has it.
 * @param jobs assets with jobs; more that show up on the way are taken in
 * @throws CascadeError ORDER_TOO_LONG after 100,000 replays
 */
export function exactOrder(replay: Replay, jobs: readonly number[]): FoundOrder {
  const search = new Search(replay), known = new Set(jobs);
  for (let before = -1; before < known.size;) {
    before = known.size;
    search.sequences(known);
  }
  if (search.begunTwice) search.permutations([...known]);
  return { value: search.value, order: search.order, replays: search.replays };
}

/** The least value over all orders, each replayed: what `exactOrder` is checked against. */
export function bruteForceOrder(replay: Replay, jobs: readonly number[]): FoundOrder {
  const search = new Search(replay);
  search.permutations(jobs);
  return { value: search.value, order: search.order, replays: search.replays };
}

/**
 * An order no worse than the given one: the next `window` jobs are put in their best order, the first of them is fixed, and so on.
 * @param start jobs in the order to begin with
 */
export function rollingOrder(replay: Replay, start: readonly number[], window: number): FoundOrder {
  const search = new Search(replay);
  search.run(start);
  for (let fixed = 0; fixed + 1 < start.length; fixed++) {
    const head = search.order.slice(0, fixed), next = search.order.slice(fixed, fixed + window), rest = search.order.slice(fixed + window);
    eachPermutation(next, (permuted) => { search.run([...head, ...permuted, ...rest]); });
  }
  return { value: search.value, order: search.order, replays: search.replays };
}

class Search {
  value = Infinity;
  order: number[] = [];
  replays = 0;
  /** Crews left twice for some asset. */
  begunTwice = false;

  constructor(private readonly replay: Replay) {}

  /** Replays an order, and keeps it if it is the best so far. */
  run(order: readonly number[]): readonly number[] {
    if (++this.replays > MOST_REPLAYS) throw new CascadeError('ORDER_TOO_LONG', `the search for the best order took more than ${MOST_REPLAYS} replays; give a smaller --exact, then it goes by a rolling horizon`);
    const { starts, value } = this.replay(order), sequence = [...starts];
    if (new Set(sequence).size < sequence.length) this.begunTwice = true;
    if (value < this.value || this.replays === 1) { this.value = value; this.order = [...order]; }
    return sequence;
  }

  /** All sequences of begins that can be had. @param known jobs; those that show up are added */
  sequences(known: Set<number>): void {
    const visit = (depth: number, sequence: readonly number[]): void => {
      for (const job of sequence) known.add(job);
      if (this.begunTwice || depth >= sequence.length) return;
      visit(depth + 1, sequence);
      const head = sequence.slice(0, depth);
      for (const job of [...known].filter((j) => j !== sequence[depth] && !head.includes(j))) {
        const other = this.run([...head, job, ...[...known].filter((j) => j !== job && !head.includes(j))]);
        if (other[depth] === job) visit(depth + 1, other);
      }
    };
    visit(0, this.run([...known]));
  }

  permutations(jobs: readonly number[]): void { eachPermutation(jobs, (order) => { this.run(order); }); }
}

/** Permutations in the order of their places in the list. */
function eachPermutation(list: readonly number[], visit: (permuted: number[]) => void): void {
  const extend = (head: number[], rest: readonly number[]): void => {
    if (rest.length === 0) { visit(head); return; }
    rest.forEach((item, i) => extend([...head, item], [...rest.slice(0, i), ...rest.slice(i + 1)]));
  };
  extend([], list);
}
