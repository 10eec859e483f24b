/** The page as a whole: sections in the order in which a planner asks. */
import { curveInUnits, type Results } from '../../study/results.js';
import { busiestNeeds, cascadeSummary, worstAssets } from '../findings.js';
import { count, duration } from '../numbers.js';
import { layersText, serviceHeadlines } from '../outcome-names.js';
import type { RankingReport } from '../ranking.js';
import { bandChart, bandLegend, exceedanceChart } from './charts.js';
import { html, Markup } from './escape.js';
import { assetMap } from './map.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';
import { assetTable, headlineTable, lossTable, needTable, outcomeTable, rankTable, variantTable } from './tables.js';
import { cascadeFigure, type ReplicationTrace } from './tree.js';

const MOST_ASSETS = 25;
const MOST_NEEDS = 15;
const MOST_FIGURES = 6;

export interface ReportInput {
  results: Results;
  /** From the scenario. */
  story?: string;
  sources?: readonly string[];
  limits?: readonly string[];
  /** A typical and a bad replication, in full. */
  traces?: readonly ReplicationTrace[];
  /** What hardening assets, or giving needs a buffer, would save. */
  rank?: RankingReport;
  /** Assets not to list among the worst (service areas: their losses are the headlines). */
  leaveOut?: ReadonlySet<string>;
}

interface Section { id: string; title: string; body: Markup }

/**
 * The whole document.
 * @param scriptHash source expression (`sha256-...`) of SCRIPT for the Content Security Policy: no other script may run
 */
