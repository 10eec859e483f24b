/**
 * Overload cascades beside DCSIMSEP (M. J. Eppstein, P. D. H. Hines, IEEE Trans. Power Systems 27 (2012) 1698-1705; P. Rezaei, P. D. H. Hines, M. J.
 * Eppstein, IEEE Trans. Power Systems 30 (2015) 2726-2735), run by others on PGLib cases without taps, shifts and shunts, dispatched by DC-OPF: every single
 * outage and 150 seeded pairs, at 1 s, cut off at 900 s; relays 15 s at 150 %.
 *
 * Rules that decide a sequence, all of them kept (docs/power.md): overload is integrated in MW s and runs down below the rating; islands are balanced
 * whenever one is cut off; generators ramp for one minute in proportion to their ramp rates (5 % of the maximum, at least 1 MW/min, and they may ramp again
 * at the next split), then the smallest trips, then load is scaled.
 */
import { describe, expect, test } from 'vitest';
import type { PowerNetwork } from '../../src/imports/power-network.js';
import { CascadeRunner } from '../../src/sectors/power/cascade.js';
import { gridOf } from '../../src/sectors/power/grid.js';
import { DEFAULT_BALANCE } from '../../src/sectors/power/power-case.js';
import { RELAY_15_S } from '../../src/sectors/power/relay.js';
import { dcsimsepTable, HAS_POWER_DATA } from './power-data.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('power-cascades', 'DCSIMSEP');
const NO_LIMIT = { tap: 1, shiftDeg: 0, minAngleDeg: -Infinity, maxAngleDeg: Infinity, inService: true };

/** The prepared network of a case: branches (number, ends, x, rating), generators and loads. */
function preparedNetwork(name: string): PowerNetwork {
  const [branches, generators, loads] = ['base', 'gen', 'load'].map((part) => dcsimsepTable(`${name}_${part}`).map((row) => row.map(Number)));
  const ids = [...new Set(branches!.flatMap(([, from, to]) => [from!, to!]))].sort((a, b) => a - b), index = new Map(ids.map((id, i) => [id, i]));
  return {
    file: name, baseMva: 100, buses: ids.map((id) => ({ id: String(id), type: 'load', shuntMw: 0, angleDeg: 0, baseKv: 1 })),
    loads: loads!.map(([bus, mw]) => ({ bus: index.get(bus!)!, mw: mw!, inService: true })),
    generators: generators!.map(([bus, outputMw, maxMw, status]) => ({ bus: index.get(bus!)!, outputMw: outputMw!, minMw: 0, maxMw: maxMw!, inService: status === 1 })),
    branches: branches!.map(([, from, to, reactancePu, ratingMw]) => ({ from: index.get(from!)!, to: index.get(to!)!, reactancePu: reactancePu!, ratingMw: ratingMw!, ...NO_LIMIT })),
  };
}

interface Tally { runs: number; cascading: number; same: number; lostAlike: number; wronglyTripped: number; differing: string[] }

function tally(name: string, mode: 'ramp' | 'proportional'): Tally {
  const runner = new CascadeRunner(gridOf(preparedNetwork(name)), { balance: { ...DEFAULT_BALANCE, rule: mode }, relay: RELAY_15_S, startSeconds: 1, endSeconds: 900 });
  const found: Tally = { runs: 0, cascading: 0, same: 0, lostAlike: 0, wronglyTripped: 0, differing: [] };
  for (const [rule, initial, lostMw, , , , sequence] of dcsimsepTable(`${name}_cascades`)) {
    if (rule !== mode) continue;
    const branches = initial!.split('+').map((number) => Number(number) - 1);
    const { trips, lostMw: lost } = runner.run((state) => { for (const b of branches) state.branchUp[b] = 0; });
    const expected = (sequence ?? '').split(';').filter(Boolean).map((trip) => trip.split(':').map(Number) as [number, number]);
    const same = expected.length === trips.length && expected.every(([seconds, branch], i) => trips[i]!.branch === branch - 1 && Math.abs(trips[i]!.seconds - seconds) <= 0.1);
    found.runs++;
    if (expected.length > 0) { found.cascading++; if (same) found.same++; else found.differing.push(initial!); } else if (trips.length > 0) found.wronglyTripped++;
    if (Math.abs(lost - Number(lostMw)) <= 1e-3 * Math.abs(Number(lostMw)) + 1e-6) found.lostAlike++;
  }
  return found;
}

const CASES = [
  { name: 'case39_epri', share: 0.95, counted: { ramp: [193, 162], proportional: [64, 29] } },
  { name: 'case118_ieee', share: 0.95, counted: { ramp: [333, 176], proportional: [230, 73] } },
  { name: 'case300_ieee', share: 0.85, counted: { ramp: [560, 286], proportional: [258, 11] } },
] as const;

describe.skipIf(!HAS_POWER_DATA)('reference data (skipped where it is not present)', () => {
  test.each(CASES.flatMap((row) => (['ramp', 'proportional'] as const).map((mode) => [row.name, mode, row] as const)))('%s, %s', (name, mode, { share, counted }) => {
    const { runs, cascading, same, lostAlike, wronglyTripped, differing } = tally(name, mode);
    expect([runs, cascading]).toEqual(counted[mode]);
    expect(same / cascading, `differing: ${differing.join(' ')}`).toBeGreaterThanOrEqual(share);
    expect(lostAlike / runs).toBeGreaterThanOrEqual(0.95);
    table.exact(`${name}, ${mode}: of ${cascading} runs that cascade, those with the same branches in the same order, times to 0.1 s`, cascading, same);
    table.exact(`${name}, ${mode}: of ${runs} runs, those with the same MW lost to 0.1 %`, runs, lostAlike);
    table.exact(`${name}, ${mode}: of ${runs - cascading} runs without trips, those in which something trips here`, 0, wronglyTripped);
  });

  test('base flows of the prepared cases', () => {
    for (const { name } of CASES) {
      const runner = new CascadeRunner(gridOf(preparedNetwork(name)), { balance: DEFAULT_BALANCE, relay: RELAY_15_S, startSeconds: 1, endSeconds: 1 });
      runner.run(() => undefined);
      dcsimsepTable(`${name}_base`).forEach((row, b) => expect(Math.abs(runner.flow.flows[b]! - Number(row[5]))).toBeLessThan(1e-5));
    }
  });

  test('docs/validation.md says so', () => table.compareWithDocument());
});
