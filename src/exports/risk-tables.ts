/** Results of catalogue studies as CSV, one row a thing; text that a spreadsheet would take for a formula gets an apostrophe before it. */
import type { LossAtPeriod } from '../risk/occurrence.js';
import type { RiskResults, YearLossTable } from '../risk/results.js';

type Cell = string | number | null;
interface Sheet { columns: string[]; rows: Cell[][] }

const limits = ({ loss, interval: [low, high] }: Omit<LossAtPeriod, 'years'>): Cell[] => [loss, low, high];

/** Tables by name, those without rows left out. */
function sheets({ events, perils, periods, curves, assets, deaggregation, tree }: RiskResults, years: YearLossTable | undefined): Record<string, Sheet> {
  const d = deaggregation;
  return {
    events: { columns: ['event', 'peril', 'rate_per_year', 'replications', 'failed', 'mean_loss', 'standard_deviation', 'greatest_loss', 'annual_loss'], rows: events.map((e) => [e.id, e.peril, e.ratePerYear, e.replications, e.failed, e.meanLoss, e.deviation, e.greatest, e.annualLoss]) },
    perils: { columns: ['peril', 'title', 'events', 'rate_per_year', 'annual_loss', 'standard_error', 'low95', 'high95', 'share'], rows: perils.map((p) => [p.id, p.title, p.events, p.ratePerYear, p.average.value, p.average.standardError, ...p.average.interval, p.share]) },
    periods: {
      columns: ['return_period', 'occurrence_loss', 'occurrence_low95', 'occurrence_high95', 'aggregate_loss', 'aggregate_low95', 'aggregate_high95'],
      rows: periods.map((p) => [p.years, ...limits(p.occurrence), ...limits(p.aggregate)]),
    },
    exceedance: {
      columns: ['curve', 'loss', 'probability_per_year', 'low95', 'high95'],
      rows: (['occurrence', 'aggregate'] as const).flatMap((curve) => curves[curve].map((p): Cell[] => [curve, p.loss, p.probability, ...p.interval])),
    },
    assets: { columns: ['asset', 'name', 'sector', 'kind', 'hits_per_year', 'failures_per_year', 'lost_hours_per_year'], rows: assets.map((a) => [a.id, a.name, a.sector, a.kind, a.hitsPerYear, a.failuresPerYear, a.lostHoursPerYear]) },
    deaggregation: {
      columns: ['return_period', 'loss', 'what', 'id', 'share', 'hit', 'fails', 'lost_hours'],
      rows: d === null ? [] : [
        ...d.perils.map((p): Cell[] => [d.years, d.loss, 'peril', p.id, p.share, null, null, null]), ...d.events.map((e): Cell[] => [d.years, d.loss, 'event', e.id, e.share, null, null, null]),
        ...d.assets.map((a): Cell[] => [d.years, d.loss, 'asset', a.id, null, a.hit, a.fails, a.lostHours]),
      ],
    },
    branches: {
      columns: ['branch', 'weight', 'annual_loss', 'return_period', 'occurrence_loss', 'occurrence_low95', 'occurrence_high95', 'aggregate_loss', 'aggregate_low95', 'aggregate_high95'],
      rows: (tree?.branches ?? []).flatMap((b) => b.periods.map((p): Cell[] => [b.id, b.weight, b.average.value, p.years, ...limits(p.occurrence), ...limits(p.aggregate)])),
    },
    years: { columns: ['timeline', 'year', 'events', 'annual_loss', 'greatest_event_loss'], rows: (years?.years ?? []).map((y) => [y.timeline, y.year, y.events, y.loss, y.greatest]) },
    occurrences: { columns: ['timeline', 'year', 'hours', 'event', 'peril', 'loss'], rows: (years?.occurrences ?? []).map((o) => [o.timeline, o.year, o.hours, o.event, o.peril, o.loss]) },
  };
}

/** CSV text by table name. */
export async function riskTables(results: RiskResults, years?: YearLossTable): Promise<Map<string, string>> {
  const { stringify } = await import('csv-stringify/sync'), tables = new Map<string, string>();
  for (const [name, { columns, rows }] of Object.entries(sheets(results, years))) if (rows.length > 0) tables.set(name, stringify([columns, ...rows], { escape_formulas: true }));
  return tables;
}
