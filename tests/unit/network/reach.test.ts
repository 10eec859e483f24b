import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../src/network/compile.js';
import { reach, type Direction } from '../../../src/network/reach.js';
import { levelWithout, lossOf } from '../../../src/network/single-points.js';
import { HOMES, PLANT, asset, buffer, model, type NeedSpec } from './models.js';

type Assets = Parameters<typeof model>[0];
const electricity = (from: NeedSpec['from'], over: Partial<NeedSpec> = {}): NeedSpec => ({ service: 'electricity', from, ...over });

/** `asset steps/hours via need`. */
function reached(assets: Assets, start: string, direction: Direction, depth?: number): string[] {
  const { network, names } = compileNetwork(model(assets), 100);
  return reach(network, names, names.assets.indexOf(start), direction, depth).map((r) => `${names.assets[r.asset]!} ${r.steps}/${r.holdHours} via ${names.needs[r.need]!} from ${names.assets[r.from]!}`);
}

/** plant -> sub (2 h) -> pump (8 h, delay 1 h) -> homes; plant -> homes (72 h, half of it full). */
const CHAIN: Assets = [
  asset('plant', PLANT), asset('sub', PLANT, [electricity(['plant'], { buffer: buffer(2) })]), asset('pump', PLANT, [electricity(['sub'], { buffer: buffer(8), delayHours: 1 })]),
  asset('homes', HOMES, [{ service: 'water', from: ['pump'] }, electricity(['plant'], { buffer: buffer(72, { initial: 0.5 }) })], { people: 7 }),
];

describe('reach', () => {
  it('counts needs on the shortest chain, and hours on the one that holds least', () => {
    expect(reached(CHAIN, 'plant', 'downstream')).toEqual(['homes 1/11 via homes/water from pump', 'sub 1/2 via sub/electricity from plant', 'pump 2/11 via pump/electricity from sub']);
    expect(reached(CHAIN, 'homes', 'upstream')).toEqual(['plant 1/11 via sub/electricity from sub', 'pump 1/0 via homes/water from homes', 'sub 2/9 via pump/electricity from pump']);
  });

  it('goes no deeper than asked, and then only through what it has reached', () => {
    expect(reached(CHAIN, 'plant', 'downstream', 1)).toEqual(['homes 1/36 via homes/electricity from plant', 'sub 1/2 via sub/electricity from plant']);
  });

  it('follows refill groups, not repair needs; a part of a buffer holds nothing; a drawn one its typical hours', () => {
    const tank = buffer({ dist: 'lognormal', median: 10, sigma: 1 }, { refillHours: 4, refill: { suppliers: [{ asset: 'tanker', weight: 1 }], required: 1, combine: 'sum' } });
    const assets: Assets = [asset('plant', PLANT), asset('tanker', PLANT), asset('yard', PLANT), asset('well', PLANT, [electricity(['plant'], { buffer: tank }), { service: 'communications', from: ['yard'], role: 'repair' }]), asset('shop', PLANT, [electricity(['plant'], { buffer: buffer(6, { cover: 0.5 }) })])];
    expect(reached(assets, 'tanker', 'downstream')).toEqual(['well 1/10 via well/electricity/refill from tanker']);
    expect(reached(assets, 'yard', 'downstream')).toEqual([]);
    expect(reached(assets, 'plant', 'downstream')).toEqual(['shop 1/0 via shop/electricity from plant', 'well 1/10 via well/electricity from plant']);
    expect(reached(assets, 'well', 'upstream').map((line) => line.split(' ')[0])).toEqual(['plant', 'tanker']);
  });

  it('ends in loops, and leaves the start out of its own', () => {
    expect(reached([asset('a', PLANT, [electricity(['b'])]), asset('b', PLANT, [electricity(['a'])])], 'a', 'downstream')).toEqual(['b 1/0 via b/electricity from a']);
  });

  it('is the same seen from both ends, and never quicker than a chain one can name', () => fc.assert(fc.property(
    fc.integer({ min: 2, max: 8 }).chain((n) => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat({ max: n - 1 }), fc.nat({ max: n - 1 }), fc.nat({ max: 20 })), { maxLength: 16 }))),
    ([n, edges]) => {
      const assets = Array.from({ length: n }, (_, i) => asset(`a${i}`, PLANT, edges.filter(([, to]) => to === i).map(([from, , hours]) => electricity([`a${from}`], hours === 0 ? {} : { buffer: buffer(hours) }))));
      const { network, names } = compileNetwork(model(assets), 100), index = names.assets.map((id) => Number(id.slice(1)));
      // Floyd (1962) and Warshall (1962), on all pairs.
      const steps = index.map(() => index.map(() => Infinity)), hours = index.map(() => index.map(() => Infinity));
      for (const [from, to, hold] of edges) if (from !== to) { steps[from]![to] = 1; hours[from]![to] = Math.min(hours[from]![to]!, hold); }
      for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { steps[i]![j] = Math.min(steps[i]![j]!, steps[i]![k]! + steps[k]![j]!); hours[i]![j] = Math.min(hours[i]![j]!, hours[i]![k]! + hours[k]![j]!); }
      for (let i = 0; i < n; i++) {
        const found = (direction: Direction, from: number) => new Map(reach(network, names, names.assets.indexOf(`a${from}`), direction).map((r) => [index[r.asset]!, [r.steps, r.holdHours]]));
        const down = found('downstream', i);
        for (let j = 0; j < n; j++) {
          if (i === j) continue;
          expect(down.get(j)).toEqual(steps[i]![j] === Infinity ? undefined : [steps[i]![j], hours[i]![j]]);
          expect(found('upstream', j).get(i)).toEqual(down.get(j));
        }
      }
    },
  ), { numRuns: 100 }));
});

describe('what a loss leaves', () => {
  const twoLines: Assets = [asset('l1', PLANT), asset('l2', PLANT), asset('hall', PLANT, [electricity(['l1', 'l2'], { required: 2 })]), asset('homes', HOMES, [electricity(['hall'])], { people: 5 })];
  const { network, names } = compileNetwork(model(twoLines), 100), at = (id: string): number => names.assets.indexOf(id);

  it('is seen downstream: halves, and what hangs on them', () => {
    expect(Object.fromEntries([...lossOf(network, names, at('l1'))].map(([i, level]) => [names.assets[i]!, level]))).toEqual({ l1: 0, hall: 0.5, homes: 0.5 });
    expect([...lossOf(network, names, at('homes')).keys()]).toEqual([at('homes')]);
  });

  it('is seen upstream, each loss alone, as far as the work allows', () => {
    expect([...levelWithout(network, names, at('homes'), [at('l1'), at('hall'), at('l2')]).values()]).toEqual([0.5, 0, 0.5]);
    expect(levelWithout(network, names, at('homes'), [at('l1')], 0).size).toBe(0);
  });
});
