/** `hazcade solve finance FILE`: clearing of debts and DebtRank under given losses of external assets. */
import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../../errors.js';
import type { FinanceSystem } from '../../../imports/finance-json.js';
import type { Outage, SettledAlone } from '../../../sectors/finance/settlement/alone.js';
import type { Cleared } from '../../../sectors/finance/clearing.js';
import type { DebtRankRule, Distress } from '../../../sectors/finance/debtrank.js';
import { declare, writeJson, type Declare } from '../../command.js';
import { UsageError } from '../../failure.js';
import type { Io } from '../../io.js';
import { networkText } from '../../network-file.js';
import { idAndShare, shareFromZero, type IdShare } from '../../values.js';

interface Options { json?: boolean; clearing: 'eisenberg-noe' | 'rogers-veraart'; alpha?: number; beta?: number; debtrank?: DebtRankRule; shock: IdShare[]; hours?: number; outage: Outage[] }

export const finance: Declare = (session) =>
  declare('finance', 'Clear debts between banks (greatest clearing vector) and spread losses of equity (DebtRank).', [
    'solve finance banks.json --shock bank-1=0.2 --json',
    'solve finance banks.json --clearing rogers-veraart --alpha 0.8 --beta 0.6',
    'solve finance banks.json --debtrank linear --shock bank-1=0.05 --shock bank-2=0.05',
    'solve finance banks.json --hours 48 --outage settlement@9-13 --outage participant:bank-1@8-10',
  ])
    .argument('<file>', 'JSON: hazcade-finance/1, {"banks": [...]} as in NEVA, or {"e": [...], "L": [[...]]}')
    .addOption(new Option('--clearing <rule>', 'eisenberg-noe: default costs nothing; rogers-veraart: one in default realises only parts of what it has').choices(['eisenberg-noe', 'rogers-veraart']).default('eisenberg-noe'))
    .option('--alpha <share>', 'rogers-veraart: share of external assets that one in default realises (default 1)', shareFromZero)
    .option('--beta <share>', 'rogers-veraart: share of claims on others that one in default realises (default 1)', shareFromZero)
    .addOption(new Option('--debtrank <rule>', 'also spread distress: linear (Bardoscia et al. 2015) or original (Battiston et al. 2012)').choices(['linear', 'original']))
    .option('--shock <id=share>', 'a participant loses this share of its external assets; may be repeated', idAndShare, [])
    .option('--hours <n>', 'settlement over so many hours from Monday 0:00, instead of clearing', hoursAbove)
    .option('--outage <component@from-to>', 'a component is down between two hours, with --hours; may be repeated', addOutage, [])
    .action(async (path: string, options: Options) => {
      if (options.clearing === 'eisenberg-noe' && (options.alpha !== undefined || options.beta !== undefined)) throw new UsageError('CLEARING_COSTS', '--alpha and --beta belong to --clearing rogers-veraart: Eisenberg-Noe has no costs of default');
      const [{ readFinance }, { networkOf, weightsOf }, { Clearing }, { DebtRank }] = await Promise.all([
        import('../../../imports/finance-json.js'), import('../../../sectors/finance/system.js'), import('../../../sectors/finance/clearing.js'), import('../../../sectors/finance/debtrank.js'),
      ]);
      const system = readFinance(path, networkText(path));
      if (options.hours !== undefined) return settle(session.io, path, system, options, options.hours);
      if (options.outage.length > 0) throw new UsageError('FINANCE_HOURS', '--outage belongs to settlement over time: give --hours too');
      const network = networkOf(system), shock = shocksOf(system, options.shock);
      const cleared = new Clearing(network).solve(shock, { alpha: options.alpha ?? 1, beta: options.beta ?? 1 });
      const spread = options.debtrank === undefined ? undefined : new DebtRank(network, weightsOf(system)).solve(shock, options.debtrank);
      const owed = network.liabilities;
      if (options.json) writeJson(session.io, jsonOf(system, options, shock, owed, cleared, spread));
      else await print(session.io, system, options, owed, cleared, spread);
    });

function hoursAbove(text: string): number {
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (!(value > 0 && value <= 8760)) throw new InvalidArgumentError(`Expected a number of hours above 0, at most 8760, found "${text}".`);
  return value;
}

function addOutage(text: string, before: Outage[]): Outage[] {
  const match = /^(.+)@(\d*\.?\d+)-(\d*\.?\d+)$/.exec(text), from = Number(match?.[2]), to = Number(match?.[3]);
  if (match === null || !(to > from)) throw new InvalidArgumentError(`Expected COMPONENT@FROM-TO in hours, such as settlement@9-13, found "${text}".`);
  return [...before, { component: match[1]!, from, to }];
}

