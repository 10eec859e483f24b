/** The sector model, by hand. */
import { describe, expect, it } from 'vitest';
import type { LayerInputs, SectorAnswer, SectorModel } from '../../../../src/engine/sector-model.js';
import { FULL } from '../../../../src/engine/units.js';
import { allocateNetwork } from '../../../../src/network/compiled-network.js';
import { NO_FILES } from '../../../../src/sectors/sector.js';
import { sectorPlugin } from '../../../../src/sectors/index.js';

const netText = (zones: number, nodes: number, ...rows: string[]): string => `<NUMBER OF ZONES> ${zones}\n<NUMBER OF NODES> ${nodes}\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> ${rows.length}\n<END OF METADATA>\n${rows.join('\n')}\n`;
const tripsText = (zones: number, ...origins: string[]): string => `<NUMBER OF ZONES> ${zones}\n<END OF METADATA>\n${origins.join('\n')}\n`;
/** A link of constant time; `b` and `power` make it congested. */
const row = (from: number, to: number, time: number, capacity = 600, b = 0): string => `${from} ${to} ${capacity} 1 ${time} ${b} 4 0 0 1 ;`;

/** 600 trips an hour from 1 to 2: 10 minutes straight, 15 by node 3. */
const DETOUR = { network: netText(2, 3, row(1, 2, 10), row(1, 3, 7), row(3, 2, 8)), trips: tripsText(2, 'Origin 1', ' 2 : 600;') };

const IDS = ['area-1', 'area-2', 'base', 'bridge', 'detour', 'far', 'lights', 'tram'];
const compiled = allocateNetwork({ assets: IDS.length, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });
compiled.assetLon.fill(NaN);
compiled.assetLat.fill(NaN);

interface Spec { params?: Record<string, unknown>; files?: { network: string; trips: string; nodes?: string }; map: [string, string, number?][]; mode?: LayerInputs['mode']; startHourOfWeek?: number }

const inputsOf = ({ files = DETOUR, map, mode = 'exact', startHourOfWeek = 0 }: Spec): LayerInputs => ({
  ...NO_FILES, mode, startHourOfWeek, mapPath: 'map.csv', map: map.map(([asset, component, share = 1], i) => ({ asset, component, share, line: i + 2 })),
  files: { network: { path: 'net.tntp', text: files.network }, trips: { path: 'trips.tntp', text: files.trips }, ...(files.nodes === undefined ? {} : { nodes: { path: 'nodes.tntp', text: files.nodes } }) },
});

async function traffic(spec: Spec) {
  const model: SectorModel = await sectorPlugin('traffic').create(spec.params ?? {}, compiled, (id) => IDS.indexOf(id), inputsOf(spec)), ids = Array.from(model.components, (a) => IDS[a]!);
  /** @param levels of assets below 1; 0: down @returns shares by asset, and the answer */
  const ask = (hours: number, levels: Record<string, number> = {}): SectorAnswer & { shares: Record<string, number> } => {
    const shares = new Int32Array(ids.length), answer = model.solve(hours, Uint8Array.from(ids, (id) => (levels[id] === 0 ? 0 : 1)), Int32Array.from(ids, (id) => Math.round((levels[id] ?? 1) * FULL)), shares);
    return { ...answer, shares: Object.fromEntries(ids.map((id, i) => [id, shares[i]! / FULL])) };
  };
  const outcomes = (hours: number): number[] => { const values = new Float64Array(3); model.readOutcomes!(hours, values); return [...values]; };
  return { model, ask, outcomes, hours: (from: string, to: string) => model.travelTimes!.hours(IDS.indexOf(from), IDS.indexOf(to)) };
}

const MAP: [string, string][] = [['area-1', 'node:1'], ['area-2', 'node:2'], ['bridge', 'road:1-2'], ['detour', 'link:1-3']];

