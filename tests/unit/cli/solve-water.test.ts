/** `hazcade solve water` as scripts see it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WaterAnswer } from '../../../src/cli/commands/solve/water-report.js';
import { SMALL_NETWORK } from '../../contracts/sector-examples/water.js';

const BIN = fileURLToPath(new URL('../../../bin/hazcade.js', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hazcade-water-'));
  writeFileSync(join(folder, 'small.inp'), SMALL_NETWORK);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const solve = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [BIN, 'solve', 'water', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', HAZCADE_DEBUG: '' } });
const json = (...args: string[]): WaterAnswer => {
  const { status, stdout, stderr } = solve('small.inp', '--json', ...args);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as WaterAnswer;
};

describe('hazcade solve water', () => {
  it('gives pressures, deliveries and levels as JSON, for the duration of the file or the hours asked for', () => {
    const answer = json();
    expect(answer.hours).toHaveLength(49);
    expect(json('--hours', '6h').hours).toEqual([0, 1, 2, 3, 4, 5, 6]);
    // Demands of 13 l/s times a pattern whose mean is 1, for two days.
    expect(answer.deliveredM3).toBeCloseTo(13 * 3.6 * 48, 3);
    expect(answer.tanks.T1!.levelM[0]).toBeCloseTo(3, 5);
    expect(answer.junctions.J5!.pressureM[5]).toBeCloseTo(35, 1);
  });
  it('closes and opens links on the way', () => {
    const answer = json('--pda', '--hours', '12', '--close', 'P2@2h', '--open', 'P2@5');
    expect([1, 2, 4, 5].map((hour) => Math.abs(answer.flowM3h.P2![hour]!) > 0.01)).toEqual([true, false, false, true]);
    expect([1, 3, 6].map((hour) => answer.junctions.J3!.deficitM3h[hour]! > 1)).toEqual([false, true, false]);
  });
  it('prints a table for people', () => {
    const { status, stdout } = solve('small.inp', '--pda', '--engine', '2.3');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^small\.inp: EPANET 2\.3, pressure-dependent demand, 48 h, \d+ solutions\ndelivered 2246\.4 m3 of 2246\.4 m3/);
    expect(stdout).toMatch(/tank +start m +least m +most m +end m\nT1 /);
  });
  it('says what is wrong, with the nearest right thing', () => {
    writeFileSync(join(folder, 'wrong.inp'), SMALL_NETWORK.replace('P2 J2 J3', 'P2 J2 J33'));
    const cases: [args: string[], status: number, words: RegExp][] = [
      [['smal.inp'], 2, /FILE_NOT_FOUND: .*Did you mean "small\.inp"/],
      [['wrong.inp'], 1, /INP_REFERENCE {2}wrong\.inp:13 {2}node "J33" is not in the file. Did you mean "J3"/],
      [['small.inp', '--close', 'P22@1h'], 2, /LINK_UNKNOWN: --close: "P22" is no link .* Did you mean "P2"/],
      [['small.inp', '--close', 'P2'], 2, /Expected a link and a time, such as 10@6h/],
      [['small.inp', '--hours', '2000d'], 2, /HOURS_INVALID/],
      [['small.inp', '--hours', '4h', '--close', 'P2@5h'], 2, /HOURS_INVALID: "P2" is to be closed or opened at hour 5, but the run ends at hour 4/],
      [['small.inp', '--required-pressure', '30'], 2, /PDA_MISSING: .*--pda/],
      [['small.inp', '--engine', '2.1'], 2, /2\.2, 2\.3/],
    ];
    for (const [args, status, words] of cases) {
      const ended = solve(...args);
      expect(ended.stderr).toMatch(words);
      expect(ended.status).toBe(status);
    }
  });
});
