/** One of several given intensity maps: each occurrence takes one of them, with probability in proportion to its weight. */
import type { FieldDraws, IntensityField } from '../engine/contracts.js';
import type { EnsembleData } from './field-data.js';

/** Draw 0: which realisation. */
export class EnsembleField implements IntensityField {
  private taken: Float64Array;
  private number = 0;

  constructor(private readonly data: EnsembleData) { this.taken = data.ln[0]!; }

  begin(draws: FieldDraws): void {
    const { ln, cumulative } = this.data, last = ln.length - 1;
    const wanted = draws.uniform(0) * cumulative[last]!;
    let low = 0, high = last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > wanted) high = middle; else low = middle + 1;
    }
    this.number = low;
    this.taken = ln[low]!;
  }

  describe(): string { return `realisation ${this.number + 1} of ${this.data.ln.length}`; }

  peaks(positions: Int32Array, ln: Float64Array): void {
    for (let i = 0; i < positions.length; i++) ln[i] = this.taken[positions[i]!]!;
  }
}
