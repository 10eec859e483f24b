/** Parameters of sensitivity studies from files. */
import { CascadeError, ValidationError } from '../errors.js';
import { fitsSchema } from './check-schema.js';
import { Problems, type Where } from './problems.js';
import { numberOf, numericOf } from './quantities.js';
import { readData } from './read-data.js';
import type { ParameterData, SensitivityData } from './schema-sensitivity.js';
import { selectorOf } from './selectors.js';
import { soundPart } from './sound-part.js';
import type { Change, Model, Numeric, Scenario, Selector } from './types.js';
import { applyChange } from './variant.js';

export interface Parameter {
  id: string;
  title: string;
  /** What its values are drawn from. */
  values: Exclude<Numeric, number>;
  unit: string;
  whole: boolean;
  target: { scenario: string } | { harden: Selector } | { set: Selector; field: string };
}

export type SensitivityMethod = { by: 'morris'; trajectories: number; levels: number } | { by: 'sobol'; points: number };

export interface SensitivityPlan { parameters: Parameter[]; /** Empty: the headline. */ outcomes: string[]; replications: number; method: SensitivityMethod }

/**
 * Reads parameters and tries the ends of their ranges on a scenario.
 * @throws ValidationError with every problem
 */
export function readSensitivity(path: string, model: Model, scenario: Scenario): SensitivityPlan {
  const problems = new Problems(), written = readData(path, problems), source = written && (fitsSchema('sensitivity', written, problems) ? written : soundPart('sensitivity', written, problems));
  if (!source) throw new ValidationError(problems.all());
  const data = source.data as SensitivityData, seen = new Set<string>();
  const parameters = data.parameters.flatMap((entry, i): Parameter[] => {
    const where: Where = (steps = []) => source.locate(['parameters', i, ...steps]);
    if (seen.has(entry.id)) problems.error('ID_DUPLICATE', `parameters: the id "${entry.id}" stands twice`, where(['id']));
    seen.add(entry.id);
    const parameter = parameterOf(entry, problems, where);
    if (parameter !== undefined) tryOut(parameter, model, scenario, problems, where);
    return parameter === undefined ? [] : [parameter];
  });
  const { morris, sobol } = data.method ?? {}, levels = morris?.levels ?? 4;
  if (levels % 2 !== 0) problems.error('VALUE_INVALID', `levels: expecting an even number, found ${levels}`, source.locate(['method', 'morris', 'levels']));
  problems.throwIfErrors();
  return { parameters, outcomes: [...(data.outcomes ?? [])], replications: data.replications ?? 100, method: sobol === undefined ? { by: 'morris', trajectories: morris?.trajectories ?? 10, levels } : { by: 'sobol', points: sobol.points } };
}

function parameterOf(data: ParameterData, problems: Problems, where: Where): Parameter | undefined {
  const { id, range, distribution, scenario, harden, set } = data;
  if (Number(range !== undefined) + Number(distribution !== undefined) !== 1) problems.error('PARAMETER_INVALID', `parameter "${id}": expecting a range or a distribution, one of them`, where([]));
  if (Number(scenario !== undefined) + Number(harden !== undefined) + Number(set !== undefined) !== 1) problems.error('PARAMETER_INVALID', `parameter "${id}": expecting exactly one of scenario, harden, set`, where([]));
  if (range !== undefined && !(range[0]! < range[1]!)) problems.error('PARAMETER_INVALID', `parameter "${id}": the range must rise, found ${range[0]} .. ${range[1]}`, where(['range']));
  const read = range === undefined ? numericOf(distribution, numberOf, { min: -Infinity, max: Infinity }) : { dist: 'uniform' as const, min: range[0]!, max: range[1]! };
  if (typeof read === 'string' || typeof read === 'number') {
    if (distribution !== undefined) problems.error('QUANTITY_INVALID', `distribution ${typeof read === 'string' ? read : 'is a plain number: it does not vary'}`, where(['distribution']));
    return undefined;
  }
  const select = (s: Parameters<typeof selectorOf>[0], at: string[]): Selector => selectorOf(s, problems, (steps = []) => where([...at, ...steps]));
  const target = scenario !== undefined ? { scenario } : harden !== undefined ? { harden: select(harden, ['harden']) } : set === undefined ? undefined : { set: select(set.select, ['set', 'select']), field: set.field };
  return target && { id, title: data.title ?? id, values: read, unit: data.unit ?? '', whole: data.whole ?? false, target };
}

/** The change that gives a parameter a value. */
export function changeTo({ unit, whole, target }: Parameter, value: number): Change {
  const rounded = whole ? Math.round(value) : value, written = unit === '' ? rounded : `${decimal(rounded)}${unit}`;
  if ('scenario' in target) return { change: 'scenario', values: { [target.scenario]: written } };
  if ('harden' in target) return { change: 'harden', select: target.harden, factor: rounded };
  return { change: 'set', select: target.set, values: { [target.field]: written } };
}

/** As files write numbers with a unit: no exponent, not below 0. */
const decimal = (value: number): string => Math.max(0, value).toFixed(9).replace(/\.?0+$/, '');

/** Both ends of a range must be values that the scenario or model can take. */
function tryOut(parameter: Parameter, model: Model, scenario: Scenario, problems: Problems, where: Where): void {
  const { values } = parameter, ends = values.dist === 'uniform' ? [values.min, values.max] : values.dist === 'lognormal' ? [values.median] : values.dist === 'normal' || values.dist === 'exponential' ? [values.mean] : [];
  for (const end of ends) {
    try {
      applyChange({ model, scenario }, changeTo(parameter, end));
    } catch (error) {
      if (!(error instanceof CascadeError)) throw error;
      problems.error('PARAMETER_INVALID', `parameter "${parameter.id}" at ${end}: ${error.message.replace(/^1 problem:\s*/, '')}`, where([]));
      return;
    }
  }
}
