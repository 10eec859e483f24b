/** What every sector model must keep, by the registry: a new plug-in is tested here as soon as it has an example below. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { SectorModel } from '../../src/engine/contracts.js';
import { FULL } from '../../src/engine/units.js';
import { allocateNetwork } from '../../src/network/compiled-network.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { SECTOR_PLUGINS, sectorParamFaults, sectorPlugin } from '../../src/sectors/index.js';

interface Example { params: Record<string, unknown>; /** Components without which nobody is served; undefined: the model has none. */ supply?: string[] }

/** Sound examples: intact, all are served. */
const EXAMPLES: Record<string, Example[]> = {
  connectivity: [
    { params: { mode: 'source', sources: ['c', 'h'], links: [['c', 'a'], ['a', 'b'], ['b', 'd'], ['d', 'c'], ['d', 'e'], ['h', 'g'], ['g', 'e'], ['f', 'h']] }, supply: ['c', 'h'] },
    { params: { mode: 'giant', links: [['a', 'b'], ['b', 'c'], ['c', 'a'], ['c', 'd'], ['d', 'e'], ['e', 'f']] } },
  ],
};

const network = allocateNetwork({ assets: 8, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });
const index = (id: string): number => id.charCodeAt(0) - 97;

/** Shares by network index; what is up is given by network index too. */
function ask(model: SectorModel, isUp: (asset: number) => boolean, hours = 0): Map<number, number> {
  const n = model.components.length;
  const up = Uint8Array.from(model.components, (asset) => (isUp(asset) ? 1 : 0));
  const shares = new Int32Array(n).fill(-1);
  model.solve(hours, up, new Int32Array(n).fill(FULL), shares);
  return new Map(Array.from(model.components, (asset, i) => [asset, shares[i]!]));
}

const cases = SECTOR_PLUGINS.flatMap((plugin) => (EXAMPLES[plugin.name] ?? []).map((example, i) => ({ title: `${plugin.name} ${i + 1}`, plugin, ...example })));

it('every plug-in has an example, a unique name, and is found by it', () => {
  expect(SECTOR_PLUGINS.filter((plugin) => EXAMPLES[plugin.name] === undefined)).toEqual([]);
  expect(new Set(SECTOR_PLUGINS.map((plugin) => plugin.name)).size).toBe(SECTOR_PLUGINS.length);
  for (const plugin of SECTOR_PLUGINS) expect(sectorPlugin(plugin.name).name).toBe(plugin.name);
  expect(() => sectorPlugin('conectivity')).toThrowError(expect.objectContaining({ code: 'SECTOR_MODEL_UNKNOWN', message: expect.stringContaining('Did you mean "connectivity"?') as string }));
});

describe.each(cases)('$title', ({ plugin, params, supply }) => {
  const model = sectorPlugin(plugin.name).create(params, network, index);
  const uniform = seededGenerator(plugin.name);
  const situations = Array.from({ length: 100 }, () => { const down = uniform(); const state = Array.from({ length: 8 }, () => uniform() > down); return (asset: number) => state[asset]!; });

  it('its schema is a schema, takes the example and refuses junk', () => {
    const check = new Ajv2020().compile(plugin.schema);
    expect(check(params)).toBe(true);
    expect(sectorParamFaults(plugin.name, params)).toEqual([]);
    for (const junk of [{}, { ...params, noSuchKey: 1 }]) {
      expect(check(junk)).toBe(false);
      expect(sectorParamFaults(plugin.name, junk)).not.toEqual([]);
      expect(() => sectorPlugin(plugin.name).create(junk, network, index)).toThrowError(expect.objectContaining({ code: 'SECTOR_PARAMS_INVALID' }));
    }
  });
  it('components are network indices, ascending, once each', () => {
    expect(Array.from(model.components)).toEqual([...new Set(model.components)].sort((x, y) => x - y));
  });
  it('unknown assets are the caller\'s error', () => {
    expect(() => plugin.create(params, network, (id) => { throw new Error(`unknown ${id}`); })).toThrowError('unknown');
  });
  it('intact, everybody is served in full', () => {
    expect([...ask(model, () => true).values()].every((share) => share === FULL)).toBe(true);
  });
  it('shares lie in 0..FULL and all are set', () => {
    for (const isUp of situations) for (const share of ask(model, isUp).values()) expect(share >= 0 && share <= FULL && Number.isInteger(share)).toBe(true);
  });
  it('without supply nobody else is served', () => {
    if (supply === undefined) return;
    const sources = new Set(supply.map(index));
    for (const [asset, share] of ask(model, (a) => !sources.has(a))) if (!sources.has(asset)) expect(share).toBe(0);
  });
  it('asking twice changes nothing; after reset it answers as if new', () => {
    for (const isUp of situations) {
      const first = ask(model, isUp);
      expect(ask(model, isUp)).toEqual(first);
      model.reset();
      expect(ask(model, isUp)).toEqual(first);
      expect(ask(plugin.create(params, network, index), isUp)).toEqual(first);
    }
  });
  it('a list of the parameters in another order changes nothing', () => {
    const turned = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? [...(value as unknown[])].reverse() : value]));
    const other = plugin.create(turned, network, index);
    for (const isUp of situations) expect(ask(other, isUp)).toEqual(ask(model, isUp));
  });
  it('other network indices in the same order change nothing', () => {
    const other = plugin.create(params, network, (id) => 3 * index(id) + 5);
    for (const isUp of situations) {
      const moved = [...ask(other, (asset) => isUp((asset - 5) / 3))].map(([asset, share]): [number, number] => [(asset - 5) / 3, share]);
      expect(new Map(moved)).toEqual(ask(model, isUp));
    }
  });
});
