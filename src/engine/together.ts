/**
 * Intensities drawn together: a Gaussian copula. With independent standard normals e, one a hazard of the group, and the lower Cholesky factor L
 * of the correlation matrix, z = L e, and hazard i takes the quantile of its own distribution at Phi(z_i) (R. B. Nelsen, An Introduction to
 * Copulas, 2nd ed. 2006, section 2.3).
 *
 * Which occurrences belong together: those of one chain of causes. The n-th occurrence of a hazard along its chain is drawn with the n-th of the
 * others; hazards of the group that occur by their onset belong to one another, and so do those that one event of a catalogue gives. What a plan or
 * policy calls belongs to them too: the first call of a hazard that does not occur by itself is its first occurrence there, a call of one that does a
 * further one.
 *
 * Where one of an event's intensities is drawn between two quantiles only, its z is moved there, to z', and z of the others by rho (z' - z): given
 * z, what is left of the others does not depend on it, so this draws them under that condition.
 */
import { normalCdf, normalQuantile } from '../numerics/normal.js';
import { combine } from '../random/hash.js';
import type { CompiledCorrelation } from './compiled-interactions.js';
import { Purpose, type GivenOccurrence } from './contracts.js';
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
    const root = this.rootOf(o), event = this.eventOf(root, group), n = this.select(o, h, root, event, group), row = this.place[h]!;
    let z = this.normal(row, n, group);
    const banded = event < 0 || n > 0 ? undefined : this.bandedOf(event, group);
    if (banded !== undefined) {
      const at = this.place[banded.hazard]!, [from, to] = banded.band!, before = this.normal(at, n, group);
      z += correlation(row, at, group) * (normalQuantile(inside(from + (to - from) * normalCdf(before))) - before);
    }
    return inside(normalCdf(z));
  }

  private luckOf(event: number): readonly [number, number] {
    return this.k.occurrences.course?.occurrences.find((given) => given.event === event)?.luck ?? [event, 0];
  }

  /** z of a hazard of the group, under the present selection. */
  private normal(row: number, n: number, { hazards, lower }: CompiledCorrelation): number {
    const { k } = this;
    let z = 0;
    for (let j = 0; j <= row; j++) {
      const weight = lower[row * hazards.length + j]!, { key0, key1 } = k.scenario.hazards[hazards[j]!]!;
      if (weight !== 0) z += weight * normalQuantile(k.draws.uniform(key0, key1, n, -1));
    }
    return z;
  }

  private rootOf(o: number): number {
    const { parent } = this.k.occurrences;
    let root = o;
    while (parent[root]! >= 0) root = parent[root]!;
    return root;
  }

  /** Number of what the hazards of the group that begin chains belong to (0: their onsets), if the chain begins with one of them; else -1. */
  private eventOf(root: number, group: CompiledCorrelation): number {
    const { occurrences, scenario } = this.k, h = occurrences.hazard[root]!;
    if (!group.hazards.includes(h)) return -1;
    if (occurrences.given[root] !== undefined || occurrences.call[root]! >= 0) return occurrences.event[root]!;
    // Random arrivals have other paths than an onset's.
    return scenario.hazards[h]!.onset !== undefined && occurrences.path0[root] === scenario.hazards[h]!.key0 && occurrences.path1[root] === scenario.hazards[h]!.key1 ? 0 : -1;
  }

  /** The occurrence of an event whose intensity is drawn from a part of its distribution, if its hazard is of the group. */
  private bandedOf(event: number, group: CompiledCorrelation): GivenOccurrence | undefined {
    return this.k.occurrences.course?.occurrences.find((given) => given.event === event && given.band !== undefined && group.hazards.includes(given.hazard));
  }

  /** Of a chain that a plan or policy called: how many occurrences of its hazard stand before it in the event. */
  private before(root: number): number {
    const { occurrences, scenario } = this.k, { course } = occurrences, h = occurrences.hazard[root]!, calls = occurrences.call[root]!, event = occurrences.event[root]!;
    if (calls < 0) return 0;
    const itself = course === undefined ? scenario.hazards[h]!.onset !== undefined : course.occurrences.some((given) => given.event === event && given.hazard === h);
    return calls + (itself ? 1 : 0);
  }

  /** Selects the draws of the group in the chain of occurrence o; @returns how many of its ancestors are of its hazard, and of what was called how often it was there before. */
  private select(o: number, h: number, root: number, event: number, group: CompiledCorrelation): number {
    const { k, path } = this, { occurrences } = k;
    let n = event < 0 ? 0 : this.before(root);
    for (let at = occurrences.parent[o]!; at >= 0; at = occurrences.parent[at]!) if (occurrences.hazard[at] === h) n++;
    const [luck0, luck1] = event < 0 ? [occurrences.path0[root]!, occurrences.path1[root]!] : this.luckOf(event);
    combine(luck0, luck1, group.key0, group.key1, path);
    k.draws.select(k.replication, Purpose.IntensityTogether, path[0]!, path[1]!);
    return n;
  }
}

const inside = (u: number): number => Math.min(1 - LEAST, Math.max(LEAST, u));

/** Of two hazards of a group: an element of L L^T. */
function correlation(i: number, j: number, { hazards, lower }: CompiledCorrelation): number {
  let sum = 0;
  for (let m = 0; m <= Math.min(i, j); m++) sum += lower[i * hazards.length + m]! * lower[j * hazards.length + m]!;
  return sum;
}
