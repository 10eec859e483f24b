/** `hazcade solve economy FILE`: inoperability of economic sectors under given perturbations, settled or over time. */
import { InvalidArgumentError } from 'commander';
import { nearest } from '../../../errors.js';
import type { Economy } from '../../../imports/economy-json.js';
import { declare, writeJson, type Declare } from '../../command.js';
import { UsageError } from '../../failure.js';
import type { Io } from '../../io.js';
import { networkText } from '../../network-file.js';
import { idAndShare, type IdShare } from '../../values.js';

interface Options { json?: boolean; perturb: IdShare[]; days?: number; for?: number; stepHours?: number }
interface Row { id: string; perturbation: number; inoperability: number; peak?: number; inoperabilityDays?: number; lossPerDay: number; loss?: number }

/** Length of a step, where nothing is said. */
const STEP_HOURS = 1;
/** A run of more steps is a mistake: a century by the hour has fewer. */
const MOST_STEPS = 1_000_000;

export const economy: Declare = (session) =>
  declare('economy', 'Inoperability input-output model: what sectors lose when others are struck, settled or day by day.', [
    'solve economy table.json --perturb power=0.3',
    'solve economy table.json --perturb power=0.3 --days 30 --for 5 --json',
  ])
    .argument('<file>', 'JSON: hazcade-economy/1, sectors with their output and a matrix')
    .option('--perturb <id=share>', 'this share of a sector\'s output is lost from outside; may be repeated', idAndShare, [])
    .option('--days <n>', 'over time, so many days (default: the settled state)', positive)
    .option('--for <days>', 'the perturbation lasts so many days (default: all the time); with --days', positive)
    .option('--step-hours <h>', 'length of a step; with --days (default: 1)', positive)
    .action(async (path: string, options: Options) => {
      for (const [option, value] of [['--for', options.for], ['--step-hours', options.stepHours]] as const) {
        if (value !== undefined && options.days === undefined) throw new UsageError('ECONOMY_DAYS_MISSING', `${option} belongs to a run over time: give --days too`);
      }
      const days = options.days ?? 0, stepHours = options.stepHours ?? STEP_HOURS, steps = (days * 24) / stepHours;
      if (steps > MOST_STEPS) throw new UsageError('ECONOMY_STEPS', `${days} days in steps of ${stepHours} h are ${steps.toPrecision(3)} steps; expecting at most ${MOST_STEPS}`);
      const { readEconomy } = await import('../../../imports/economy-json.js');
      const table = readEconomy(path, networkText(path));
      const c = perturbationsOf(table, options.perturb);
      const rows = options.days === undefined ? await settled(table, c) : await overTime(table, c, { ...options, days, stepHours });
      if (options.json) writeJson(session.io, { currency: table.currency, ...(options.days === undefined ? {} : { days, stepHours }), sectors: rows });
      else await print(session.io, table, rows);
    });

function positive(text: string): number {
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (!(value > 0)) throw new InvalidArgumentError(`Expected a number above 0, found "${text}".`);
  return value;
}

function perturbationsOf({ sectors }: Economy, given: readonly IdShare[]): Float64Array {
  const c = new Float64Array(sectors.length);
  for (const { id, share } of given) {
    const i = sectors.findIndex((sector) => sector.id === id);
    if (i < 0) {
      const near = nearest(id, sectors.map((sector) => sector.id));
      throw new UsageError('ECONOMY_NAME_UNKNOWN', `--perturb: there is no sector "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
    }
    c[i] = Math.min(1, c[i]! + share);
  }
  return c;
}

async function settled(table: Economy, c: Float64Array): Promise<Row[]> {
  const [{ StaticInoperability }, { interdependencyOf }] = await Promise.all([import('../../../sectors/economy/inoperability.js'), import('../../../sectors/economy/table.js')]);
  const q = new StaticInoperability(interdependencyOf(table)).solve(c);
  return table.sectors.map(({ id, output }, i) => ({ id, perturbation: c[i]!, inoperability: q[i]!, lossPerDay: q[i]! * output }));
}

async function overTime(table: Economy, c: Float64Array, { days, stepHours, for: lasts = Infinity }: { days: number; stepHours: number; for?: number }): Promise<Row[]> {
  const { EconomyRun } = await import('../../../sectors/economy/run.js');
  const run = new EconomyRun(table, stepHours), nothing = new Float64Array(c.length);
  const end = Math.min(days, lasts) * 24;
  run.advance(end, c);
  run.advance(days * 24, nothing);
  return table.sectors.map(({ id, output }, i) => ({
    id, perturbation: c[i]!, inoperability: run.q[i]!, peak: run.peak[i]!, inoperabilityDays: run.inoperabilityDays[i]!, lossPerDay: run.q[i]! * output, loss: run.inoperabilityDays[i]! * output,
  }));
}

async function print(io: Io, table: Economy, rows: readonly Row[]): Promise<void> {
  const [{ textTable }, { human, percent }] = await Promise.all([import('../../../report/text-table.js'), import('../../../report/numbers.js')]);
  const right = (heading: string) => ({ heading, align: 'right' as const });
  const timed = rows[0]!.loss !== undefined;
  const columns = [{ heading: 'sector', align: 'left' as const, least: 8 }, right('struck'), right(timed ? 'at the end' : 'inoperable'), ...(timed ? [right('peak'), right('days lost'), right(`loss ${table.currency}`)] : [right(`loss ${table.currency}/day`)])];
  io.out(`${textTable(columns, rows.map((r) => [r.id, percent(r.perturbation), percent(r.inoperability), ...(timed ? [percent(r.peak!), human(r.inoperabilityDays!, 6), human(r.loss!, 6)] : [human(r.lossPerDay, 6)])]), io.columns ?? 100).join('\n')}\n`);
}
