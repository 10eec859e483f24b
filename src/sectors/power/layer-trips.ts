/**
 * Branches that overload opens while a layer runs. One whose asset owns nothing but branches is tripped through the engine, so that the asset falls and
 * the cascade shows it; one that belongs to nobody, to several, or to an asset with buses or generators (a transformer of a substation) is opened here.
 * Once nothing has tripped for a time, all are closed together, and trip again if the overload is still there. (One by one, the second of two circuits
 * would trip before the first is back.)
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
  /** Branches that are open by overload: those of assets, and those opened here. */
  private readonly ofAssets = new Set<number>();
  private readonly openedHere = new Set<number>();
  /** Hour at which they are closed. */
  private closeAt = Infinity;
  /** Trips so far. */
  count = 0;
  private readonly saved = { heat: undefined as Float64Array | undefined, ratingMw: undefined as Float64Array | undefined, ofAssets: new Set<number>(), openedHere: new Set<number>(), closeAt: Infinity, count: 0 };

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
    this.closeAt = Infinity;
    this.count = 0;
  }

  /** Keeps the state, for `restore`. */
  save(): void {
    const { saved, relays } = this;
    saved.heat = relays.isHot ? relays.heat.slice() : undefined;
    saved.ratingMw = relays.ratings;
    replace(saved.ofAssets, this.ofAssets);
    replace(saved.openedHere, this.openedHere);
    saved.closeAt = this.closeAt;
    saved.count = this.count;
  }

  /** The state as it was saved last. */
  restore(): void {
    const { saved, relays } = this;
    // Time alone heats; a cold relay has stayed cold since.
    if (saved.heat !== undefined) relays.heat.set(saved.heat);
    // Relays that have run out are judged by the ratings under which they warmed up, not by those of a question taken back.
    if (saved.ratingMw !== undefined) relays.setRatings(saved.ratingMw);
    replace(this.ofAssets, saved.ofAssets);
    replace(this.openedHere, saved.openedHere);
    this.closeAt = saved.closeAt;
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
      this.ofAssets.add(b);
      this.closeAt = hours + this.recloseHours;
      this.count++;
    }
    if (this.closeAt <= hours) this.openedHere.clear();
  }

  /** Opens branches whose relay has run out and that are opened here; @returns whether there were any */
  openDue(hours: number, flows: Float64Array): boolean {
    if (!this.relays.isHot) return false;
    const before = this.openedHere.size;
    for (let b = 0; b < flows.length; b++) {
      if (this.assetOf[b]! >= 0 || !this.relays.isDue(b, flows)) continue;
      this.relays.heat[b] = 0;
      this.openedHere.add(b);
      this.closeAt = hours + this.recloseHours;
      this.count++;
    }
    return this.openedHere.size > before;
  }

  /** Takes the branches opened here out; @returns them, ascending */
  applyTo(branchUp: Uint8Array): number[] {
    const open = [...this.openedHere].sort((a, b) => a - b);
    for (const b of open) branchUp[b] = 0;
    return open;
  }

  /** The trips that come first if nothing changes, what is to be closed now, and when to ask again. */
  next(hours: number, up: Uint8Array, flows: Float64Array): NextTrips {
    const first = this.relays.nextTrip(flows);
    let again = Infinity;
    const trips: NextTrips['trips'] = [], tripped = new Set<number>();
    if (first < Infinity) this.relays.tripsWithin(flows, first * (1 + TOGETHER), (b, seconds) => {
      const p = this.assetOf[b]!;
      if (p < 0) again = Math.min(again, seconds / SECONDS_PER_HOUR);
      else if (!tripped.has(p)) { tripped.add(p); trips.push({ asset: this.components[p]!, afterHours: seconds / SECONDS_PER_HOUR }); }
    });
    const open = [...this.ofAssets].filter((b) => up[this.assetOf[b]!] === 0), due = this.closeAt <= hours;
    if (!due && open.length + this.openedHere.size > 0) again = Math.min(again, this.closeAt - hours);
    const closes = due ? [...new Set(open.map((b) => this.components[this.assetOf[b]!]!))].sort((a, b) => a - b) : [];
    return { trips, closes, againHours: again };
  }
}

function replace(set: Set<number>, by: ReadonlySet<number>): void {
  if (set.size === 0 && by.size === 0) return;
  set.clear();
  for (const value of by) set.add(value);
}
