/** The sector model dc-power-flow: shares, trips in time, reclosing, black start, outcomes, and what its check says. */
import { describe, expect, it } from 'vitest';
import type { LayerInputs, SectorAnswer, SectorModel } from '../../../../src/engine/sector-model.js';
import { FULL } from '../../../../src/engine/units.js';
import { dcPowerFlow } from '../../../../src/sectors/power/dc-power-flow.js';
import type { CompiledNetwork } from '../../../../src/network/compiled-network.js';

/** A plant at bus 1 feeds loads at 2 and 3 over a ring; bus 4 hangs on 3. Reactances are equal. */
const GRID = `mpc.version = '2'; mpc.baseMVA = 100;
mpc.bus = [
 1 3 0 0 0 0 1 1 0 110 1 1 1
 2 1 30 0 0 0 1 1 0 110 1 1 1
 3 1 60 0 0 0 1 1 0 110 1 1 1
 4 1 10 0 0 0 1 1 0 110 1 1 1
];
mpc.gen = [ 1 100 0 0 0 1 100 1 150 0 ];
mpc.branch = [
 1 2 0 0.1 0 80 0 0 0 0 1
 2 3 0 0.1 0 50 0 0 0 0 1
 1 3 0 0.1 0 90 0 0 0 0 1
 3 4 0 0.1 0 50 0 0 0 0 1
];`;

const MAP: [string, string, number?][] = [
  ['plant', 'gen:1'], ['plant', 'bus:1'], ['sub2', 'bus:2'], ['sub3', 'bus:3'], ['sub4', 'bus:4'], ['line12', 'branch:1-2'], ['line13', 'branch:1-3'], ['line23', 'branch:2-3'], ['line34', 'branch:3-4'],
];
const IDS = [...new Set(MAP.map(([asset]) => asset))].sort();

const inputsOf = (text = GRID, map = MAP): LayerInputs => ({ files: { network: { path: 'grid.m', text } }, map: map.map(([asset, component, share = 1], i) => ({ asset, component, share, line: i + 2 })), mapPath: 'map.csv', mode: 'exact', startHourOfWeek: 0 });
const create = (params: Record<string, unknown> = {}, inputs = inputsOf()) => dcPowerFlow.create(params, undefined as unknown as CompiledNetwork, (id) => IDS.indexOf(id), inputs) as Promise<SectorModel>;

interface Told { share: Record<string, number>; trips: Record<string, number>; closes: string[]; again: number | undefined }

/** Asks with these assets down, or in part. */
function ask(model: SectorModel, hours: number, down: string[] = [], part: Record<string, number> = {}): Told {
  const names = Array.from(model.components, (a) => IDS[a]!), shares = new Int32Array(names.length);
  const answer: SectorAnswer = model.solve(hours, Uint8Array.from(names, (name) => (down.includes(name) ? 0 : 1)), Int32Array.from(names, (name) => Math.round((part[name] ?? 1) * FULL)), shares);
  return {
    share: Object.fromEntries(names.map((name, i) => [name, shares[i]! / FULL])), trips: Object.fromEntries((answer.trips ?? []).map(({ asset, afterHours }) => [IDS[asset]!, afterHours * 3600])),
    closes: (answer.closes ?? []).map((asset) => IDS[asset]!), again: answer.againInHours,
  };
}
const outcomes = (model: SectorModel, hours: number): Record<string, number> => {
  const values = new Float64Array(model.outcomes!.length);
  model.readOutcomes!(hours, values);
  return Object.fromEntries(model.outcomes!.map(({ measure }, i) => [measure, values[i]!]));
};

it('a rating asked about and taken back in one instant trips nothing', async () => {
  // Line 2-3 warms up from 0 on, at 20 MW too much: 200 MW s after ten seconds, of 375, or of 187.5 if it were derated to a half.
  for (const first of [[], [{ line23: 0.5 }]]) {
    const model = await create({ relay: { multiple: 1.5, seconds: 15 } });
    ask(model, 0, ['line13']);
    for (const part of first) ask(model, 10 / 3600, ['line13'], part);
    ask(model, 10 / 3600, ['line13', 'line23']);
    expect(outcomes(model, 1)).toMatchObject({ 'branches-tripped': 0 });
  }
});

