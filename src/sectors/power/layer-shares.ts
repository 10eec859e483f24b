/**
 * Share of its nominal that each asset of a layer is served:
 *
 * - one with load: what its loads get of what they would draw if all were well;
 * - else one with buses, or only branches: 1 while one of its buses, or an end of one of its branches, is live; else 0;
 * - one with generators only supplies, and needs no share: 1.
 *
 * A bus is live if a generator runs in its island. An asset that is down is told what it would have if it alone came up: whether a live bus, or a
 * generator of its own or at its bus, is within reach; its load then counts as served as its island is on the whole.
 */
import { FULL, partsDown } from '../../engine/units.js';
import { listByBus } from './grid.js';
import type { Islands } from './islands.js';
import type { LayerMap, Owners } from './layer-map.js';
import type { LayerSupply } from './layer-supply.js';
import type { GridState } from './state.js';

/** A load short by less than this part is served. */
const SERVED = 1e-9;

export class LayerShares {
  /** Part of its load that each live island serves; -1: dead. */
  private readonly islandServes: Float64Array;
  private readonly asked: Float64Array;
  private readonly loadsAt: readonly (readonly number[])[];
  private readonly generatorsAt: readonly (readonly number[])[];
  /** Positions whose share can depend on each bus while they are up: touching[touchingStart[bus]] .. */
  private readonly touchingStart: Int32Array;
  private readonly touching: Int32Array;

  constructor(private readonly map: LayerMap, private readonly state: GridState, private readonly supply: LayerSupply, private readonly closed: Uint8Array, positions: number) {
    this.islandServes = new Float64Array(state.grid.buses);
    this.asked = new Float64Array(state.grid.buses);
    this.loadsAt = listByBus(state.grid.loadBus.subarray(0, state.grid.shuntsFrom), state.grid.buses);
    this.generatorsAt = listByBus(state.grid.generatorBus, state.grid.buses);
    const touching = Array.from({ length: state.grid.buses }, (): number[] => []);
    for (let p = 0; p < positions; p++) for (const bus of this.touchedBy(p)) touching[bus]!.push(p);
    this.touchingStart = Int32Array.from([0, ...touching.map((list) => list.length)]);
    for (let bus = 0; bus < touching.length; bus++) this.touchingStart[bus + 1]! += this.touchingStart[bus]!;
    this.touching = Int32Array.from(touching.flat());
  }

  /** Buses on which the share of an asset can depend while it is up. */
  private touchedBy(p: number): number[] {
    const { owned } = this.map, { grid } = this.state;
    const rows = (kind: 'bus' | 'branch' | 'load'): number[] => Array.from(owned[kind].row.subarray(owned[kind].start[p], owned[kind].start[p + 1]));
    return [...new Set([...rows('bus'), ...rows('branch').flatMap((b) => [grid.from[b]!, grid.to[b]!]), ...rows('load').map((l) => grid.loadBus[l]!)])];
  }

  /** Fills `shares` from a balanced state. @param up as the engine gave it; @param down positions that are down */
  fill(islands: Islands, up: Uint8Array, down: readonly number[], shares: Int32Array): void {
    const { touching, touchingStart, islandServes } = this, { busUp } = this.state, { of } = islands;
    this.surveyIslands(islands);
    shares.fill(FULL);
    const short = busUp.includes(0) || islandServes.subarray(0, islands.count).some((part) => part !== 1);
    for (let bus = 0; short && bus < busUp.length; bus++) {
      if (busUp[bus] === 1 && islandServes[of[bus]!] === 1) continue;
      // An asset that touches a bus which is down, or in an island that does not serve all, is looked at by itself.
      for (let i = touchingStart[bus]!, end = touchingStart[bus + 1]!; i < end; i++) if (up[touching[i]!] === 1) shares[touching[i]!] = this.ofUp(touching[i]!, of);
    }
    for (const p of down) shares[p] = this.ofDown(p, of);
  }

  private surveyIslands({ of, count }: Islands): void {
    const { state, islandServes, asked } = this, { grid } = state;
    islandServes.fill(-1, 0, count);
    asked.fill(0, 0, count);
    for (let g = 0; g < grid.generators; g++) if (state.generatorUp[g] === 1 && state.busUp[grid.generatorBus[g]!] === 1) islandServes[of[grid.generatorBus[g]!]!] = 0;
    for (let l = 0; l < grid.shuntsFrom; l++) {
      const island = of[grid.loadBus[l]!]!;
      if (islandServes[island]! < 0) continue;
      asked[island]! += state.demandMw[l]!;
      islandServes[island]! += state.demandMw[l]! * state.served[l]!;
    }
    for (let island = 0; island < count; island++) {
      if (islandServes[island]! >= 0) islandServes[island] = asked[island]! > 0 ? Math.min(1, Math.max(0, islandServes[island]! / asked[island]!)) : 1;
    }
  }

