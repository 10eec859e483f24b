/**
 * The fast stand-in of hydraulics beside EPANET 2.2 (empty tanks guarded, pressure-dependent demand from 0 to 20 m, controls as in the files): share of all
 * demand that is delivered while links are out of service from hour 6 on, for eight hours or for good. Its error is the difference of the two shares.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readInp } from '../../src/imports/epanet-inp.js';
import { EpanetSolver } from '../../src/sectors/water/epanet.js';
import { runExtendedPeriod, type LinkEvent } from '../../src/sectors/water/extended-period.js';
import type { WaterSolver } from '../../src/sectors/water/solver.js';
import { mostFlows, SurrogateSolver } from '../../src/sectors/water/surrogate.js';
import { ValidationTable } from './table.js';

const DATA = new URL('../../../shared/data/water/', import.meta.url);
const absent = !existsSync(DATA);
const table = new ValidationTable('water-surrogate', 'EPANET 2.2');

/** Links that break, by network. The worst case found, a pump whose sleeping bypass is all that is left, is among them. */
const CASES: [net: string, hours: number, broken: string[][]][] = [
  ['Net1', 24, [[], ['9'], ['10']]],
  ['Net3', 72, [[], ['10'], ['329'], ['60', '123'], ['20'], ['10', '335'], ['335']]],
];
const errors: number[] = [];

test.skipIf(absent).each(CASES)('%s, %i h (skipped where the reference data is not present)', async (name, hours, broken) => {
  const text = readFileSync(new URL(`${name}.inp`, DATA), 'utf8'), network = readInp(text, `${name}.inp`);
  const exact = await EpanetSolver.open(text, network, { engine: '2.2', guardEmptyTanks: true, pressureDemand: { minimumM: 0, requiredM: 20, exponent: 0.5 } });
  const surrogate = new SurrogateSolver(network, { minimumM: 0, requiredM: 20, startHourOfWeek: 0, mostM3h: mostFlows(exact, 48) });
  const delivered = (solver: WaterSolver, ids: string[], back: boolean): number => {
    const events = ids.flatMap((id): LinkEvent[] => {
      const link = solver.links.indexOf(id);
      return [{ seconds: 6 * 3600, link, to: 'out' }, ...(back ? [{ seconds: 14 * 3600, link, to: 'back' } as const] : [])];
    });
    const run = runExtendedPeriod(solver, network, hours, events, 3600);
    return run.deliveredM3 / (run.deliveredM3 + run.deficitM3);
  };
  for (const ids of broken) for (const back of ids.length === 0 ? [true] : [true, false]) {
    const [truth, estimate] = [delivered(exact, ids, back), delivered(surrogate, ids, back)], title = ids.length === 0 ? 'nothing out' : `${ids.join(' and ')} out from 6 h${back ? ' to 14 h' : ''}`;
    table.near(`${name} ${hours} h, ${title}: share delivered`, truth, estimate, ids[0] === '335' && !back ? 0.22 : 0.06, 'the stated error', { digits: 3 });
    errors.push(Math.abs(estimate - truth));
  }
});

test.skipIf(absent)('mean error, and the document', () => {
  table.near('mean absolute error over these cases', 0, errors.reduce((sum, e) => sum + e, 0) / errors.length, 0.03, 'stated');
  expect(errors.length).toBe(18);
  table.compareWithDocument();
});
