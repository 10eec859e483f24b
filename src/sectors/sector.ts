/** What flow models have in common: the components a model takes part with, in asset order whatever the order of its files. */

import type { LayerInputs } from '../engine/sector-model.js';

/** Inputs of a layer that has no files. */
export const NO_FILES: LayerInputs = Object.freeze({ files: {}, map: [], mapPath: '', mode: 'exact', startHourOfWeek: 0 });

/** Components named by asset ids in the parameters of a model. */
export class Components {
  /** Network indices, ascending. */
  readonly assets: Int32Array;
  private readonly positions: Map<number, number>;

  /**
   * @param ids asset ids, repeats allowed
   * @param indexOf asset id -> network index; throws on unknown ids
   */
  constructor(ids: Iterable<string>, private readonly indexOf: (asset: string) => number) {
    this.assets = Int32Array.from(new Set(Array.from(ids, indexOf))).sort();
    this.positions = new Map(Array.from(this.assets, (asset, position) => [asset, position]));
  }

  /** Position of an asset in `assets`, and so in the arrays a model is given. */
  position(asset: string): number { return this.positions.get(this.indexOf(asset))!; }
}
