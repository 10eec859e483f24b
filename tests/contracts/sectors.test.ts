/** What every sector model must keep, by the registry: a new plug-in is tested here as soon as it has an example in sector-examples. */
import { readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SectorModel } from '../../src/engine/sector-model.js';
import { FULL } from '../../src/engine/units.js';
import { TAKE_DEMAND } from '../../src/model/check-interactions.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { SECTOR_PLUGINS, sectorParamFaults, sectorPlugin } from '../../src/sectors/index.js';
import { ask, assetsOf, inputsOf, INTACT, make, network, outcomesOf, turned, type SectorExample, type Situation, type Told } from './sector-example.js';

const folder = new URL('./sector-examples/', import.meta.url);
const EXAMPLES = new Map<string, SectorExample[]>();
for (const file of readdirSync(folder).sort()) {
  const { EXAMPLES: found } = (await import(new URL(file, folder).href)) as { EXAMPLES: Record<string, SectorExample[]> };
  for (const [name, examples] of Object.entries(found)) EXAMPLES.set(name, [...(EXAMPLES.get(name) ?? []), ...examples]);
}

/** Situations asked, one an hour in the runs over time. */
const SITUATIONS = 40;

/** From nearly intact to nearly all down, some of those up with less than all to offer. */
function situationsOf(name: string, assets: number): Situation[] {
  const uniform = seededGenerator(name);
  return Array.from({ length: SITUATIONS }, () => {
    const down = uniform() * uniform(), weak = uniform() * 0.5;
    const state = Array.from({ length: assets }, () => ({ up: uniform() >= down, offered: uniform() < weak ? Math.floor(uniform() * FULL) : FULL }));
    return { up: (a) => state[a]!.up, offered: (a) => state[a]!.offered };
  });
}

const cases = SECTOR_PLUGINS.flatMap((plugin) => (EXAMPLES.get(plugin.name) ?? []).map((example, i) => ({ title: `${plugin.name} ${i + 1}`, plugin, example })));

it('every plug-in has an example, a unique name, and is found by it', () => {
  expect(SECTOR_PLUGINS.filter((plugin) => !EXAMPLES.has(plugin.name)).map((plugin) => plugin.name)).toEqual([]);
  expect(new Set(SECTOR_PLUGINS.map((plugin) => plugin.name)).size).toBe(SECTOR_PLUGINS.length);
  for (const plugin of SECTOR_PLUGINS) expect(sectorPlugin(plugin.name).name).toBe(plugin.name);
  expect(() => sectorPlugin('conectivity')).toThrowError(expect.objectContaining({ code: 'SECTOR_MODEL_UNKNOWN', message: expect.stringContaining('Did you mean "connectivity"?') as string }));
});

