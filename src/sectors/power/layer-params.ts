/** Parameters of the sector model `dc-power-flow`, their schema and defaults. */
import type { BalanceSettings } from './balance.js';
import { EUROPEAN_GOVERNORS, type GovernorSettings } from './frequency.js';
import { RELAY_15_S, type RelaySettings } from './relay.js';
import type { RestorationSettings } from './restoration.js';
import type { SheddingRule } from './shedding.js';

export interface LayerParams {
  balancing?: BalanceSettings['rule'];
  rampMinutes?: number;
  shedding?: SheddingRule;
  /** Asset id -> class, 1 = shed last. */
  priorities?: Record<string, number>;
  /** Kind of asset -> class of the components of that kind, or that serve it. */
  customers?: Record<string, number>;
  relay?: RelaySettings | 'none';
  governor?: Partial<GovernorSettings>;
  recloseHours?: number;
  dispatch?: 'file' | 'least-cost';
  blackStart?: { generators: string[]; startMinutes?: number; minutesPerStep?: number };
  memoEntries?: number;
}

const number = (minimum: number, description: string, more: object = {}): object => ({ type: 'number', minimum, description, ...more });

export const LAYER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    balancing: { enum: ['ramp', 'proportional', 'governor'], description: 'how an island is balanced; default ramp' },
    rampMinutes: number(0, 'ramp: time within which generators move from their dispatch, minutes; default 10', { maximum: 1440 }),
    shedding: { enum: ['proportional', 'priority', 'least-cost'], description: 'who loses load; least-cost also moves generation so that no line is overloaded (HiGHS); default proportional' },
    priorities: { type: 'object', additionalProperties: { type: 'integer', minimum: 1, maximum: 9 }, description: 'asset id -> class, 1 = shed last, 9 = shed first; default 3' },
    customers: { type: 'object', additionalProperties: { type: 'integer', minimum: 1, maximum: 9 }, minProperties: 1, description: 'kind -> class of assets without one of their own that are of that kind or serve it; the best counts' },
    relay: {
      description: 'overload protection; default 15 s at 1.5 times the rating; "none": lines stay in service whatever they carry',
      anyOf: [{ const: 'none' }, {
        type: 'object', additionalProperties: false, required: ['multiple', 'seconds'],
        properties: { multiple: number(1.01, 'times the rating at which it trips after `seconds`', { maximum: 100 }), seconds: number(0.001, 'time to trip at that load, seconds', { maximum: 86400 }) },
      }],
    },
    governor: {
      type: 'object', additionalProperties: false, description: 'balancing governor: droop and under-frequency shedding',
      properties: {
        nominalHz: number(1, 'nominal frequency, Hz; default 50'), droop: number(0.001, 'change of frequency for full output, part of nominal; default 0.05', { maximum: 0.2 }),
        damping: number(0, 'change of load with frequency, part over part; default 1', { maximum: 10 }), lowHz: number(1, 'below it an island goes black, Hz; default 47.5'), highHz: number(1, 'above it generators trip, Hz; default 51.5'),
        stages: { type: 'array', description: 'under-frequency shedding, from the highest frequency down', items: { type: 'object', additionalProperties: false, required: ['belowHz', 'share'], properties: { belowHz: number(1, 'Hz'), share: number(0, 'part of the load before the disturbance', { maximum: 1 }) } } },
      },
    },
    recloseHours: number(0.01, 'hours without a trip after which all branches that overload has opened are closed; default 1', { maximum: 8760 }),
    dispatch: { enum: ['file', 'least-cost'], description: 'what generators give while nothing has failed: the output in the file (its slack takes the rest), or a DC optimal power flow (HiGHS); default file' },
    blackStart: {
      type: 'object', additionalProperties: false, required: ['generators'], description: 'islands that went black are started again from these; without it every island is live as soon as it has a generator',
      properties: {
        generators: { type: 'array', items: { type: 'string' }, description: 'components (gen:30, gen#3) that start without a grid' },
        startMinutes: number(0, 'from the order to a running generator; default 30', { maximum: 10080 }), minutesPerStep: number(0, 'to energise the next bus along closed branches; default 5', { maximum: 10080 }),
      },
    },
    memoEntries: { type: 'integer', minimum: 0, maximum: 100000, description: 'answers remembered by their outages; results do not depend on it; default 256' },
  },
} as const;

/** Parameters with their defaults. */
export interface LayerSettings {
  balance: BalanceSettings;
  relay: RelaySettings | undefined;
  recloseHours: number;
  dispatch: 'file' | 'least-cost';
  restoration: Omit<RestorationSettings, 'generators'> & { names: readonly string[] } | undefined;
  memoEntries: number;
}

export function settingsOf(params: LayerParams): LayerSettings {
  const { blackStart } = params;
  return {
    balance: { rule: params.balancing ?? 'ramp', rampMinutes: params.rampMinutes ?? 10, shedding: params.shedding ?? 'proportional', governor: { ...EUROPEAN_GOVERNORS, ...params.governor } },
    relay: params.relay === 'none' ? undefined : (params.relay ?? RELAY_15_S),
    recloseHours: params.recloseHours ?? 1,
    dispatch: params.dispatch ?? 'file',
    restoration: blackStart === undefined ? undefined : { names: blackStart.generators, startHours: (blackStart.startMinutes ?? 30) / 60, stepHours: (blackStart.minutesPerStep ?? 5) / 60 },
    memoEntries: params.memoEntries ?? 256,
  };
}
