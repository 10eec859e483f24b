/** What work needs beside crews, on systems of a few assets; every time worked by hand. The scenario starts on a Monday at 0:00. */
import { describe, expect, test } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import type { CrewPool, Hazard, Resources, Scenario } from '../../../src/model/types.js';
import type { Simulation } from '../../../src/study/simulation.js';
import type { SpecAsset } from '../../oracle/spec.js';
import { asset, hazard, need, outcome, system, timeline, trip } from './system.js';

const pool = (fields: Partial<CrewPool> = {}): CrewPool => ({ id: 'p', skills: [], count: 1, fromHours: 0, ...fields });
const resources = (fields: Partial<Resources>): Resources => ({ stocks: [], parts: [], inspections: [], scenes: [], slowdowns: [], tankers: [], ...fields });
const run = (assets: SpecAsset[], hazards: Hazard[], scenario: Partial<Scenario>): Simulation => system(assets, hazards, { scenario });
const work = (simulation: Simulation): string[] => timeline(simulation, 'inspection-start', 'inspection-end', 'repair-start', 'repair-end');
const eventsOf = (simulation: Simulation, kind: CascadeEvent['kind'], replication = 0): CascadeEvent[] => {
  const found: CascadeEvent[] = [];
  simulation.events(replication).subscribe((e) => { if (e.kind === kind) found.push(e); });
  return found;
};
/** Why work waited: `hour asset reason`. */
const waits = (simulation: Simulation): string[] => eventsOf(simulation, 'repair-wait').map((e) => `${e.hours} ${e.asset} ${e.reason}`);
const state = (s: 'slight' | 'moderate' | 'extensive' | 'complete'): Partial<Hazard> => ({ effects: [{ effect: 'damage', probability: 1, state: s }] });
const all = { all: true as const };

describe('shifts', () => {
  const day = (overtime: 'finish' | 'pause') => ({ crews: [pool({ shift: { windows: [[8, 16], [32, 40]], overtime } })] });
  const two = [asset({ repair: [6, 6, 6, 6] }), asset({ repair: [6, 6, 6, 6] })];

  test('work begins in working hours only; begun, it is finished', () => {
    expect(work(run(two, [hazard('h', 1, [0, 1])], day('finish')))).toEqual(['8 repair-start a00', '14 repair-end a00', '14 repair-start a01', '20 repair-end a01']);
  });

  test('or it pauses until the next shift', () => {
    expect(work(run(two, [hazard('h', 1, [0, 1])], day('pause')))).toEqual(['8 repair-start a00', '14 repair-end a00', '14 repair-start a01', '36 repair-end a01']);
  });

  test('work over several weeks', () => {
    const long = [asset({ repair: [100, 100, 100, 100] })], crews = [pool({ shift: { windows: [[8, 16], [32, 40]], overtime: 'pause' } })];
    // 16 h a week: 96 h in six weeks, 4 more in the seventh.
    expect(work(system(long, [hazard('h', 1, [0])], { scenario: { crews, horizonHours: 2000 } }))).toEqual(['8 repair-start a00', `${6 * 168 + 12} repair-end a00`]);
  });

  test('a crew that is free after its shift waits for the next; the trace says so', () => {
    const simulation = run([...two, asset()], [hazard('h', 9, [0, 1]), hazard('i', 20, [2])], day('finish'));
    expect(work(simulation)).toEqual(['9 repair-start a00', '15 repair-end a00', '15 repair-start a01', '21 repair-end a01', '32 repair-start a02', '36 repair-end a02']);
    expect(waits(simulation)).toEqual(['9 a01 crew', '20 a02 crew', '21 a02 shift']);
  });
});