  private ofUp(p: number, islandOf: Int32Array): number {
    const { owned } = this.map, { grid, served, busUp } = this.state;
    let nominal = 0, got = 0;
    this.eachLoad(p, (l, part) => {
      const mw = Math.abs(grid.loadMw[l]!) * this.supply.loadFactor[l]! * part;
      nominal += mw;
      // What the asset itself holds back is not lost by the grid: a load that is served as far as it asks counts as served.
      got += served[l]! > 1 - SERVED ? mw : mw * served[l]! * this.supply.loadPart[l]!;
    });
    if (nominal > 0) return got >= nominal * (1 - SERVED) ? FULL : partsDown(got / nominal);
    const live = (bus: number): boolean => busUp[bus] === 1 && this.islandServes[islandOf[bus]!]! >= 0;
    for (let o = owned.bus.start[p]!; o < owned.bus.start[p + 1]!; o++) if (live(owned.bus.row[o]!)) return FULL;
    if (owned.bus.start[p] !== owned.bus.start[p + 1]) return 0;
    for (let o = owned.branch.start[p]!; o < owned.branch.start[p + 1]!; o++) {
      const b = owned.branch.row[o]!;
      if (live(grid.from[b]!) || live(grid.to[b]!)) return FULL;
    }
    return owned.branch.start[p] === owned.branch.start[p + 1] ? FULL : 0;
  }

  /** Loads of an asset: those of its own, and those at its buses that have no asset of their own. */
  private eachLoad(p: number, take: (load: number, part: number) => void): void {
    const { owned } = this.map;
    for (let o = owned.load.start[p]!; o < owned.load.start[p + 1]!; o++) take(owned.load.row[o]!, owned.load.part[o]!);
    for (let o = owned.bus.start[p]!; o < owned.bus.start[p + 1]!; o++) {
      for (const l of this.loadsAt[owned.bus.row[o]!]!) if (!this.map.ownsLoad(l)) take(l, owned.bus.part[o]!);
    }
  }

  /** As if it alone came up. */
  private ofDown(p: number, islandOf: Int32Array): number {
    const { owned } = this.map, { grid } = this.state;
    const buses = owned.bus.row.subarray(owned.bus.start[p], owned.bus.start[p + 1]), branches = owned.branch.row.subarray(owned.branch.start[p], owned.branch.start[p + 1]);
    const loads = owned.load.row.subarray(owned.load.start[p], owned.load.start[p + 1]);
    let best = buses.length + branches.length + loads.length === 0 ? 1 : -1;
    const reach = (bus: number): void => { if (this.state.busUp[bus] === 1) best = Math.max(best, this.islandServes[islandOf[bus]!]!); };
    for (const l of loads) reach(grid.loadBus[l]!);
    if (buses.length === 0) for (const b of branches) { reach(grid.from[b]!); reach(grid.to[b]!); }
    for (const bus of buses) {
      for (let e = grid.start[bus]!; e < grid.start[bus + 1]!; e++) if (this.wouldClose(grid.at[e]!, p)) reach(grid.otherEnd[e]!);
      if (this.generatorsAt[bus]!.some((g) => this.wouldRun(g, p))) best = Math.max(best, 1);
      reach(bus);
    }
    return best < 0 ? 0 : best > 1 - SERVED ? FULL : partsDown(best);
  }

  /** Is a branch closed, or open only for the sake of this asset? */
  private wouldClose(b: number, p: number): boolean {
    return this.closed[b] === 1 || (this.state.grid.branchInService[b] === 1 && this.state.branchUp[b] === 1) || ownedBy(this.map.owners.branch, b, p);
  }

  private wouldRun(g: number, p: number): boolean {
    return this.state.grid.generatorInService[g] === 1 && (this.supply.generatorPart[g]! > 0 || ownedBy(this.map.owners.gen, g, p));
  }
}

/** Does position p own a part of the row? */
function ownedBy({ start, position }: Owners, row: number, p: number): boolean {
  for (let o = start[row]!; o < start[row + 1]!; o++) if (position[o] === p) return true;
  return false;
}
