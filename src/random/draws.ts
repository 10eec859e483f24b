/**
 * Counter-based draws: each uniform is a pure function of (study key, replication, purpose, context, subject, n), by a
 * chain of Threefry encryptions, each level keyed by the one before:
 *   K = E_study(replication, purpose), S = E_K(context), draw 0 = E_S(subject), draw n = E_(draw 0)(n).
 * So no draw depends on which others are made, and every replication can be replayed alone. How the draws were tested: docs/draws.md.
 */
import { doubleCells, wordCells } from '../numerics/cells.js';
import { drawWords, threefry2x32 } from './threefry.js';
import { ThreefryLanes, toUniformIn } from './threefry-lanes.js';

const TWO_POW_32 = 4_294_967_296;

/** Shorter lists are drawn one by one. */
const LANES_FROM = 8, ONCE_FROM = 4;

/**
 * The draws of one study: a DrawSource of the engine (which stands above this folder, so the type is not named here).
 * Not to be shared between interleaved users: select() fixes what the following uniform() calls have in common.
 */
export class CounterDraws {
  private readonly purposeKey = wordCells();
  private readonly streamKey = wordCells();
  private readonly word = wordCells();
  private readonly cell = doubleCells();
  private readonly lanes = lanesIfThere();
  private replication = -1;
  private purpose = -1;
  private context0 = 0;
  private context1 = 0;
  /** purposeKey is that of the replication and purpose selected. */
  private purposeKeyed = false;
  /** streamKey is that of the selection. */
  private keyed = false;

  /** @param key the study's key, two 32-bit words (see studyKey) */
  constructor(private readonly key: readonly [number, number]) {}

  /**
   * @param replication whole number in [0, 2^53)
   * @param purpose what the draws are for, whole number in [0, 2^11)
   * @param context0 first word of the hash of the occurrence that asks; 0, 0 = none
   * @param context1 second word
   */
  select(replication: number, purpose: number, context0: number, context1: number): void {
    const sameKey = replication === this.replication && purpose === this.purpose;
    if (sameKey && context0 === this.context0 && context1 === this.context1) return;
    this.keyed = false;
    if (!sameKey) this.purposeKeyed = false;
    this.replication = replication;
    this.purpose = purpose;
    this.context0 = context0;
    this.context1 = context1;
  }

  /** Makes the keys of the selection. Where what is asked for is a constant, nothing is drawn and none is made. */
  private makeKeys(): void {
    const { key, purpose, purposeKey, replication } = this;
    if (!this.purposeKeyed) {
      // 53 bits of replication and 11 of purpose fill the 64-bit counter, so no two share a key.
      const high = (replication / TWO_POW_32) | (purpose << 21);
      threefry2x32(key[0], key[1], replication | 0, high, purposeKey);
    }
    threefry2x32(purposeKey[0]!, purposeKey[1]!, this.context0, this.context1, this.streamKey);
    this.purposeKeyed = this.keyed = true;
  }

  /**
   * The n-th draw of a subject under the selection.
   * @param n whole number in [0, 2^53); 0 is the fast case
   * @returns (k + 1/2) / 2^52 for a 52-bit k: at least 2^-53, at most 1 - 2^-53, never 0 or 1. A 53-bit k would not do: 2^53 - 1/2 rounds to 2^53.
   */
  uniform(subject0: number, subject1: number, n: number): number {
    this.draw(subject0, subject1, n, -1, this.cell);
    return this.cell[0]!;
  }

  /** uniform into cell[0]. */
  draw(subject0: number, subject1: number, n: number, _index: number, cell: Float64Array): void {
    const word = this.word;
    if (!this.keyed) this.makeKeys();
    drawWords(this.streamKey[0]!, this.streamKey[1]!, subject0, subject1, n, word);
    toUniformIn(word, cell);
  }

  /**
   * Which of many assets draw below a probability.
   * @param assets the same array must always hold the same assets (ThreefryLanes)
   * @param out receives them, in the order of `assets`; @returns how many
   */
  below(probability: number, assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Int32Array): number {
    if (!this.keyed) this.makeKeys();
    if (assets.length >= LANES_FROM && this.lanes !== undefined) return this.lanes.below(this.streamKey[0]!, this.streamKey[1]!, assets, subject0, subject1, n, probability, out);
    let count = 0;
    for (let i = 0; i < assets.length; i++) if (this.uniform(subject0[assets[i]!]!, subject1[assets[i]!]!, n) < probability) out[count++] = assets[i]!;
    return count;
  }

  /** The uniforms of many assets: out[i] is that of assets[i]. @param assets the same array must always hold the same assets */
  fill(assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Float64Array): void {
    if (!this.keyed) this.makeKeys();
    if (assets.length >= LANES_FROM && this.lanes !== undefined) { this.lanes.fill(this.streamKey[0]!, this.streamKey[1]!, assets, subject0, subject1, n, out); return; }
    for (let i = 0; i < assets.length; i++) {
      this.draw(subject0[assets[i]!]! | 0, subject1[assets[i]!]! | 0, n, -1, this.cell);
      out[i] = this.cell[0]!;
    }
  }

  /** The first uniforms of the assets at `from` to `to` - 1 of a list that is there for this once: out[i] is that of assets[i]. */
  fillOnce(assets: Int32Array, from: number, to: number, subject0: Uint32Array, subject1: Uint32Array, out: Float64Array): void {
    if (!this.keyed) this.makeKeys();
    if (to - from >= ONCE_FROM && this.lanes !== undefined) { this.lanes.fillOnce(this.streamKey[0]!, this.streamKey[1]!, assets, from, to, subject0, subject1, out); return; }
    for (let i = from; i < to; i++) {
      this.draw(subject0[assets[i]!]! | 0, subject1[assets[i]!]! | 0, 0, -1, this.cell);
      out[i] = this.cell[0]!;
    }
  }
}

/** Undefined where the processor has no vectors: the same numbers, one by one. */
function lanesIfThere(): ThreefryLanes | undefined {
  try {
    return new ThreefryLanes();
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}
