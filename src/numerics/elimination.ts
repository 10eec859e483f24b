/**
 * Symbolic analysis of a sparse symmetric matrix for L D L^T: an order of elimination with little fill, and the pattern of L under it.
 *
 * Minimum degree (W. F. Tinney, J. W. Walker, Proc. IEEE 55 (1967) 1801-1809, scheme 2), ties to the lower index: the unknown with fewest
 * neighbours is eliminated, and its neighbours become neighbours of each other. The neighbours it had are the rows of its column of L.
 */

/** Order and pattern; everything but `order` counts in eliminated order (0 = first eliminated). */
export interface Elimination {
  readonly size: number;
  /** order[k] = unknown that is eliminated k-th; place is its inverse. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  /** Rows of column k of L below the diagonal, ascending: rows[columnStart[k]] .. rows[columnStart[k + 1] - 1]. */
  readonly columnStart: Int32Array;
  readonly rows: Int32Array;
  /** Columns of row k of L left of the diagonal, ascending: columns[rowStart[k]] .. columns[rowStart[k + 1] - 1]. */
  readonly rowStart: Int32Array;
  readonly columns: Int32Array;
  /** Parent in the elimination tree: least row of the column; -1: a root. */
  readonly parent: Int32Array;
}

/**
 * @param size number of unknowns
 * @param from, to positions of the entries off the diagonal, each pair once or more, in either order; pairs with from = to are ignored
 */
export function analyseElimination(size: number, from: ArrayLike<number>, to: ArrayLike<number>): Elimination {
  const order = new Int32Array(size), place = new Int32Array(size).fill(-1), columnSets: number[][] = [];
  const neighbours = neighbourSets(size, from, to), queue = new DegreeQueue(neighbours);
  for (let k = 0; k < size; k++) {
    const pivot = queue.take(place), column = [...neighbours[pivot]!];
    order[k] = pivot;
    place[pivot] = k;
    columnSets.push(column);
    joinAll(neighbours, pivot, column);
    for (const i of column) queue.add(i);
    neighbours[pivot]!.clear();
  }
  return { size, order, place, ...patternOf(columnSets.map((column) => Int32Array.from(column, (i) => place[i]!).sort())) };
}

function neighbourSets(size: number, from: ArrayLike<number>, to: ArrayLike<number>): Set<number>[] {
  const sets = Array.from({ length: size }, () => new Set<number>());
  for (let e = 0; e < from.length; e++) {
    if (from[e] === to[e]) continue;
    sets[from[e]!]!.add(to[e]!);
    sets[to[e]!]!.add(from[e]!);
  }
  return sets;
}

/** Makes the neighbours of an eliminated unknown neighbours of each other. */
function joinAll(neighbours: Set<number>[], pivot: number, column: readonly number[]): void {
  for (const i of column) {
    const set = neighbours[i]!;
    set.delete(pivot);
    for (const j of column) if (j !== i) set.add(j);
  }
}

/** Unknowns by degree, then index. Degrees change often, so entries are added anew and the stale ones skipped. */
class DegreeQueue {
  /** Binary heap of degree * size + unknown. */
  private readonly heap: number[] = [];
  private readonly size: number;

  constructor(private readonly neighbours: readonly ReadonlySet<number>[]) {
    this.size = neighbours.length;
    for (let i = 0; i < this.size; i++) this.add(i);
  }

  add(unknown: number): void {
    const { heap } = this;
    let at = heap.push(this.neighbours[unknown]!.size * this.size + unknown) - 1;
    const key = heap[at]!;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (heap[above]! <= key) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = key;
  }

  /** The unknown of least degree that is not placed yet. */
  take(place: Int32Array): number {
    for (;;) {
      const key = this.pop(), unknown = key % this.size, degree = (key - unknown) / this.size;
      if (place[unknown]! < 0 && this.neighbours[unknown]!.size === degree) return unknown;
    }
  }

  private pop(): number {
    const { heap } = this, top = heap[0]!, key = heap.pop()!;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && heap[below + 1]! < heap[below]!) below++;
      if (heap[below]! >= key) break;
      heap[at] = heap[below]!;
      at = below;
    }
    if (heap.length > 0) heap[at] = key;
    return top;
  }
}

function patternOf(columnRows: readonly Int32Array[]): Omit<Elimination, 'size' | 'order' | 'place'> {
  const size = columnRows.length, columnStart = new Int32Array(size + 1), rowStart = new Int32Array(size + 1), parent = new Int32Array(size).fill(-1);
  columnRows.forEach((rows, k) => {
    columnStart[k + 1] = columnStart[k]! + rows.length;
    if (rows.length > 0) parent[k] = rows[0]!;
    for (const row of rows) rowStart[row + 1]!++;
  });
  for (let k = 0; k < size; k++) rowStart[k + 1]! += rowStart[k]!;
  const rows = new Int32Array(columnStart[size]!), columns = new Int32Array(columnStart[size]!), next = rowStart.slice();
  columnRows.forEach((list, k) => {
    rows.set(list, columnStart[k]!);
    for (const row of list) columns[next[row]!++] = k;
  });
  return { columnStart, rows, rowStart, columns, parent };
}