describe('mutual aid', () => {
  const pools = (probability: number): Partial<Scenario> => ({ crews: [pool({ count: 0, id: 'own' }), pool({ id: 'aid', fromHours: { dist: 'uniform', min: 10, max: 20 }, probability })] });
  const one = [asset()], hit = [hazard('h', 1, [0])];

  test('comes in the stated share of replications, at the drawn hours', () => {
    const simulation = run(one, hit, pools(0.7)), runs = 400, arrivals: number[] = [];
    for (let k = 0; k < runs; k++) for (const e of eventsOf(simulation, 'crews-arrive', k)) if (e.source === 'aid') arrivals.push(e.hours);
    expect(Math.abs(arrivals.length / runs - 0.7)).toBeLessThan(4 * Math.sqrt((0.7 * 0.3) / runs));
    expect(Math.min(...arrivals)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...arrivals)).toBeLessThanOrEqual(20);
    expect(Math.abs(arrivals.reduce((sum, h) => sum + h, 0) / arrivals.length - 15)).toBeLessThan(4 * 10 / Math.sqrt(12 * arrivals.length));
  });

  test('what does not come is told, and its job waits for ever', () => {
    const simulation = run(one, hit, pools(0));
    expect(eventsOf(simulation, 'crews-absent').map((e) => e.source)).toEqual(['aid']);
    expect(work(simulation)).toEqual([]);
  });
});

describe('travel without a road layer', () => {
  // A degree of latitude is 111.195 km: a00 (depot) at 0, a01 the bridge at 0.5, a02 at 1, a03 at 0.2 degrees north.
  const places = [0, 0.5, 1, 0.2];
  const km = (6371.0088 * Math.PI) / 180;
  const town = (hazards: Hazard[], crew: Partial<CrewPool> = { base: 'a00' }): Simulation => system([asset(), asset(), asset(), asset()], hazards, {
    scenario: { crews: [pool(crew)], resources: resources({ travel: { kmPerHour: 50, detour: 1.3, crossings: [{ into: { id: ['a02'] }, over: ['a01'] }] } }) },
    model: (model) => ({ ...model, assets: model.assets.map((a, i) => ({ ...a, place: { lon: 4, lat: places[i]! } })) }),
  });
  const end = (simulation: Simulation, id: string): number => eventsOf(simulation, 'repair-end').find((e) => e.asset === id)!.hours;

  test('great circle x detour / speed comes before the work', () => {
    expect(end(town([hazard('h', 1, [3])]), 'a03')).toBeCloseTo(1 + (0.2 * km * 1.3) / 50 + 4, 1);
    expect(end(town([hazard('h', 1, [3])], {}), 'a03')).toBe(5);
  });

  test('over the crossing that works; none does: the job waits until one comes back, and the trace says so', () => {
    expect(end(town([hazard('h', 1, [2])]), 'a02')).toBeCloseTo(1 + (1 * km * 1.3) / 50 + 4, 1);
    const closed = town([hazard('closed', 1, [1], { effects: [trip], durationHours: 9 }), hazard('h', 2, [2])]);
    expect(waits(closed)).toEqual(['2 a02 road']);
    expect(end(closed, 'a02')).toBeCloseTo(10 + (1 * km * 1.3) / 50 + 4, 1);
  });
});

