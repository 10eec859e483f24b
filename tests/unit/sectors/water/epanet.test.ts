import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readInp, type InpNetwork } from '../../../../src/imports/epanet-inp.js';
import type { EngineMemory } from '../../../../src/sectors/water/memory.js';
import { EpanetSolver, type EpanetOptions } from '../../../../src/sectors/water/epanet.js';
import { runExtendedPeriod, type ExtendedRun, type LinkEvent } from '../../../../src/sectors/water/extended-period.js';
import { SMALL_NETWORK } from '../../../contracts/sector-examples/water.js';

const PDA: EpanetOptions = { engine: '2.2', guardEmptyTanks: true, pressureDemand: { minimumM: 0, requiredM: 20, exponent: 0.5 } };

const open = async (text = SMALL_NETWORK, options: Partial<EpanetOptions> = {}): Promise<{ solver: EpanetSolver; network: InpNetwork }> => {
  const network = readInp(text, 'small.inp');
  return { solver: await EpanetSolver.open(text, network, { ...PDA, ...options }), network };
};
const run = async (text: string, hours: number, events: [hour: number, link: string, to: LinkEvent['to']][], options: Partial<EpanetOptions> = {}): Promise<ExtendedRun & { flow(link: string, hour: number): number }> => {
  const { solver, network } = await open(text, options);
  const result = runExtendedPeriod(solver, network, hours, events.map(([hour, link, to]) => ({ seconds: hour * 3600, link: solver.links.indexOf(link), to })), 3600);
  return { ...result, flow: (link, hour) => result.rows.find((row) => row.seconds === hour * 3600)!.flowM3h[solver.links.indexOf(link)]! };
};

describe('the state is all of it', () => {
  it('after a reset the same bits come again, whatever was done before', async () => {
    const { solver, network } = await open(), first = runExtendedPeriod(solver, network, 24, [], 3600);
    runExtendedPeriod(solver, network, 30, solver.links.map((_, link): LinkEvent => ({ seconds: 777 * link, link, to: 'out' })), 3600);
    expect(runExtendedPeriod(solver, network, 24, [], 3600)).toEqual(first);
    const fresh = await open();
    expect(runExtendedPeriod(fresh.solver, fresh.network, 24, [], 3600)).toEqual(first);
  });

  it('put back in the middle, it goes on as if it had never left; bytes left out never change', async () => {
    const { solver } = await open(), { memory } = solver as unknown as { memory: EngineMemory }, left = Buffer.from(memory.leftOut());
    const before = solver.newState(), saved = solver.newState(), capacity = new Float64Array(solver.links.length);
    const step = (parts: number[], span: number): number[] => {
      solver.setCapacity(capacity.map((_, link) => parts[link % parts.length]!));
      solver.solve(before);
      solver.advance(solver.seconds + span);
      return [solver.seconds, ...solver.nodes.map((_, node) => solver.pressureM(node)), ...solver.links.map((_, link) => solver.flowM3h(link))];
    };
    const part = fc.constantFrom(0, 1, 1, 1, 0.25), steps = fc.array(fc.tuple(fc.array(part, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 9000 })), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(steps, steps, steps, (first, second, third) => {
      solver.reset();
      first.forEach(([parts, span]) => step(parts, span));
      solver.save(saved);
      const direct = second.map(([parts, span]) => step(parts, span));
      third.forEach(([parts, span]) => step(parts, span));
      solver.restore(saved);
      expect(second.map(([parts, span]) => step(parts, span))).toEqual(direct);
    }), { numRuns: 40 });
    expect(Buffer.compare(left, memory.leftOut())).toBe(0);
  });
});

