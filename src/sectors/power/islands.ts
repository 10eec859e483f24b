/** Islands: groups of buses joined by branches that are closed, numbered by their lowest bus. */
import type { Grid } from './grid.js';

export class Islands {
  /** Island of each bus. A bus that is down is an island of its own. */
  of: Int32Array;
  count = 0;
  /** Lowest bus of each island. */
  lowest: Int32Array;
  private readonly queue: Int32Array;
  /** For `stillJoined`: mark of the search that saw a bus last; each has one mark for either end. */
  private readonly seenBy: Int32Array;
  private searches = 0;
  /** Islands of the network of the file. */
  private readonly whole: { of: Int32Array; lowest: Int32Array; count: number };
  private readonly own: { of: Int32Array; lowest: Int32Array };

  constructor(private readonly grid: Grid) {
    this.own = { of: new Int32Array(grid.buses), lowest: new Int32Array(grid.buses) };
    this.of = this.own.of;
    this.lowest = this.own.lowest;
    this.queue = new Int32Array(2 * grid.buses);
    this.seenBy = new Int32Array(grid.buses);
    this.find(grid.branchInService);
    this.whole = { of: this.of.slice(), lowest: this.lowest.slice(), count: this.count };
  }

  /**
   * Finds them for the network of the file without some branches. While the ends of each of these stay joined, nothing has changed, which a short
   * search from both ends finds in a meshed grid.
   * @param closed 1 for each branch that conducts; @param opened those that are in service in the file, but not closed
   */
  findWithout(closed: Uint8Array, opened: readonly number[]): void {
    const { from, to } = this.grid;
    for (const b of opened) {
      if (this.stillJoined(from[b]!, to[b]!, closed)) continue;
      this.find(closed);
      return;
    }
    this.of = this.whole.of;
    this.lowest = this.whole.lowest;
    this.count = this.whole.count;
  }

  /** Are they those of the network of the file, untouched by outages? */
  get isWhole(): boolean { return this.of === this.whole.of; }

  /** Is there a way between two buses? Searches step by step from both; hot loop. */
  private stillJoined(a: number, b: number, closed: Uint8Array): boolean {
    const { queue, seenBy } = this, { start, at, otherEnd, buses } = this.grid, mark = (this.searches += 2);
    // Two queues in one array: from a at the front, from b in the second half.
    let headA = 0, tailA = 1, headB = buses, tailB = buses + 1;
    queue[0] = a; queue[buses] = b;
    seenBy[a] = mark; seenBy[b] = mark + 1;
    while (headA < tailA && headB < tailB) {
      const fromA = tailA - headA <= tailB - headB, mine = fromA ? mark : mark + 1, theirs = fromA ? mark + 1 : mark, bus = queue[fromA ? headA++ : headB++]!;
      for (let e = start[bus]!, end = start[bus + 1]!; e < end; e++) {
        const other = otherEnd[e]!, seen = seenBy[other]!;
        if (seen === mine || closed[at[e]!] === 0) continue;
        if (seen === theirs) return true;
        seenBy[other] = mine;
        queue[fromA ? tailA++ : tailB++] = other;
      }
    }
    return false;
  }

  /** Finds them anew; hot loop. @param closed 1 for each branch that conducts */
  find(closed: Uint8Array): void {
    const { queue } = this, { of, lowest } = this.own, { start, at, otherEnd, buses } = this.grid;
    of.fill(-1);
    let count = 0;
    for (let seed = 0; seed < buses; seed++) {
      if (of[seed]! >= 0) continue;
      lowest[count] = seed;
      of[seed] = count;
      queue[0] = seed;
      for (let head = 0, tail = 1; head < tail; head++) {
        const i = queue[head]!;
        for (let e = start[i]!, end = start[i + 1]!; e < end; e++) {
          const j = otherEnd[e]!;
          if (of[j]! >= 0 || closed[at[e]!] === 0) continue;
          of[j] = count;
          queue[tail++] = j;
        }
      }
      count++;
    }
    this.of = of;
    this.lowest = lowest;
    this.count = count;
  }
}
