/** `hazcade solve transport NET TRIPS`: user equilibrium of traffic. */
import { InvalidArgumentError } from 'commander';
import { ValidationError } from '../../../errors.js';
import type { Read } from '../../../imports/road-network.js';
import type { TrafficSolution } from '../../../sectors/transport/solve-traffic.js';
import { declare, writeJson, type Declare } from '../../command.js';
import { EXIT } from '../../exit-codes.js';
import { problemLines, UsageError } from '../../failure.js';
import type { Io } from '../../io.js';
import { networkText } from '../../network-file.js';
import { wholeNumber } from '../../values.js';

interface Options { json?: boolean; gap: number; close: string[]; toll: number; length: number; demandFactor: number; maxRounds: number }

export const transport: Declare = (session) =>
  declare('transport', 'Assign trips to roads: user equilibrium with BPR costs (Algorithm B), by a TNTP or GeoJSON network and a TNTP trip table.', [
    'solve transport SiouxFalls_net.tntp SiouxFalls_trips.tntp --gap 1e-6 --json',
    'solve transport SiouxFalls_net.tntp SiouxFalls_trips.tntp --close 10-16 --close link:6-8',
    'solve transport ChicagoSketch_net.tntp ChicagoSketch_trips.tntp --toll 0.02 --length 0.04 --gap 1e-4',
  ], 'one JSON document with every link on standard output, nothing else')
    .argument('<network>', 'roads: *_net.tntp, or *.geojson with LineStrings')
    .argument('<trips>', 'trips an hour between zones: *_trips.tntp')
    .option('--gap <share>', 'relative gap to reach: (total cost - cost on shortest paths) / cost on shortest paths', positive, 1e-6)
    .option('--close <road>', 'close A-B both ways, or link:A-B one way; may be repeated', (road: string, roads: string[]) => [...roads, road], [])
    .option('--toll <weight>', 'time units that a unit of toll counts', notNegative, 0)
    .option('--length <weight>', 'time units that a unit of length counts', notNegative, 0)
    .option('--demand-factor <factor>', 'multiplies all trips', notNegative, 1)
    .option('--max-rounds <n>', 'rounds after which to give up (exit code 1)', wholeNumber(1), 200)
    .action(async (networkPath: string, tripsPath: string, options: Options) => {
      const { io } = session;
      const [tntp, geojson, { solveTraffic }] = await Promise.all([import('../../../imports/tntp.js'), import('../../../imports/roads-geojson.js'), import('../../../sectors/transport/solve-traffic.js')]);
      const networkFile = networkText(networkPath), tripsFile = networkText(tripsPath);
      const network = sound(/\.(geo)?json$/i.test(networkPath) ? geojson.readRoadsGeojson(networkPath, networkFile) : tntp.readTntpNetwork(networkPath, networkFile), io);
      const trips = sound(tntp.readTntpTrips(tripsPath, tripsFile), io);
      const solution = solveTraffic(network, trips, { ...options, onUnknownRoad: (message) => new UsageError('ROAD_UNKNOWN', `--close: ${message}`) });
      if (options.json) writeJson(io, solution);
      else await print(io, solution);
      if (solution.converged) return;
      io.err(`hazcade: the relative gap is ${solution.relativeGap} after ${roundsText(solution.rounds)}, not ${options.gap}\n`);
      session.exit = EXIT.failed;
    });

/** What was read; its warnings go to standard error. @throws ValidationError */
function sound<T>({ value, problems }: Read<T>, io: Io): T {
  if (value === undefined) throw new ValidationError(problems);
  if (problems.length > 0) io.err(problemLines(problems));
  return value;
}

function numberFrom(text: string, fits: (value: number) => boolean, expected: string): number {
  const value = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (!(Number.isFinite(value) && fits(value))) throw new InvalidArgumentError(`Expected ${expected}, found "${text}".`);
  return value;
}
function positive(text: string): number { return numberFrom(text, (value) => value > 0, 'a number above 0, such as 1e-6'); }
function notNegative(text: string): number { return numberFrom(text, (value) => value >= 0, 'a number of at least 0'); }

/** Most links that the table for people lists. */
const LISTED = 20;

async function print(io: Io, solution: TrafficSolution): Promise<void> {
  const [{ textTable }, { human }] = await Promise.all([import('../../../report/text-table.js'), import('../../../report/numbers.js')]);
  io.out(`${solution.converged ? 'equilibrium' : 'no equilibrium'} after ${roundsText(solution.rounds)}: relative gap ${solution.relativeGap.toExponential(2)}\n`);
  io.out(`objective ${human(solution.objective, 9)}, total cost ${human(solution.totalCost, 9)}\n`);
  io.out(`trips: ${human(solution.assignedTrips, 6)} assigned, ${human(solution.unreachableTrips, 6)} without a way, ${human(solution.tripsWithinZones, 6)} within zones\n`);
  const busiest = [...solution.links].sort((a, b) => b.flow / b.capacity - a.flow / a.capacity || a.row - b.row).slice(0, LISTED);
  const right = (heading: string) => ({ heading, align: 'right' as const });
  const rows = busiest.map((link) => [`${link.from}-${link.to}`, human(link.flow, 6), human(link.capacity, 6), link.time === null ? 'closed' : human(link.time, 4), link.cost === null ? '' : human(link.cost, 4)]);
  io.out(`\n${textTable([{ heading: `link (${busiest.length} of ${solution.links.length}, the fullest)`, align: 'left' }, right('flow'), right('capacity'), right('time'), right('cost')], rows, io.columns ?? 100).join('\n')}\n`);
}

const roundsText = (rounds: number): string => `${rounds} round${rounds === 1 ? '' : 's'}`;
