/** `hazcade solve power` through the built binary. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PowerAnswer } from '../../../src/cli/commands/solve/power-report.js';

const BIN = fileURLToPath(new URL('../../../bin/hazcade.js', import.meta.url));
const CASE = `function mpc = ring
mpc.version = '2'; mpc.baseMVA = 100;
mpc.bus = [
 1 3 0 0 0 0 1 1 0 110 1 1 1
 2 1 0 0 0 0 1 1 0 110 1 1 1
 3 1 90 0 0 0 1 1 0 110 1 1 1
 4 1 10 0 0 0 1 1 0 110 1 1 1
];
mpc.gen = [ 1 0 0 0 0 1 100 1 150 0; 3 0 0 0 0 1 100 1 50 0 ];
mpc.branch = [
 1 2 0 0.1 0 60 0 0 0 0 1
 2 3 0 0.1 0 60 0 0 0 0 1
 1 3 0 0.1 0 80 0 0 0 0 1
 3 4 0 0.1 0 50 0 0 0 0 1
];
mpc.gencost = [ 2 0 0 2 10 0; 2 0 0 2 30 0 ];
`;

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-power-')); writeFileSync(join(folder, 'ring.m'), CASE); writeFileSync(join(folder, 'bad.m'), CASE.replace('1 2 0 0.1', '1 9 0 0.1')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hazcade(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'solve', 'power', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', HAZCADE_DEBUG: '' } });
  return { status, stdout, stderr };
}
const json = (...args: string[]): PowerAnswer => JSON.parse(hazcade('ring.m', '--json', ...args).stdout) as PowerAnswer;
const flows = ({ flow }: PowerAnswer): number[] => flow.branches.map(({ flowMw }) => Number(flowMw.toFixed(6)));

describe('hazcade solve power', () => {
  it('gives flows, angles and outputs as one JSON document', () => {
    const answer = json();
    expect(answer).toMatchObject({ file: 'ring.m', buses: 4, branches: 4, generators: 2, loadMw: 100, flow: { outages: [], mode: null, islands: 1, lostMw: 0, overloads: 0 } });
    expect(flows(answer).map((mw) => Math.round(mw * 1000) / 1000)).toEqual([33.333, 33.333, 66.667, 10]);
    expect(answer.flow.buses[1]!.angleDeg).toBeCloseTo((-(100 / 3) / 1000) * (180 / Math.PI), 9);
    expect(answer.flow.generators.map(({ outputMw }) => Number(outputMw.toFixed(6)))).toEqual([100, 0]);
    expect(answer.note).toContain('no voltages');
  });
  it('takes outages, and names what is cut off', () => {
    expect(json('--outage', '3-4', '--ramp-minutes', '5').flow).toMatchObject({ outages: ['branch:3-4'], mode: 'ramp', islands: 2, separated: [['bus:4']], lostMw: 10 });
    expect(json('--outage', 'gen:1', '--mode', 'proportional').flow.lostMw).toBeCloseTo(100, 6);
    expect(json('--outage', 'gen:1', '--ramp-minutes', '60').flow.lostMw).toBeCloseTo(50, 6);
  });
  it('screens branches and pairs', () => {
    const { n1, n2 } = json('--n-1', '--n-2');
    expect(n1!.map(({ branch, islands, overloads }) => [branch, islands ?? overloads])).toEqual([['branch:1-2', 1], ['branch:2-3', 1], ['branch:1-3', 2], ['branch:3-4', ['bus:4']]]);
    // Any pair splits: two of the ring, or one of it with the spur.
    expect(n2).toMatchObject({ pairs: 6, split: 6, overloading: 0, worst: [] });
  });
  it('dispatches at least cost, and cascades from it', () => {
    const { opf, flow, cascade } = json('--opf', '--cascade', '--outage', 'branch:1-3');
    expect(opf!.cost).toBeCloseTo(1000, 6);
    expect(flow.overloads).toBe(2);
    expect(cascade!.trips.map(({ branch }) => branch)).toEqual(['branch:1-2', 'branch:2-3']);
    // 40 MW too much on 60: 450 MW s after 11.25 s, from second 1 on.
    expect(cascade!.trips[0]!.seconds).toBeCloseTo(12.25, 9);
  });
  it('prints tables for people', () => {
    const { stdout, status } = hazcade('ring.m', '--n-1', '--opf', '--outage', 'bus:2', '--cascade');
    expect(status).toBe(0);
    for (const words of ['4 buses, 4 branches', 'Least cost 1000.00 an hour', 'After the loss of bus:2', 'most loaded', 'N-1: 4 branches, 1 split', 'branch:3-4 cuts off bus:4', 'Cascade: 1 trips']) expect(stdout).toContain(words);
  });
  it('fails with words, the line and a code', () => {
    for (const list of ['', '1-2,,2-3']) expect(hazcade('ring.m', '--outage', list)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/COMPONENT_UNKNOWN: --outage: expecting names/) as string });
    expect(hazcade('ring.m', '--outage', '1-22')).toMatchObject({ status: 2, stderr: expect.stringMatching(/COMPONENT_UNKNOWN: component "1-22" is not in ring.m.*Did you mean "branch:1-2"/) as string });
    expect(hazcade('bad.m')).toMatchObject({ status: 1, stderr: expect.stringMatching(/POWER_FILE_INVALID {2}bad.m:11 {2}branch 1 is at bus 9/) as string });
    expect(hazcade('rnig.m')).toMatchObject({ status: 2, stderr: expect.stringMatching(/FILE_NOT_FOUND.*Did you mean "ring.m"/) as string });
    expect(hazcade('ring.m', '--cascade')).toMatchObject({ status: 2, stderr: expect.stringMatching(/OUTAGE_MISSING/) as string });
    expect(hazcade('ring.m', '--mode', 'magic').stderr).toMatch(/Allowed choices are ramp, proportional, governor/);
    expect(hazcade('--help').stdout).toMatch(/Examples:\n {2}\$ hazcade solve power case118.m --json/);
  });
});
