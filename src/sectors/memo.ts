/**
 * Answers kept by what was asked. In a study the same few outages come again and again; where an answer depends on them alone, it is worked
 * out once. A hit gives the very bits that solving again would, so results do not depend on what is kept, provided that solving is a
 * function of (up, offered, state): no warm start from the last flows, no clock. Memory is bounded; of a full memo the entry used least
 * recently goes.
 */
import type { SectorAnswer, SectorModel } from '../engine/sector-model.js';
import { FULL } from '../engine/units.js';

export interface MemoOptions {
  /** Most answers kept. Default 4,096. */
  entries?: number;
  /** Most memory of the answers, bytes; with the size of one answer it bounds their number further. Default 64 MB. */
  bytes?: number;
}

const DEFAULT_ENTRIES = 4096, DEFAULT_BYTES = 64 << 20;

/** Bits of a key's character that are used. */
const CHARACTER_BITS = 15;

export class Memo<T> {
  /** How often it was asked, and how often it knew. */
  asked = 0;
  hits = 0;
  private readonly known = new Map<string, T>();
  private readonly most: number;
  private readonly codes: number[] = [];
  private key = '';

  /** @param answerBytes memory of one answer, for the bound */
  constructor(answerBytes: number, { entries = DEFAULT_ENTRIES, bytes = DEFAULT_BYTES }: MemoOptions = {}) {
    this.most = Math.max(1, Math.min(entries, Math.floor(bytes / Math.max(1, answerBytes))));
  }

  /** Answers kept now. */
  get size(): number { return this.known.size; }

  /** Share of questions that were known; 0 before the first. */
  get hitRate(): number { return this.asked === 0 ? 0 : this.hits / this.asked; }

  /**
   * The answer kept for this question, or undefined: then {@link keep} takes one for it.
   * @param state what else the answer depends on, as whole numbers from 0 below 2^30 (an hour's profile, a tank's step)
   */
  find(up: Uint8Array, offered: Int32Array, state: readonly number[] = []): T | undefined {
    this.key = this.keyOf(up, offered, state);
    this.asked++;
    const found = this.known.get(this.key);
    if (found === undefined) return undefined;
    this.hits++;
    // Last in the order of the map: used most recently.
    this.known.delete(this.key);
    this.known.set(this.key, found);
    return found;
  }

  /** Keeps the answer to the question asked last. */
  keep(answer: T): void {
    if (this.known.size >= this.most && !this.known.has(this.key)) this.known.delete(this.known.keys().next().value!);
    this.known.set(this.key, answer);
  }

  /** Bits of `up`, then what is not offered in full (position and parts), then the state. Equal keys, equal questions: nothing is hashed away. */
  private keyOf(up: Uint8Array, offered: Int32Array, state: readonly number[]): string {
    const { codes } = this, n = up.length;
    codes.length = 0;
    for (let i = 0; i < n; i += CHARACTER_BITS) {
      let word = 0;
      for (let j = i; j < n && j < i + CHARACTER_BITS; j++) word = 2 * word + up[j]!;
      codes.push(word);
    }
    for (let i = 0; i < n; i++) if (offered[i] !== FULL) this.push(i, offered[i]!);
    // Positions stop before n, so this is no position.
    this.push(n);
    this.push(...state);
    let key = '';
    for (let i = 0; i < codes.length; i += 4096) key += String.fromCharCode(...codes.slice(i, i + 4096));
    return key;
  }

  /** Whole numbers below 2^30, each as two characters. */
  private push(...numbers: number[]): void {
    for (const number of numbers) this.codes.push(number >> CHARACTER_BITS, number & ((1 << CHARACTER_BITS) - 1));
  }
}

/** A model whose answers are kept. */
export interface MemoisedModel extends SectorModel { readonly memo: Memo<unknown> }

/**
 * The model with its answers kept, across replications too. Only for models without state: `solve` depends on `up` and `offered` alone, and
 * there are no outcomes of its own to book and no travel times. Others keep a {@link Memo} inside, with their state in the key.
 */
export function memoised(model: SectorModel & { outcomes?: undefined; travelTimes?: undefined }, options?: MemoOptions): MemoisedModel {
  const memo = new Memo<{ shares: Int32Array; answer: SectorAnswer }>(4 * model.components.length, options);
  return {
    components: model.components, memo,
    reset: () => model.reset(),
    solve(hours, up, offered, shares) {
      const known = memo.find(up, offered);
      if (known !== undefined) { shares.set(known.shares); return known.answer; }
      const answer = model.solve(hours, up, offered, shares);
      memo.keep({ shares: shares.slice(), answer });
      return answer;
    },
  };
}
