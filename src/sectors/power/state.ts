/** What is in service in a grid, what generators give and what loads get. Islands are balanced in place. */
import type { Grid } from './grid.js';

export class GridState {
  /** 1 where up. What the file has out of service stays out. */
  readonly busUp: Uint8Array;
  readonly branchUp: Uint8Array;
  readonly generatorUp: Uint8Array;
  /** Present output and limits, MW; 0 where down. */
  readonly generatorMw: Float64Array;
  readonly minMw: Float64Array;
  readonly maxMw: Float64Array;
  /** What each load asks for now, MW, and what share of it is served. */
  readonly demandMw: Float64Array;
  readonly served: Float64Array;
  /** Generation less served load by bus, MW; see `inject`. */
  readonly injections: Float64Array;

  constructor(readonly grid: Grid) {
    this.busUp = new Uint8Array(grid.buses);
    this.branchUp = new Uint8Array(grid.branches);
    this.generatorUp = new Uint8Array(grid.generators);
    this.generatorMw = new Float64Array(grid.generators);
    this.minMw = new Float64Array(grid.generators);
    this.maxMw = new Float64Array(grid.generators);
    this.demandMw = new Float64Array(grid.loads);
    this.served = new Float64Array(grid.loads);
    this.injections = new Float64Array(grid.buses);
    this.reset();
  }

  /** As the file has it. */
  reset(): void {
    const { grid } = this;
    this.busUp.set(grid.busInService);
    this.branchUp.set(grid.branchInService);
    this.generatorUp.set(grid.generatorInService);
    this.generatorMw.set(grid.generatorMw);
    this.minMw.set(grid.minMw);
    this.maxMw.set(grid.maxMw);
    for (let g = 0; g < grid.generators; g++) if (this.generatorUp[g] === 0) this.generatorMw[g] = 0;
    this.demandMw.set(grid.loadMw);
    this.served.fill(1);
  }

  /** Everything as another state of the same grid has it. */
  copyFrom(other: GridState): void {
    this.busUp.set(other.busUp);
    this.branchUp.set(other.branchUp);
    this.generatorUp.set(other.generatorUp);
    this.generatorMw.set(other.generatorMw);
    this.minMw.set(other.minMw);
    this.maxMw.set(other.maxMw);
    this.demandMw.set(other.demandMw);
    this.served.set(other.served);
  }

  /** Generators and loads at buses that are down are down too. */
  dropAtDeadBuses(): void {
    const { grid } = this;
    for (let g = 0; g < grid.generators; g++) {
      if (this.busUp[grid.generatorBus[g]!] === 0) this.generatorUp[g] = 0;
      if (this.generatorUp[g] === 0) this.generatorMw[g] = 0;
    }
    for (let l = 0; l < grid.loads; l++) if (this.busUp[grid.loadBus[l]!] === 0) this.served[l] = 0;
  }

  /** Fills `injections`. */
  inject(): Float64Array {
    const { grid, injections } = this;
    injections.fill(0);
    for (let g = 0; g < grid.generators; g++) injections[grid.generatorBus[g]!]! += this.generatorMw[g]!;
    for (let l = 0; l < grid.loads; l++) injections[grid.loadBus[l]!]! -= this.demandMw[l]! * this.served[l]!;
    return injections;
  }

  /** Load that is served, MW; shunts do not count. */
  servedMw(): number {
    let sum = 0;
    for (let l = 0; l < this.grid.shuntsFrom; l++) sum += this.demandMw[l]! * this.served[l]!;
    return sum;
  }
}
