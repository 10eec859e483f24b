/** MATPOWER cases: what is read, in every spelling, and what is refused, with its line. */
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/errors.js';
import { matlabNumber } from '../../../src/imports/matlab-text.js';
import { readMatpower } from '../../../src/imports/matpower.js';

const BUS = '  1 3 0 0 0 0 1 1 10 110 1 1.1 0.9;\n  2 1 50 10 5 0 1 1 0 110 1 1.1 0.9;\n  7 4 9 0 0 0 1 1 0 110 1 1.1 0.9;\n';
const GEN = '  1 60 0 9 -9 1 100 1 100 10;\n';
const BRANCH = '  1 2 0.01 0.1 0 80 0 0 0 0 1 -360 360;\n';

function text({ bus = BUS, gen = GEN, branch = BRANCH, head = "mpc.version = '2';\nmpc.baseMVA = 100;\n", tail = '' } = {}): string {
  return `function mpc = test\n${head}mpc.bus = [\n${bus}];\nmpc.gen = [\n${gen}];\nmpc.branch = [\n${branch}];\n${tail}`;
}
const read = (parts?: Parameters<typeof text>[0]) => readMatpower(text(parts), 'test.m');

function problems(source: string): string[] {
  try {
    readMatpower(source, 'test.m');
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code, line, message }) => `${code}:${line ?? ''} ${message}`);
    throw error;
  }
  return [];
}

describe('numbers', () => {
  it.each([['1', 1], ['-1.5', -1.5], ['+2.', 2], ['.5', 0.5], ['1e3', 1000], ['1.5E-3', 0.0015], ['1d2', 100], ['2D-1', 0.2], ['Inf', Infinity], ['-inf', -Infinity], ['-.25e1', -2.5]])('%s', (word, value) => {
    expect(matlabNumber(word)).toBe(value);
  });
  it('NaN is one', () => expect(matlabNumber('NaN')).toBeNaN());
  it.each(['1i', '1e', 'e3', '1/3', '-', '1:3', 'pi', '', '0x10', '1_000'])('"%s" is none', (word) => expect(matlabNumber(word)).toBeUndefined());
});

describe('a case', () => {
  it('becomes plain tables', () => {
    const network = read();
    expect(network).toMatchObject({ file: 'test.m', baseMva: 100 });
    expect(network.buses).toEqual([
      { id: '1', type: 'slack', shuntMw: 0, angleDeg: 10, baseKv: 110 }, { id: '2', type: 'load', shuntMw: 5, angleDeg: 0, baseKv: 110 }, { id: '7', type: 'isolated', shuntMw: 0, angleDeg: 0, baseKv: 110 },
    ]);
    expect(network.loads).toEqual([{ bus: 1, mw: 50, inService: true }, { bus: 2, mw: 9, inService: true }]);
    expect(network.generators).toEqual([{ bus: 0, outputMw: 60, minMw: 10, maxMw: 100, inService: true }]);
    expect(network.branches).toEqual([{ from: 0, to: 1, reactancePu: 0.1, tap: 1, shiftDeg: 0, ratingMw: 80, minAngleDeg: -Infinity, maxAngleDeg: Infinity, inService: true }]);
  });
  it('has unlimited ratings, taps, shifts, status and limits of angles', () => {
    const { branches } = read({ branch: '1 2 0 0.1 0 0 0 0 0.98 -3 0 -30 30\n2 1 0 0.1 0 Inf 0 0 0 0 1 0 0\n1 2 0 -0.2 0 9 0 0 0 0 1 0 15\n' });
    expect(branches.map(({ ratingMw, tap, shiftDeg, inService, minAngleDeg, maxAngleDeg }) => [ratingMw, tap, shiftDeg, inService, minAngleDeg, maxAngleDeg])).toEqual([
      [Infinity, 0.98, -3, false, -30, 30], [Infinity, 1, 0, true, -Infinity, Infinity], [9, 1, 0, true, -Infinity, 15],
    ]);
  });
  it('has ramp rates from the first column that gives one', () => {
    const rest = '60 0 9 -9 1 100 1 100 10 0 0 0 0 0 0';
    expect(read({ gen: `1 ${rest} 3 40 90 0 0\n1 ${rest} 0 40 90 0 0\n1 ${rest} 0 0 90 0 0\n1 ${rest} 0 0 0 0 0\n` }).generators.map((g) => g.rampMwPerMin)).toEqual([3, 4, 3, undefined]);
  });
  it('has costs, lowest power first, and corners', () => {
    const { generators } = read({ gen: GEN + GEN + GEN, tail: 'mpc.gencost = [\n2 0 0 3 0.1 20 5 0;\n1 0 0 3 0 0 10 100;\n2 0 0 1 7 0 0 0;\n];' .replace('1 0 0 3 0 0 10 100', '2 0 0 2 30 1 0 0') });
    expect(generators.map((g) => g.cost)).toEqual([{ coefficients: [5, 20, 0.1] }, { coefficients: [1, 30] }, { coefficients: [7] }]);
    const piecewise = read({ tail: 'mpc.gencost = [1 0 0 2 0 0 50 600; 2 0 0 0 0 0 0 0];' });
    expect(piecewise.generators[0]!.cost).toEqual({ corners: [[0, 0], [50, 600]] });
  });
  it('is the same with commas, tabs, comments, continuations, one row a line or all in one', () => {
    const other = `function mpc = test % name\n%{\nmpc.bus = nonsense\n%}\nmpc.version = "2"; mpc.baseMVA = 1e2; # octave\nmpc.bus=[1,3,0,0,0,0,1,1,10,110,1,1.1,.9;2,1,50,10,5,0,1,1,0,110,1,1.1,0.9\n7 4 9 0 0 ... isolated\n 0 1 1 0 110 1 1.1 0.9];\nmpc.gen = [ % id ; [ '\n1\t60 0 9 -9 1 100 1 100 10 ];\n\nmpc.branch = ...\n [1 2 0.01 0.1 0 80 0 0 0 0 1 -360 360];mpc.bus_name = {'a % b'; 'c; [d'; 'e'};\n`;
    expect(readMatpower(other, 'test.m')).toEqual(read());
  });
  it('has Windows line ends', () => expect(readMatpower(text().replaceAll('\n', '\r\n'), 'test.m')).toEqual(read()));
});

