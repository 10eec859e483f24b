/** Where the replications of a study go, by what a pilot saw: losses of 2 where the target is 1, in strata of two leaders and three bands. */
import { expect, test } from 'vitest';
import { allocate } from '../../../src/risk/allocate.js';
import type { Neighbours } from '../../../src/risk/event-plan.js';
import { LossSample } from '../../../src/risk/loss-sample.js';

const EACH = 16, RATES = [0.8, 0.16, 0.04, 0.8, 0.16, 0.04], STRATA = RATES.length;
const outer = Int32Array.of(1, 2, -1, 4, 5, -1), none = Int32Array.from(RATES, () => -1);

/** @param hits of EACH losses, by stratum: they are 2, others 0 */
function allocated(hits: readonly number[], neighbours: Neighbours): number[] {
  const losses = Float64Array.from({ length: STRATA * EACH }, (_, row) => (row % EACH < hits[Math.floor(row / EACH)]! ? 2 : 0)), stratum = Int32Array.from(losses, (_, row) => Math.floor(row / EACH));
  const counts = allocate(new LossSample({ losses, stratum, rates: Float64Array.from(RATES) }), 1000, 4000, neighbours);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(4000);
  return [...counts];
}

test('a stratum of which the pilot saw nothing is not starved where another leader of its band, or the next outer one, reaches the target', () => {
  const hits = [0, 1, 8, 0, 0, 0], alone = allocated(hits, { outer: none, shell: none }), known = allocated(hits, { outer, shell: Int32Array.of(0, 1, 2, 0, 1, 2) }), others = allocated(hits, { outer, shell: none });
  expect(known[5]!).toBeGreaterThan(1.5 * alone[5]!);
  expect(known[5]!).toBeGreaterThan(1.5 * others[5]!);
  expect(known[0]!).toBeGreaterThan(alone[0]!);
  // By rate alone it has its share of a fifth.
  expect(alone[5]!).toBeGreaterThanOrEqual(Math.floor(0.2 * 4000 * (0.04 / 2)));
});

test('what rises inwards is pooled', () => {
  const [, , inner, , , other] = allocated([0, 8, 0, 0, 0, 0], { outer: none, shell: none }), [, , pooled] = allocated([0, 8, 0, 0, 0, 0], { outer, shell: none });
  expect(inner).toBe(other);
  expect(pooled!).toBeGreaterThan(2 * inner!);
});