describe('closures', () => {
  it('delay those who find another way: 600 trips x 5 min for 2.5 h', async () => {
    const { ask, outcomes } = await traffic({ map: MAP });
    expect(ask(0).shares).toEqual({ 'area-1': 1, 'area-2': 1, bridge: 1, detour: 1 });
    expect(ask(1, { bridge: 0 })).toEqual({ shares: { 'area-1': 1, 'area-2': 1, bridge: 1, detour: 1 }, againInHours: undefined });
    expect(ask(3.5)).toMatchObject({ shares: { 'area-1': 1 } });
    expect(outcomes(24)[0]).toBeCloseTo(125, 10);
    expect(outcomes(24).slice(1)).toEqual([0, 0]);
  });

  it('strand those who find none, until the horizon if nobody opens a road', async () => {
    const { ask, outcomes, model } = await traffic({ map: MAP });
    expect(ask(2, { bridge: 0, detour: 0 }).shares).toEqual({ 'area-1': 0, 'area-2': 0, bridge: 1, detour: 1 });
    expect(outcomes(4)).toEqual([0, 1200, 0]);
    model.reset();
    expect(outcomes(4)).toEqual([0, 0, 0]);
  });

  it('an area is served the share of its trips that arrive, by its part of each zone', async () => {
    const files = { network: netText(3, 3, row(1, 2, 1), row(2, 3, 1), row(3, 1, 1), row(1, 3, 1)), trips: tripsText(3, 'Origin 1', ' 2 : 100; 3 : 60; 1: 999;', 'Origin 2', ' 3 : 40;') };
    const { ask } = await traffic({ files, map: [['bridge', 'road:2-3'], ['area-1', 'node:1'], ['area-2', 'node:2'], ['far', 'node:2', 0.5], ['far', 'node:3']] });
    // 2 to 3 is cut: zone 1 160 of 160, zone 2 100 of 140, zone 3 60 of 100.
    const { shares } = ask(0, { bridge: 0 });
    expect(shares['area-1']).toBe(1);
    expect(shares['area-2']).toBeCloseTo(100 / 140, 6);
    expect(shares['far']).toBeCloseTo((50 + 60) / (70 + 100), 6);
  });

  it('a place without trips is served the share of trips whose origins reach it', async () => {
    const files = { network: netText(2, 3, row(1, 2, 1), row(2, 1, 1), row(1, 3, 1), row(2, 3, 1)), trips: tripsText(2, 'Origin 1', ' 2 : 300;', 'Origin 2', ' 1 : 100;') };
    const { ask } = await traffic({ files, map: [['bridge', 'link:1-3'], ['detour', 'road:1-2'], ['far', 'node:3']] });
    expect(ask(0, { bridge: 0 }).shares['far']).toBe(1); // 1 goes by 2
    expect(ask(0, { detour: 0, bridge: 0 }).shares['far']).toBeCloseTo(0.25, 6);
  });

  it('an asset that bears part of a road takes its part of the capacity along', async () => {
    // t = 10 (1 + 0.15 (600 / c)^4): 11.5 with all, 34 with half of the capacity.
    const files = { network: netText(2, 2, row(1, 2, 10, 600, 0.15)), trips: DETOUR.trips };
    const { ask, outcomes } = await traffic({ files, map: [['area-1', 'node:1'], ['bridge', 'link:1-2', 0.5], ['detour', 'link:1-2', 0.5]] });
    expect(ask(0, { bridge: 0 }).shares['area-1']).toBe(1);
    ask(1, { bridge: 0, detour: 0.5 });
    ask(2, { bridge: 0, detour: 0 });
    const quarter = 10 * 0.15 * 4 ** 4;
    expect(outcomes(3)[0]).toBeCloseTo((600 * (34 - 11.5)) / 60 + (600 * (quarter - 1.5)) / 60, 8);
    expect(outcomes(3)[1]).toBe(600);
  });
});

it('signals out: the links into their node keep a stated share of capacity', async () => {
  const files = { network: netText(2, 2, row(1, 2, 10, 600, 0.15)), trips: DETOUR.trips };
  const { ask, outcomes } = await traffic({ files, params: { signalCapacity: 0.75 }, map: [['area-1', 'node:1'], ['lights', 'signal:2']] });
  expect(ask(0, { lights: 0 }).shares['area-1']).toBe(1);
  expect(outcomes(1)[0]).toBeCloseTo((600 * 1.5 * ((4 / 3) ** 4 - 1)) / 60, 8);
});

describe('time of day', () => {
  const hours = Array.from({ length: 168 }, (_, h) => (h === 9 ? 2 : h >= 160 ? 0.5 : 1));

  it('asks again when the trips change, but only while something is amiss', async () => {
    const { ask, outcomes } = await traffic({ map: MAP, params: { profile: { hours } }, startHourOfWeek: 7.5 });
    expect(ask(0).againInHours).toBeUndefined();
    expect(ask(1, { bridge: 0 }).againInHours).toBe(0.5);
    expect(ask(1.5, { bridge: 0 }).againInHours).toBe(1);
    expect(ask(2.5, { bridge: 0 }).againInHours).toBe(150);
    expect(ask(3).againInHours).toBeUndefined();
    // 600 trips x 5 min = 50 vehicle-h an hour: half an hour, an hour of double, half an hour.
    expect(outcomes(10)[0]).toBeCloseTo(25 + 100 + 25, 10);
    expect(ask(152.5, { bridge: 0 }).againInHours).toBe(8);
    expect(ask(160.5, { bridge: 0 }).againInHours).toBe(9);
  });

  it('weekday and weekend by hour', async () => {
    const weekday = Array.from({ length: 24 }, () => 1), weekend = weekday.map(() => 0);
    const { ask, outcomes } = await traffic({ map: MAP, params: { profile: { weekday, weekend } }, startHourOfWeek: 4 * 24 + 23 });
    expect(ask(0, { bridge: 0, detour: 0 })).toMatchObject({ againInHours: 1 });
    // No trips at the weekend, but its areas are cut off all the same.
    expect(ask(1, { bridge: 0, detour: 0 })).toMatchObject({ againInHours: 48, shares: { 'area-1': 0 } });
    expect(outcomes(49)).toEqual([0, 600, 0]);
  });
});

