/** Outage matrix and losses by area on systems of a few assets, worked by hand. */
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/model/types.js';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { areaMeans, areaValues, compareAreas, type AreaValues } from '../../../src/study/areas.js';
import { outageBinary, outageBytes, outageJson } from '../../../src/study/outage-codec.js';
import { outageMatrix, SHARE_PARTS } from '../../../src/study/outages.js';
import { asset, hazard, need, system } from '../engine/system.js';

/** a00 is tripped from 10 to 40 h, a01 is derated to 0.6 from 20 to 25 h; homes of 100 people need both. */
const assets = [asset(), asset(), asset({ area: true, people: 100, needs: [need([0]), need([1], { service: 1 })] })];
const hazards = [hazard('out', 10, [0], { effects: [{ effect: 'trip', probability: 1 }], durationHours: 30 }), hazard('dip', 20, [1], { effects: [{ effect: 'derate', probability: 1, to: 0.6 }], durationHours: 5 })];
const runnerOf = (scenario: Partial<Scenario> = {}) => inProcessRunner(system(assets, hazards, { scenario }));
const question = { replications: 70, horizonHours: 100, ticksPerHour: 60 };

describe('the outage matrix', () => {
  it('has the assets that were ever out, and the hours at which they were', async () => {
    const { assets: rows, hours, shares } = await outageMatrix(runnerOf(), { ...question, everyHours: 5, below: 0.5 }), row = (i: number) => Array.from(hours).filter((_, column) => shares[i * hours.length + column] === SHARE_PARTS);
    expect([hours.length, Array.from(rows)]).toEqual([20, [0, 2]]);
    // At 10 h it falls, at 40 h it is back: levels of the settled state.
    expect(row(0)).toEqual([10, 15, 20, 25, 30, 35]);
    expect(row(1)).toEqual(row(0));
  });

  it('any loss is out by default, and what is out from the start is out', async () => {
    const loss = await outageMatrix(runnerOf(), { ...question, everyHours: 20 }), started = await outageMatrix(inProcessRunner(system([asset({ capacity: [0, 0, 0, 0], initialDamage: 4 }), asset({ needs: [need([0])] })], [], { spec: { pools: [{ skills: [], count: 0, from: 0 }] } })), { ...question, everyHours: 50 });
    expect(Array.from(loss.assets)).toEqual([0, 1, 2]);
    expect(Array.from(started.shares)).toEqual([SHARE_PARTS, SHARE_PARTS, SHARE_PARTS, SHARE_PARTS]);
  });

  it('has no column at the horizon, however its hours are rounded: nothing is looked at there', async () => {
    const { hours } = await outageMatrix(runnerOf(), { ...question, horizonHours: 21, everyHours: 0.7, below: 0.5 });
    expect([hours.length, hours.at(-1)]).toEqual([30, 29 * 0.7]);
  });

  it('goes over the wire in 8 or 16 bits; something never becomes nothing', () => {
    const matrix = { assets: Int32Array.of(4, 7), hours: Float64Array.of(0, 1), replications: 100_000, failed: 0, below: 1, shares: Uint16Array.of(0, 1, 32_768, SHARE_PARTS) }, nameOf = (a: number): string => `asset-${a}`;
    expect(Array.from(outageBytes(matrix, 8))).toEqual([0, 1, 128, 255]);
    expect(Array.from(outageBytes(matrix, 16))).toEqual([0, 0, 1, 0, 0, 128, 255, 255]);
    expect(outageJson(matrix, nameOf, 8)).toMatchObject({ assets: ['asset-4', 'asset-7'], one: 255, data: Buffer.of(0, 1, 128, 255).toString('base64') });
    const bytes = Buffer.from(outageBinary(matrix, nameOf, 16)), head = bytes.readUInt32LE(0);
    expect([head % 4, JSON.parse(bytes.subarray(4, 4 + head).toString()), bytes.length]).toMatchObject([0, { one: SHARE_PARTS, type: 'uint16' }, 4 + head + 8]);
  });

  it('refuses what makes no sense', async () => {
    await expect(outageMatrix(runnerOf(), { ...question, below: 0 })).rejects.toMatchObject({ code: 'OUTAGES_INVALID' });
    await expect(outageMatrix(runnerOf(), { ...question, everyHours: 0 })).rejects.toMatchObject({ code: 'OUTAGES_INVALID' });
    await expect(outageMatrix(runnerOf(), { ...question, everyHours: 1e-6 })).rejects.toMatchObject({ code: 'OUTAGES_TOO_MANY' });
  });
});

describe('losses by area', () => {
  const values = async (scenario: Partial<Scenario> = {}): Promise<AreaValues> => {
    const simulation = system(assets, hazards, { scenario });
    return areaValues(inProcessRunner(simulation), { network: simulation.network, names: { assets: ['a00', 'a01', 'a02'], services: ['s0', 's1'].map((id) => ({ id })) } as never, replications: 3, horizonTicks: 6000, ticksPerHour: 60, startHourOfWeek: 0 });
  };

  it('are people x hours x what they lack: 100 x 30 h, and 100 x 5 h x 0.4', async () => {
    expect(areaMeans(await values()).map(({ area, mean, service }) => [area, service, Number(mean.toFixed(9))])).toEqual([['a02', 's0', 3000], ['a02', 's1', 200]]);
  });

  it('count what is short from the start, whatever the first replication does about it in its first instant', async () => {
    // In most of the replications, the first among them, a generator is there at once.
    const aid: Scenario['plans'] = [{ id: 'p', key: 'aid', when: { on: 'time', atHours: 0 }, afterHours: 0, measures: [{ do: 'cover', select: { id: ['a01'] }, service: 's0', share: 1, short: false }], probability: 0.8, precedence: 1, once: false }];
    const simulation = system([asset({ initialDamage: 4 }), asset({ area: true, people: 100, needs: [need([0])] })], [], { spec: { pools: [{ skills: [], count: 0, from: 0 }] }, scenario: { plans: aid } });
    const { values: found } = await areaValues(inProcessRunner(simulation), { network: simulation.network, names: { assets: ['a00', 'a01'], services: [{ id: 's0' }] } as never, replications: 20, horizonTicks: 6000, ticksPerHour: 60, startHourOfWeek: 0 });
    const at = simulation.outcomes.findIndex((o) => o.name === 'person-hours.s0'), wanted = Array.from({ length: 20 }, (_, k) => simulation.replicate(k).values[at]!);
    expect([wanted[0], wanted.includes(10_000)]).toEqual([0, true]);
    expect(Array.from(found)).toEqual(wanted);
  });

  it('and paired differences: a plan that ends the outage after 10 h avoids 2,000 person-hours', async () => {
    const sooner = await values({ plans: [{ id: 'p', key: 'p', when: { on: 'time', atHours: 20 }, afterHours: 0, measures: [{ do: 'release', select: { id: ['a00'] } }], precedence: 1, once: false }] });
    expect(compareAreas(await values(), sooner).map(({ interval, mean, service }) => [service, Number(mean.toFixed(9)), interval.map((x) => Number(x.toFixed(6)))])).toEqual([['s0', 2000, [2000, 2000]], ['s1', 0, [0, 0]]]);
    expect(() => compareAreas({ replications: 1, columns: [], values: new Float64Array(0) }, { replications: 2, columns: [], values: new Float64Array(0) })).toThrow(expect.objectContaining({ code: 'COMPARE_UNEQUAL' }));
  });
});
