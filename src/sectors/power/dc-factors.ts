/**
 * Factors of the susceptance matrix that follow outages. The matrix of an island is singular (angles have no zero), so one bus of each island is
 * tied to zero by a fictitious conductance: as long as injections of the island add up to nothing, no power flows through it and its angle is zero.
 * Opening a branch is a change of rank one; a part that it cuts off is tied down first, so that the matrix is never singular on the way.
 */
import { CascadeError } from '../../errors.js';
import { SparseLdl } from '../../numerics/sparse-ldl.js';
import type { Grid } from './grid.js';
import { Islands } from './islands.js';

/** Pivots that shrink less than this by updates leave ten digits, which is what flows are held to. */
const TRUSTED_RATIO = 1e-5;

export class DcFactors {
  private readonly base: SparseLdl;
  private readonly factors: SparseLdl;
  /** As the present factors have it. */
  private readonly closed: Uint8Array;
  private readonly tied: Uint8Array;
  private readonly baseTied: Uint8Array;
  private readonly baseTiedCount: number;
  private readonly isTied: Uint8Array;
  /** Conductance of each bus's tie, MW/rad: of the size of its other entries. */
  private readonly tie: Float64Array;
  private readonly diagonal: Float64Array;
  private readonly values: Float64Array;
  /** More changes than this cost as much as a factorisation. */
  private readonly mostChanges: number;
  private changes = 0;
  /** Branches of the file that are open in the factors. */
  private openCount = 0;
  /** Ties in force: one an island. */
  private tiedCount = 0;
  private readonly opened: number[] = [];
  /** How the present factors came about, for tests and benches. */
  readonly counts = { updates: 0, factorisations: 0 };

  constructor(private readonly grid: Grid) {
    const { buses, branches } = grid;
    this.closed = grid.branchInService.slice();
    this.tied = new Uint8Array(buses);
    this.isTied = new Uint8Array(buses);
    this.diagonal = new Float64Array(buses);
    this.values = new Float64Array(branches);
    this.tie = tiesOf(grid);
    this.factors = new SparseLdl(buses, grid.from, grid.to);
    const islands = new Islands(grid);
    islands.find(this.closed);
    for (let bus = 0; bus < buses; bus++) if (grid.network.buses[bus]!.type === 'slack' && !this.hasTie(islands, islands.of[bus]!)) this.tied[bus] = 1;
    this.tieIslands(islands);
    this.factorise();
    this.base = this.factors.clone();
    this.baseTied = this.tied.slice();
    this.baseTiedCount = this.tiedCount;
    this.mostChanges = Math.max(4, Math.floor(buses / 12));
  }

  private hasTie(islands: Islands, island: number): boolean {
    return this.tied.some((tied, bus) => tied === 1 && islands.of[bus] === island);
  }

  /** Back to the network of the file. */
  reset(): void {
    if (this.changes === 0) return;
    this.factors.copyFrom(this.base);
    this.closed.set(this.grid.branchInService);
    this.tied.set(this.baseTied);
    this.tiedCount = this.baseTiedCount;
    this.changes = this.openCount = 0;
  }

  /**
   * Makes the factors those of a network with these branches closed. Branches open in order of number, so that the result depends on the two
   * networks alone; if one is to close again, it starts from the network of the file.
   * @param open all branches that are in service in the file, but not closed, ascending
   * @param islands of `closed`
   */
  follow(closed: Uint8Array, open: readonly number[], islands: Islands): void {
    const { opened } = this;
    opened.length = 0;
    for (const b of open) if (this.closed[b] === 1) opened.push(b);
    // Some that are open in the factors are to close: that takes the factors of the file.
    if (this.openCount + opened.length > open.length) { this.reset(); this.follow(closed, open, islands); return; }
    if (opened.length === 0) return;
    this.openCount = open.length;
    this.changes += opened.length;
    if (this.changes > this.mostChanges || !this.open(islands)) {
      this.closed.set(closed);
      this.tieIslands(islands);
      this.factorise();
    }
  }

  /** Opens the branches of `opened` in the factors; @returns false if they have become singular on the way */
  private open(islands: Islands): boolean {
    const { from, to, susceptance } = this.grid;
    if (islands.count > this.tiedCount) {
      this.markTied(islands);
      for (let island = 0; island < islands.count; island++) {
        if (this.isTied[island] === 1) continue;
        const bus = islands.lowest[island]!;
        this.tied[bus] = 1;
        this.tiedCount++;
        if (!this.factors.change(bus, -1, this.tie[bus]!)) return false;
      }
    }
    for (const b of this.opened) {
      this.counts.updates++;
      if (!this.factors.change(from[b]!, to[b]!, -susceptance[b]!)) return false;
      this.closed[b] = 0;
    }
    return true;
  }

  /** isTied[island] = 1 where one of its buses is tied. */
  private markTied(islands: Islands): void {
    this.isTied.fill(0, 0, islands.count);
    for (let bus = 0; bus < this.tied.length; bus++) if (this.tied[bus] === 1) this.isTied[islands.of[bus]!] = 1;
  }

  private tieIslands(islands: Islands): void {
    this.markTied(islands);
    for (let island = 0; island < islands.count; island++) if (this.isTied[island] === 0) this.tied[islands.lowest[island]!] = 1;
    this.tiedCount = islands.count;
  }

  /** Have updates lost so many digits that a solution has to be checked? */
  get doubtful(): boolean { return this.factors.leastPivotRatio < TRUSTED_RATIO; }

  /** Whether a bus is tied to angle zero. */
  isTiedBus(bus: number): boolean { return this.tied[bus] === 1; }

  /** Factors from the start, for the branches and ties as they are. */
  refresh(): void { this.factorise(); }

  private factorise(): void {
    const { grid, diagonal, values, closed, tied, tie } = this;
    for (let bus = 0; bus < grid.buses; bus++) diagonal[bus] = tied[bus] === 1 ? tie[bus]! : 0;
    for (let b = 0; b < grid.branches; b++) {
      const value = closed[b] === 1 ? grid.susceptance[b]! : 0;
      values[b] = -value;
      diagonal[grid.from[b]!]! += value;
      diagonal[grid.to[b]!]! += value;
    }
    this.counts.factorisations++;
    if (!this.factors.factorise(diagonal, values)) throw new CascadeError('POWER_SINGULAR', `${grid.network.file}: the susceptance matrix is singular: reactances of opposite sign cancel at some bus, so angles are not determined`);
  }

  /** Angles (radians, zero at the tied bus of each island) from injections (MW, sum zero in each island), in place. */
  solve(x: Float64Array): void { this.factors.solve(x); }

  /** Angles that 1 MW from the first end of a branch to the second brings about, by bus. */
  solveBranch(branch: number, x: Float64Array): void {
    x.fill(0);
    x[this.grid.from[branch]!] = 1;
    x[this.grid.to[branch]!] = -1;
    this.factors.solve(x);
  }
}

function tiesOf(grid: Grid): Float64Array {
  const tie = new Float64Array(grid.buses);
  for (let b = 0; b < grid.branches; b++) {
    const size = grid.branchInService[b] === 1 ? Math.abs(grid.susceptance[b]!) : 0;
    tie[grid.from[b]!] = Math.max(tie[grid.from[b]!]!, size);
    tie[grid.to[b]!] = Math.max(tie[grid.to[b]!]!, size);
  }
  return tie.map((size) => (size === 0 ? 1 : size));
}
