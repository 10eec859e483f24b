/**
 * Sums of floats that do not depend on their order or grouping: the sum is kept as an exact expansion of non-overlapping
 * floats and rounded once, at the end. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric
 * predicates", Discrete & Computational Geometry 18 (1997), theorem 10 (grow-expansion); correct rounding as in Python's fsum.
 */
export class ExactSum {
  private readonly parts: number[] = [];

  /** Adds a finite number. */
  add(x: number): this {
    let kept = 0;
    for (const y of this.parts) {
      const big = x + y;
      const small = Math.abs(x) >= Math.abs(y) ? y - (big - x) : x - (big - y);
      if (small !== 0) this.parts[kept++] = small;
      x = big;
    }
    this.parts.length = kept;
    this.parts.push(x);
    return this;
  }

  /** The sum, correctly rounded (to the nearest, ties to even). */
  value(): number {
    let i = this.parts.length - 1;
    if (i < 0) return 0;
    let high = this.parts[i]!;
    let low = 0;
    while (i > 0 && low === 0) {
      const x = high;
      const y = this.parts[--i]!;
      high = x + y;
      low = y - (high - x);
    }
    // Half-way cases: the next part decides in which direction the exact sum lies.
    if (i > 0 && low !== 0 && Math.sign(low) === Math.sign(this.parts[i - 1]!)) {
      const doubled = high + 2 * low;
      if (2 * low === doubled - high) high = doubled;
    }
    return high;
  }
}

/** Correctly rounded sum of finite numbers. */
export function exactSum(values: Iterable<number>): number {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum.value();
}
