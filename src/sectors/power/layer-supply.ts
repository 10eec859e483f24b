/**
 * What the assets of a layer leave of the grid: which of its parts are in service, their ratings, limits and demands. Rows are computed anew only where an
 * owner changed, always from present values, so that the result does not depend on the way there.
 */
import { FULL } from '../../engine/units.js';
import type { LayerMap, Owners } from './layer-map.js';
import { listByBus } from './grid.js';
import { GridState } from './state.js';

/** In lists of whole numbers, what tells a factor of demand from anything else, and its steps. */
const FACTOR_CODE = 2 ** 29, FACTOR_STEPS = 1e5;

export class LayerSupply {
  /** Part of each bus's own load that its owners can pass on, of each branch's rating, each generator's limit, each load. */
  private readonly busPart: Float64Array;
  private readonly branchPart: Float64Array;
  readonly generatorPart: Float64Array;
  readonly loadPart: Float64Array;
  /** Factor of each load that hazards make of it, and what of the components' factors is not 1, as whole numbers. */
  readonly loadFactor: Float64Array;
  readonly factorCodes: number[] = [];
  /** The state before balancing. */
  private readonly before: GridState;
  private readonly lastUp: Uint8Array;
  private readonly lastOffered: Int32Array;
  private readonly loadsAt: readonly (readonly number[])[];
  private readonly generatorsAt: readonly (readonly number[])[];
  private readonly changed: number[] = [];
  /** Positions that are not wholly there, as read last, and to be filled by the next reading. */
  private amiss: number[] = [];
  private spare: number[] = [];
  /** Positions of the assets that are down, ascending. */
  readonly down: number[] = [];
  private derated = 0;

  constructor(private readonly map: LayerMap, private readonly state: GridState, private readonly dispatchMw: Float64Array, positions: number) {
    const { grid } = state;
    this.busPart = new Float64Array(grid.buses).fill(1);
    this.branchPart = new Float64Array(grid.branches).fill(1);
    this.generatorPart = new Float64Array(grid.generators).fill(1);
    this.loadPart = new Float64Array(grid.loads).fill(1);
    this.loadFactor = new Float64Array(grid.loads).fill(1);
    this.before = new GridState(grid);
    this.before.generatorMw.set(dispatchMw);
    this.lastUp = new Uint8Array(positions).fill(1);
    this.lastOffered = new Int32Array(positions).fill(FULL);
    this.loadsAt = listByBus(grid.loadBus, grid.buses);
    this.generatorsAt = listByBus(grid.generatorBus, grid.buses);
    for (let bus = 0; bus < grid.buses; bus++) this.readBus(bus);
    for (let g = 0; g < grid.generators; g++) this.readGenerator(g);
  }

  /** Reads what the engine says of the components into the state, before balancing. Loads mapped by themselves follow their own asset, and their bus. */
  read(up: Uint8Array, offered: Int32Array): void {
    const { down, changed, amiss, spare: now } = this, full = FULL;
    down.length = now.length = 0;
    for (let p = up.indexOf(0); p >= 0; p = up.indexOf(0, p + 1)) down.push(p);
    for (let p = 0; p < offered.length; p++) if (offered[p] !== full) now.push(p);
    // What is whole now and was before has not changed.
    for (const list of [amiss, down, now]) for (const p of list) this.note(p, up[p]!, offered[p]!);
    for (const p of changed) this.readOwned(p);
    changed.length = 0;
    now.push(...down);
    this.spare = amiss;
    this.amiss = now;
    this.state.copyFrom(this.before);
  }

  /** Demand as hazards make it. @param factors by position; undefined: nominal */
  setDemand(factors: Float64Array | undefined): void {
    const { map, loadFactor, factorCodes, state: { grid } } = this;
    if (factors === undefined && factorCodes.length === 0) return;
    factorCodes.length = 0;
    factors?.forEach((factor, p) => { if (factor !== 1) factorCodes.push(FACTOR_CODE + p, Math.round(factor * FACTOR_STEPS)); });
    for (let l = 0; l < grid.loads; l++) {
      const own = map.ownsLoad(l), { start, position, part } = own ? map.owners.load : map.owners.bus, row = own ? l : grid.loadBus[l]!;
      let rise = 0;
      for (let o = start[row]!; factors !== undefined && o < start[row + 1]!; o++) rise += part[o]! * (factors[position[o]!]! - 1);
      if (loadFactor[l] === 1 + rise) continue;
      loadFactor[l] = 1 + rise;
      this.readLoad(l);
    }
  }

