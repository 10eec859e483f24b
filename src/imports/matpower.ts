/**
 * MATPOWER case files, format version 2 (R. D. Zimmerman, C. E. Murillo-Sanchez, MATPOWER User's Manual, appendix B): bus, gen, branch, gencost.
 * What a DC model has no use for (voltages, reactive power, resistance) is passed over; what would change its answer and is not supported is refused.
 */
import { ValidationError } from '../errors.js';
import { readAssignments, type Assigned, type MatrixRow } from './matlab-text.js';
import { FileProblems, type GeneratorCost, type PowerBranch, type PowerBus, type PowerGenerator, type PowerLoad, type PowerNetwork } from './power-network.js';

/** Fields that carry no part of a DC model. */
const PASSED_OVER = new Set(['version', 'baseMVA', 'bus', 'gen', 'branch', 'gencost', 'areas', 'bus_name', 'gen_name', 'branch_name', 'gentype', 'genfuel', 'bus_location', 'zone_name', 'userdata', 'name', 'source']);
const FEWEST = { bus: 13, gen: 10, branch: 11, gencost: 5 } as const;
/** A field of a struct is assigned: without one, whatever the file is, it is no case. */
const IS_CASE = /^[ \t]*\w+\.(?:version|baseMVA|bus|gen|branch|gencost)[ \t]*=/m;
const BUS_TYPES = [undefined, 'load', 'generator', 'slack', 'isolated'] as const;

/**
 * Reads the text of a `.m` case.
 * @param file its path, for messages
 * @throws ValidationError with every problem and its line: POWER_FILE_SYNTAX, POWER_FILE_UNSUPPORTED, POWER_FILE_INVALID
 */
export function readMatpower(text: string, file: string): PowerNetwork {
  const problems = new FileProblems(file);
  if (!IS_CASE.test(text)) {
    // One message, where every line would be one.
    problems.error('POWER_FILE_SYNTAX', 'is no power network that is read. Expecting a MATPOWER case of format 2 (mpc.bus = [...]; mpc.branch = [...]; ...), or a pandapower network as JSON', 1);
    throw new ValidationError(problems.list);
  }
  const fields = readAssignments(text, problems);
  checkFields(fields, problems);
  const baseMva = baseOf(fields, problems);
  const table = (name: keyof typeof FEWEST, needed = true): MatrixRow[] => tableOf(fields, name, needed, problems);
  const { buses, loads, indexOf } = busTable(table('bus'), problems);
  const find = (number: number, line: number, what: string): number => {
    const index = indexOf.get(number);
    if (index === undefined) problems.error('POWER_FILE_INVALID', `${what} is at bus ${number}, which the bus table does not have`, line);
    return index ?? -1;
  };
  const generators = generatorTable(table('gen'), find, problems);
  costTable(table('gencost', false), generators, problems);
  const branches = branchTable(table('branch'), find, problems);
  if (problems.list.length > 0) throw new ValidationError(problems.list);
  return { file, baseMva, buses, loads, generators, branches };
}

function checkFields(fields: ReadonlyMap<string, Assigned>, problems: FileProblems): void {
  for (const [name, { line }] of fields) {
    if (!PASSED_OVER.has(name)) problems.error('POWER_FILE_UNSUPPORTED', `field "${name}" is not supported. Expecting version, baseMVA, bus, gen, branch, gencost, and names`, line);
  }
  const version = fields.get('version');
  const found = version?.kind === 'text' ? version.text : version?.kind === 'number' ? String(version.value) : undefined;
  if (found !== '2') problems.error('POWER_FILE_UNSUPPORTED', `case format version ${found ?? 'is missing'}. Expecting mpc.version = '2'`, version?.line);
}

function baseOf(fields: ReadonlyMap<string, Assigned>, problems: FileProblems): number {
  const field = fields.get('baseMVA');
  if (field?.kind === 'number' && field.value > 0 && field.value < Infinity) return field.value;
  problems.error('POWER_FILE_INVALID', 'mpc.baseMVA is missing or not a number above 0', field?.line);
  return NaN;
}

function tableOf(fields: ReadonlyMap<string, Assigned>, name: keyof typeof FEWEST, needed: boolean, problems: FileProblems): MatrixRow[] {
  const field = fields.get(name);
  if (field?.kind !== 'matrix') {
    if (field !== undefined || needed) problems.error('POWER_FILE_INVALID', `table mpc.${name} is ${field === undefined ? 'missing' : 'no matrix'}`, field?.line);
    return [];
  }
  const width = field.rows[0]?.values.length ?? 0;
  if (needed && width === 0) problems.error('POWER_FILE_INVALID', `table mpc.${name} has no rows`, field.line);
  return field.rows.filter(({ values, line }) => {
    if (values.length >= FEWEST[name] && values.length === width) return true;
    problems.error('POWER_FILE_SYNTAX', values.length < FEWEST[name] ? `a row of mpc.${name} has ${values.length} columns. Expecting at least ${FEWEST[name]}` : `a row of mpc.${name} has ${values.length} columns, the first has ${width}`, line);
    return false;
  });
}

function finite(row: MatrixRow, columns: Readonly<Record<string, number>>, what: string, problems: FileProblems): void {
  for (const [name, column] of Object.entries(columns)) {
    if (!Number.isFinite(row.values[column])) problems.error('POWER_FILE_INVALID', `${name} of ${what} is ${row.values[column]}. Expecting a finite number`, row.line);
  }
}

