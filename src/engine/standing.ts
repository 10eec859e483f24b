/** What stands of each occurrence until it ends, or until its effect is over: deratings, trips, spells of absent staff, and demand raised. */
import type { CompiledEffect } from './compiled-scenario.js';
import { Origin } from './flags.js';
import type { HazardAgenda } from './hazard-agenda.js';
import type { Kernel } from './kernel.js';
import { clear } from './lists.js';

/** Handles of so much and more are spells of absent staff. */
const SPELLS = 2 ** 40;

const NOTHING = -1;

/** Methods that begin something take the tick until which it stands; Infinity: until the occurrence ends. */
export class Standing {
  /** By occurrence: handles of deratings, SPELLS + number of a spell, -2 - asset for a trip. */
  private readonly handles: number[][] = [];

  constructor(private readonly k: Kernel, private readonly agenda: HazardAgenda) {}

  /** Occurrence o begins: nothing stands of it. */
  begin(o: number): void {
    if (this.handles.length <= o) this.handles.push([]);
    clear(this.handles[o]!);
  }

  derate(o: number, a: number, to: number, until: number): void { this.add(o, this.k.rules.derateAsset(a, to, Origin.Hit, o), until); }

  trip(o: number, a: number, until: number): void {
    this.k.rules.tripAsset(a, Origin.Hit, o);
    this.add(o, -2 - a, until);
  }

  /** Occurrence o, of an intensity, takes staff from assets. */
  takeStaff(o: number, effect: CompiledEffect, assets: readonly number[], until: number): void {
    this.add(o, SPELLS + this.k.staff!.begin(o, effect, assets, this.k.occurrences.intensity[o]!), until);
  }

  raiseDemand(o: number, a: number, effect: CompiledEffect, until: number): void {
    const strains = this.k.strains!, first = strains.count;
    strains.raiseDemand(o, a, effect);
    if (until < Infinity) this.agenda.relief(until, o, -1 - first, strains.count - first);
  }

  private add(o: number, handle: number, until: number): void {
    const handles = this.handles[o]!;
    handles.push(handle);
    if (until < Infinity) this.agenda.relief(until, o, handles.length - 1, 1);
  }

  /** What occurrence o did to one asset is over there: a place of its list, or strains as of {@link HazardAgenda.relief}. */
  relieve(o: number, at: number, count: number): void {
    if (at < 0) { this.k.strains!.relieve(-1 - at, count); return; }
    const handles = this.handles[o]!;
    // Undefined: it has ended.
    this.undo(handles[at] ?? NOTHING);
    handles[at] = NOTHING;
  }

  /** A plan released asset a: no occurrence has a trip of it to end any more. */
  dropTrips(a: number): void {
    for (let o = 0; o < this.k.occurrences.count; o++) {
      const handles = this.handles[o]!;
      for (let i = 0; i < handles.length; i++) if (handles[i] === -2 - a) handles[i] = NOTHING;
    }
  }

  end(o: number): void {
    const handles = this.handles[o]!;
    for (const handle of handles) this.undo(handle);
    clear(handles);
    this.k.strains?.end(o);
  }

  private undo(handle: number): void {
    if (handle <= -2) this.k.rules.releaseTrip(-2 - handle);
    else if (handle >= SPELLS) this.k.staff!.end(handle - SPELLS);
    else this.k.rules.endDerating(handle);
  }
}
