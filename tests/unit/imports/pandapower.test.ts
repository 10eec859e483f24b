/** pandapower networks: per unit by hand, switches, both forms of the file, and what is refused. */
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/errors.js';
import { readPandapower } from '../../../src/imports/pandapower.js';
import { readPowerNetwork } from '../../../src/imports/power-file.js';

type Table = Record<string, unknown>[];
const TABLES: Record<string, Table> = {
  bus: [{ name: 'A', vn_kv: 110, in_service: true }, { name: 'B', vn_kv: 110, in_service: true }, { name: 'C', vn_kv: 20, in_service: true }],
  ext_grid: [{ name: 'E', bus: 0, va_degree: 5, in_service: true }],
  load: [{ name: 'L', bus: 2, p_mw: 10, scaling: 1.5, in_service: true }],
  motor: [{ name: 'M', bus: 1, pn_mech_mw: 1.8, efficiency_percent: 90, loading_percent: 50, scaling: 1, in_service: true }],
  sgen: [{ name: 'S', bus: 2, p_mw: 4, scaling: 1, in_service: true }],
  line: [{ name: 'AB', from_bus: 0, to_bus: 1, length_km: 10, x_ohm_per_km: 0.4, max_i_ka: 0.5, df: 0.8, parallel: 2, in_service: true }],
  trafo: [{ name: 'T', hv_bus: 1, lv_bus: 2, sn_mva: 40, vn_hv_kv: 110, vn_lv_kv: 21, vk_percent: 13, vkr_percent: 5, shift_degree: 150, tap_side: 'hv', tap_neutral: 0, tap_pos: 2, tap_step_percent: 1.5, tap_step_degree: 0, parallel: 1, df: 1, in_service: true }],
  switch: [],
};
const read = (changes: Record<string, Table> = {}) => readPandapower(JSON.stringify({ ...TABLES, ...changes }), 'net.json');

function problems(source: string): string {
  try { readPandapower(source, 'net.json'); } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code, line, message }) => `${code}:${line ?? ''} ${message}`).join('\n');
    throw error;
  }
  return '';
}
const wrong = (changes: Record<string, Table>): string => problems(JSON.stringify({ ...TABLES, ...changes }));

describe('per unit on 100 MVA', () => {
  const { branches, loads, generators, buses, baseMva } = read();
  it('of a line: 0.4 x 10 / 2 ohm on 121 ohm; sqrt(3) x 110 kV x 0.5 kA x 0.8 x 2', () => {
    expect(baseMva).toBe(100);
    expect(branches[0]).toMatchObject({ from: 0, to: 1, name: 'AB', tap: 1, shiftDeg: 0, inService: true });
    expect(branches[0]!.reactancePu).toBeCloseTo(2 / 121, 12);
    expect(branches[0]!.ratingMw).toBeCloseTo(Math.sqrt(3) * 110 * 0.8, 10);
  });
  it('of a transformer: 12 % of 40 MVA at 21 on 20 kV, taps two up', () => {
    expect(branches[1]!.reactancePu).toBeCloseTo(0.12 * 2.5 * 1.05 * 1.05, 12);
    expect(branches[1]!.tap).toBeCloseTo(1.03 / 1.05, 12);
    expect(branches[1]).toMatchObject({ shiftDeg: 150, ratingMw: 40, from: 1, to: 2 });
  });
  it('loads, motors and generators are MW; the external grid gives the rest', () => {
    expect(loads.map(({ bus, mw }) => [bus, mw])).toEqual([[2, 15], [1, 1]]);
    expect(generators).toMatchObject([{ bus: 2, outputMw: 4, minMw: 0, maxMw: 4 }, { bus: 0, outputMw: 12, minMw: -Infinity, maxMw: Infinity }]);
    expect(buses.map(({ id, type, angleDeg }) => [id, type, angleDeg])).toEqual([['A', 'slack', 5], ['B', 'load', 0], ['C', 'load', 0]]);
  });
});