describe('spare parts', () => {
  const stock = { id: 'spares', amount: 1, deliveries: [] as { atHours: number; amount: number }[] };
  const rule = { stock: 'spares', select: all, amount: [0, 1, 1, 1] as [number, number, number, number] };
  const two = [asset(), asset()];

  test('a job takes its parts when its crew leaves, and waits where stock is out', () => {
    const simulation = run(two, [hazard('h', 1, [0, 1])], { crews: [pool({ count: 2 })], resources: resources({ stocks: [{ ...stock, deliveries: [{ atHours: 10, amount: 1 }] }], parts: [rule] }) });
    expect(work(simulation)).toEqual(['1 repair-start a00', '5 repair-end a00', '10 repair-start a01', '14 repair-end a01']);
    expect(waits(simulation)).toEqual(['1 a01 parts']);
  });

  test('with crews unlimited too', () => {
    expect(work(run(two, [hazard('h', 1, [0, 1])], { resources: resources({ stocks: [{ ...stock, deliveries: [{ atHours: 10, amount: 1 }] }], parts: [rule] }) })))
      .toEqual(['1 repair-start a00', '5 repair-end a00', '10 repair-start a01', '14 repair-end a01']);
  });

  test('with crews unlimited jobs get them in their order, whatever was damaged first in the instant, and whatever their skills', () => {
    const scarce = (amount: number): Partial<Scenario> => ({ resources: resources({ stocks: [{ ...stock, amount, deliveries: [{ atHours: 10, amount: 1 }] }], parts: [rule] }) });
    const listed: Partial<Scenario> = { ...scarce(1), repairOrder: 'list', repairList: ['a01', 'a00'] };
    expect(work(run(two, [hazard('h', 1, [0, 1])], listed))).toEqual(['1 repair-start a01', '5 repair-end a01', '10 repair-start a00', '14 repair-end a00']);
    expect(work(run([asset({ skill: 1 }), asset({ skill: 2 })], [hazard('h', 2, [0]), hazard('i', 1, [1])], scarce(0)))).toEqual(['10 repair-start a01', '14 repair-end a01']);
  });

  test('worse damage that takes others wants the first no more: they are not ordered again', () => {
    const stocks = [{ ...stock, amount: 2, reorder: { at: 0, to: 2, lagHours: 5 } }, { id: 'others', amount: 1, deliveries: [] }];
    const parts = [{ stock: 'spares', select: all, amount: [1, 0, 0, 0] as [number, number, number, number] }, { stock: 'others', select: all, amount: [0, 0, 0, 1] as [number, number, number, number] }];
    // Of two spares one is wanted at 1 h, by the job that takes none of them from 2 h on; and one at 20 h.
    const hits = [hazard('h', 1, [0], state('slight')), hazard('i', 2, [0]), hazard('j', 20, [1], state('slight'))];
    const simulation = run(two, hits, { crews: [pool({ fromHours: 5 })], resources: resources({ stocks, parts }) });
    expect(work(simulation)).toEqual(['5 repair-start a00', '9 repair-end a00', '20 repair-start a01', '24 repair-end a01']);
    expect(eventsOf(simulation, 'parts-order')).toEqual([]);
  });

  test('a job that needs none goes past', () => {
    const simulation = run(two, [hazard('h', 1, [0]), hazard('i', 1, [1], state('slight'))], { crews: [pool()], resources: resources({ stocks: [{ ...stock, amount: 0 }], parts: [rule] }) });
    expect(work(simulation)).toEqual(['1 repair-start a01', '5 repair-end a01']);
  });

  test('is ordered up to a level when the position falls to another, wanted parts counted', () => {
    const three = [asset(), asset(), asset()];
    const simulation = run(three, [hazard('h', 1, [0, 1, 2])], { crews: [pool({ count: 3 })], resources: resources({ stocks: [{ ...stock, reorder: { at: 0, to: 2, lagHours: 20 } }], parts: [rule] }) });
    // 1 on hand. The first job wants 1: position 0, 2 ordered. The second: 1, the third: 0, 2 ordered again; all four come at 21 h.
    expect(eventsOf(simulation, 'parts-order').map((e) => [e.hours, e.amount])).toEqual([[1, 2], [1, 2]]);
    expect(eventsOf(simulation, 'parts-delivery').map((e) => [e.hours, e.amount])).toEqual([[21, 4]]);
    expect(work(simulation).slice(2)).toEqual(['21 repair-start a01', '21 repair-start a02', '25 repair-end a01', '25 repair-end a02']);
  });

  test('worse damage to what is being worked on takes what more it needs, or the crew leaves it', () => {
    const more = { ...rule, amount: [1, 1, 1, 2] as [number, number, number, number] }, hits = [hazard('h', 1, [0], state('slight')), hazard('i', 3, [0], state('complete'))];
    const parts = (amount: number): Partial<Scenario> => ({ crews: [pool()], resources: resources({ stocks: [{ ...stock, amount, deliveries: [{ atHours: 9, amount: 1 }] }], parts: [more] }) });
    expect(work(run([asset()], hits, parts(2)))).toEqual(['1 repair-start a00', '3 repair-start a00', '7 repair-end a00']);
    expect(work(run([asset()], hits, parts(1)))).toEqual(['1 repair-start a00', '9 repair-start a00', '13 repair-end a00']);
  });

  test('what it has taken it keeps, though a recipe in between does without', () => {
    const dip = { ...rule, amount: [1, 0, 1, 1] as [number, number, number, number] }, hits = [hazard('h', 1, [0], state('slight')), hazard('i', 2, [0], state('moderate')), hazard('j', 3, [0], state('extensive'))];
    const simulation = run([asset()], hits, { crews: [pool()], resources: resources({ stocks: [{ ...stock, amount: 1 }], parts: [dip] }) });
    expect(work(simulation)).toEqual(['1 repair-start a00', '2 repair-start a00', '3 repair-start a00', '7 repair-end a00']);
  });
});