export function page(input: ReportInput, scriptHash: string): string {
  const { results } = input;
  const { study } = results;
  const sections = sectionsOf(input);
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '${scriptHash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Hazcade ${study.version}"><title>${study.scenarioTitle} · ${study.modelTitle}</title><style>${new Markup(STYLE)}</style></head><body>
<header><h1>${study.scenarioTitle}</h1><p class="sub">${study.modelTitle} · ${count(study.replications)} replications · ${duration(study.horizonHours)} from ${study.start}</p>
${input.story ? html`<p>${input.story}</p>` : ''}${study.partial ? html`<p class="alert">Partial result: the study was stopped after ${count(study.replications)} replications.</p>` : ''}
${results.failures.length > 0 ? html`<p class="alert">${count(results.failures.length)} replication(s) failed and are not in the figures: ${results.failures.slice(0, 10).map((f) => `${f.replication} (${f.code}: ${f.message})`).join('; ')}${results.failures.length > 10 ? ' …' : ''}</p>` : ''}
<nav aria-label="Sections">${sections.map((s) => html`<a href="#${s.id}">${s.title}</a> `)}</nav></header>
<main>${sections.map((s) => html`<section aria-labelledby="${s.id}"><h2 id="${s.id}">${s.title}</h2>
${s.body}</section>
`)}</main><script>${new Markup(SCRIPT)}</script></body></html>
`.toString();
}

function sectionsOf(input: ReportInput): Section[] {
  const { results } = input;
  const names = new Map(results.assets.map((a) => [a.id, a.name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const services = serviceHeadlines(results);
  const spread = cascadeSummary(results);
  const shown = new Set(services.map((s) => s.curve?.title));
  const curves = [...services.flatMap((s) => (s.curve ? [s.curve] : [])), ...Object.values(results.curves).map(curveInUnits).filter((c) => !shown.has(c.title))];
  const losses = services.flatMap((s) => (s.personHours ? [s.personHours] : []));
  const worst = worstAssets(results, MOST_ASSETS, input.leaveOut);
  const needs = busiestNeeds(results, MOST_NEEDS);
  const all: (Section | false)[] = [
    { id: 'losses', title: 'Losses', body: html`${headlineTable(services)}${spread === undefined ? '' : html`<p>Cascade: ${spread}</p>`}<details><summary>All outcomes</summary>${outcomeTable(results.outcomes)}</details>` },
    curves.length > 0 && { id: 'time', title: 'Over time', body: html`${bandLegend}${figures(curves.map((c) => html`<figure><figcaption>${c.title} <span class="note">(${c.unit})</span></figcaption>${bandChart(c)}</figure>`))}` },
    losses.length > 0 && { id: 'exceedance', title: 'How bad it can get', body: html`<p class="note">Share of replications in which the loss is greater than the value on the axis.</p>${figures(losses.map((o) => html`<figure><figcaption>${o.title}</figcaption>${exceedanceChart(o.title, o)}</figure>`))}` },
    { id: 'map', title: 'Where', body: assetMap(results.assets) },
    worst.length > 0 && { id: 'assets', title: 'Worst assets', body: assetTable(worst) },
    input.rank !== undefined && { id: 'rank', title: 'What hardening would save', body: rankTable(input.rank) },
    results.variants.length > 0 && { id: 'variants', title: 'Variants', body: html`<p class="note">Every variant meets the same random events as the base (common random numbers): the gain in variance is how many times more replications independent runs would need for an interval as narrow.</p>${variantTable(results)}` },
    { id: 'paths', title: 'How losses spread', body: html`${lossTable(results.loss)}${needs.length > 0 ? needTable(needs, nameOf) : ''}` },
    (input.traces?.length ?? 0) > 0 && { id: 'cascades', title: 'Two cascades', body: html`<p class="note">Circle: a hazard; diamond: an asset is struck; square: an asset falls. Indented below: what it caused.</p><div class="columns">${input.traces!.map((t) => cascadeFigure(t, results.study.horizonHours, nameOf))}</div>` },
    { id: 'meaning', title: 'What the figures mean', body: meaning(input) },
    { id: 'again', title: 'How to get the same result', body: reproduce(input) },
  ];
  return all.filter((s): s is Section => s !== false);
}

/** The first ones at once, those of lesser losses on demand. */
function figures(all: Markup[]): Markup {
  const rest = all.slice(MOST_FIGURES);
  return html`<div class="figures">${all.slice(0, MOST_FIGURES)}</div>${rest.length > 0 ? html`<details><summary>${rest.length} more, with lesser losses</summary><div class="figures">${rest}</div></details>` : ''}`;
}

function meaning({ results, limits, sources }: ReportInput): Markup {
  const list = (title: string, items: readonly string[]): Markup | '' => (items.length > 0 ? html`<h3>${title}</h3><ul>${items.map((i) => html`<li>${i}</li>`)}</ul>` : '');
  return html`<dl><dt>Replication</dt><dd>One random run of the scenario; the study runs many with different luck.</dd>
<dt>Person-hours without</dt><dd>People times the share of the service that their area does not see, buffers included, summed over the hours up to the horizon.</dd>
<dt>Peak people without</dt><dd>The greatest number at any instant of a replication.</dd>
<dt>90 % back after</dt><dd>Hours from the first hazard's onset to the end of the last time fewer than nine in ten had the service; where that lies beyond the horizon, the mean counts the horizon.</dd>
<dt>Lost asset-hours</dt><dd>Sum over assets of (1 − service level) over time: an asset at half level for two hours loses one.</dd>
<dt>Is hit / fails</dt><dd>Hit: damaged, derated or tripped by a hazard or by itself. Fails: falls below its level at the start, for whatever reason.</dd>
<dt>95 % interval</dt><dd>Of the mean or share, for the limited number of replications; it says nothing about how true the model is.</dd></dl>
${list('Limits', limits ?? [])}${list('Sources', sources ?? [])}${list('Warnings', results.warnings)}`;
}

function reproduce({ results: { study } }: ReportInput): Markup {
  return html`<pre>${study.command}</pre><dl><dt>Digest</dt><dd><code>${study.digest}</code></dd><dt>Seed</dt><dd><code>${study.seed}</code></dd>${study.physics === undefined ? '' : html`<dt>Layers</dt><dd>${layersText(study.physics)}</dd>`}<dt>Version</dt><dd>${study.version}</dd><dt>Model</dt><dd>${study.model}, SHA-256 <code>${study.modelHash}</code></dd><dt>Scenario</dt><dd>${study.scenario}, SHA-256 <code>${study.scenarioHash}</code></dd></dl><p class="note">The same command gives the same digest on any machine and with any number of workers.</p>`;
}