async function settle(io: Io, path: string, system: FinanceSystem, options: Options, hours: number): Promise<void> {
  const { settlement } = system;
  if (settlement === undefined) throw new UsageError('FINANCE_SETTLEMENT_MISSING', `${path} has no "settlement": --hours needs one`);
  if (options.shock.length > 0) throw new UsageError('FINANCE_HOURS', '--shock belongs to clearing: over time losses come from exposures that are out');
  const { settleAlone } = await import('../../../sectors/finance/settlement/alone.js');
  const settled = settleAlone({ ...system, settlement }, options.outage, hours, { alpha: options.alpha ?? 1, beta: options.beta ?? 1 }, options.debtrank);
  if (options.json) writeJson(io, { hours, outcomes: Object.fromEntries(settled.outcomes.map(({ measure }, i) => [measure, settled.values[i]])), told: settled.told });
  else await printSettled(io, settled);
}

async function printSettled(io: Io, { outcomes, values, told }: SettledAlone): Promise<void> {
  const [{ textTable }, { clock, human, percent }] = await Promise.all([import('../../../report/text-table.js'), import('../../../report/numbers.js')]);
  const width = io.columns ?? 100, left = (heading: string) => ({ heading, align: 'left' as const }), right = (heading: string) => ({ heading, align: 'right' as const });
  io.out(`${textTable([left('outcome'), right('value'), { ...left(''), near: true }], outcomes.map(({ title, unit }, i) => [title, human(values[i]!, 6), unit]), width).join('\n')}\n`);
  if (told.length > 0) io.out(`\n${textTable([right('from'), left('component'), right('served')], told.map(({ hours, component, share }) => [clock(hours), component, percent(share)]), width).join('\n')}\n`);
}

/** Loss of external assets by participant; of several shocks of one participant the shares add up to 1 at most. */
function shocksOf({ participants }: FinanceSystem, shocks: readonly IdShare[]): Float64Array {
  const shares = new Float64Array(participants.length);
  for (const { id, share } of shocks) {
    const i = participants.findIndex((p) => p.id === id);
    if (i < 0) {
      const near = nearest(id, participants.map((p) => p.id));
      throw new UsageError('FINANCE_NAME_UNKNOWN', `--shock: there is no participant "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
    }
    shares[i] = Math.min(1, shares[i]! + share);
  }
  return shares.map((share, i) => share * participants[i]!.externalAssets);
}

function jsonOf(system: FinanceSystem, options: Options, shock: Float64Array, owed: Float64Array, cleared: Cleared, spread: Distress | undefined): unknown {
  return {
    clearing: options.clearing, ...(options.clearing === 'rogers-veraart' ? { alpha: options.alpha ?? 1, beta: options.beta ?? 1 } : {}),
    defaults: cleared.defaults, rounds: cleared.rounds,
    ...(spread === undefined ? {} : { debtrank: { rule: options.debtrank, value: spread.debtRank, withShock: spread.total, sweeps: spread.sweeps } }),
    participants: system.participants.map(({ id }, i) => ({
      id, shock: shock[i], owed: owed[i], paid: cleared.payments[i], equity: cleared.equity[i], default: cleared.defaulted[i] === 1,
      ...(spread === undefined ? {} : { distressByShock: spread.initial[i], distress: spread.distress[i], equityByDebtRank: spread.equity[i] }),
    })),
  };
}

async function print(io: Io, system: FinanceSystem, options: Options, owed: Float64Array, cleared: Cleared, spread: Distress | undefined): Promise<void> {
  const [{ textTable }, { human, percent }] = await Promise.all([import('../../../report/text-table.js'), import('../../../report/numbers.js')]);
  const right = (heading: string) => ({ heading, align: 'right' as const });
  const columns = [{ heading: 'participant', align: 'left' as const, least: 8 }, right('owed'), right('paid'), right('equity'), ...(spread === undefined ? [] : [right('distress')]), { heading: '', align: 'left' as const }];
  const rows = system.participants.map(({ id }, i) => [
    id, human(owed[i]!, 6), human(cleared.payments[i]!, 6), human(cleared.equity[i]!, 6), ...(spread === undefined ? [] : [percent(spread.distress[i]!)]), cleared.defaulted[i] === 1 ? 'default' : '',
  ]);
  const costs = options.clearing === 'rogers-veraart' ? `, alpha ${options.alpha ?? 1}, beta ${options.beta ?? 1}` : '';
  io.out(`${cleared.defaults} of ${system.participants.length} in default (${options.clearing}${costs})\n`);
  if (spread !== undefined) io.out(`DebtRank ${human(spread.debtRank, 6)} (${options.debtrank}; with the shock itself ${human(spread.total, 6)})\n`);
  io.out(`\n${textTable(columns, rows, io.columns ?? 100).join('\n')}\n`);
}
