/**
 * Results as flat tables, one row a thing: what spreadsheets, Parquet and Arrow share.
 * Units are in the column names, or in a `unit` column where rows differ.
 */
import type { RedactedResults } from '../study/redact.js';
import { curveInUnits, type OutcomeSummary, type Results } from '../study/results.js';

export type TableColumn =
  | { name: string; type: 'text'; values: (string | null)[] }
  | { name: string; type: 'number' | 'integer'; values: (number | null)[] };

export interface Table { name: TableName; rows: number; columns: TableColumn[] }

export const TABLE_NAMES = ['outcomes', 'exceedance', 'curves', 'assets', 'needs', 'loss', 'variants', 'failures', 'totals', 'areas'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

type Cell = string | number | null;
type Spec<Row> = [name: string, type: TableColumn['type'], value: (row: Row) => Cell][];

function table<Row>(name: TableName, rows: Row[], spec: Spec<Row>): Table {
  const columns = spec.map(([column, type, value]) => ({ name: column, type, values: rows.map(value) }) as TableColumn);
  return { name, rows: rows.length, columns };
}

/** Numbers that a file cannot hold (beyond the horizon) become empty cells. */
const finite = (x: number | null | undefined): number | null => (x === null || x === undefined || !Number.isFinite(x) ? null : x);

interface OutcomeRow { variant: string; name: string; outcome: OutcomeSummary }

function outcomes(results: Results): Table {
  const rows: OutcomeRow[] = [];
  const add = (variant: string, of: Record<string, OutcomeSummary>): void => {
    for (const [name, outcome] of Object.entries(of)) rows.push({ variant, name, outcome });
  };
  add('base', results.outcomes);
  for (const v of results.variants) add(v.id, v.outcomes);
  const quantile = (key: string): Spec<OutcomeRow>[number] => [key, 'number', (r) => finite(r.outcome.quantiles[key])];
  return table('outcomes', rows, [
    ['variant', 'text', (r) => r.variant], ['outcome', 'text', (r) => r.name], ['unit', 'text', (r) => r.outcome.unit], ['title', 'text', (r) => r.outcome.title],
    ['mean', 'number', (r) => finite(r.outcome.mean)], ['standard_error', 'number', (r) => finite(r.outcome.standardError)],
    ['low95', 'number', (r) => finite(r.outcome.interval[0])], ['high95', 'number', (r) => finite(r.outcome.interval[1])],
    quantile('p05'), quantile('p25'), quantile('p50'), quantile('p75'), quantile('p95'), quantile('p99'),
    ['min', 'number', (r) => finite(r.outcome.min)], ['max', 'number', (r) => finite(r.outcome.max)],
    ['probability', 'number', (r) => r.outcome.probability.value], ['probability_low95', 'number', (r) => r.outcome.probability.interval[0]], ['probability_high95', 'number', (r) => r.outcome.probability.interval[1]],
    ['not_by_horizon', 'number', (r) => finite(r.outcome.notByHorizon)],
  ]);
}

function exceedance(results: Results): Table {
  const rows = Object.entries(results.outcomes).flatMap(([name, o]) => o.exceedance.map(([value, share]) => ({ name, unit: o.unit, value, share })));
  return table('exceedance', rows, [['outcome', 'text', (r) => r.name], ['unit', 'text', (r) => r.unit], ['value', 'number', (r) => finite(r.value)], ['share_above', 'number', (r) => r.share]]);
}

function curves(results: Results): Table {
  const rows = Object.entries(results.curves).map(([name, shares]) => [name, curveInUnits(shares)] as const).flatMap(([name, curve]) => curve.hours.map((hours, i) => ({ name, curve, hours, i })));
  const band = (key: 'mean' | 'p05' | 'p25' | 'p50' | 'p75' | 'p95'): Spec<(typeof rows)[number]>[number] => [key, 'number', (r) => finite(r.curve[key][r.i])];
  return table('curves', rows, [
    ['curve', 'text', (r) => r.name], ['unit', 'text', (r) => r.curve.unit], ['hours', 'number', (r) => r.hours],
    band('mean'), band('p05'), band('p25'), band('p50'), band('p75'), band('p95'),
  ]);
}

function assets(results: Results): Table {
  return table('assets', results.assets, [
    ['id', 'text', (a) => a.id], ['name', 'text', (a) => a.name], ['sector', 'text', (a) => a.sector], ['kind', 'text', (a) => a.kind], ['lon', 'number', (a) => finite(a.lon)], ['lat', 'number', (a) => finite(a.lat)],
    ['hit_probability', 'number', (a) => a.hitProbability], ['failure_probability', 'number', (a) => a.failureProbability],
    ['failure_low95', 'number', (a) => a.failureInterval[0]], ['failure_high95', 'number', (a) => a.failureInterval[1]],
    ['mean_lost_hours', 'number', (a) => a.meanLostHours], ['mean_first_failure_hours', 'number', (a) => finite(a.meanFirstFailureHours)],
  ]);
}

function needs(results: Results): Table {
  return table('needs', results.needs, [
    ['id', 'text', (n) => n.id], ['asset', 'text', (n) => n.asset], ['service', 'text', (n) => n.service], ['suppliers', 'text', (n) => n.suppliers.join('|')],
    ['transmissions', 'integer', (n) => n.transmissions], ['per_replication', 'number', (n) => n.perReplication],
  ]);
}

function loss(results: Results): Table {
  const rows = results.loss.origins.flatMap((origin, r) => results.loss.sectors.map((sector, c) => ({ origin, sector, hours: results.loss.hours[r]?.[c] ?? 0 })));
  return table('loss', rows, [['origin', 'text', (r) => r.origin], ['sector', 'text', (r) => r.sector], ['asset_hours', 'number', (r) => r.hours]]);
}

function variants(results: Results): Table {
  const rows = results.variants.flatMap((v) => Object.entries(v.avoided).map(([name, avoided]) => ({ v, name, avoided })));
  return table('variants', rows, [
    ['variant', 'text', (r) => r.v.id], ['title', 'text', (r) => r.v.title], ['cost_euro', 'number', (r) => r.v.costEuro], ['outcome', 'text', (r) => r.name],
    ['avoided_mean', 'number', (r) => finite(r.avoided.mean)], ['standard_error', 'number', (r) => finite(r.avoided.standardError)],
    ['low95', 'number', (r) => finite(r.avoided.interval[0])], ['high95', 'number', (r) => finite(r.avoided.interval[1])],
    ['variance_gain', 'number', (r) => finite(r.avoided.varianceGain)], ['per_million_euro', 'number', (r) => finite(r.avoided.perMillionEuro)],
  ]);
}

function failures(results: Results): Table {
  return table('failures', results.failures, [['replication', 'integer', (f) => f.replication], ['code', 'text', (f) => f.code], ['message', 'text', (f) => f.message]]);
}

/** Sums over assets, which redacted results have in the place of assets and needs; others have no rows. */
function totals(results: Results & Partial<RedactedResults>): Table {
  return table('totals', results.totals ?? [], [['sector', 'text', (t) => t.sector], ...TOTAL]);
}

function areas(results: Results & Partial<RedactedResults>): Table {
  return table('areas', results.areas ?? [], [['area', 'text', (t) => t.area], ...TOTAL]);
}

const TOTAL: Spec<{ assets: number; meanHit: number; meanFailed: number; meanLostHours: number }> = [
  ['assets', 'integer', (t) => t.assets], ['mean_hit', 'number', (t) => t.meanHit], ['mean_failed', 'number', (t) => t.meanFailed], ['mean_lost_asset_hours', 'number', (t) => t.meanLostHours],
];

const MAKERS: Record<TableName, (results: Results) => Table> = { outcomes, exceedance, curves, assets, needs, loss, variants, failures, totals, areas };

/** The named table of a study's results; rows in the order of the results. */
export const resultTable = (results: Results, name: TableName): Table => MAKERS[name](results);