describe('lines of public transport', () => {
  const lines = [{ id: 'tram', zones: ['1', '2'], share: 0.5, capacity: 240, toRoads: 0.25, tripsPerRider: 0.8 }], map: [string, string][] = [...MAP, ['tram', 'line:tram']];

  it('carry what their capacity takes; of those left behind a part drives, the others stay', async () => {
    // Wanted 300, usual 240. At level 0.5: 120 carried, 120 left, 30 drive, 90 stay. Of 600 + 240, 90 do not arrive.
    const { ask, outcomes } = await traffic({ map, params: { lines } });
    expect(ask(0, { tram: 0.5 }).shares['area-1']).toBeCloseTo(1 - 90 / 840, 6);
    expect(outcomes(2)).toEqual([0, 0, expect.closeTo(180, 9)]);
  });

  it('go on where roads are closed, and nobody drives then', async () => {
    const { ask, outcomes } = await traffic({ map, params: { lines } });
    expect(ask(0, { bridge: 0, detour: 0 }).shares['area-1']).toBeCloseTo(240 / 840, 6);
    expect(ask(1, { bridge: 0, detour: 0, tram: 0 }).shares['area-1']).toBe(0);
    expect(outcomes(2)).toEqual([0, 1200, expect.closeTo(240, 9)]);
  });

  it('their riders crowd the roads: 600 + 240 x 0.25 x 0.8', async () => {
    const files = { network: netText(2, 2, row(1, 2, 10, 600, 0.15)), trips: DETOUR.trips };
    const { ask, outcomes } = await traffic({ files, map: [['area-1', 'node:1'], ['tram', 'line:tram']], params: { lines } });
    ask(0, { tram: 0 });
    expect(outcomes(1)[0]).toBeCloseTo((600 * 1.5 * (1.08 ** 4 - 1)) / 60, 8);
  });
});

describe('travel times', () => {
  const map: [string, string][] = [...MAP, ['base', 'node:3'], ['far', 'place:2'], ['tram', 'place:3']];

  it('follow the roads as they now are; Infinity where no way leads', async () => {
    const { ask, hours } = await traffic({ map });
    expect([hours('area-1', 'far'), hours('area-1', 'base'), hours('far', 'area-1')]).toEqual([10 / 60, 7 / 60, Infinity]);
    ask(0, { bridge: 0 });
    expect(hours('area-1', 'far')).toBe(15 / 60);
    ask(1, { bridge: 0, detour: 0 });
    expect(hours('area-1', 'base')).toBe(Infinity);
    ask(2);
    expect(hours('area-1', 'far')).toBe(10 / 60);
  });

  it('over intact roads are those of the hour, though nobody asks the layer then', async () => {
    // t = 10 (1 + 0.15 (600 factor / 600)^4): 11.5 at factor 1, 34 at factor 2.
    const files = { network: netText(2, 2, row(1, 2, 10, 600, 0.15)), trips: DETOUR.trips }, weekday = Array.from({ length: 24 }, (_, h) => (h === 8 ? 2 : 1));
    const { model, ask, hours } = await traffic({ files, params: { profile: { weekday, weekend: weekday } }, map: [['area-1', 'node:1'], ['area-2', 'node:2'], ['bridge', 'link:1-2']] });
    const at = (hour: number): number => { model.travelTimes!.at!(hour); return hours('area-1', 'area-2'); };
    expect([at(0), at(8.5), at(9)]).toEqual([11.5, 34, 11.5].map((minutes): unknown => expect.closeTo(minutes / 60, 12)));
    ask(8, { bridge: 0 });
    expect(at(8.2)).toBe(Infinity);
    model.reset();
    expect(at(7)).toBeCloseTo(11.5 / 60, 12);
  });

  it('a place alone makes no component: the asset may belong to another layer', async () => {
    const { model, hours } = await traffic({ map });
    expect(Array.from(model.components, (a) => IDS[a])).toEqual(['area-1', 'area-2', 'base', 'bridge', 'detour']);
    expect(hours('tram', 'far')).toBe(8 / 60);
  });

  it('a bridge is at its end; what the table does not place is at the nearest of those it does, or nowhere', async () => {
    const { hours } = await traffic({ map });
    expect(hours('bridge', 'far')).toBe(10 / 60);
    expect(hours('lights', 'far')).toBe(0);
    compiled.assetLon.set([4, 4.5, 5, NaN, NaN, NaN, 4.1, NaN]);
    compiled.assetLat.set([51, 51, 51, NaN, NaN, NaN, 51, NaN]);
    const placed = await traffic({ map });
    expect(placed.hours('lights', 'base')).toBe(7 / 60); // nearest to area-1
    expect(placed.hours('bridge', 'base')).toBe(7 / 60);
    // With coordinates of nodes: at the nearest node, whoever else is where.
    const nodes = 'node x y ;\n1 5 51 ;\n2 5.1 51 ;\n3 4.2 51 ;\n';
    expect((await traffic({ map, files: { ...DETOUR, nodes } })).hours('lights', 'area-2')).toBe(8 / 60);
    compiled.assetLon.fill(NaN);
  });
});

