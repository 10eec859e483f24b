/** What a model file says of its traffic layer, and what holds where it says nothing. */
import type { LayerProblem } from '../../engine/sector-model.js';

/** A line of public transport. Its riders come on top of the trip table; their number follows the trips of the pairs it serves. */
export interface LineParams {
  id: string;
  /** Names of its zones: it serves the pairs that begin and end there; left out: all. */
  zones?: string[];
  /** Riders a trip of the table, on the pairs it serves. */
  share: number;
  /** Riders an hour at full service; those beyond were never there. */
  capacity: number;
  /** Part of the riders left behind that take the road instead (default 0.5); the others are unserved. */
  toRoads: number;
  /** Trips on the road that a rider makes who takes it (default 1). */
  tripsPerRider: number;
}

export interface TrafficParams {
  /** Relative gap of the assignments. */
  gap: number;
  /** Rounds of an assignment in mode surrogate, from the intact equilibrium. */
  surrogateRounds: number;
  /** Minutes that pass in mode surrogate before the state in force is assigned; 0: every state is. */
  surrogateMinutes: number;
  toll: number;
  length: number;
  /** Minutes in a time unit of the network file. */
  minutesPerUnit: number;
  profile: { weekday?: number[]; weekend?: number[]; hours?: number[] };
  /** Share of capacity that the links into a node keep when its signals are out. */
  signalCapacity: number;
  lines: LineParams[];
}

const DEFAULTS: TrafficParams = { gap: 1e-4, surrogateRounds: 1, surrogateMinutes: 30, toll: 0, length: 0, minutesPerUnit: 1, profile: {}, signalCapacity: 0.5, lines: [] };
const LINE_DEFAULTS = { toRoads: 0.5, tripsPerRider: 1 };

const factors = (count: number, description: string) => ({ type: 'array', items: { type: 'number', minimum: 0 }, minItems: count, maxItems: count, description });

export const TRAFFIC_SCHEMA = {
  type: 'object',
  properties: {
    gap: { type: 'number', minimum: 1e-12, maximum: 0.1, description: 'relative gap that the assignments reach; default 1e-4' },
    surrogateRounds: { type: 'integer', minimum: 0, maximum: 20, description: 'rounds of an assignment in mode surrogate; 0: detours without queues that settle; default 1' },
    surrogateMinutes: { type: 'number', minimum: 0, maximum: 1440, description: 'minutes that pass in mode surrogate before the state of the roads in force is assigned; 0: every state is; default 30' },
    toll: { type: 'number', minimum: 0, description: 'time units a unit of toll counts; default 0' },
    length: { type: 'number', minimum: 0, description: 'time units a unit of length counts; default 0' },
    minutesPerUnit: { type: 'number', exclusiveMinimum: 0, description: 'minutes in a time unit of the network file; default 1' },
    profile: {
      type: 'object',
      properties: { weekday: factors(24, 'by hour, Monday to Friday'), weekend: factors(24, 'by hour, Saturday and Sunday'), hours: factors(168, 'by hour of the week, from Monday 0:00') },
      additionalProperties: false,
      description: 'factors of the trip table by hour: weekday and weekend, or hours; default 1 at every hour',
    },
    signalCapacity: { type: 'number', exclusiveMinimum: 0, maximum: 1, description: 'share of capacity that the links into a node keep when its signals are out; default 0.5 (an assumption)' },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', pattern: '\\S', description: 'the table names it line:ID' },
          zones: { type: 'array', items: { type: 'string' }, minItems: 1, description: 'names of its zones; default all' },
          share: { type: 'number', exclusiveMinimum: 0, description: 'riders a trip of the table, on the pairs it serves' },
          capacity: { type: 'number', exclusiveMinimum: 0, description: 'riders an hour at full service' },
          toRoads: { type: 'number', minimum: 0, maximum: 1, description: 'part of the riders left behind who take the road; default 0.5' },
          tripsPerRider: { type: 'number', minimum: 0, description: 'trips on the road of a rider who takes it; default 1' },
        },
        required: ['id', 'share', 'capacity'],
        additionalProperties: false,
      },
      description: 'lines of public transport',
    },
  },
  additionalProperties: false,
} as const;

/** Parameters with the defaults filled in. @param params that fit the schema */
export function trafficParams(params: Record<string, unknown>): TrafficParams {
  const given = params as Partial<TrafficParams>;
  return { ...DEFAULTS, ...given, lines: (given.lines ?? []).map((line) => ({ ...LINE_DEFAULTS, ...line })).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)) };
}

/** What a schema cannot say of the parameters. @param zones names of the zones */
export function paramProblems({ profile, lines }: TrafficParams, file: string, zones: ReadonlySet<string>): LayerProblem[] {
  const problems: LayerProblem[] = [], error = (message: string): void => { problems.push({ code: 'SECTOR_PARAMS_INVALID', severity: 'error', file, message }); };
  if (profile.hours !== undefined && (profile.weekday ?? profile.weekend) !== undefined) error('params.profile: expecting weekday and weekend, or hours, found both');
  if ((profile.weekday === undefined) !== (profile.weekend === undefined)) error('params.profile: expecting both weekday and weekend');
  lines.forEach((line, i) => {
    if (lines[i - 1]?.id === line.id) error(`params.lines: line "${line.id}" stands twice`);
    for (const zone of line.zones ?? []) if (!zones.has(zone)) error(`params.lines: zone "${zone}" of line "${line.id}" is not one of the ${zones.size} zones of the network`);
  });
  return problems;
}

const WEEK_HOURS = 168;

/** Rounding of hours of the week that are sums: far below a tick. */
const SLACK_HOURS = 1e-9;

/** Factor of the trip table at an hour, and its number among the different ones. */
export interface HourClass { index: number; factor: number }

/** Factor of all trips by hour of the week. */
export class HourProfile {
  private readonly classes: HourClass[];
  /** Hours from the start of each hour until the factor changes; Infinity: never. */
  private readonly hoursToChange: Float64Array;

  constructor({ weekday, weekend, hours }: TrafficParams['profile']) {
    const factors = Float64Array.from({ length: WEEK_HOURS }, (_, h) => hours?.[h] ?? (h < 120 ? weekday : weekend)?.[h % 24] ?? 1), different = [...new Set(factors)].sort((a, b) => a - b);
    this.classes = Array.from(factors, (factor) => ({ index: different.indexOf(factor), factor }));
    this.hoursToChange = factors.map((factor, h) => {
      for (let ahead = 1; ahead < WEEK_HOURS; ahead++) if (factors[(h + ahead) % WEEK_HOURS] !== factor) return ahead;
      return Infinity;
    });
  }

  /** @param hourOfWeek any number of hours since a Monday 0:00 */
  at(hourOfWeek: number): HourClass { return this.classes[hourIndex(hourOfWeek)]!; }

  /** Hours until the factor changes; undefined: never. */
  toChange(hourOfWeek: number): number | undefined {
    const hour = Math.floor(hourOfWeek + SLACK_HOURS), ahead = this.hoursToChange[hourIndex(hourOfWeek)]!;
    return ahead < Infinity ? hour + ahead - hourOfWeek : undefined;
  }
}

const hourIndex = (hourOfWeek: number): number => ((Math.floor(hourOfWeek + SLACK_HOURS) % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS;
