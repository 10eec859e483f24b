/** `hazcade solve water FILE`: hydraulics of an EPANET input file over time, with links closed and opened on the way. */
import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../../errors.js';
import type { InpNetwork } from '../../../imports/epanet-inp.js';
import type { LinkEvent } from '../../../sectors/water/extended-period.js';
import type { EngineVersion } from '../../../sectors/water/engine.js';
import { declare, existing, writeJson, type Declare } from '../../command.js';
import { UsageError } from '../../failure.js';
import { hours } from '../../values.js';

/** A link and the hour of the run at which something happens to it. */
interface LinkAt { id: string; hours: number }

interface Options {
  json?: boolean; hours?: number; pda?: boolean; requiredPressure?: number; engine: EngineVersion;
  close: LinkAt[]; open: LinkAt[]; withoutControls?: string[]; guardEmptyTanks?: boolean;
}

const EXAMPLES = ['solve water Net3.inp', 'solve water Net3.inp --pda --close 329@6h --hours 72h --json', 'solve water Net1.inp --pda --close 9@6h --open 9@14h --without-controls 9'];

/** The longest run: one step an hour for ten years is a mistake, not a study. */
const MOST_HOURS = 8760;
/** Pressure from which demand is met in full, where nothing is said. */
const REQUIRED_M = 20;

export const water: Declare = (session) =>
  declare('water', 'Hydraulics over time of an EPANET input file (.inp), by EPANET itself: pressures (m), deliveries (m3), tank levels (m).', EXAMPLES)
    .argument('<file>', 'EPANET input file, at most 64 MB')
    .option('--hours <duration>', 'how long: hours, or a duration such as 3d (default: the file\'s own duration)', bareHours)
    .option('--pda', 'pressure-dependent demand: all of it from --required-pressure, none at 0 m, by the square root between; without it, as the file says')
    .option('--required-pressure <metres>', `pressure from which demand is met in full, with --pda (default: ${REQUIRED_M})`, metres)
    .option('--close <id@time>', 'take a link (pipe, pump, valve) out of service, such as 10@6h; its controls then wait; may be repeated', linkAt, [])
    .option('--open <id@time>', 'put a link back into service and open it, such as 10@14h; may be repeated', linkAt, [])
    .option('--without-controls <ids...>', 'take away the controls and rules that act on these links, from the start (as WNTR does with links that break)')
    .option('--guard-empty-tanks', 'shut the links by which an empty tank would deliver; EPANET 2.2 may leave them open')
    .addOption(new Option('--engine <version>', 'EPANET 2.2, or 2.3 (2.3.5)').choices(['2.2', '2.3']).default('2.2'))
    .action(async (file: string, options: Options) => {
      const [{ readNetwork, answerOf, waterText }, { EpanetSolver }, { runExtendedPeriod }] = await Promise.all([
        import('./water-report.js'), import('../../../sectors/water/epanet.js'), import('../../../sectors/water/extended-period.js'),
      ]);
      if (options.requiredPressure !== undefined && options.pda !== true) throw new UsageError('PDA_MISSING', '--required-pressure belongs to pressure-dependent demand: give --pda too');
      const { text, network } = readNetwork(existing(file, 'network file')), duration = options.hours ?? network.times.duration / 3600;
      if (duration > MOST_HOURS) throw new UsageError('HOURS_INVALID', `a run may last ${MOST_HOURS} hours, asked for ${duration}`);
      for (const { id, hours: at } of [...options.close, ...options.open]) if (at > duration) throw new UsageError('HOURS_INVALID', `"${id}" is to be closed or opened at hour ${at}, but the run ends at hour ${duration}`);
      for (const id of options.withoutControls ?? []) linkIndex(network, id, '--without-controls');
      const solver = await EpanetSolver.open(text, network, {
        engine: options.engine, guardEmptyTanks: options.guardEmptyTanks ?? false, withoutControls: options.withoutControls,
        pressureDemand: options.pda ? { minimumM: 0, requiredM: options.requiredPressure ?? REQUIRED_M, exponent: 0.5 } : undefined,
      });
      const run = runExtendedPeriod(solver, network, duration, [...eventsOf(network, options.close, 'out', '--close'), ...eventsOf(network, options.open, 'open', '--open')], network.times.reportStep);
      const answer = answerOf(run, network, { engine: options.engine, pda: options.pda ?? false });
      if (options.json) writeJson(session.io, answer);
      else session.io.out(waterText(answer));
    });

function eventsOf(network: InpNetwork, list: readonly LinkAt[], to: LinkEvent['to'], option: string): LinkEvent[] {
  return list.map(({ id, hours: at }) => ({ link: linkIndex(network, id, option), seconds: Math.round(at * 3600), to }));
}

function linkIndex(network: InpNetwork, id: string, option: string): number {
  const index = network.links.findIndex((link) => link.id === id);
  if (index >= 0) return index;
  const near = nearest(id, network.links.map((link) => link.id));
  throw new UsageError('LINK_UNKNOWN', `${option}: "${id}" is no link of ${network.file}, which has ${network.links.length}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

/** `10@6h`; the id may hold an @, the time may not. A time without a unit is hours. */
function linkAt(text: string, before: LinkAt[]): LinkAt[] {
  const at = text.lastIndexOf('@'), time = text.slice(at + 1);
  if (at < 1) throw new InvalidArgumentError(`Expected a link and a time, such as 10@6h, found "${text}".`);
  return [...before, { id: text.slice(0, at), hours: bareHours(time) }];
}

/** A duration; a number without a unit is hours. */
const bareHours = (text: string): number => hours(/^[\d.]+$/.test(text) ? `${text}h` : text);

function metres(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1000)) throw new InvalidArgumentError(`Expected a pressure above 0 and below 1000 m, found "${text}".`);
  return value;
}