describe('inspection', () => {
  const rules = resources({ inspections: [{ select: all, skill: 'skill1', state: 'moderate', hours: 2 }] });
  const two = [asset({ skill: 2 }), asset({ skill: 2 })], inspector = pool({ id: 'i', skills: ['skill1'] }), builder = pool({ id: 'b', skills: ['skill2'] });

  test('comes before the repair, by crews of its own skill', () => {
    expect(work(run(two, [hazard('h', 1, [0, 1])], { crews: [inspector, builder], resources: rules }))).toEqual([
      '1 inspection-start a00', '3 repair-start a00', '3 inspection-end a00', '3 inspection-start a01', '5 inspection-end a01', '7 repair-end a00', '7 repair-start a01', '11 repair-end a01',
    ]);
  });

  test('not of milder damage; worse damage to a job that waits asks for one', () => {
    const hits = [hazard('h', 1, [0, 1], state('slight')), hazard('i', 2, [1])];
    expect(work(run(two, hits, { crews: [inspector, builder], resources: rules }))).toEqual([
      '1 repair-start a00', '2 inspection-start a01', '4 inspection-end a01', '5 repair-end a00', '5 repair-start a01', '9 repair-end a01',
    ]);
  });

  test('without an inspector nothing is repaired', () => {
    const simulation = run(two, [hazard('h', 1, [0])], { crews: [builder], resources: rules });
    expect([work(simulation), waits(simulation)]).toEqual([[], ['1 a00 skill']]);
  });

  test('crews unlimited: it takes its time alone', () => {
    expect(work(run(two, [hazard('h', 1, [0])], { resources: rules }))).toEqual(['1 inspection-start a00', '3 repair-start a00', '3 inspection-end a00', '7 repair-end a00']);
  });
});

test('the scene of an attack is left untouched for its time, other damage is not', () => {
  const scenes = resources({ scenes: [{ hazards: [], types: ['bomb'], hours: 6 }] });
  const simulation = run([asset(), asset()], [hazard('bang', 1, [0], { type: 'bomb' }), hazard('h', 1, [1])], { crews: [pool({ count: 2 })], resources: scenes });
  expect(work(simulation)).toEqual(['1 repair-start a01', '5 repair-end a01', '7 repair-start a00', '11 repair-end a00']);
  expect(waits(simulation)).toEqual(['1 a00 scene']);
});

test('work that begins while an asset is short takes longer', () => {
  const slow = resources({ slowdowns: [{ select: { id: ['a01', 'a02'] }, asset: 'a00', below: 0.5, factor: 1.5 }] });
  const simulation = run([asset({ skill: 1 }), asset(), asset(), asset()], [hazard('out', 1, [0], { effects: [trip], durationHours: 2 }), hazard('h', 2, [1, 3]), hazard('i', 4, [2])], { resources: slow });
  expect(timeline(simulation, 'repair-end')).toEqual(['6 repair-end a03', '8 repair-end a01', '8 repair-end a02']);
});