describe.each(cases)('$title', ({ plugin, example }) => {
  const count = assetsOf(example).length, situations = situationsOf(plugin.name, count);
  let model: SectorModel;
  beforeAll(async () => { model = await make(plugin, example); });

  /** The model from its start through all situations, an hour apart. */
  function course(of: SectorModel, asked = ask): Told[] {
    of.reset();
    return situations.map((situation, hours) => asked(of, situation, hours));
  }

  it('its schema is a schema, takes the example and refuses junk', async () => {
    const check = new Ajv2020().compile(plugin.schema), junk = { ...example.params, noSuchKey: 1 };
    expect(check(example.params)).toBe(true);
    expect(sectorParamFaults(plugin.name, example.params)).toEqual([]);
    expect(check(junk)).toBe(false);
    expect(sectorParamFaults(plugin.name, junk)).not.toEqual([]);
    await expect(async () => make(plugin, { ...example, params: junk })).rejects.toThrowError(expect.objectContaining({ code: 'SECTOR_PARAMS_INVALID' }));
  });
  it('its check finds nothing wrong with the example', () => {
    expect((plugin.check?.(example.params, inputsOf(example)) ?? []).filter((problem) => problem.severity === 'error')).toEqual([]);
  });
  it('components are network indices, ascending, once each', () => {
    expect(Array.from(model.components)).toEqual([...new Set(model.components)].sort((x, y) => x - y));
  });
  it('unknown assets are the caller\'s error', async () => {
    await expect(async () => plugin.create(example.params, network, (id) => { throw new Error(`unknown ${id}`); }, inputsOf(example))).rejects.toThrowError('unknown');
  });
  it('intact, everybody is served in full at every time, and nothing trips', () => {
    model.reset();
    for (let hours = 0, asked = 0; hours < 48 && asked < 200; asked++) {
      const told = ask(model, INTACT, hours);
      expect(told).toMatchObject({ trips: new Map(), unsolved: undefined });
      expect([...told.shares].filter(([, share]) => share !== FULL)).toEqual([]);
      hours += told.again ?? 5;
    }
  });
  it('shares lie in 0..FULL and all are set; times lie ahead; what trips are components', () => {
    const components = new Set(model.components);
    for (const { shares, trips, again } of course(model)) {
      for (const share of shares.values()) expect(share >= 0 && share <= FULL && Number.isInteger(share)).toBe(true);
      for (const [asset, after] of trips) expect(components.has(asset) && after >= 0 && after < Infinity).toBe(true);
      expect(again === undefined || again > 0).toBe(true);
    }
  });
  it('without supply nobody else is served', () => {
    if (example.supply === undefined) return;
    const ids = assetsOf(example), supply = new Set(example.supply.map((id) => ids.indexOf(id)));
    for (const nothing of [{ ...INTACT, up: (a: number) => !supply.has(a) }, { up: (a: number) => !supply.has(a), offered: (a: number) => (supply.has(a) ? 0 : FULL) }]) {
      model.reset();
      for (const [asset, share] of ask(model, nothing).shares) if (!supply.has(asset)) expect(share, ids[asset]).toBe(0);
    }
  });
  it('asking twice in an instant changes nothing, then or later', () => {
    const once = course(model);
    const twice = course(model, (of, situation, hours) => { const first = ask(of, situation, hours); expect(ask(of, situation, hours)).toEqual(first); return first; });
    expect(twice).toEqual(once);
  });
  it('what else was asked in the same instant changes nothing: only time moves its state', () => {
    const once = course(model), outcomes = outcomesOf(model, SITUATIONS);
    const among = course(model, (of, situation, hours = 0) => { ask(of, situations[(7 * hours + 3) % SITUATIONS]!, hours); return ask(of, situation, hours); });
    expect(among).toEqual(once);
    expect(outcomesOf(model, SITUATIONS)).toEqual(outcomes);
  });
  it('after reset it answers as a new one, and counts the same outcomes', async () => {
    const first = course(model), outcomes = outcomesOf(model, SITUATIONS);
    expect(outcomes.every(Number.isFinite)).toBe(true);
    expect(course(model)).toEqual(first);
    expect(outcomesOf(model, SITUATIONS)).toEqual(outcomes);
    const fresh = await make(plugin, example);
    expect(course(fresh)).toEqual(first);
    expect(outcomesOf(fresh, SITUATIONS)).toEqual(outcomes);
  });
  it('takes demand if validate says so: more of it serves nobody better, and after reset it is nominal again', () => {
    expect(model.setDemand !== undefined).toBe(TAKE_DEMAND.has(plugin.name));
    if (model.setDemand === undefined) return;
    const plain = course(model), n = model.components.length, raised = [new Float64Array(n).fill(1.25), new Float64Array(n).fill(20)];
    const under = (factors: Float64Array): Told[] => { model.reset(); return situations.slice(0, 8).map((situation) => { model.setDemand!(factors); return ask(model, situation, 0); }); };
    const [nominal, more, most] = [new Float64Array(n).fill(1), ...raised].map(under) as [Told[], Told[], Told[]];
    // Of those that are up; one part of rounding.
    const total = (list: Told[]): number => list.reduce((sum, told, i) => sum + [...told.shares].reduce((s, [asset, share]) => s + (situations[i]!.up(asset) ? share : 0), 0), 0);
    expect(total(more)).toBeLessThanOrEqual(total(nominal) + n * 8);
    expect(total(most)).toBeLessThan(total(nominal));
    expect(under(new Float64Array(n).fill(1))).toEqual(nominal);
    // Back in the same instant is as if nothing had been asked.
    model.reset();
    expect(situations.slice(0, 8).map((situation, hours) => { model.setDemand!(raised[1]!); ask(model, situation, hours); model.setDemand!(new Float64Array(n).fill(1)); return ask(model, situation, hours); })).toEqual(plain.slice(0, 8));
    expect(course(model)).toEqual(plain);
  });
  it('lists and table in another order change nothing', async () => {
    expect(course(await make(plugin, turned(example)))).toEqual(course(model));
  });
  it('other names, and so another order of assets, change nothing', async () => {
    if (example.tiesByOrder === true) return;
    const ids = assetsOf(example), other = await make(plugin, example, (id) => ids.length - 1 - ids.indexOf(id));
    const renamed = course(other, (of, situation, hours) => {
      const told = ask(of, { up: (a) => situation.up(ids.length - 1 - a), offered: (a) => situation.offered(ids.length - 1 - a) }, hours);
      return { ...told, shares: new Map([...told.shares].map(([asset, share]) => [ids.length - 1 - asset, share])), trips: new Map([...told.trips].map(([asset, after]) => [ids.length - 1 - asset, after])), closes: told.closes.map((asset) => ids.length - 1 - asset) };
    });
    course(model).forEach((told, i) => {
      const { shares, trips, closes } = renamed[i]!;
      // Sums in another order: a part or two.
      for (const [asset, share] of told.shares) expect(Math.abs(shares.get(asset)! - share)).toBeLessThanOrEqual(2);
      expect([...trips.keys()].sort()).toEqual([...told.trips.keys()].sort());
      expect(closes.sort()).toEqual(told.closes.sort());
    });
  });
  it('other network indices in the same order change nothing', async () => {
    const ids = assetsOf(example), other = await make(plugin, example, (id) => 3 * ids.indexOf(id) + 5);
    expect(course(other, (of, situation, hours) => ask(of, situation, hours, (asset) => (asset - 5) / 3))).toEqual(course(model));
  });
});
