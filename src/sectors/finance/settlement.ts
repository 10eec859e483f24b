/** The plug-in `settlement`: real-time gross settlement, card payments, cash, and solvency of a financial system (docs/finance.md). */
import type { LayerInputs, LayerProblem, SectorPlugin } from '../../engine/sector-model.js';
import { CascadeError, ValidationError } from '../../errors.js';
import { readFinance, type FinanceSystem, type SettlementPlan } from '../../imports/finance-json.js';
import { mapComponents, placeLinks, type KnownComponents } from '../component-map.js';
import { NO_COSTS } from './clearing.js';
import type { DebtRankRule } from './debtrank.js';
import { compileFinance, unsound, type CompiledFinance } from './settlement/compile.js';
import { Settlement } from './settlement/model.js';
import { Solvency } from './settlement/solvency.js';

interface SettlementParams { operatesFrom?: number; tellMinutes?: number; clearing?: 'eisenberg-noe' | 'rogers-veraart'; alpha?: number; beta?: number; contagion?: 'none' | DebtRankRule }

/** Least level at which a participant, the settlement system or a depot works, where nothing is said. */
const OPERATES_FROM = 0.5;
/** How often shares are told while something is disturbed. */
const TELL_MINUTES = 15;

const SHARE = { type: 'number', minimum: 0, maximum: 1 };

function solvencyOf(finance: CompiledFinance, { clearing = 'eisenberg-noe', alpha = 1, beta = 1, contagion = 'linear' }: SettlementParams): Solvency {
  return new Solvency(finance, clearing === 'eisenberg-noe' ? NO_COSTS : { alpha, beta }, contagion === 'none' ? undefined : contagion);
}

/** A file that has a settlement system, with what it is compiled to. Throws ValidationError, FINANCE_SETTLEMENT_MISSING, FINANCE_SEEDED. */
function compiled({ files, startHourOfWeek }: LayerInputs): CompiledFinance {
  const { path, text } = files['network']!, system = readFinance(path, text);
  if (!hasSettlement(system)) throw new CascadeError('FINANCE_SETTLEMENT_MISSING', `${path} has no "settlement" (hours and payments of a business day): expecting one where the model is "settlement"`);
  return compileFinance(system, startHourOfWeek);
}

/** Areas need no asset: they are where people are counted. */
const knownOf = ({ rows }: CompiledFinance, file: string): KnownComponents => ({ names: rows.names, file, optional: (row) => row >= rows.area && row < rows.cashPoint });

const hasSettlement = (system: FinanceSystem): system is FinanceSystem & { settlement: SettlementPlan } => system.settlement !== undefined;

export const settlement: SectorPlugin = {
  name: 'settlement',
  schema: {
    type: 'object',
    properties: {
      operatesFrom: { type: 'number', exclusiveMinimum: 0, maximum: 1, description: 'least level at which a participant, the settlement system or a depot works (0.5)' },
      tellMinutes: { type: 'number', minimum: 0, maximum: 1440, description: 'while disturbed, shares are told at most every so many minutes (15); 0: at every payment. Outcomes do not depend on it' },
      clearing: { enum: ['eisenberg-noe', 'rogers-veraart'], description: 'clearing at the close of a business day' },
      alpha: { ...SHARE, description: 'rogers-veraart: share of external assets that one in default realises (1)' },
      beta: { ...SHARE, description: 'rogers-veraart: share of claims that one in default realises (1)' },
      contagion: { enum: ['none', 'linear', 'original'], description: 'DebtRank of each day\'s losses (linear)' },
    },
    additionalProperties: false,
  },
  files: { required: ['network'], optional: [] },
  check(params, inputs) {
    const { path } = inputs.files['network']!, error = (code: string, message: string): LayerProblem => ({ code, severity: 'error', file: path, message });
    try {
      const finance = compiled(inputs);
      const problems = unsound(finance).map(({ code, message }) => error(code, message));
      problems.push(...mapComponents(inputs, knownOf(finance, path)).problems);
      if (problems.every((problem) => problem.severity === 'warning')) solvencyOf(finance, params);
      return problems;
    } catch (found) {
      if (found instanceof ValidationError) return found.problems.map(({ code, severity, file = path, line, message }) => ({ code, severity, file, ...(line === undefined ? {} : { line }), message }));
      if (found instanceof CascadeError) return [error(found.code, found.message)];
      throw found;
    }
  },
  create(params, _network, indexOf, inputs) {
    const finance = compiled(inputs), { links, problems } = mapComponents(inputs, knownOf(finance, inputs.files['network']!.path));
    const wrong = [...unsound(finance), ...problems.filter((problem) => problem.severity === 'error')];
    if (wrong.length > 0) throw new CascadeError(wrong[0]!.code, wrong[0]!.message);
    const { operatesFrom = OPERATES_FROM, tellMinutes = TELL_MINUTES } = params as SettlementParams;
    return new Settlement(finance, placeLinks(links, indexOf), solvencyOf(finance, params), operatesFrom, tellMinutes / 60);
  },
};