describe('tankers', () => {
  // a00 depot, a01 feeder (out from 1 to 99 h), a02 hospital with 10 h of fuel, a03 bridge.
  const hospital = asset({ needs: [need([1], { buffer: { hours: 10, refillHours: 0, cover: 100, initial: 100, working: false } })] });
  const fleet = { id: 't', base: 'a00', count: 1, loadHours: 8, loadingHours: 0.5, unloadingHours: 0.5, needs: ['a02/s0#0'], below: 0.5 };
  const out = hazard('out', 1, [1], { effects: [trip], durationHours: 98 });
  const at = (hazards: Hazard[], more: Partial<Resources> = {}): Simulation => system([asset(), asset(), hospital, asset()], hazards, {
    scenario: { resources: resources({ tankers: [fleet], travel: { kmPerHour: 50, detour: 1, crossings: [{ into: { id: ['a02'] }, over: ['a03'] }] }, ...more }) },
  });
  const fuel = (simulation: Simulation): string[] => timeline(simulation, 'tanker-leaves', 'tanker-unloads', 'tanker-waits', 'buffer-end', 'fall').filter((line) => line.endsWith('a02'));

  test('one leaves when the buffer is down to the share, and brings a load', () => {
    // Down to 5 h at 6 h; there at 7 h with 4 h left: full is 10, so 10 left at 7; down to 5 again at 12 h, and so on.
    expect(fuel(at([out])).slice(0, 4)).toEqual(['6 tanker-leaves a02', '7 tanker-unloads a02', '12 tanker-leaves a02', '13 tanker-unloads a02']);
    expect(fuel(at([out])).some((line) => line.includes('fall'))).toBe(false);
  });

  test('a closed bridge lets it run dry; when it opens, the tanker leaves', () => {
    const closed = hazard('closed', 2, [3], { effects: [trip], durationHours: 18 });
    expect(fuel(at([out, closed])).slice(0, 5)).toEqual(['6 tanker-waits a02', '11 buffer-end a02', '11 fall a02', '20 tanker-leaves a02', '21 tanker-unloads a02']);
    expect(timeline(at([out, closed]), 'rise')[1]).toBe('21 rise a02');
  });

  test('one leaves at once for a buffer that is low from the start', () => {
    const low = asset({ needs: [need([1], { buffer: { hours: 10, refillHours: 1000, cover: 100, initial: 40, working: false } })] });
    const simulation = system([asset(), asset(), low], [out], { scenario: { resources: resources({ tankers: [fleet] }) } });
    expect(timeline(simulation, 'tanker-leaves', 'tanker-unloads').slice(0, 2)).toEqual(['0 tanker-leaves a02', '1 tanker-unloads a02']);
  });

  test('so does a depot that is down, or out of stock', () => {
    const down = hazard('down', 2, [0], { effects: [trip], durationHours: 50 });
    expect(eventsOf(at([out, down]), 'tanker-waits').map((e) => [e.hours, e.reason])).toEqual([[6, 'depot']]);
    const dry = at([out], { tankers: [{ ...fleet, stock: 'diesel' }], stocks: [{ id: 'diesel', amount: 1, deliveries: [{ atHours: 30, amount: 1 }] }] });
    expect(fuel(dry).slice(0, 6)).toEqual(['6 tanker-leaves a02', '7 tanker-unloads a02', '12 tanker-waits a02', '17 buffer-end a02', '17 fall a02', '30 tanker-leaves a02']);
  });

  test('the neediest first, and no two to one', () => {
    const small = asset({ needs: [need([1], { buffer: { hours: 4, refillHours: 0, cover: 100, initial: 100, working: false } })] });
    const simulation = system([asset(), asset(), hospital, small], [out], { scenario: { resources: resources({ tankers: [{ ...fleet, count: 2, needs: ['a02/s0#0', 'a03/s0#0'] }] }) } });
    expect(timeline(simulation, 'tanker-leaves').slice(0, 3)).toEqual(['3 tanker-leaves a03', '6 tanker-leaves a02', '6 tanker-leaves a03']);
  });

  test('what is empty soonest goes first, not what holds least', () => {
    // The depot is back at 8 h: a02 then holds 3 h and drains at 1; a04, half of whose supply stands, holds 2.5 h and drains at 1/2.
    const half = asset({ needs: [need([1, 3], { buffer: { hours: 6, refillHours: 0, cover: 100, initial: 100, working: false } })] }), down = hazard('down', 0, [0], { effects: [trip], durationHours: 8 });
    const simulation = system([asset(), asset(), hospital, asset(), half], [out, down], { scenario: { resources: resources({ tankers: [{ ...fleet, needs: ['a02/s0#0', 'a04/s0#0'] }] }) } });
    expect(timeline(simulation, 'tanker-leaves').slice(0, 2)).toEqual(['8 tanker-leaves a02', '9.017 tanker-leaves a04']);
  });

  test('crews whose fuel is out do not leave until it is brought', () => {
    // The crews' depot a02 runs dry at 11 h; the bridge to it opens at 20 h, and fuel is there at 21 h.
    const closed = hazard('closed', 2, [3], { effects: [trip], durationHours: 18 });
    const simulation = system([asset(), asset(), hospital, asset(), asset()], [out, closed, hazard('h', 12, [4])], {
      scenario: { crews: [pool({ fuel: 'a02/s0#0' })], resources: resources({ tankers: [fleet], travel: { kmPerHour: 50, detour: 1, crossings: [{ into: { id: ['a02'] }, over: ['a03'] }] } }) },
    });
    expect(waits(simulation)).toEqual(['12 a04 fuel']);
    expect(work(simulation)).toEqual(['21 repair-start a04', '25 repair-end a04']);
  });
});