describe('switches', () => {
  it('between buses are branches that can open', () => {
    const { branches } = read({ switch: [{ bus: 0, element: 1, et: 'b', closed: true, name: 'S1' }, { bus: 0, element: 1, et: 'b', closed: false, name: 'S2' }] });
    expect(branches.slice(2)).toMatchObject([{ from: 0, to: 1, reactancePu: 1e-5, ratingMw: Infinity, inService: true, name: 'S1' }, { inService: false, name: 'S2' }]);
  });
  it('open at a line or transformer take it out', () => {
    const { branches } = read({ switch: [{ bus: 0, element: 0, et: 'l', closed: false }, { bus: 1, element: 0, et: 't', closed: true }] });
    expect(branches.map((b) => b.inService)).toEqual([false, true]);
  });
});

describe('files', () => {
  it('of to_json are read like lists of records', () => {
    const frames = Object.fromEntries(Object.entries(TABLES).map(([name, rows]) => {
      const columns = Object.keys(rows[0] ?? {});
      return [name, { _module: 'pandas.core.frame', _class: 'DataFrame', _object: JSON.stringify({ columns, index: rows.map((_, i) => i), data: rows.map((row) => columns.map((c) => row[c])) }) }];
    }));
    const text = JSON.stringify({ _module: 'pandapower.auxiliary', _class: 'pandapowerNet', _object: { ...frames, f_hz: 50, std_types: {} } });
    expect(readPowerNetwork(text, 'net.json')).toEqual(read());
  });
  it('number rows by their index, and name buses of one name by it', () => {
    const bus = { columns: ['name', 'vn_kv', 'in_service'], index: [5, 9], data: [['X', 110, true], ['X', 110, true]] };
    const line = { columns: Object.keys(TABLES.line![0]!), index: [3], data: [Object.values({ ...TABLES.line![0]!, from_bus: 5, to_bus: 9 })] };
    const frame = (object: unknown) => ({ _class: 'DataFrame', _object: JSON.stringify(object) });
    const { buses, branches } = readPandapower(JSON.stringify({ _object: { bus: frame(bus), line: frame(line) } }), 'n.json');
    expect(buses.map((b) => b.id)).toEqual(['X', '9']);
    expect(branches[0]).toMatchObject({ from: 0, to: 1 });
  });
});

describe('refused', () => {
  it('no JSON, with its line', () => expect(problems('{\n"bus": [\n}')).toMatch(/^POWER_FILE_SYNTAX:\d* no JSON/));
  it('a list at the top', () => expect(problems('[1]')).toMatch(/expecting a map of tables/));
  it('no buses', () => expect(problems('{}')).toMatch(/table "bus" is missing/));
  it.each<[string, Record<string, Table>, RegExp]>([
    ['tables of other elements', { trafo3w: [{ name: 'X', in_service: true }] }, /POWER_FILE_UNSUPPORTED: trafo3w 0 \(X\): table "trafo3w" is not supported/],
    ['a load at no bus', { load: [{ bus: 8, p_mw: 1 }] }, /load 0: bus 8 is not in the table "bus"/],
    ['a missing value', { line: [{ from_bus: 0, to_bus: 1, length_km: 10 }] }, /line 0: x_ohm_per_km is missing. Expecting a number/],
    ['a line of no length', { line: [{ ...TABLES.line![0]!, length_km: 0 }] }, /length_km is 0. Expecting more than 0/],
    ['a switch with an impedance', { switch: [{ bus: 0, element: 1, et: 'b', closed: true, z_ohm: 1 }] }, /UNSUPPORTED: switch 0: a switch with an impedance/],
    ['a switch of three windings', { switch: [{ bus: 0, element: 1, et: 't3', closed: true }] }, /et "t3" is not supported/],
    ['a transformer of resistance', { trafo: [{ ...TABLES.trafo![0]!, vkr_percent: 13 }] }, /leaves no reactance/],
    ['taps that turn and raise', { trafo: [{ ...TABLES.trafo![0]!, tap_step_degree: 5 }] }, /ratio and angle at once/],
  ])('%s', (_what, changes, message) => expect(wrong(changes)).toMatch(message));
  it('but not such elements out of service', () => expect(wrong({ trafo3w: [{ in_service: false }] })).toBe(''));
});
