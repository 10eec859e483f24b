/**
 * Sums by asset and by need over the replications of one block, kept sparse: a local hazard touches few of a million assets.
 * Scratch memory is allocated once and reused; what leaves are copies of exact size.
 */
import type { ReplicationRecord } from '../engine/contracts.js';
import { Was } from '../engine/flags.js';
import type { StudyShape } from './shape.js';

/** One entry for each asset that any replication of the block touched. Counts are replications. */
export interface AssetTallies {
  asset: Int32Array;
  hit: Int32Array;
  fell: Int32Array;
  short: Int32Array;
  downAtHorizon: Int32Array;
  /** Sum of lost hours (integral of 1 - s). */
  lostHours: Float64Array;
  /** Sum of the hours of first falls, over the replications in which it fell. */
  firstFallHours: Float64Array;
}

/** How often each need brought a fall; needs that never did are absent. */
export interface NeedTallies { need: Int32Array; transmissions: Int32Array }

/** Gathers the tallies of one block after another. */
export class TallyScratch {
  private readonly hit: Int32Array;
  private readonly fell: Int32Array;
  private readonly short: Int32Array;
  private readonly downAtHorizon: Int32Array;
  private readonly lostHours: Float64Array;
  private readonly firstFallHours: Float64Array;
  private readonly assetSeen: Uint8Array;
  private readonly transmissions: Int32Array;
  private assets: number[] = [];
  private needs: number[] = [];

  constructor(shape: StudyShape) {
    this.hit = new Int32Array(shape.assets);
    this.fell = new Int32Array(shape.assets);
    this.short = new Int32Array(shape.assets);
    this.downAtHorizon = new Int32Array(shape.assets);
    this.lostHours = new Float64Array(shape.assets);
    this.firstFallHours = new Float64Array(shape.assets);
    this.assetSeen = new Uint8Array(shape.assets);
    this.transmissions = new Int32Array(shape.needs);
  }

  /** Adds one replication. */
  add(record: ReplicationRecord): void {
    for (let i = 0; i < record.touchedCount; i++) {
      const asset = record.touched[i]!;
      if (this.assetSeen[asset] === 0) { this.assetSeen[asset] = 1; this.assets.push(asset); }
      const flags = record.assetFlags[asset]!;
      if (flags & Was.Hit) this.hit[asset]!++;
      if (flags & Was.Short) this.short[asset]!++;
      if (flags & Was.DownAtEnd) this.downAtHorizon[asset]!++;
      if (flags & Was.Lost) {
        this.fell[asset]!++;
        this.firstFallHours[asset]! += record.firstFallHours[asset]!;
      }
      this.lostHours[asset]! += record.lostHours[asset]!;
    }
    for (let i = 0; i < record.transmittedCount; i++) {
      const need = record.transmitted[i]!;
      if (this.transmissions[need]!++ === 0) this.needs.push(need);
    }
  }

  /** What was added since the last call, in order of index; the scratch is empty afterwards. */
  take(): { assets: AssetTallies; needs: NeedTallies } {
    const asset = Int32Array.from(this.assets).sort();
    const need = Int32Array.from(this.needs).sort();
    const gather = (from: Int32Array): Int32Array => Int32Array.from(asset, (i) => from[i]!);
    const gatherHours = (from: Float64Array): Float64Array => Float64Array.from(asset, (i) => from[i]!);
    const assets: AssetTallies = {
      asset, hit: gather(this.hit), fell: gather(this.fell), short: gather(this.short), downAtHorizon: gather(this.downAtHorizon),
      lostHours: gatherHours(this.lostHours), firstFallHours: gatherHours(this.firstFallHours),
    };
    const needs: NeedTallies = { need, transmissions: Int32Array.from(need, (x) => this.transmissions[x]!) };
    for (const i of asset) {
      this.hit[i] = this.fell[i] = this.short[i] = this.downAtHorizon[i] = this.assetSeen[i] = 0;
      this.lostHours[i] = this.firstFallHours[i] = 0;
    }
    for (const x of need) this.transmissions[x] = 0;
    this.assets = [];
    this.needs = [];
    return { assets, needs };
  }
}