  private note(p: number, up: number, offered: number): void {
    if (up === this.lastUp[p] && offered === this.lastOffered[p]) return;
    this.lastUp[p] = up;
    this.lastOffered[p] = offered;
    this.changed.push(p);
  }

  private readOwned(p: number): void {
    const { owned } = this.map;
    for (let o = owned.bus.start[p]!; o < owned.bus.start[p + 1]!; o++) this.readBus(owned.bus.row[o]!);
    for (let o = owned.branch.start[p]!; o < owned.branch.start[p + 1]!; o++) this.readBranch(owned.branch.row[o]!);
    for (let o = owned.gen.start[p]!; o < owned.gen.start[p + 1]!; o++) this.readGenerator(owned.gen.row[o]!);
    for (let o = owned.load.start[p]!; o < owned.load.start[p + 1]!; o++) this.readLoad(owned.load.row[o]!);
  }

  /** Part of a row that is there: what its owners that are up offer of their parts, and what nobody owns. */
  private available(owners: Owners, row: number): number {
    let part = owners.rest[row]!;
    for (let o = owners.start[row]!, end = owners.start[row + 1]!; o < end; o++) {
      const position = owners.position[o]!;
      if (this.lastUp[position] === 1) part += owners.part[o]! * (this.lastOffered[position]! / FULL);
    }
    // Parts are decimals: their sum may miss 1 in the last digits.
    return part > 1 - 1e-12 ? 1 : part;
  }

  private readBus(bus: number): void {
    const part = this.available(this.map.owners.bus, bus);
    this.busPart[bus] = part;
    this.before.busUp[bus] = this.state.grid.busInService[bus]! & (part > 0 ? 1 : 0);
    for (const g of this.generatorsAt[bus]!) this.readGenerator(g);
    for (const l of this.loadsAt[bus]!) this.readLoad(l);
  }

  private readBranch(b: number): void {
    const part = this.available(this.map.owners.branch, b), isDerated = (x: number): number => (x > 0 && x < 1 ? 1 : 0);
    this.derated += isDerated(part) - isDerated(this.branchPart[b]!);
    this.branchPart[b] = part;
    this.before.branchUp[b] = this.state.grid.branchInService[b]! & (part > 0 ? 1 : 0);
  }

  private readGenerator(g: number): void {
    const { before, dispatchMw } = this, { grid } = before, part = this.available(this.map.owners.gen, g);
    this.generatorPart[g] = part;
    before.generatorUp[g] = grid.generatorInService[g]! & (part > 0 ? 1 : 0) & before.busUp[grid.generatorBus[g]!]!;
    before.maxMw[g] = grid.maxMw[g]! * (grid.maxMw[g]! > 0 ? part : 1);
    before.minMw[g] = Math.min(grid.minMw[g]! * (grid.minMw[g]! < 0 ? part : 1), before.maxMw[g]!);
    before.generatorMw[g] = before.generatorUp[g] === 0 ? 0 : part === 1 ? dispatchMw[g]! : Math.min(dispatchMw[g]!, before.maxMw[g]!);
  }

  private readLoad(l: number): void {
    const { before, map } = this, { grid } = before, bus = grid.loadBus[l]!;
    this.loadPart[l] = before.busUp[bus] === 0 ? 0 : map.ownsLoad(l) ? this.available(map.owners.load, l) : this.busPart[bus]!;
    before.demandMw[l] = grid.loadMw[l]! * this.loadFactor[l]! * this.loadPart[l]!;
    before.served[l] = this.loadPart[l] === 0 ? 0 : 1;
  }

  /** Ratings in force, MW: those of the file where nothing is derated. */
  ratings(): Float64Array {
    const { branchPart } = this, { ratingMw } = this.state.grid;
    return this.derated === 0 ? ratingMw : ratingMw.map((rating, b) => (branchPart[b]! > 0 ? rating * branchPart[b]! : rating));
  }
}
