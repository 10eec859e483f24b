import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerInputs } from '../../../src/engine/sector-model.js';
import { mapComponents, placeLinks, type KnownComponents } from '../../../src/sectors/component-map.js';
import { NO_FILES } from '../../../src/sectors/sector.js';

const known: KnownComponents = { names: ['bus:1', 'bus:2', 'branch:1-2'], file: 'grid.m', line: (row) => 10 + row };
const inputs = (...lines: [string, string, number?][]): LayerInputs => ({ ...NO_FILES, mapPath: 'map.csv', map: lines.map(([asset, component, share = 1], i) => ({ asset, component, share, line: i + 2 })) });
const whole: [string, string][] = [['a', 'bus:1'], ['b', 'bus:2'], ['a', 'branch:1-2']];
const told = (found: ReturnType<typeof mapComponents>) => found.problems.map((p) => `${p.severity} ${p.code} ${p.file}:${p.line ?? ''}`);

describe('the table asset <-> component', () => {
  it('a sound one gives links by row, then asset, and nothing to say', () => {
    expect(mapComponents(inputs(...whole), known)).toEqual({ problems: [], links: [{ asset: 'a', row: 0, share: 1, line: 2 }, { asset: 'b', row: 1, share: 1, line: 3 }, { asset: 'a', row: 2, share: 1, line: 4 }] });
  });

  it('unknown, doubly mapped and unmapped components are told with their lines', () => {
    const found = mapComponents(inputs(['a', 'bus:1'], ['b', 'bus:1'], ['b', 'bus:3'], ['b', 'trafo']), known);
    expect(told(found)).toEqual(['error COMPONENT_TWICE map.csv:3', 'error COMPONENT_UNKNOWN map.csv:4', 'error COMPONENT_UNKNOWN map.csv:5', 'warning COMPONENT_UNMAPPED grid.m:11', 'warning COMPONENT_UNMAPPED grid.m:12']);
    expect(found.problems[1]!.message).toBe('component "bus:3" is not known: grid.m has 3, as bus:1, bus:2, branch:1-2. Did you mean "bus:1"?');
  });

  it('assets share a component by parts of at most all of it', () => {
    expect(told(mapComponents(inputs(...whole.slice(1), ['a', 'bus:1', 0.1], ['b', 'bus:1', 0.2], ['c', 'bus:1', 0.7]), known))).toEqual([]);
    expect(told(mapComponents(inputs(...whole.slice(1), ['a', 'bus:1', 0.5], ['c', 'bus:1', 0.6]), known))).toEqual(['error COMPONENT_TWICE map.csv:5']);
  });

  it('where an asset may stand for one component only, a second is told', () => {
    expect(told(mapComponents(inputs(...whole), known, { oneComponent: true }))).toEqual(['error COMPONENT_ASSET_TWICE map.csv:4']);
  });

  it('a name may stand for several rows, or be said to stand for none; some components need no asset', () => {
    const roads: KnownComponents = { names: ['link:1-2', 'link:2-1', 'node:1'], file: 'roads.tntp', find: (name) => (name === 'road:1-2' ? [0, 1] : name === '1' ? 'is a node and a zone' : undefined), optional: (row) => row === 2 };
    expect(mapComponents(inputs(['r', 'road:1-2']), roads)).toEqual({ problems: [], links: [{ asset: 'r', row: 0, share: 1, line: 2 }, { asset: 'r', row: 1, share: 1, line: 2 }] });
    expect(mapComponents(inputs(['r', 'road:1-2'], ['n', '1']), roads).problems[0]!.message).toBe('component "1" is a node and a zone');
  });

  it('no table, or hundreds without an asset: few words', () => {
    expect(told(mapComponents(NO_FILES, known))).toEqual(['error LAYER_MAP_MISSING grid.m:']);
    const many = { names: Array.from({ length: 300 }, (_, i) => `bus:${i + 1}`), file: 'grid.m' };
    const { problems } = mapComponents(inputs(['a', 'bus:1']), many);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)!.message).toBe('no asset stands for 279 further components');
  });

  it('the order of lines changes no place', () => {
    const ids = ['z', 'b', 'a', 'c'], indexOf = (id: string): number => 10 * ids.indexOf(id);
    const line = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...known.names), fc.constantFrom(0.125, 0.1));
    fc.assert(fc.property(fc.array(line, { maxLength: 8 }).chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))), ([lines, shuffled]) => {
      const placed = (order: typeof lines) => placeLinks(mapComponents(inputs(...order), known).links, indexOf);
      expect(placed(shuffled)).toEqual(placed(lines));
    }), { seed: 5, numRuns: 200 });
  });

  it('places are positions in the assets, ascending', () => {
    const index: Record<string, number> = { a: 7, b: 3 }, { links } = mapComponents(inputs(['a', 'bus:1', 0.5], ['b', 'bus:1', 0.5], ['b', 'bus:2'], ['a', 'branch:1-2']), known);
    expect(placeLinks(links, (id) => index[id]!)).toEqual({ assets: Int32Array.of(3, 7), position: Int32Array.of(0, 1, 0, 1), row: Int32Array.of(0, 0, 1, 2), share: Float64Array.of(0.5, 0.5, 1, 1) });
  });
});