describe('shares', () => {
  it('are full while every load has a way, and nothing is said of time', async () => {
    const told = ask(await create(), 0);
    expect(new Set(Object.values(told.share))).toEqual(new Set([1]));
    expect(told).toMatchObject({ trips: {}, closes: [], again: undefined });
  });
  it('of what is cut off are nothing; what is down is told what it would have', async () => {
    const { share } = ask(await create({ relay: 'none' }), 0, ['line34']);
    expect(share).toEqual({ plant: 1, sub2: 1, sub3: 1, sub4: 0, line12: 1, line13: 1, line23: 1, line34: 1 });
    expect(ask(await create({ relay: 'none' }), 0, ['sub3']).share).toMatchObject({ sub3: 1, sub4: 0, line34: 0, sub2: 1 });
  });
  it('without the plant are nothing, but the plant may start', async () => {
    const { share } = ask(await create(), 0, ['plant']);
    expect(share).toEqual({ plant: 1, sub2: 0, sub3: 0, sub4: 0, line12: 0, line13: 0, line23: 0, line34: 0 });
  });
  it('of a plant at half its capacity: 75 of 100 MW', async () => {
    const { share } = ask(await create({ relay: 'none' }), 0, [], { plant: 0.5 });
    expect(share.sub2).toBeCloseTo(0.75, 6);
    expect(ask(await create({ relay: 'none', shedding: 'priority', priorities: { sub3: 1, sub4: 9, sub2: 5 } }), 0, [], { plant: 0.5 }).share).toMatchObject({ sub3: 1, sub4: 0, sub2: 0.5 });
  });
  it('of a substation that passes on half count its own limit once', async () => {
    expect(ask(await create(), 0, [], { sub3: 0.5 }).share.sub3).toBe(1);
  });
  it('with least cost keep lines within their ratings', async () => {
    // Without line 1-3 only 80 MW reach the loads, and only 50 of them buses 3 and 4.
    const { share, trips } = ask(await create({ shedding: 'least-cost', rampMinutes: 60 }), 0, ['line13']);
    expect(trips).toEqual({});
    expect(share.sub2).toBe(1);
    expect(share.sub3! * 60 + share.sub4! * 10).toBeCloseTo(50, 4);
  });
  it('of a bus that two assets share go by their parts', async () => {
    const map: typeof MAP = [...MAP.filter(([asset]) => asset !== 'sub2' && asset !== 'line23'), ['sub2', 'bus:2', 0.4], ['line23', 'bus:2', 0.6]];
    const model = await create({ relay: 'none' }, inputsOf(GRID, map));
    ask(model, 0, ['sub2']);
    // 18 of 30 MW are left to serve.
    expect(outcomes(model, 1)['peak-load-shed']).toBeCloseTo(12, 9);
  });
});

describe('overload', () => {
  it('trips a line in its time, and heat stays when the answer is asked for again', async () => {
    const model = await create();
    // 100 MW on 80 from 1 to 2 reach 40 x 15 / 20 s after 30 s; 70 on 50 from 2 to 3: 25 x 15 / 20 s.
    expect(ask(model, 1, ['line13']).trips.line23).toBeCloseTo(18.75, 6);
    expect(ask(model, 1 + 10 / 3600, ['line13']).trips.line23).toBeCloseTo(8.75, 6);
    // Relieved: nothing trips, heat runs back at 30 MW.
    expect(ask(model, 1 + 15 / 3600, ['line13', 'sub4', 'sub3']).trips).toEqual({});
    expect(ask(model, 1 + 18 / 3600, ['line13']).trips.line23).toBeCloseTo((375 - (300 - 3 * 50)) / 20, 4);
  });
  it('counts the trip, and closes the line again after an hour', async () => {
    const model = await create();
    ask(model, 1, ['line13']);
    const at = 1 + 18.75 / 3600;
    expect(ask(model, at, ['line13', 'line23']).share).toMatchObject({ sub2: 1, sub3: 0, sub4: 0 });
    expect(ask(model, at, ['line13', 'line23']).again).toBeCloseTo(1, 9);
    expect(ask(model, at + 1, ['line13', 'line23']).closes).toEqual(['line23']);
    expect(ask(model, at + 1.01, ['line13']).trips.line23).toBeCloseTo(18.75, 4);
    expect(outcomes(model, at + 1.01)).toMatchObject({ 'branches-tripped': 1, 'peak-load-shed': 70, 'most-islands': 2 });
    // 70 MW shed from the trip until it was closed.
    expect(outcomes(model, at + 1.01)['unserved-energy']).toBeCloseTo(70 * 1.01, 6);
  });
  it('opens a branch of nobody by itself, when its time has come', async () => {
    const model = await create({}, inputsOf(GRID, MAP.filter(([asset]) => asset !== 'line23')));
    const first = ask(model, 1, ['line13']);
    expect(first.trips).toEqual({});
    expect(first.again! * 3600).toBeCloseTo(18.75, 6);
    expect(ask(model, 1 + first.again!, ['line13']).share).toMatchObject({ sub2: 1, sub3: 0 });
    expect(ask(model, 1 + first.again! + 1, ['line13']).share.sub3).toBe(1);
  });
  it('is nobody\'s business without relays', async () => expect(ask(await create({ relay: 'none' }), 1, ['line13']).trips).toEqual({}));
});

