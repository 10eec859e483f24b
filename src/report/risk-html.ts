/** `report.html` of a catalogue study: one self-contained page. */
import type { RiskResults } from '../risk/results.js';
import { html, Markup } from './html/escape.js';
import { returnPeriodChart, shareBar } from './html/risk-charts.js';
import { STYLE } from './html/style.js';
import { count, duration, human, intervalText, percent, quantity } from './numbers.js';
import { lossCells, partialText, workDone } from './risk-terminal.js';

export interface RiskReportInput { results: RiskResults; story?: string; sources?: readonly string[]; limits?: readonly string[] }

const MOST_EVENTS = 25, MOST_ASSETS = 25;

/** The page; the same text for the same input. */
export function riskHtml(input: RiskReportInput): string {
  const { results } = input, { study } = results, partial = partialText(results);
  const sections: [string, string, Markup | undefined][] = [
    ['periods', 'Losses by return period', periodSection(results)], ['perils', 'Where they come from', perilSection(results)], ['bad', 'What makes a bad year', tailSection(results)],
    ['tree', 'What is not known', treeSection(results)], ['events', 'Events', eventSection(results)], ['assets', 'Assets', assetSection(results)], ['meaning', 'What the figures mean', meaning(input)], ['again', partial === undefined ? 'How to get the same result' : 'How to get the whole result', again(results)],
  ];
  const shown = sections.filter((s): s is [string, string, Markup] => s[2] !== undefined), policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Hazcade ${study.version}"><title>${study.title} · ${study.modelTitle}</title><style>${new Markup(STYLE)}</style></head><body>
<header><h1>${study.title}</h1><p class="sub">${study.modelTitle} · ${count(study.events)} events, ${human(study.ratePerYear)} a year · ${workDone(results)}</p>
${input.story ? html`<p>${input.story}</p>` : ''}${partial === undefined ? '' : html`<p class="alert">${partial}</p>`}${results.failures.length > 0 ? html`<p class="alert">${results.failures.slice(0, 10).map((f) => `${f.count} replications of ${f.event} failed (${f.code}: ${f.message})`).join('; ')}</p>` : ''}
<nav aria-label="Sections">${shown.map(([id, title]) => html`<a href="#${id}">${title}</a> `)}</nav></header>
<main>${shown.map(([id, title, body]) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${body}</section>
`)}</main></body></html>
`.toString();
}

const table = (caption: string, head: [string, boolean][], rows: Markup[]): Markup =>
  html`<div class="scroll"><table><caption>${caption}</caption><thead><tr>${head.map(([h, number]) => html`<th scope="col"${number ? new Markup(' class="n"') : ''}>${h}</th>`)}</tr></thead><tbody>${rows.map((r) => html`<tr>${r}</tr>
`)}</tbody></table></div>`;

function periodSection({ periods, curves, average, deviation, study: { loss } }: RiskResults): Markup {
  const cell = (p: Parameters<typeof lossCells>[0]): Markup => { const [value, interval] = lossCells(p, loss.unit); return html`<td class="n">${value}<span class="i">${interval}</span></td>`; };
  const longest = Math.max(...periods.map((p) => p.years)), figure = (title: string, curve: RiskResults['curves']['occurrence']): Markup => html`<figure><figcaption>${title} <span class="note">(${loss.unit})</span></figcaption>${returnPeriodChart(title, loss.unit, curve, longest)}</figure>`;
  return html`<p><b>Average annual loss: ${human(average.value)} ${loss.unit}</b> (95 % interval ${intervalText(average.interval, loss.unit)}); standard deviation of a year ${human(deviation)}. Loss: ${loss.title}.</p>
<div class="figures">${figure('Greatest event of a year', curves.occurrence)}${figure('All events of a year', curves.aggregate)}</div>
${table('Exceeded with probability 1 / years in any year; 95 % interval below.', [['Years', true], ['Greatest event', true], ['All of a year', true]], periods.map((p) => html`<td class="n">${human(p.years)}</td>${cell(p.occurrence)}${cell(p.aggregate)}`))}`;
}

function perilSection({ perils, study: { loss } }: RiskResults): Markup {
  return table('Parts of the average annual loss; what follows from an event counts as its peril.', [['Peril', false], ['Events', true], ['A year', true], ['Annual loss', true], ['Share', true], ['', false]],
    perils.map((p) => html`<th scope="row">${p.title}</th><td class="n">${count(p.events)}</td><td class="n">${human(p.ratePerYear)}</td><td class="n">${human(p.average.value)}<span class="i">${intervalText(p.average.interval, loss.unit)}</span></td><td class="n">${percent(p.share)}</td><td>${shareBar(p.share)}</td>`));
}

function tailSection({ deaggregation: d, study: { loss } }: RiskResults): Markup | undefined {
  if (d === null) return undefined;
  const shares = (title: string, list: { id: string; share: number }[]): Markup => table(title, [['', false], ['Share', true], ['', false]], list.slice(0, MOST_EVENTS).map((x) => html`<th scope="row">${x.id}</th><td class="n">${percent(x.share)}</td><td>${shareBar(x.share)}</td>`));
  return html`<p>${d.basis === 'occurrence' ? 'Events' : 'Years'} that lose more than ${human(d.loss)} ${loss.unit}, the loss of 1 in ${human(d.years)} years; from ${count(d.replications)} ${d.basis === 'occurrence' ? 'replications' : 'years'}.${d.eventsPerYear === undefined ? '' : ` Such a year has ${human(d.eventsPerYear, 2)} events in the mean.`}</p>
${shares(d.basis === 'occurrence' ? 'Perils: share of the rate of such events.' : 'Perils: share of the losses of such years.', d.perils)}${shares('Events', d.events)}
${d.assets.length === 0 ? '' : table('Assets then: share of such events in which each was hit and failed, mean hours lost.', [['Asset', false], ['Sector', false], ['Is hit', true], ['Fails', true], ['Time lost', true]], d.assets.slice(0, MOST_ASSETS).map((a) => html`<th scope="row">${a.name}</th><td>${a.sector}</td><td class="n">${percent(a.hit)}</td><td class="n">${percent(a.fails)}</td><td class="n">${duration(a.lostHours)}</td>`))}`;
}

function treeSection({ tree: t, study: { loss } }: RiskResults): Markup | undefined {
  if (t === undefined) return undefined;
  const q = (x: number | null | undefined): string => (x === null || x === undefined ? 'unknown' : quantity(x, loss.unit));
  return html`<p class="note">Each branch is a study of its own under the same luck. Fractiles are over branches by their weights and say what is not known; the intervals above say how few replications there are.</p>
${table('Loss of the greatest event of a year (all of a year below it), over all branches.', [['Years', true], ['Mean', true], ['5 %', true], ['16 %', true], ['50 %', true], ['84 %', true], ['95 %', true]], t.periods.map((p) => html`<td class="n">${human(p.years)}</td><td class="n">${q(p.occurrence.mean)}<span class="i">${q(p.aggregate.mean)}</span></td>${['p05', 'p16', 'p50', 'p84', 'p95'].map((k) => html`<td class="n">${q(p.occurrence.fractiles[k])}<span class="i">${q(p.aggregate.fractiles[k])}</span></td>`)}`))}
${table('Branches', [['Branch', false], ['Weight', true], ['Annual loss', true]], t.branches.map((b) => html`<th scope="row">${b.id}</th><td class="n">${percent(b.weight)}</td><td class="n">${human(b.average.value)}<span class="i">${intervalText(b.average.interval, loss.unit)}</span></td>`))}`;
}

function eventSection({ events }: RiskResults): Markup {
  const most = [...events].sort((a, b) => b.annualLoss - a.annualLoss || (a.id < b.id ? -1 : 1)).slice(0, MOST_EVENTS);
  return table(`Those with the greatest part of the average annual loss${events.length > MOST_EVENTS ? `, ${MOST_EVENTS} of ${count(events.length)}; all in tables/events.csv` : ''}.`, [['Event', false], ['Peril', false], ['A year', true], ['Mean loss', true], ['Greatest', true], ['Annual loss', true]],
    most.map((e) => html`<th scope="row">${e.id}</th><td>${e.peril}</td><td class="n">${human(e.ratePerYear)}</td><td class="n">${e.meanLoss === null ? '–' : human(e.meanLoss)}</td><td class="n">${e.greatest === null ? '–' : human(e.greatest)}</td><td class="n">${human(e.annualLoss)}</td>`));
}

function assetSection({ assets }: RiskResults): Markup | undefined {
  if (assets.length === 0) return undefined;
  return table('Those that lose most time, in a mean year.', [['Asset', false], ['Sector', false], ['Is hit a year', true], ['Fails a year', true], ['Time lost a year', true]],
    assets.slice(0, MOST_ASSETS).map((a) => html`<th scope="row">${a.name}</th><td>${a.sector}</td><td class="n">${human(a.hitsPerYear)}</td><td class="n">${human(a.failuresPerYear)}</td><td class="n">${duration(a.lostHoursPerYear)}</td>`));
}

function meaning({ results, sources = [], limits = [] }: RiskReportInput): Markup {
  const list = (title: string, items: readonly string[]): Markup | '' => (items.length > 0 ? html`<h3>${title}</h3><ul>${items.map((i) => html`<li>${i}</li>`)}</ul>` : '');
  return html`<dl><dt>Return period</dt><dd>A loss of 1 in 200 years is exceeded with probability 1/200 in any one year. Two such years may follow each other.</dd>
<dt>Greatest event, all of a year</dt><dd>Occurrence exceedance (OEP) and aggregate exceedance (AEP).</dd>
<dt>95 % interval</dt><dd>For the limited number of replications, the rates of events taken as known. “Over” or “unknown”: the replications do not reach so far.</dd></dl>${list('Limits', limits)}${list('Sources', sources)}${list('Warnings', results.warnings)}`;
}

function again({ study }: RiskResults): Markup {
  return html`<pre>${study.command}</pre><dl><dt>Digest</dt><dd><code>${study.digest}</code></dd><dt>Seed</dt><dd><code>${study.seed}</code></dd><dt>Version</dt><dd>${study.version}</dd><dt>Catalogue</dt><dd>${study.catalogue}, SHA-256 <code>${study.catalogueHash}</code></dd><dt>Model</dt><dd>${study.model}, SHA-256 <code>${study.modelHash}</code></dd></dl><p class="note">The same command gives the same digest on any machine and with any number of workers.</p>`;
}
