/** Generators and loads of each island, in order of number: one counting sort for all islands, no garbage but views. */
import type { Grid } from './grid.js';
import type { Islands } from './islands.js';

class Sorted {
  private readonly start: Int32Array;
  private readonly list: Int32Array;
  private readonly next: Int32Array;

  constructor(private readonly bus: Int32Array, buses: number) {
    this.start = new Int32Array(buses + 1);
    this.next = new Int32Array(buses);
    this.list = new Int32Array(bus.length);
  }

  sort({ of, count }: Islands): void {
    const { start, next, list, bus } = this;
    start.fill(0, 0, count + 1);
    for (let m = 0; m < bus.length; m++) start[of[bus[m]!]! + 1]!++;
    for (let island = 0; island < count; island++) { start[island + 1]! += start[island]!; next[island] = start[island]!; }
    for (let m = 0; m < bus.length; m++) list[next[of[bus[m]!]!]!++] = m;
  }

  of(island: number): Int32Array { return this.list.subarray(this.start[island], this.start[island + 1]); }
}

export class IslandMembers {
  /** Islands that were sorted last, if they are those of the network of the file. */
  private whole: Int32Array | undefined;
  private readonly generators: Sorted;
  private readonly loads: Sorted;

  constructor(grid: Grid) {
    this.generators = new Sorted(grid.generatorBus, grid.buses);
    this.loads = new Sorted(grid.loadBus, grid.buses);
  }

  sort(islands: Islands): void {
    if (islands.isWhole && this.whole === islands.of) return;
    this.whole = islands.isWhole ? islands.of : undefined;
    this.generators.sort(islands);
    this.loads.sort(islands);
  }

  generatorsOf(island: number): Int32Array { return this.generators.of(island); }
  loadsOf(island: number): Int32Array { return this.loads.of(island); }
}
