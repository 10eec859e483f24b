/**
 * Intensities drawn together: a Gaussian copula. With independent standard normals e, one a hazard of the group, and the lower Cholesky factor L
 * of the correlation matrix, z = L e, and hazard i takes the quantile of its own distribution at Phi(z_i) (R. B. Nelsen, An Introduction to
 * Copulas, 2nd ed. 2006, section 2.3).
 *
 * Which occurrences belong together: those of one chain of causes. The n-th occurrence of a hazard along its chain is drawn with the n-th of the
 * others; hazards of the group that occur by their onset belong to one another.
 */
import { normalCdf, normalQuantile } from '../numerics/normal.js';
import { combine } from '../random/hash.js';
import type { CompiledCorrelation } from './compiled-interactions.js';
import { Purpose } from './contracts.js';
import type { Kernel } from './kernel.js';

/** Quantiles are taken inside (0, 1): the uniforms of the engine come no nearer to its ends. */
const LEAST = 2 ** -54;

export class Together {
  /** By hazard: its group and its place there. */
  private readonly group: (CompiledCorrelation | undefined)[];
  private readonly place: Int32Array;
  private readonly path = new Uint32Array(2);

  constructor(private readonly k: Kernel, groups: readonly CompiledCorrelation[]) {
    this.group = k.scenario.hazards.map((_, h) => groups.find((g) => g.hazards.includes(h)));
    this.place = Int32Array.from(this.group, (g, h) => g?.hazards.indexOf(h) ?? -1);
  }

  /** The uniform of the intensity of occurrence o, which belongs to a group; undefined: drawn alone. */
  uniform(o: number): number | undefined {
    const { k } = this, h = k.occurrences.hazard[o]!, group = this.group[h];
    if (group === undefined) return undefined;
    const n = this.select(o, h, group), size = group.hazards.length, row = this.place[h]!;
    let z = 0;
    for (let j = 0; j <= row; j++) {
      const weight = group.lower[row * size + j]!, { key0, key1 } = k.scenario.hazards[group.hazards[j]!]!;
      if (weight !== 0) z += weight * normalQuantile(k.draws.uniform(key0, key1, n, -1));
    }
    return Math.min(1 - LEAST, Math.max(LEAST, normalCdf(z)));
  }

  /** Selects the draws of the group in the chain of occurrence o; @returns how many of its ancestors are of its hazard. */
  private select(o: number, h: number, group: CompiledCorrelation): number {
    const { k, path } = this, { occurrences } = k;
    let n = 0, root = o;
    for (let at = occurrences.parent[o]!; at >= 0; at = occurrences.parent[at]!) {
      if (occurrences.hazard[at] === h) n++;
      root = at;
    }
    const first = occurrences.hazard[root]!, together = group.hazards.includes(first) && k.scenario.hazards[first]!.onset !== undefined;
    combine(together ? 0 : occurrences.path0[root]!, together ? 0 : occurrences.path1[root]!, group.key0, group.key1, path);
    k.draws.select(k.replication, Purpose.IntensityTogether, path[0]!, path[1]!);
    return n;
  }
}