function busTable(rows: readonly MatrixRow[], problems: FileProblems): { buses: PowerBus[]; loads: PowerLoad[]; indexOf: Map<number, number> } {
  const indexOf = new Map<number, number>(), loads: PowerLoad[] = [];
  const buses = rows.map((row, index): PowerBus => {
    const { values, line } = row, number = values[0]!, type = BUS_TYPES[values[1]!];
    if (!Number.isInteger(number) || number < 1) problems.error('POWER_FILE_INVALID', `bus number ${number}. Expecting a whole number above 0`, line);
    if (indexOf.has(number)) problems.error('POWER_FILE_INVALID', `bus ${number} is there twice`, line);
    if (type === undefined) problems.error('POWER_FILE_INVALID', `type ${values[1]!} of bus ${number}. Expecting 1 load, 2 generator, 3 reference or 4 isolated`, line);
    finite(row, { Pd: 2, Gs: 4, Va: 8 }, `bus ${number}`, problems);
    indexOf.set(number, index);
    if (values[2] !== 0) loads.push({ bus: index, mw: values[2]!, inService: true });
    return { id: String(number), type: type ?? 'load', shuntMw: values[4]!, angleDeg: values[8]!, baseKv: values[9]! };
  });
  return { buses, loads, indexOf };
}

type Find = (number: number, line: number, what: string) => number;

function generatorTable(rows: readonly MatrixRow[], find: Find, problems: FileProblems): PowerGenerator[] {
  return rows.map((row, index) => {
    const { values, line } = row, what = `generator ${index + 1}`, [bus, outputMw, maxMw, minMw] = [values[0]!, values[1]!, values[8]!, values[9]!], ramp = rampOf(values);
    finite(row, { Pg: 1 }, what, problems);
    if (Number.isNaN(maxMw) || Number.isNaN(minMw) || minMw > maxMw) problems.error('POWER_FILE_INVALID', `limits of ${what}: Pmin ${minMw}, Pmax ${maxMw}. Expecting Pmin at most Pmax`, line);
    return { bus: find(bus, line, what), outputMw, minMw, maxMw, inService: values[7]! > 0, ...(ramp > 0 ? { rampMwPerMin: ramp } : {}) };
  });
}

/** MW/min from RAMP_AGC, else RAMP_10 (MW in 10 min), else RAMP_30; 0: none is given. */
function rampOf(values: readonly number[]): number {
  const [agc = 0, in10 = 0, in30 = 0] = values.slice(16, 19);
  return agc > 0 ? agc : in10 > 0 ? in10 / 10 : in30 > 0 ? in30 / 30 : 0;
}

/** Rows after the first as many as there are generators are costs of reactive power. */
function costTable(rows: readonly MatrixRow[], generators: PowerGenerator[], problems: FileProblems): void {
  if (rows.length === 0) return;
  if (rows.length !== generators.length && rows.length !== 2 * generators.length) {
    problems.error('POWER_FILE_INVALID', `mpc.gencost has ${rows.length} rows for ${generators.length} generators. Expecting one each, or two with reactive power`, rows[0]!.line);
    return;
  }
  generators.forEach((generator, g) => {
    const cost = costOf(rows[g]!, g, problems);
    if (cost !== undefined) generator.cost = cost;
  });
}

function costOf({ values, line }: MatrixRow, g: number, problems: FileProblems): GeneratorCost | undefined {
  const [model, , , count] = values as [number, number, number, number];
  const needed = model === 1 ? 2 * count : count, wrong = (text: string): undefined => { problems.error('POWER_FILE_INVALID', `cost of generator ${g + 1}: ${text}`, line); return undefined; };
  if (model !== 1 && model !== 2) return wrong(`model ${model}. Expecting 1 (piecewise linear) or 2 (polynomial)`);
  if (!Number.isInteger(count) || count < (model === 1 ? 2 : 0)) return wrong(`n = ${count}`);
  const given = values.slice(4, 4 + needed);
  if (given.length < needed || !given.every(Number.isFinite)) return wrong(`expecting ${needed} finite numbers after n`);
  if (model === 2) return { coefficients: given.reverse() };
  const corners = Array.from({ length: count }, (_, i): [number, number] => [given[2 * i]!, given[2 * i + 1]!]);
  return corners.every(([mw], i) => i === 0 || mw > corners[i - 1]![0]) ? { corners } : wrong('MW of the corners do not ascend');
}

function branchTable(rows: readonly MatrixRow[], find: Find, problems: FileProblems): PowerBranch[] {
  return rows.map((row, index) => {
    const { values, line } = row, what = `branch ${index + 1}`, inService = values[10]! > 0;
    const [from, to] = [find(values[0]!, line, what), find(values[1]!, line, what)], [reactancePu, rating, ratio, shiftDeg] = [values[3]!, values[5]!, values[8]!, values[9]!];
    finite(row, { x: 3, ratio: 8, angle: 9 }, what, problems);
    if (inService && reactancePu === 0) problems.error('POWER_FILE_UNSUPPORTED', `x of ${what} is 0: a DC flow divides by it. Join its buses, or give it a small reactance`, line);
    if (inService && from === to && from >= 0) problems.error('POWER_FILE_INVALID', `${what} joins bus ${values[0]!} to itself`, line);
    if (Number.isNaN(rating) || rating < 0) problems.error('POWER_FILE_INVALID', `rateA of ${what} is ${rating}. Expecting MVA, 0 for unlimited`, line);
    // Angle limits as MATPOWER reads them: 0, and 360 or more either way, mean none.
    const low = values[11] ?? 0, high = values[12] ?? 0;
    return {
      from, to, reactancePu, tap: ratio === 0 ? 1 : ratio, shiftDeg, ratingMw: rating === 0 ? Infinity : rating, inService,
      minAngleDeg: low === 0 || low <= -360 ? -Infinity : low, maxAngleDeg: high === 0 || high >= 360 ? Infinity : high,
    };
  });
}
