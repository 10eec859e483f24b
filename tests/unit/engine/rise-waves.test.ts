/** Waves of rises, against the definition written out: wave by wave, each asset asks its suppliers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kernel } from '../../../src/engine/kernel.js';
import { RiseWaves } from '../../../src/engine/rise-waves.js';

/** Suppliers of each asset, by one need each; which assets rise, and which of them by themselves. */
interface Step { rising: number[]; ready: number[] }

function wavesOf(suppliers: number[][]): (step: Step) => string[] {
  const n = suppliers.length, starts = (lists: readonly unknown[][]) => Int32Array.from([0, ...lists].map((_, i) => lists.slice(0, i).flat().length)), consumers = suppliers.map((_, s) => suppliers.flatMap((of, a) => (of.includes(s) ? [a] : [])));
  const network = { needStart: Int32Array.from({ length: n + 1 }, (_, a) => a), needAsset: Int32Array.from(suppliers.keys()), supStart: starts(suppliers), supAsset: Int32Array.from(suppliers.flat()), outStart: starts(consumers), outNeed: Int32Array.from(consumers.flat()) };
  const level = new Int32Array(n), before = new Int32Array(n);
  let ready: number[] = [];
  const waves = new RiseWaves({ assets: n, level, network } as unknown as Kernel, (a) => ready.includes(a));
  return (step) => {
    ready = step.ready;
    level.fill(0);
    for (const a of step.rising) level[a] = 1;
    const list = Int32Array.from(suppliers.keys()), count = waves.arrange(list, n, before);
    return Array.from({ length: count }, (_, i) => `${waves.assets[i]} in wave ${waves.waves[i]} by ${waves.by[waves.assets[i]!]}`).sort();
  };
}

/** The definition. */
function byDefinition(suppliers: number[][], { rising, ready }: Step): string[] {
  const found: string[] = [];
  let left = [...new Set(rising)].sort((p, q) => p - q), last = new Set<number>();
  const alone = left.filter((a) => ready.includes(a) || !suppliers[a]!.some((s) => s !== a && rising.includes(s)));
  for (let w = 0, next: [number, number][] = alone.map((a) => [a, -1]); left.length > 0; w++) {
    if (next.length === 0) { next = [[left[0]!, -1]]; w = 0; }
    for (const [a, by] of next) found.push(`${a} in wave ${w} by ${by}`);
    last = new Set(next.map(([a]) => a));
    left = left.filter((a) => !last.has(a));
    next = left.flatMap((a): [number, number][] => { const by = Math.max(-1, ...suppliers[a]!.filter((s) => s !== a && last.has(s))); return by < 0 ? [] : [[a, by]]; });
  }
  return found.sort();
}

describe('waves of rises', () => {
  test('a chain rises link by link, and the last supplier by key of the wave before is named', () => {
    expect(wavesOf([[], [0], [1], [0, 1, 2]])({ rising: [0, 1, 2, 3], ready: [0] })).toEqual(['0 in wave 0 by -1', '1 in wave 1 by 0', '2 in wave 2 by 1', '3 in wave 1 by 0']);
  });

  test('on a loop the first by key rises by itself', () => {
    expect(wavesOf([[2], [0], [1]])({ rising: [0, 1, 2], ready: [] })).toEqual(['0 in wave 0 by -1', '1 in wave 1 by 0', '2 in wave 2 by 1']);
  });

  test('are those of the definition, in any graph and step after step', () => {
    const n = 9, some = fc.uniqueArray(fc.nat(n - 1), { maxLength: n });
    fc.assert(fc.property(fc.array(fc.uniqueArray(fc.nat(n - 1), { maxLength: 3 }), { minLength: n, maxLength: n }), fc.array(fc.record({ rising: some, ready: fc.uniqueArray(fc.nat(n - 1), { maxLength: 2 }) }), { minLength: 1, maxLength: 4 }), (suppliers, steps) => {
      const waves = wavesOf(suppliers);
      for (const step of steps) expect(waves(step)).toEqual(byDefinition(suppliers, step));
    }), { numRuns: 500 });
  });
});
