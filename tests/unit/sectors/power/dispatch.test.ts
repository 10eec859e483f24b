/** Dispatch at least cost, by hand; costs that are refused. (Costs of published cases: tests/validation/power.test.ts.) */
import { describe, expect, it } from 'vitest';
import type { GeneratorCost } from '../../../../src/imports/power-network.js';
import { PowerCase } from '../../../../src/sectors/power/power-case.js';
import { network, rounded } from './networks.js';

/** 100 MW at bus 2 from a cheap unit at 1 over a line and a dear one beside it. */
const two = (cheap: GeneratorCost, dear: GeneratorCost, ratingMw = Infinity, more = {}) => network(2, [[1, 2, 0.1, ratingMw, more]], [[1, 0, 100, { cost: cheap }], [2, 0, 200, { cost: dear }]], [[2, 100]]);
const linear = (perMw: number, fixed = 0): GeneratorCost => ({ coefficients: [fixed, perMw] });

describe('dispatch at least cost', () => {
  it('takes the cheap one, up to the rating of the line', async () => {
    expect(await new PowerCase(two(linear(10, 5), linear(30))).optimise()).toMatchObject({ cost: 1005 });
    const { cost, generatorMw } = (await new PowerCase(two(linear(10, 5), linear(30), 60)).optimise())!;
    expect([cost, ...generatorMw].map((x) => Number(x.toFixed(6)))).toEqual([60 * 10 + 5 + 40 * 30, 60, 40]);
  });
  it('up to the limit of its angle: 0.03 rad on 1000 MW/rad', async () => {
    const maxAngleDeg = (0.03 * 180) / Math.PI;
    expect(rounded((await new PowerCase(two(linear(10), linear(30), Infinity, { maxAngleDeg })).optimise())!.generatorMw, 4)).toEqual([30, 70]);
  });
  it('evens out marginal costs of quadratic units: 20 p1 = 5 p2 with p1 + p2 = 100', async () => {
    const { generatorMw, cost } = (await new PowerCase(two({ coefficients: [0, 0, 10] }, { coefficients: [0, 0, 2.5] })).optimise())!;
    expect(rounded(generatorMw, 4)).toEqual([20, 80]);
    expect(cost).toBeCloseTo(10 * 400 + 2.5 * 6400, 2);
  });
  it('follows the corners of a piecewise cost', async () => {
    const corners: GeneratorCost = { corners: [[0, 7], [40, 407], [100, 2207]] };
    const { generatorMw, cost } = (await new PowerCase(two(corners, linear(20))).optimise())!;
    expect(rounded(generatorMw, 4)).toEqual([40, 60]);
    expect(cost).toBeCloseTo(407 + 1200, 6);
  });
  it('says that there is none, and then leaves the dispatch of the file', async () => {
    const solved = new PowerCase(network(2, [[1, 2, 0.1]], [[1, 60, 50]], [[2, 60]]));
    expect(await solved.optimise()).toBeUndefined();
    expect([...solved.grid.generatorMw]).toEqual([60]);
  });
  it.each<[string, GeneratorCost]>([['of the third degree', { coefficients: [0, 1, 0, 2] }], ['that fall', { coefficients: [0, 1, -2] }], ['with corners that are not convex', { corners: [[0, 0], [10, 100], [20, 110]] }]])('refuses costs %s', async (_what, cost) => {
    await expect(new PowerCase(two(cost, linear(1))).optimise()).rejects.toThrowError(expect.objectContaining({ code: 'POWER_COST_UNSUPPORTED' }));
  });
});
