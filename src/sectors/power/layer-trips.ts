/**
 * Branches that overload opens while a layer runs. One whose asset owns nothing but branches is tripped through the engine, so that the asset falls and
 * the cascade shows it; one that belongs to nobody, to several, or to an asset with buses or generators (a transformer of a substation) is opened here.
 * Either is closed again after a time, and trips again if the overload is still there.
 */
import type { LayerMap } from './layer-map.js';
import type { OverloadRelays } from './relay.js';

const SECONDS_PER_HOUR = 3600;
/** Trips within this part of the first one's time come together. */
const TOGETHER = 1e-9;

export interface NextTrips { trips: { asset: number; afterHours: number }[]; closes: number[]; againHours: number }

export class OverloadTrips {
  /** Position of the asset that is tripped for each branch; -1: the branch is opened here. */
  private readonly assetOf: Int32Array;
  /** Hour at which each open branch is closed again; those of assets, and those opened here. */
  private readonly ofAssets = new Map<number, number>();
  private readonly openedHere = new Map<number, number>();
  /** Trips so far. */
  count = 0;
  private readonly saved = { heat: undefined as Float64Array | undefined, ofAssets: new Map<number, number>(), openedHere: new Map<number, number>(), count: 0 };

  constructor(private readonly relays: OverloadRelays, map: LayerMap, private readonly components: Int32Array, private readonly recloseHours: number) {
    const { owners: { branch }, owned } = map;
    const owns = (kind: 'bus' | 'gen' | 'load', p: number): boolean => owned[kind].start[p + 1]! > owned[kind].start[p]!;
    this.assetOf = Int32Array.from(branch.rest, (rest, b) => {
      const p = branch.position[branch.start[b]!]!;
      return rest === 0 && branch.start[b + 1]! - branch.start[b]! === 1 && !owns('bus', p) && !owns('gen', p) && !owns('load', p) ? p : -1;
    });
  }

  reset(): void {
    this.relays.reset();
    this.ofAssets.clear();
    this.openedHere.clear();
    this.count = 0;
  }

  /** Keeps the state, for `restore`. */
  save(): void {
    const { saved, relays } = this;
    saved.heat = relays.isHot ? relays.heat.slice() : undefined;
    replace(saved.ofAssets, this.ofAssets);
    replace(saved.openedHere, this.openedHere);
    saved.count = this.count;
  }

  /** The state as it was saved last. */
  restore(): void {
    const { saved, relays } = this;
    // Time alone heats; a cold relay has stayed cold since.
    if (saved.heat !== undefined) relays.heat.set(saved.heat);
    replace(this.ofAssets, saved.ofAssets);
    replace(this.openedHere, saved.openedHere);
    this.count = saved.count;
  }

  /** What the engine has tripped since, and what is closed again by now. @param up 1 for assets that are up */
  settle(hours: number, up: Uint8Array): void {
    for (let b = 0; b < this.assetOf.length && (this.relays.isHot || this.ofAssets.size > 0); b++) {
      const p = this.assetOf[b]!;
      if (p < 0) continue;
      if (up[p] === 1) { this.ofAssets.delete(b); continue; }
      if (!this.relays.hasRunOut(b)) continue;
      this.relays.heat[b] = 0;
      this.ofAssets.set(b, hours + this.recloseHours);
      this.count++;
    }
    for (const [b, closeAt] of this.openedHere) if (closeAt <= hours) this.openedHere.delete(b);
  }

  /** Opens branches whose relay has run out and that are opened here; @returns whether there were any */
  openDue(hours: number, flows: Float64Array): boolean {
    if (!this.relays.isHot) return false;
    const before = this.openedHere.size;
    for (let b = 0; b < flows.length; b++) {
      if (this.assetOf[b]! >= 0 || !this.relays.isDue(b, flows)) continue;
      this.relays.heat[b] = 0;
      this.openedHere.set(b, hours + this.recloseHours);
      this.count++;
    }
    return this.openedHere.size > before;
  }

  /** Takes the branches opened here out; @returns them, ascending */
  applyTo(branchUp: Uint8Array): number[] {
    const open = [...this.openedHere.keys()].sort((a, b) => a - b);
    for (const b of open) branchUp[b] = 0;
    return open;
  }

  /** The trips that come first if nothing changes, what is to be closed now, and when to ask again. */
  next(hours: number, up: Uint8Array, flows: Float64Array): NextTrips {
    const first = this.relays.nextTrip(flows);
    let again = Infinity;
    const trips: NextTrips['trips'] = [], tripped = new Set<number>();
    for (let b = 0; b < flows.length && first < Infinity; b++) {
      const seconds = this.relays.secondsOf(b, flows), p = this.assetOf[b]!;
      if (seconds > first * (1 + TOGETHER)) continue;
      if (p < 0) again = Math.min(again, seconds / SECONDS_PER_HOUR);
      else if (!tripped.has(p)) { tripped.add(p); trips.push({ asset: this.components[p]!, afterHours: seconds / SECONDS_PER_HOUR }); }
    }
    const closes = new Set<number>();
    for (const [b, closeAt] of this.ofAssets) {
      const p = this.assetOf[b]!;
      if (closeAt <= hours) { if (up[p] === 0) closes.add(this.components[p]!); } else again = Math.min(again, closeAt - hours);
    }
    for (const closeAt of this.openedHere.values()) again = Math.min(again, closeAt - hours);
    return { trips, closes: [...closes].sort((a, b) => a - b), againHours: again };
  }
}

function replace(map: Map<number, number>, by: ReadonlyMap<number, number>): void {
  if (map.size === 0 && by.size === 0) return;
  map.clear();
  for (const [key, value] of by) map.set(key, value);
}