test('outcomes: hours of crews, waiting of jobs, parts, deliveries; none of these where nothing of this is used', () => {
  const scenario: Partial<Scenario> = {
    horizonHours: 12, crews: [pool()],
    resources: resources({ stocks: [{ id: 'spares', amount: 3, deliveries: [] }], parts: [{ stock: 'spares', select: all, amount: [1, 1, 1, 2] }], inspections: [{ select: { id: ['a00'] }, state: 'slight', hours: 1 }] }),
  };
  // a00 is inspected from 1 to 2 h and repaired from 2 to 6 (2 units); a01 needs 2 and finds 1.
  const simulation = run([asset(), asset()], [hazard('h', 1, [0, 1])], scenario);
  expect(['crew-hours.p', 'job-wait-hours.any', 'parts-used.spares'].map((name) => outcome(simulation, name))).toEqual([5, 1 + 11, 2]);
  expect(run([asset()], [hazard('h', 1, [0])], { crews: [pool()] }).outcomes.some(({ name }) => /^(crew-hours|job-wait|parts|deliveries)/.test(name))).toBe(false);
});

test('replications in any order leave no trace in each other', () => {
  const scenario: Partial<Scenario> = {
    crews: [pool({ fromHours: { dist: 'uniform', min: 0, max: 5 }, probability: 0.6, shift: { windows: [[8, 16]], overtime: 'pause' } }), pool({ id: 'q' })],
    resources: resources({
      stocks: [{ id: 'spares', amount: 1, reorder: { at: 0, to: 1, lagHours: { dist: 'exponential', mean: 9 } }, deliveries: [] }], parts: [{ stock: 'spares', select: all, amount: [1, 1, 1, 1] }],
      inspections: [{ select: { id: ['a01'] }, state: 'slight', hours: { dist: 'uniform', min: 1, max: 4 } }],
    }),
  };
  const chancy: Partial<Hazard> = { effects: [{ effect: 'damage', probability: 0.5, state: 'complete' }] };
  const make = (): Simulation => system([asset(), asset(), asset()], [hazard('h', 1, [0, 1, 2], chancy), hazard('i', 20, [0, 1, 2], chancy)], { scenario });
  const forward = make(), backward = make(), first = Array.from({ length: 60 }, (_, k) => [...forward.replicate(k).values]);
  for (let k = 59; k >= 0; k--) expect([...backward.replicate(k).values]).toEqual(first[k]);
});