describe('refused', () => {
  it.each<[string, string, RegExp]>([
    ['statements that compute', text({ tail: 'mpc.branch(:, 3) = mpc.branch(:, 3) / 2;' }), /^POWER_FILE_UNSUPPORTED:15 "mpc.branch\(:, 3\).*savecase/],
    ['expressions in a matrix', text({ branch: '1 2 0 1/3 0 80 0 0 0 0 1 -360 360\n' }), /^POWER_FILE_SYNTAX:13 "1\/3" is no number/],
    ['complex numbers', text({ branch: '1 2 0 1i 0 80 0 0 0 0 1 -360 360\n' }), /^POWER_FILE_SYNTAX:13 "1i"/],
    ['version 1', text({ head: 'mpc.baseMVA = 100;\n' }), /^POWER_FILE_UNSUPPORTED: case format version is missing/],
    ['DC lines', text({ tail: 'mpc.dcline = [1 2 3];' }), /^POWER_FILE_UNSUPPORTED:15 field "dcline"/],
    ['an open bracket', 'mpc.bus = [\n1 2\n', /^POWER_FILE_SYNTAX:1 a bracket/],
    ['a ragged table', text({ branch: `${BRANCH}1 2 0 0.1 0 80 0 0 0 0 1\n` }), /^POWER_FILE_SYNTAX:14 a row of mpc.branch has 11 columns, the first has 13/],
    ['too few columns', text({ gen: '1 60 0\n' }), /^POWER_FILE_SYNTAX:10 a row of mpc.gen has 3 columns. Expecting at least 10/],
    ['a missing table', "mpc.version = '2'; mpc.baseMVA = 1;", /^POWER_FILE_INVALID: table mpc.bus is missing/],
    ['a bus twice', text({ bus: BUS + BUS }), /^POWER_FILE_INVALID:8 bus 1 is there twice/],
    ['a type that is none', text({ bus: BUS.replace('1 3', '1 5') }), /^POWER_FILE_INVALID:5 type 5 of bus 1/],
    ['a branch to no bus', text({ branch: BRANCH.replace('1 2', '1 3') }), /^POWER_FILE_INVALID:13 branch 1 is at bus 3/],
    ['a branch without reactance', text({ branch: BRANCH.replace('0.1 0 80', '0 0 80') }), /^POWER_FILE_UNSUPPORTED:13 x of branch 1 is 0/],
    ['a branch to itself', text({ branch: BRANCH.replace('1 2', '2 2') }), /^POWER_FILE_INVALID:13 branch 1 joins bus 2 to itself/],
    ['a negative rating', text({ branch: BRANCH.replace('80', '-80') }), /rateA of branch 1 is -80/],
    ['NaN', text({ bus: BUS.replace('50 10', 'NaN 10') }), /Pd of bus 2 is NaN/],
    ['limits the wrong way', text({ gen: GEN.replace('100 10;', '5 10;') }), /Pmin 10, Pmax 5/],
    ['costs of another number', text({ tail: 'mpc.gencost = [2 0 0 1 1; 2 0 0 1 1; 2 0 0 1 1];' }), /gencost has 3 rows for 1 generators/],
    ['costs without their numbers', text({ tail: 'mpc.gencost = [2 0 0 3 1 2];' }), /expecting 3 finite numbers after n/],
    ['corners that go back', text({ tail: 'mpc.gencost = [1 0 0 2 5 1 5 2];' }), /do not ascend/],
    ['a base of nothing', text({ head: "mpc.version = '2'; mpc.baseMVA = 0;" }), /baseMVA/],
    ['a field twice', text({ tail: 'mpc.baseMVA = 10;' }), /field "baseMVA" is assigned a second time \(first in line 3\)/],
    ['prose, in one message', 'Dear sir or madam,\nplease find enclosed', /^POWER_FILE_SYNTAX:1 is no power network that is read. [^\n]*$/],
    ['a table of another program, in one message', `bus,type,load\n${'1,2,3\n'.repeat(90)}`, /^POWER_FILE_SYNTAX:1 is no power network that is read. [^\n]*$/],
  ])('%s', (_what, source, message) => expect(problems(source).join('\n')).toMatch(message));

  it('with every problem at once', () => {
    expect(problems(text({ bus: BUS.replace('1 3', '1 5'), branch: BRANCH.replace('1 2', '1 3') })).length).toBe(2);
  });
});
