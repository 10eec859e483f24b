import { describe, expect, it } from 'vitest';
import { FULL } from '../../../../src/engine/units.js';
import { readInp } from '../../../../src/imports/epanet-inp.js';
import { hydraulics } from '../../../../src/sectors/water/hydraulics.js';
import type { HydraulicsModel } from '../../../../src/sectors/water/hydraulics-model.js';
import { EpanetSolver } from '../../../../src/sectors/water/epanet.js';
import { runExtendedPeriod } from '../../../../src/sectors/water/extended-period.js';
import type { WaterSolver } from '../../../../src/sectors/water/solver.js';
import { ask, assetsOf, inputsOf, make, type SectorExample, type Situation, type Told } from '../../../contracts/sector-example.js';
import { EXAMPLES, SMALL_NETWORK } from '../../../contracts/sector-examples/water.js';

/** Without its controls the pump always runs and the tank takes all that is left over; the tower is large. */
const STEADY = SMALL_NETWORK.replace('T1 45 3 0.5 6 12 0', 'T1 45 3 0.5 6 10 0').replace(/\[CONTROLS\][^[]*/, '');
const example = (changes: Partial<SectorExample> = {}): SectorExample => ({ ...EXAMPLES.hydraulics![0]!, files: { network: STEADY }, ...changes });

/** Everything up but the named assets. */
const without = (...down: string[]): Situation => ({ up: (a) => !down.includes('abcdefgh'[a]!), offered: () => FULL });
const share = (told: Told, asset: string): number => told.shares.get('abcdefgh'.indexOf(asset))! / FULL;
const made = async (changes?: Partial<SectorExample>): Promise<HydraulicsModel> => (await make(hydraulics, example(changes))) as HydraulicsModel;
const outcomes = (model: HydraulicsModel, hours: number): number[] => { const values = new Float64Array(3); model.readOutcomes(hours, values); return [...values]; };

/** Asks as the engine does: at the hours of changes, and when the model wants it. */
function play(model: HydraulicsModel, horizon: number, changes: [hours: number, situation: Situation][]): { hours: number; told: Told }[] {
  const log: { hours: number; told: Told }[] = [];
  let next = Infinity, i = 0, now: Situation = without();
  for (;;) {
    const hours = Math.min(next, changes[i]?.[0] ?? Infinity);
    if (hours >= horizon) return log;
    if (changes[i]?.[0] === hours) now = changes[i++]![1];
    const told = ask(model, now, hours);
    log.push({ hours, told });
    next = told.again === undefined ? Infinity : hours + told.again;
  }
}

describe('demand that hazards raise', () => {
  const RAISED = STEADY.replace(/Units LPS/, 'Units LPS\nDemand Multiplier 6');

  it('is what EPANET makes of the file with that much more demand', async () => {
    const model = await made(), network = readInp(RAISED, 'n'), open = (text: string) => EpanetSolver.open(text, network, { engine: '2.2', guardEmptyTanks: true, pressureDemand: { minimumM: 0, requiredM: 20, exponent: 0.5 } });
    model.reset();
    model.setDemand(new Float64Array(8).fill(6));
    play(model, 30, [[0, without()]]);
    const run = runExtendedPeriod(await open(RAISED), network, 30, [], 3600);
    expect(run.deficitM3).toBeGreaterThan(100);
    // The undisturbed run delivers everything, so what is missing is the deficit.
    expect(outcomes(model, 30)[0]).toBeCloseTo(run.deficitM3, 1);
  });
  it('of one user empties the tower for all; nominal again, the network comes back to itself', async () => {
    const model = await made(), raised = new Float64Array(8).fill(1);
    raised['abcdefgh'.indexOf('e')] = 6;
    model.reset();
    model.setDemand(raised);
    const under = play(model, 20, [[4, without()]]);
    expect(Math.min(...under.map(({ told }) => share(told, 'f')))).toBeLessThan(0.9);
    model.setDemand(new Float64Array(8).fill(1));
    const after = play(model, 120, [[20, without()]]);
    expect(share(after.at(-1)!.told, 'f')).toBe(1);
    expect(after.at(-1)!.told.again).toBeUndefined();
  });
});

describe('time moves tanks', () => {
  it('deliveries are those of one run of EPANET with the same outages', async () => {
    const model = await made(), network = readInp(STEADY, 'n');
    play(model, 30, [[5.25, without('b', 'c')], [20.5, without()]]);
    const solver = await EpanetSolver.open(STEADY, network, { engine: '2.2', guardEmptyTanks: true, pressureDemand: { minimumM: 0, requiredM: 20, exponent: 0.5 } }), pump = solver.links.indexOf('PU1');
    const run = runExtendedPeriod(solver, network, 30, [{ seconds: 5.25 * 3600, link: pump, to: 'out' }, { seconds: 20.5 * 3600, link: pump, to: 'back' }], 3600);
    expect(run.deficitM3).toBeGreaterThan(100);
    expect(outcomes(model, 30)[0]).toBeCloseTo(run.deficitM3, 1);
  });
  it('the tower feeds the town until it is empty, then nobody is served, and service comes back with the pump', async () => {
    const log = play(await made(), 48, [[6, without('b', 'c')], [30, without()]]), shareAt = (hours: number): number => share(log.findLast((entry) => entry.hours <= hours)!.told, 'e');
    // About 245 m3 above the least level, 13 l/s times the pattern: dry after less than eight hours.
    expect([6, 7, 9, 15, 20, 29, 31].map(shareAt)).toEqual([1, 1, 1, 0, 0, 0, 1]);
  });
  it('half the pumping station, or a station with half its power, is half a pump', async () => {
    const model = await made();
    model.reset();
    const half = ask(model, without('b'), 10).shares;
    model.reset();
    expect(ask(model, { up: () => true, offered: (a) => (a === 1 || a === 2 ? FULL / 2 : FULL) }, 10).shares).toEqual(half);
  });
  it('asked late, it has been through all that happened in between', async () => {
    const model = await made(), often = play(model, 40, [[6, without('b', 'c')]]).at(-1)!;
    const sums = outcomes(model, 40);
    model.reset();
    ask(model, without('b', 'c'), 6);
    expect(ask(model, without('b', 'c'), often.hours).shares).toEqual(often.told.shares);
    expect(outcomes(model, 40)).toEqual(sums);
  });
});

describe('an untouched network costs nothing', () => {
  it('before the first outage it is not asked again, nor after all is as it would have been', async () => {
    const model = await made({ params: { rejoinM: 0.5 } });
    model.reset();
    expect(ask(model, without(), 0)).toMatchObject({ again: undefined });
    const log = play(model, 60, [[6, without('f')], [7, without('d')], [8, without()]]);
    // f uses water only: hydraulics do not ask whether it is up.
    expect(log[0]!.told.again).toBeUndefined();
    expect(log.at(-1)!.told.again).toBeUndefined();
    expect(log.at(-1)!.hours).toBeLessThan(12);
  });
  it('begins where the undisturbed run is, to the last bit, however late and in whatever order', async () => {
    const model = await made(), answers = (hours: number): Told => { model.reset(); return ask(model, without('a'), hours); };
    const late = answers(171.3), early = answers(2.7);
    expect(answers(171.3)).toEqual(late);
    expect(answers(2.7)).toEqual(early);
    const fresh = await made();
    fresh.reset();
    expect(ask(fresh, without('a'), 171.3)).toEqual(late);
  });
  it('an outage undone in its own instant leaves no trace', async () => {
    const model = await made();
    model.reset();
    expect(share(ask(model, without('a', 'd'), 3), 'e')).toBe(0);
    expect(ask(model, without(), 3)).toMatchObject({ again: undefined });
    expect(outcomes(model, 100)).toEqual([0, 0, 0]);
  });
});

describe('service', () => {
  it('a burst pipe loses the segment between its valves', async () => {
    // P2 leads from J2 to J3. Without valves only the pipe is lost; with valves at J2 on P1 and P3 it takes J2 with it, not J1.
    const alone = await made({ map: [...EXAMPLES.hydraulics![0]!.map!.filter(([asset]) => asset !== 'd'), ['d', 'P2']] });
    const wide = await made({ map: [...EXAMPLES.hydraulics![0]!.map!.filter(([asset]) => asset !== 'd'), ['d', 'P2']], params: { isolationValves: [{ pipe: 'P1', node: 'J2' }, { pipe: 'P3', node: 'J2' }] } });
    for (const [model, e] of [[alone, 1], [wide, 0]] as const) {
      model.reset();
      const told = ask(model, without('d'), 2);
      expect([share(told, 'e'), share(told, 'f'), share(told, 'g')]).toEqual([e, 0, 0]);
    }
  });
  it('junctions that lost their pressure are under notice until it has been back for the time given', async () => {
    const params = { boilWaterHours: 10, boilWaterShare: 0.5, rejoinM: 0 }, model = await made({ params });
    const log = play(model, 40, [[4, without('a', 'd')], [6, without()]]), at = (hours: number): number => share(log.findLast((entry) => entry.hours <= hours)!.told, 'e');
    expect([5, 6, 15.9].map(at)).toEqual([0, 0.5, 0.5]);
    expect(at(16.001)).toBe(1);
    // J2, J3 and J4, from hour 4 to hour 16.
    expect(outcomes(model, 40)[2]).toBeCloseTo(3 * 12, 9);
    const plain = await made({ params: { boilWaterHours: 10 } });
    play(plain, 40, [[4, without('a', 'd')], [6, without()]]);
    expect(outcomes(plain, 40)[2]).toBeCloseTo(36, 9);
    expect(outcomes(plain, 10)[2]).toBeCloseTo(18, 9);
  });
  it('low pressure is partial service by the law of pressure-dependent demand', async () => {
    const model = await made({ params: { requiredPressureM: 45 } }), partial = play(model, 30, [[6, without('b', 'c')]]).flatMap(({ told }) => [...told.shares.values()].filter((s) => s > 0 && s < FULL));
    expect(partial.length).toBeGreaterThan(0);
  });
});

it('a step without a solution is told, and the study goes on', async () => {
  const model = await made(), { solver } = model as unknown as { solver: WaterSolver }, solve = solver.solve.bind(solver);
  solver.solve = (before) => {
    if (solver.seconds < 8 * 3600 || solver.seconds > 10 * 3600) return solve(before);
    solver.save(before);
    return { unsolved: 'no solution today' };
  };
  const log = play(model, 30, [[6, without('b', 'c')], [20, without()]]), unsolved = log.filter(({ told }) => told.unsolved !== undefined);
  expect(unsolved.map(({ told }) => told.unsolved)).toContain('no solution today');
  expect(unsolved.every(({ hours }) => hours >= 8 && hours <= 10)).toBe(true);
  expect(share(log.find(({ hours }) => hours > 15)!.told, 'e')).toBe(0);
  expect(log.at(-1)!.hours).toBeGreaterThan(24);
  expect(outcomes(model, 30).every(Number.isFinite)).toBe(true);
});

describe('wrong input', () => {
  const problems = (changes: Partial<SectorExample>): string[] => hydraulics.check!(changes.params ?? {}, inputsOf(example(changes))).map(({ code, line, severity }) => `${code}${line === undefined ? '' : ` ${line}`}${severity === 'warning' ? ' (warning)' : ''}`);
  it('is told with its place', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ files: { network: STEADY.replace('J2 5 6', 'J2 5 six') } })).toEqual(['INP_SYNTAX 3']);
    expect(problems({ map: [['a', 'pipe:P9'], ['b', 'PU1']] })).toEqual(['COMPONENT_UNKNOWN 2', ...['COMPONENT_UNMAPPED 3', 'COMPONENT_UNMAPPED 4', 'COMPONENT_UNMAPPED 5', 'COMPONENT_UNMAPPED 8', 'COMPONENT_UNMAPPED 10'].map((p) => `${p} (warning)`)]);
    expect(problems({ params: { isolationValves: [{ pipe: 'P2', node: 'J1' }, { pipe: 'P22', node: 'J1' }] } })).toEqual(['VALVE_UNKNOWN 13', 'VALVE_UNKNOWN']);
  });
  it('has assets only from the table', () => { expect(assetsOf(example())).toHaveLength(8); });
});

it('a junction that asks for nothing now is served what its pressure would give, by the power of the parameters', async () => {
  // Nobody draws water at night: pressures are the same whatever the power, and the pump's loss lowers them.
  const night = STEADY.replace('day 0.5 0.4 0.4 0.6 1.2 1.6', 'day 0 0 0 0 1.2 1.6'), at = async (pressureExponent: number): Promise<number> => {
    const model = await made({ files: { network: night }, params: { requiredPressureM: 200, boilWaterBelowM: 0, pressureExponent } });
    return share(ask(model, without('b', 'c'), 1), 'e');
  };
  const [root, square] = [await at(0.5), await at(2)];
  expect(root).toBeLessThan(0.999);
  // Both are told in steps of 1 / 1,200.
  expect(Math.abs(square - root * root * root * root)).toBeLessThan(4 / 1200);
  expect(square).toBeLessThan(root - 2 / 1200);
});