describe('what is wrong is told', () => {
  const problems = (spec: Spec): string[] => sectorPlugin('traffic').check!(spec.params ?? {}, inputsOf(spec)).map((p) => `${p.severity} ${p.code} ${p.file}:${p.line ?? ''} ${p.message}`);

  it('one warning for roads without assets', () => {
    expect(problems({ map: [['bridge', 'link:1-2']] })).toEqual(['warning COMPONENT_UNMAPPED net.tntp: no asset stands for 2 of 3 links: they are always open']);
  });
  it('unknown components with the nearest right name; assets twice at a node; more than all of a road', () => {
    expect(problems({ map: [['bridge', 'link:1-4'], ['area-1', 'node:9'], ['base', 'node:3'], ['base', 'node:3'], ['bridge', 'road:1-2'], ['detour', 'link:1-2'], ['tram', 'line:tram']] })).toEqual([
      expect.stringMatching(/^error COMPONENT_UNKNOWN map.csv:2 .*Did you mean "link:1-[23]"\?$/), expect.stringMatching(/^error COMPONENT_TWICE map.csv:7 /), expect.stringMatching(/^error COMPONENT_UNKNOWN map.csv:8 /),
      expect.stringMatching(/^warning COMPONENT_UNMAPPED/), expect.stringMatching(/^error COMPONENT_UNKNOWN map.csv:3 /), 'error COMPONENT_TWICE map.csv:5 asset "base" is at "node:3" twice',
    ]);
  });
  it('files that do not fit, with lines; profiles; zones of lines', () => {
    expect(problems({ map: MAP, files: { ...DETOUR, trips: tripsText(3, 'Origin 1', ' 2 : 5;') } })).toContainEqual('error TRIPS_MISFIT trips.tntp: 3 zones, net.tntp has 2. Expecting the same');
    expect(problems({ map: MAP, files: { ...DETOUR, trips: tripsText(2, 'Origin 1', ' 2 : x;') } })).toEqual([expect.stringContaining('error TNTP_ROW trips.tntp:4')]);
    expect(problems({ map: MAP, params: { profile: { weekday: [] }, lines: [{ id: 'a', share: 1, capacity: 1, zones: ['7'] }, { id: 'a', share: 1, capacity: 1 }] } }).filter((p) => p.includes('SECTOR_PARAMS'))).toEqual([
      expect.stringContaining('expecting both weekday and weekend'), expect.stringContaining('zone "7" of line "a" is not one of the 2 zones'), expect.stringContaining('line "a" stands twice'),
    ]);
  });
  it('coordinates that are no degrees', () => {
    expect(problems({ map: MAP, files: { ...DETOUR, nodes: '1 690309 1976022 ;' } })).toContainEqual('error PLACE_INVALID nodes.tntp: node 1 is at 690309, 1976022. Expecting longitude and latitude in degrees (WGS 84)');
  });
  it('a warning for trips that find no way on the intact network', () => {
    const files = { network: DETOUR.network, trips: tripsText(2, 'Origin 1', ' 2 : 600;', 'Origin 2', ' 1 : 5;') };
    expect(problems({ files, map: MAP })).toContain('warning TRIPS_UNREACHED trips.tntp: 5 of 605 trips have no way on the intact network: they count nowhere');
  });
  it('and refused by create, with the place', async () => {
    await expect(async () => traffic({ map: [['bridge', 'link:1-4']] })).rejects.toThrowError(expect.objectContaining({ code: 'COMPONENT_UNKNOWN', message: expect.stringContaining('map.csv:2') as string }));
    const cutOff = { network: netText(2, 3, row(1, 2, 1), row(3, 1, 1)), trips: DETOUR.trips };
    await expect(async () => traffic({ files: cutOff, map: [['far', 'node:3']] })).rejects.toThrowError(expect.objectContaining({ code: 'PLACE_UNREACHED' }));
  });
});
