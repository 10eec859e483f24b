/**
 * What damage costs, where some hazard says it by a curve of loss ratios: by asset, the most that was lost since it was last whole (by a curve or by
 * its state), so that what is lost already is not lost again; summed by sector and by hazard. Without such curves only the sum of all is kept (damage.ts).
 */
import { curveAt } from '../numerics/curve.js';
import { exp } from '../numerics/elementary.js';
import { normalQuantile } from '../numerics/normal.js';
import { Was } from './flags.js';
import type { Kernel } from './kernel.js';
import type { Trial } from './trials.js';

export class Losses {
  /** Euro by sector; by hazard, own failures last. */
  readonly bySector: Float64Array;
  readonly byHazard: Float64Array;
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

  /** Asset a has lost `euro` in all by an occurrence (-1: a failure of its own). */
  reach(a: number, euro: number, occurrence: number): void {
    const { k } = this, more = euro - this.lost[a]!;
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

/** Euro that asset i of a trial, which is priced, loses where the intensity gets to `lnShare` (a logarithm, 0: all) of its peak. */
export function lossOf({ tables, test }: Trial, i: number, lnShare: number): number {
  const { at, euro, sigma } = tables.losses![test.kinds[i]!]!;
  const z = sigma > 0 ? test.setting[1]! + test.setting[2]! * normalQuantile(test.uniforms[i]!) : 0;
  return curveAt(at, euro, exp(test.setting[0]! + test.lnFactor[i]! + lnShare - sigma * z), false);
}
