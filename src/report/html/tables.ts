/** The tables of the page: headlines, other outcomes, worst assets, needs, the sector-by-sector loss, variants. */
import type { AssetSummary, NeedSummary, OutcomeSummary, Results } from '../../study/results.js';
import { count, duration, human, intervalText, percent, quantity, varianceGain } from '../numbers.js';
import type { ServiceHeadline } from '../outcome-names.js';
import type { RankingReport } from '../ranking.js';
import { intervalBar } from './charts.js';
import { html, type Markup } from './escape.js';
import { tint } from './palette.js';

const MOST_RANKED = 25;

const meanCell = (o: OutcomeSummary | undefined): Markup =>
  o ? html`<td class="n">${quantity(o.mean, o.unit)}<span class="i">${intervalText(o.interval, o.unit)}</span></td>` : html`<td class="n">–</td>`;

/** Losses by service: mean with interval, and the quantiles that a planner asks for. */
export function headlineTable(services: ServiceHeadline[]): Markup {
  const quantiles = (o: OutcomeSummary | undefined): Markup =>
    html`<td class="n">${o ? quantity(o.quantiles['p50'] ?? null, o.unit) : '–'}</td><td class="n">${o ? quantity(o.quantiles['p95'] ?? null, o.unit) : '–'}</td>`;
  return html`<div class="scroll"><table><caption>Mean of a replication with its 95 % confidence interval below it; “half” and “1 in 20”: exceeded by half of the replications, by one in twenty.</caption>
<thead><tr><th scope="col">Without</th><th scope="col" class="n">Person-hours</th><th scope="col" class="n">half</th><th scope="col" class="n">1 in 20</th><th scope="col" class="n">Peak people</th><th scope="col" class="n">half</th><th scope="col" class="n">1 in 20</th><th scope="col" class="n">90 % back after</th><th scope="col" class="n">not by the horizon</th></tr></thead><tbody>
${services.map((s) => html`<tr><th scope="row">${s.service}</th>${meanCell(s.personHours)}${quantiles(s.personHours)}${meanCell(s.peakPeople)}${quantiles(s.peakPeople)}${meanCell(s.timeTo90)}<td class="n">${s.timeTo90?.notByHorizon === undefined ? '–' : percent(s.timeTo90.notByHorizon)}</td></tr>
`)}</tbody></table></div>`;
}

/** Every outcome, one row each: the table behind the figures. */
export function outcomeTable(outcomes: Results['outcomes']): Markup {
  const q = (o: OutcomeSummary, key: string): Markup => html`<td class="n">${quantity(o.quantiles[key] ?? null, o.unit)}</td>`;
  return html`<div class="scroll"><table><thead><tr><th scope="col">Outcome</th><th scope="col">Unit</th><th scope="col" class="n">Mean</th><th scope="col" class="n">5 %</th><th scope="col" class="n">50 %</th><th scope="col" class="n">95 %</th><th scope="col" class="n">99 %</th><th scope="col" class="n">above 0 in</th></tr></thead><tbody>
${Object.entries(outcomes).map(([name, o]) => html`<tr><th scope="row" title="${name}">${o.title}</th><td>${o.unit}</td>${meanCell(o)}${q(o, 'p05')}${q(o, 'p50')}${q(o, 'p95')}${q(o, 'p99')}<td class="n">${percent(o.probability.value)}</td></tr>
`)}</tbody></table></div>`;
}

/** Assets that lose most. */
export function assetTable(assets: AssetSummary[]): Markup {
  return html`<div class="scroll"><table><caption>By mean time lost a replication. Fails: falls below its level at the start in this share of replications, 95 % interval below it.</caption><thead><tr><th scope="col">Asset</th><th scope="col">Sector</th><th scope="col" class="n">Fails</th><th scope="col" class="n">Is hit</th><th scope="col" class="n">Mean time lost</th><th scope="col" class="n">If so, first after (mean)</th></tr></thead><tbody>
${assets.map((a) => html`<tr><th scope="row">${a.name}${a.name === a.id ? '' : html` <span class="note">${a.id}</span>`}</th><td>${a.sector}</td><td class="n">${percent(a.failureProbability)}<span class="i">${intervalText(a.failureInterval, 'share')}</span></td><td class="n">${percent(a.hitProbability)}</td><td class="n">${duration(a.meanLostHours)}</td><td class="n">${a.meanFirstFailureHoursIfFailed == null ? '–' : duration(a.meanFirstFailureHoursIfFailed)}</td></tr>
`)}</tbody></table></div>`;
}