describe('black start', () => {
  const params = { blackStart: { generators: ['gen:1'], startMinutes: 30, minutesPerStep: 6 }, relay: 'none' };
  it('goes from the plant outwards, a step at a time', async () => {
    const model = await create(params);
    ask(model, 1, ['plant']);
    const back = ask(model, 2);
    expect(back.share).toMatchObject({ sub2: 0, sub3: 0, sub4: 0 });
    expect(back.again).toBeCloseTo(0.5, 9);
    expect(ask(model, 2.5).share).toMatchObject({ sub2: 0, line12: 1 });
    expect(ask(model, 2.6).share).toMatchObject({ sub2: 1, sub3: 1, sub4: 0 });
    expect(ask(model, 2.7)).toMatchObject({ share: { sub4: 1 }, again: undefined });
  });
  it('brings back at once what is live already', async () => {
    const model = await create(params);
    ask(model, 1, ['sub4']);
    expect(ask(model, 2).share.sub4).toBe(1);
  });
});

describe('answers', () => {
  it('are remembered, and no different for it', async () => {
    const [kept, plain] = await Promise.all([create({ relay: 'none' }), create({ relay: 'none', memoEntries: 0 })]);
    for (const down of [['line12'], ['line13'], ['line12'], ['plant'], ['line13', 'line34'], ['line12']]) expect(ask(kept, 1, down)).toEqual(ask(plain, 1, down));
  });
});

describe('check', () => {
  const check = (params: Record<string, unknown> = {}, inputs = inputsOf()): string[] => dcPowerFlow.check!(params, inputs).map(({ code, severity, file, line, message }) => `${severity} ${code} ${file}:${line ?? ''} ${message}`);
  it('finds nothing wrong with the example', () => expect(check()).toEqual([]));
  it('names components that are none, with the nearest', () => expect(check({}, inputsOf(GRID, [...MAP, ['x', 'branch:3-44']]))).toEqual([expect.stringMatching(/^error COMPONENT_UNKNOWN map.csv:11 .*Did you mean "branch:3-4"/)]));
  it('names components given away twice', () => expect(check({}, inputsOf(GRID, [...MAP, ['x', 'bus:2', 0.5]]))).toEqual([expect.stringMatching(/^error COMPONENT_TWICE map.csv:11/)]));
  it('passes on what is wrong with the file', () => expect(check({}, inputsOf(GRID.replace('1 2 0 0.1', '1 9 0 0.1')))).toEqual([expect.stringMatching(/^error POWER_FILE_INVALID grid.m:10 /)]));
  it('warns when the intact grid is overloaded', () => {
    expect(check({}, inputsOf(GRID.replace('0.1 0 90', '0.1 0 40')))).toEqual([expect.stringMatching(/^warning POWER_OVERLOADED_INTACT grid.m: 1 branches .*branch:1-3/)]);
    expect(check({ relay: 'none' }, inputsOf(GRID.replace('0.1 0 90', '0.1 0 40')))).toEqual([]);
  });
  it('names strangers in the parameters', () => {
    expect(check({ priorities: { sub22: 1 }, blackStart: { generators: ['gen:7'] } })).toEqual([expect.stringMatching(/COMPONENT_UNKNOWN grid.m: blackStart: component "gen:7"/), expect.stringMatching(/POWER_PRIORITY_UNMAPPED .*Did you mean "sub2"/)]);
  });
  it('create refuses what check refuses', async () => {
    await expect(create({}, inputsOf(GRID, [...MAP, ['plant', 'branch:9-9']]))).rejects.toThrowError(expect.objectContaining({ code: 'COMPONENT_UNKNOWN' }));
    await expect(create({ dispatch: 'least-cost' }, inputsOf(GRID.replace('1 100 0 0 0 1 100 1 150 0', '1 100 0 0 0 1 100 1 50 0')))).rejects.toThrowError(expect.objectContaining({ code: 'POWER_INFEASIBLE' }));
    await expect(create({}, { ...inputsOf(), files: {} })).rejects.toThrowError(expect.objectContaining({ code: 'LAYER_FILE_MISSING' }));
  });
});
