/** The waves of the rises of a step, for the trace: 0 for who rises by its own restart, repair or release, else the wave after that of the last of its suppliers that rose. */
import type { Kernel } from './kernel.js';

const NOT_RISING = -2, UNPLACED = -1;

export class RiseWaves {
  /** Assets that rise, in the order of their waves, and the wave of each place in that order. */
  readonly assets: Int32Array;
  readonly waves: Int32Array;
  /** By asset: the supplier by which it rises, the last (by key) of the wave before; -1: none. */
  readonly by: Int32Array;
  private count = 0;
  private readonly rising: Int32Array;
  /** By asset: when it was placed. Waves are counted anew after a loop, turns are not. */
  private readonly turnOf: Int32Array;

  /** @param isReady true for an asset that rises by itself in this instant */
  constructor(private readonly k: Kernel, private readonly isReady: (a: number) => boolean) {
    this.assets = new Int32Array(k.assets);
    this.waves = new Int32Array(k.assets);
    this.by = new Int32Array(k.assets);
    this.rising = new Int32Array(k.assets);
    this.turnOf = new Int32Array(k.assets).fill(NOT_RISING);
  }

  /** Of the first n of a list, those above their level before. @returns how many */
  arrange(list: Int32Array, n: number, before: Int32Array): number {
    const { k: { level }, rising, turnOf } = this;
    let risers = 0;
    this.count = 0;
    for (let i = 0; i < n; i++) if (level[list[i]!]! > before[list[i]!]!) rising[risers++] = list[i]!;
    for (let i = 0; i < risers; i++) turnOf[rising[i]!] = UNPLACED;
    for (let i = 0; i < risers; i++) if (this.isReady(rising[i]!) || !this.hasSupplierRising(rising[i]!)) this.place(rising[i]!, -1, 0, 0);
    for (let from = 0, wave = 1, turn = 1; this.count < risers; wave++, turn++) {
      const to = this.count;
      if (from < to) this.follow(from, to, wave, turn);
      else {
        // Assets of a loop that rise together, each by another: the first by key stands for its own cause.
        this.place(this.firstUnplaced(risers), -1, 0, turn);
        wave = 0;
      }
      from = to;
    }
    for (let i = 0; i < risers; i++) turnOf[rising[i]!] = NOT_RISING;
    return risers;
  }

  private place(a: number, supplier: number, wave: number, turn: number): void {
    this.turnOf[a] = turn;
    this.by[a] = supplier;
    this.waves[this.count] = wave;
    this.assets[this.count++] = a;
  }

  /** Whom those at places `from` to `to` - 1 supply rises in the wave after theirs. */
  private follow(from: number, to: number, wave: number, turn: number): void {
    const { needAsset, outNeed, outStart } = this.k.network, { by, turnOf } = this;
    for (let i = from; i < to; i++) {
      const s = this.assets[i]!;
      for (let e = outStart[s]!, end = outStart[s + 1]!; e < end; e++) {
        const a = needAsset[outNeed[e]!]!;
        if (turnOf[a] === UNPLACED) this.place(a, s, wave, turn);
        else if (turnOf[a] === turn && by[a]! < s) by[a] = s;
      }
    }
  }

  private firstUnplaced(risers: number): number {
    let first = this.k.assets;
    for (let i = 0; i < risers; i++) if (this.turnOf[this.rising[i]!] === UNPLACED) first = Math.min(first, this.rising[i]!);
    return first;
  }

  /** Does a supplier rise in this step? */
  private hasSupplierRising(a: number): boolean {
    const { needStart, supAsset, supStart } = this.k.network, { turnOf } = this;
    for (let i = supStart[needStart[a]!]!, end = supStart[needStart[a + 1]!]!; i < end; i++) if (supAsset[i] !== a && turnOf[supAsset[i]!] !== NOT_RISING) return true;
    return false;
  }
}