/** Needs through which most falls came. */
export function needTable(needs: NeedSummary[], nameOf: (asset: string) => string): Markup {
  const suppliers = (n: NeedSummary): string => n.suppliers.slice(0, 4).map(nameOf).join(', ') + (n.suppliers.length > 4 ? ` and ${n.suppliers.length - 4} more` : '');
  return html`<div class="scroll"><table><caption>How often the lack of a service made its consumer fall.</caption><thead><tr><th scope="col">Consumer</th><th scope="col">for want of</th><th scope="col">Suppliers</th><th scope="col" class="n">Falls a replication</th></tr></thead><tbody>
${needs.map((n) => html`<tr><th scope="row">${nameOf(n.asset)}</th><td>${n.service}</td><td>${suppliers(n)}</td><td class="n">${human(n.perReplication, 2)}</td></tr>
`)}</tbody></table></div>`;
}

/** Where outages began (rows) and which sector lost (columns), mean asset-hours of a replication; the darker the more. */
export function lossTable({ origins, sectors, hours }: Results['loss']): Markup {
  const greatest = Math.max(0, ...hours.flat());
  if (greatest <= 0) return html`<p class="note">No asset-hours were lost.</p>`;
  const rows = origins.map((origin, r) => ({ origin, row: hours[r] ?? [] })).filter(({ row }) => row.some((h) => h > 0));
  return html`<div class="scroll"><table class="heat"><caption>Lost asset-hours, mean of a replication. Rows: sector of the supplier that failed first, or “hit”: the asset itself was struck.</caption><thead><tr><th scope="col">began in</th>${sectors.map((s) => html`<th scope="col">${s}</th>`)}</tr></thead><tbody>
${rows.map(({ origin, row }) => html`<tr><th scope="row">${origin}</th>${sectors.map((_, c) => { const h = row[c] ?? 0; return html`<td class="n" style="background:${tint(Math.sqrt(h / greatest))}">${h >= 0.01 ? human(h, 2) : h > 0 ? '<0.01' : ''}</td>`; })}</tr>
`)}</tbody></table></div>`;
}

/** What hardening each asset, or a buffer for each need, would save. */
export function rankTable({ question, outcome, unit, replications, pairs, subjects, entries }: RankingReport): Markup {
  const shown = entries.slice(0, MOST_RANKED);
  const low = Math.min(...shown.map((e) => e.interval[0]));
  const high = Math.max(...shown.map((e) => e.interval[1]));
  return html`<div class="scroll"><table><caption>${outcome} avoided a replication ${question.ask === 'shield' ? 'if the asset could not be hit' : `if the need had a buffer of ${duration(question.bufferHours)}`}: exact, by running again the ${count(pairs)} of ${count(subjects * replications)} pairs of asset and replication in which that changes anything.</caption><thead><tr><th scope="col">${question.ask === 'shield' ? 'Asset' : 'Need'}</th><th scope="col">Sector</th><th scope="col" class="n">Avoided</th><th scope="col">95 % interval</th></tr></thead><tbody>
${shown.map((e) => html`<tr><th scope="row">${e.name}${e.name === e.id ? '' : html` <span class="note">${e.id}</span>`}</th><td>${e.sector}</td><td class="n">${quantity(e.mean, unit)}<span class="i">${intervalText(e.interval, unit)}</span></td><td>${intervalBar(e.mean, e.interval, low, high, unit)}</td></tr>
`)}</tbody></table></div>`;
}

/** What each variant avoids, paired with the base run under the same luck. */
export function variantTable(results: Results): Markup {
  const names = [...new Set(results.variants.flatMap((v) => Object.keys(v.avoided)))];
  const headline = names.filter((n) => n.startsWith('person-hours.'));
  return html`${(headline.length > 0 ? headline : names).map((name) => {
    const rows = results.variants.flatMap((v) => { const a = v.avoided[name]; return a ? [{ v, a }] : []; });
    const low = Math.min(...rows.map((r) => r.a.interval[0]));
    const high = Math.max(...rows.map((r) => r.a.interval[1]));
    const outcome = results.outcomes[name];
    const unit = outcome?.unit ?? '';
    return html`<div class="scroll"><table><caption>${outcome?.title ?? name}: avoided a replication (base minus variant, positive is better)</caption><thead><tr><th scope="col">Variant</th><th scope="col" class="n">Avoided</th><th scope="col">95 % interval</th><th scope="col" class="n">Cost</th><th scope="col" class="n">Avoided per million euro</th><th scope="col" class="n">Gain in variance</th></tr></thead><tbody>
${rows.map(({ v, a }) => html`<tr><th scope="row">${v.title}</th><td class="n">${quantity(a.mean, unit)}<span class="i">${intervalText(a.interval, unit)}</span></td><td>${intervalBar(a.mean, a.interval, low, high, unit)}</td><td class="n">${v.costEuro === null ? '–' : `€ ${human(v.costEuro)}`}</td><td class="n">${a.perMillionEuro === null ? '–' : quantity(a.perMillionEuro, unit)}</td><td class="n">${varianceGain(a.varianceGain)}</td></tr>
`)}</tbody></table></div>`;
  })}`;
}
