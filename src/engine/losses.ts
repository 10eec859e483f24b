/**
 * What damage costs, where some hazard says it by a curve of loss ratios: by asset, the most that was lost since it was last whole (by a curve or by
 * its state), so that what is lost already is not lost again; summed by sector and by hazard. Without such curves only the sum of all is kept (damage.ts).
 */
import { curveAt } from '../numerics/curve.js';
import { expIn } from '../numerics/elementary.js';
import { normalQuantileIn } from '../numerics/normal.js';
import { Was } from './flags.js';
import type { Kernel } from './kernel.js';
import type { Trial } from './trials.js';

export class Losses {
  /** Euro by sector; by hazard, own failures last. */
  readonly bySector: Float64Array;
  readonly byHazard: Float64Array;
  /** What `reach` is told, since a double that a call is given becomes an object. */
  readonly euro = new Float64Array(1);
  private readonly lost: Float64Array;
  private readonly assets: Int32Array;
  private readonly listed: Uint8Array;
  private count = 0;

  constructor(private readonly k: Kernel) {
    this.bySector = new Float64Array(k.names.sectors.length);
    this.byHazard = new Float64Array(k.scenario.hazards.length + 1);
    this.lost = new Float64Array(k.assets);
    this.assets = new Int32Array(k.assets);
    this.listed = new Uint8Array(k.assets);
  }

  reset(): void {
    for (let i = 0; i < this.count; i++) this.lost[this.assets[i]!] = this.listed[this.assets[i]!] = 0;
    this.count = 0;
    this.bySector.fill(0);
    this.byHazard.fill(0);
  }

  /** Asset a has lost euro[0] in all by an occurrence (-1: a failure of its own). */
  reach(a: number, occurrence: number): void {
    const { k } = this, euro = this.euro[0]!, more = euro - this.lost[a]!;
    if (!(more > 0) || a === k.shielded) return;
    k.list(a);
    k.record[a]! |= Was.Strained;
    if (this.listed[a] === 0) { this.listed[a] = 1; this.assets[this.count++] = a; }
    this.lost[a] = euro;
    k.damageCost += more;
    this.bySector[k.network.assetSector[a]!]! += more;
    this.byHazard[occurrence < 0 ? this.byHazard.length - 1 : k.occurrences.hazard[occurrence]!]! += more;
  }

  /** Asset a is whole again. */
  repaired(a: number): void { this.lost[a] = 0; }
}

/** The curves of asset i of a trial say what it loses. */
export function isPriced({ priced, tables, test }: Trial, i: number): boolean { return priced && tables.losses![test.kinds[i]!] !== undefined; }

/** Replaces the logarithm of the share of its peak (0: all) that the intensity gets to by the euro that asset i of a trial, which is priced, loses there. */
export function lossIn({ tables, test }: Trial, i: number, cell: Float64Array): void {
  const { at, euro, sigma } = tables.losses![test.kinds[i]!]!, ln = test.setting[0]! + test.lnFactor[i]! + cell[0]!;
  cell[0] = test.uniforms[i]!;
  if (sigma > 0) normalQuantileIn(cell);
  cell[0] = ln - (sigma > 0 ? sigma * (test.setting[1]! + test.setting[2]! * cell[0]) : 0);
  expIn(cell);
  cell[0] = curveAt(at, euro, cell[0], false);
}
