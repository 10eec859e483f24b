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
 * Where intensities of an event are drawn from a part of their distributions (shells.ts), these are z_S = L_S w with independent innovations w, in
 * the order of the event. Each w_j is moved to w_j', and z of every hazard of the group by cov(z, w_j) (w_j' - w_j): given w, what is left of z does not
 * depend on it, so this draws all under that condition. Of one intensity, z moves by rho (w' - w).
 */
import { normalCdf, normalQuantile } from '../numerics/normal.js';
import { combine } from '../random/hash.js';
import type { CompiledCorrelation } from './compiled-interactions.js';
import { Purpose, type GivenOccurrence } from './contracts.js';
import type { Kernel } from './kernel.js';
import { inside, type Shells } from './shells.js';

export class Together {
  /** By hazard: its group and its place there. */
  private readonly group: (CompiledCorrelation | undefined)[];
  private readonly place: Int32Array;
  private readonly path = new Uint32Array(2);
  // Laid out for one event and group: hazards of S (places in the group), factor L_S by row and column (its last row: of the hazard that asks), innovations w.
  private struck = 0;
  private leader = -1;
  private readonly rows: Int32Array;
  private readonly factor: Float64Array;
  private readonly innovations: Float64Array;
  private readonly most: number;

  constructor(private readonly k: Kernel, groups: readonly CompiledCorrelation[], private readonly shells: Shells) {
    this.most = Math.max(...groups.map((g) => g.hazards.length));
    this.rows = new Int32Array(this.most);
    this.factor = new Float64Array((this.most + 1) * this.most);
    this.innovations = new Float64Array(this.most);
    this.group = k.scenario.hazards.map((_, h) => groups.find((g) => g.hazards.includes(h)));
    this.place = Int32Array.from(this.group, (g, h) => g?.hazards.indexOf(h) ?? -1);
  }

  /** The uniform of the intensity of occurrence o, which belongs to a group; undefined: drawn alone. */
  uniform(o: number): number | undefined {
    const { k } = this, h = k.occurrences.hazard[o]!, group = this.group[h];
    if (group === undefined) return undefined;
    const root = this.rootOf(o), event = this.eventOf(root, group), n = this.select(o, h, root, event, group), row = this.place[h]!;
    let z = this.normal(row, n, group);
    if (event >= 0 && n === 0 && this.shells.look(event, this)) z += this.shift(row, event, group);
    return inside(normalCdf(z));
  }

  /** Whether the intensity of hazard h is drawn together with others. */
  holds(h: number): boolean { return this.group[h] !== undefined; }

  /** The natural uniform behind the intensity of a given occurrence of a group, independent of those behind the others of its event. */
  driver({ event, hazard }: GivenOccurrence): number {
    this.layOut(event, this.group[hazard]!);
    return inside(normalCdf(this.innovations[this.rows.indexOf(this.place[hazard]!)]!));
  }

  /** By how much z of a hazard moves when the innovations of its event do. */
  private shift(row: number, event: number, group: CompiledCorrelation): number {
    const { most, factor, innovations } = this;
    this.layOut(event, group);
    this.project(row, most, group);
    let by = 0;
    for (let j = 0; j < this.struck; j++) {
      const w = innovations[j]!;
      by += factor[most * most + j]! * (normalQuantile(this.shells.move(inside(normalCdf(w)), j === this.leader)) - w);
    }
    return by;
  }

  /** S, L_S and w of an event, from the natural draws. */
  private layOut(event: number, group: CompiledCorrelation): void {
    const { rows, factor, innovations, most } = this;
    this.struck = 0;
    this.leader = -1;
    this.selectEvent(...this.luckOf(event), group);
    for (const given of this.k.occurrences.course!.occurrences) {
      const row = this.place[given.hazard]!, i = this.struck;
      if (given.event !== event || given.part?.intensity !== true || this.group[given.hazard] !== group) continue;
      let variance = 1, z = this.normal(row, 0, group);
      this.project(row, i, group);
      for (let j = 0; j < i; j++) {
        const element = factor[i * most + j]!;
        variance -= element * element;
        z -= element * innovations[j]!;
      }
      const own = Math.sqrt(variance);
      factor[i * most + i] = own;
      rows[i] = row;
      if (given.part.leads === 'intensity') this.leader = i;
      innovations[i] = z / own;
      this.struck++;
    }
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
    return scenario.hazards[h]!.onset !== undefined && occurrences.path0[root] === (scenario.hazards[h]!.key0 | 0) && occurrences.path1[root] === (scenario.hazards[h]!.key1 | 0) ? 0 : -1;
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
    const { occurrences } = this.k;
    let n = event < 0 ? 0 : this.before(root);
    for (let at = occurrences.parent[o]!; at >= 0; at = occurrences.parent[at]!) if (occurrences.hazard[at] === h) n++;
    this.selectEvent(...(event < 0 ? [occurrences.path0[root]!, occurrences.path1[root]!] as const : this.luckOf(event)), group);
    return n;
  }

  /** Selects the draws of the group for an event, or for a chain by its path. */
  private selectEvent(word0: number, word1: number, { key0, key1 }: CompiledCorrelation): void {
    const path = combine(word0, word1, key0, key1, this.path);
    this.k.draws.select(this.k.replication, Purpose.IntensityTogether, path[0]!, path[1]!);
  }

  /** cov(z, w_j) of a hazard of the group with each innovation so far, by forward substitution in L_S: a row of the factor. */
  private project(row: number, target: number, group: CompiledCorrelation): void {
    const { factor, most } = this;
    for (let j = 0; j < this.struck; j++) {
      let sum = correlation(row, this.rows[j]!, group);
      for (let m = 0; m < j; m++) sum -= factor[target * most + m]! * factor[j * most + m]!;
      factor[target * most + j] = sum / factor[j * most + j]!;
    }
  }
}

/** Of two hazards of a group: an element of L L^T. */
function correlation(i: number, j: number, { hazards, lower }: CompiledCorrelation): number {
  let sum = 0;
  for (let m = 0; m <= Math.min(i, j); m++) sum += lower[i * hazards.length + m]! * lower[j * hazards.length + m]!;
  return sum;
}