describe('links out of service', () => {
  it('a pump that is out stands still whatever its controls say, and is then as they would have had it', async () => {
    const { flow } = await run(SMALL_NETWORK, 24, [[1, 'PU1', 'out'], [12, 'PU1', 'back']]);
    expect([2, 6, 11].map((hour) => flow('PU1', hour))).toEqual([0, 0, 0].map(() => expect.closeTo(0, 6) as number));
    // By then the tank has sunk below 3 m: its control wants the pump.
    expect(flow('PU1', 12)).toBeGreaterThan(50);
  });
  it('controls by time that fall into the outage count when it ends', async () => {
    const timed = SMALL_NETWORK.replace(/\[CONTROLS\][^[]*/, '[CONTROLS]\nLINK P2 CLOSED AT TIME 3\nLINK P2 OPEN AT TIME 9\n');
    const { flow } = await run(timed, 12, [[2, 'P2', 'out'], [5, 'P2', 'back']]);
    expect([1, 2, 4, 5, 8].map((hour) => flow('P2', hour) > 0.1)).toEqual([true, false, false, false, false]);
    expect(flow('P2', 9)).toBeGreaterThan(1);
  });
  it('a rule cannot open what is out', async () => {
    const ruled = SMALL_NETWORK.replace('[TIMES]', '[RULES]\nRULE always\nIF SYSTEM TIME >= 0\nTHEN PIPE P2 STATUS IS OPEN\n[TIMES]');
    const { flow } = await run(ruled, 6, [[1, 'P2', 'out'], [4, 'P2', 'back']]);
    expect([0, 1, 2, 3, 4].map((hour) => Math.abs(flow('P2', hour)) > 0.01)).toEqual([true, false, false, false, true]);
  });
  it('a pipe with a check valve, and a pump whose speed follows a pattern, stop too', async () => {
    const odd = SMALL_NETWORK.replace('P1 J1 J2 800 300 120 0 Open', 'P1 J1 J2 800 300 120 0 CV').replace('PU1 R1 J1 HEAD lift', 'PU1 R1 J1 HEAD lift PATTERN speed').replace('[PATTERNS]', '[PATTERNS]\nspeed 1 1.02');
    for (const link of ['P1', 'PU1']) {
      const { flow } = await run(odd, 6, [[1, link, 'out'], [4, link, 'back']]);
      expect([0, 1, 3, 4].map((hour) => Math.abs(flow(link, hour)) > 0.05), link).toEqual([true, false, false, true]);
    }
  });
  it('a reducing valve comes back with its setting', async () => {
    const { solver, network } = await open(), j4 = solver.nodes.indexOf('J5'), v1 = solver.links.indexOf('V1');
    const { rows } = runExtendedPeriod(solver, network, 6, [{ seconds: 3600, link: v1, to: 'out' }, { seconds: 10_800, link: v1, to: 'back' }], 3600);
    expect(rows.map((row) => Math.round(row.pressureM[j4]! * 10) / 10).map((p) => (p === 35 ? 35 : 0))).toEqual([35, 0, 0, 35, 35, 35, 35]);
  });
  it('half a pump lifts half the flow at the same head', async () => {
    const lone = SMALL_NETWORK.replace('T1 45 3 0.5 6 12 0', 'T1 45 3 0.5 6 1000 0').replace(/\[CONTROLS\][^[]*/, '');
    const { solver } = await open(lone), before = solver.newState(), capacity = new Float64Array(solver.links.length).fill(1), pump = solver.links.indexOf('PU1'), j1 = solver.nodes.indexOf('J1');
    const at = (part: number): [number, number] => { capacity[pump] = part; solver.reset(); solver.setCapacity(capacity); solver.solve(before); return [solver.flowM3h(pump), solver.pressureM(j1) - 5]; };
    // A one-point curve (30 l/s at 48 m) is H = 4/3 x 48 - 16 (q / 30)^2; of half the pump, q doubles for the same head.
    for (const part of [1, 0.5]) {
      const [flow, head] = at(part), litres = flow / 3.6 / part;
      expect(head).toBeCloseTo(64 - 16 * (litres / 30) ** 2, 1);
    }
    expect(at(1)).toEqual(at(1));
  });
});

describe('what goes wrong', () => {
  it('writes nothing anywhere, though pressures are negative at every step', async () => {
    const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error'), vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    const { rows } = await run(SMALL_NETWORK, 24, [[0, 'P1', 'out'], [0, 'P3', 'out']], { pressureDemand: undefined });
    expect(Math.min(...rows.map((row) => row.pressureM[1]!))).toBeLessThan(-100);
    for (const spy of spies) { expect(spy).not.toHaveBeenCalled(); spy.mockRestore(); }
  });
  it('a step without a solution is told with its reason, and the run goes on', async () => {
    const hopeless = SMALL_NETWORK.replace('[OPTIONS]', '[OPTIONS]\nTrials 1\nAccuracy 0.00001\nUnbalanced STOP');
    const { unsolved, rows } = await run(hopeless, 24, []);
    expect(unsolved[0]?.reason).toMatch(/^EPANET at \d+:\d\d:\d\d h: .*unbalanced/i);
    expect(rows).toHaveLength(25);
  });
  it('what EPANET refuses is refused in EPANET\'s words', async () => {
    const wrong = SMALL_NETWORK.replace('lift 30 48', 'lift 30 48\nlift 20 50\nlift 60 70\nlift 80 10');
    await expect(open(wrong)).rejects.toThrowError(expect.objectContaining({ code: 'EPANET_REFUSED', message: expect.stringContaining('invalid head curve for pump PU1') as string }));
  });
  it('the hour of the week moves patterns and the clock', async () => {
    const { rows } = await run(SMALL_NETWORK, 24, []), shifted = await run(SMALL_NETWORK, 12, [], { startHourOfWeek: 24 + 18 });
    // The pattern lasts 24 hours: a run that begins at 18:00 demands at once what the other does at hour 18.
    expect(shifted.rows[0]!.deliveredM3h[1]).toBeCloseTo(rows[18]!.deliveredM3h[1]!, 3);
    expect(shifted.rows[0]!.deliveredM3h[1]).not.toBeCloseTo(rows[0]!.deliveredM3h[1]!, 1);
  });
});
