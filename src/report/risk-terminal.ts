/** A catalogue study on one screen: losses by return period with intervals, what they come from, what makes a bad year. */
import pc from 'picocolors';
import type { RiskResults } from '../risk/results.js';
import { count, human, intervalText, percent, quantity } from './numbers.js';
import { cut, textTable, wrap } from './text-table.js';

export interface RiskTerminalOptions { columns?: number; color?: boolean; story?: string; folder?: string }

const MOST_PERILS = 8, MOST_EVENTS = 5, MOST_ASSETS = 5, MOST_BRANCHES = 8, MOST_WARNINGS = 4;

type Lines = string[];

/** Ends in a newline; lines are cut at the width, but never digest and command. */
export function riskTerminal(results: RiskResults, options: RiskTerminalOptions = {}): string {
  const width = Math.max(60, Math.min(100, options.columns ?? 80)), c = pc.createColors(options.color ?? false);
  const block = (title: string, [first = '', ...rest]: Lines): Lines => [c.bold(cut(title, width)), c.dim(cut(first, width)), ...rest.map((l) => cut(l, width))];
  const unfinished = partialText(results), partial = unfinished === undefined ? [] : wrap(unfinished, width).map((l) => c.yellow(l));
  const blocks = [heading(results, options, width, c.bold, c.dim), partial, average(results, c.bold), periods(results, width, block), perils(results, width, block), tail(results, width, block), tree(results, width, block)];
  const notices = [...results.failures.slice(0, MOST_WARNINGS).map((f) => c.red(cut(`${f.count} replications of ${f.event} failed: ${f.code}: ${f.message}`, width))), ...results.warnings.slice(0, MOST_WARNINGS).map((w) => c.yellow(cut(`Warning: ${w}`, width)))];
  const { study } = results, same = study.partial === undefined ? [`${c.bold('Digest')}   ${study.digest}`, `${c.bold('Again')}    ${study.command}`] : [];
  const end = [...same, ...(options.folder === undefined ? [] : [`${c.bold('Files')}    ${options.folder} (open report.html)`])];
  return `${[...blocks, notices, end].filter((b) => b.length > 0).map((b) => b.join('\n')).join('\n\n')}\n`;
}

/** That, and how far, a stopped study lacks something; undefined: it is whole. */
export function partialText({ study: { partial: p, mode, events, ratePerYear } }: RiskResults): string | undefined {
  if (p === undefined) return undefined;
  const done = `Partial: stopped after ${count(p.replications)} of ${count(p.planned)} ${mode === 'years' ? 'timelines' : p.during === 'pilot' ? 'replications of the pilot' : 'replications'}`;
  if (p.during === 'tail') return 'Partial: stopped before the worst losses were taken apart; the other figures are whole.';
  if (p.replications === p.planned) return `Partial: stopped after ${count(p.ways)} ways through the logic tree; figures are those of the first.`;
  if (mode === 'years') return `${done}. Figures are estimates from these years.`;
  return `${done}. Figures are of ${count(p.events)} of ${count(events)} events (${human(p.ratePerYear)} of ${human(ratePerYear)} a year): lower limits, since what the others would add is missing.`;
}

/** What was done, in words. */
export function workDone({ study }: RiskResults): string {
  const pilot = study.pilot > 0 ? ` after a pilot of ${count(study.pilot)}` : '';
  return study.mode === 'years' ? `${count(study.years)} years in ${count(study.replications)} timelines` : `${count(study.replications)} replications${pilot}`;
}

function heading(results: RiskResults, { story }: RiskTerminalOptions, width: number, bold: (s: string) => string, dim: (s: string) => string): Lines {
  const { study } = results, told = story ? wrap(story, width).slice(0, 2) : [];
  return [bold(cut(study.title, width)), dim(cut(`${study.modelTitle} · ${count(study.events)} events, ${human(study.ratePerYear)} a year · ${workDone(results)}`, width)), ...told];
}

function average({ average: { value, interval }, deviation, study: { loss } }: RiskResults, bold: (s: string) => string): Lines {
  return [`${bold('Average annual loss')}  ${human(value)} ${loss.unit} (95 %: ${intervalText(interval, loss.unit)}); standard deviation of a year ${human(deviation)}`];
}

/** Loss with its interval; an end that the replications cannot tell is open. */
export function lossCells({ loss, interval: [low, high] }: RiskResults['periods'][number]['occurrence'], unit: string): [string, string] {
  if (loss === null) return ['unknown', low === null ? '' : `over ${quantity(low, unit)}`];
  if (high === null) return [quantity(loss, unit), `over ${quantity(low ?? 0, unit)}`];
  return [quantity(loss, unit), intervalText([low ?? 0, high], unit)];
}

function periods({ periods: list, study: { loss } }: RiskResults, width: number, block: (t: string, l: Lines) => Lines): Lines {
  return block(`Losses by return period, ${loss.unit}, with 95 % intervals`, textTable(
    [{ heading: 'years', align: 'right' }, { heading: 'one event', align: 'right' }, { heading: 'interval', align: 'left', near: true }, { heading: 'all of a year', align: 'right' }, { heading: 'interval', align: 'left', near: true }],
    list.map((p) => [human(p.years), ...lossCells(p.occurrence, loss.unit), ...lossCells(p.aggregate, loss.unit)]), width));
}

function perils({ perils: list, study: { loss } }: RiskResults, width: number, block: (t: string, l: Lines) => Lines): Lines {
  const shown = list.slice(0, MOST_PERILS);
  return block('Where the average annual loss comes from', textTable(
    [{ heading: 'peril', align: 'left', least: 12 }, { heading: 'events', align: 'right' }, { heading: 'a year', align: 'right' }, { heading: 'annual loss', align: 'right' }, { heading: 'interval', align: 'left', near: true }, { heading: 'share', align: 'right' }],
    shown.map((p) => [p.title, count(p.events), human(p.ratePerYear), human(p.average.value), intervalText(p.average.interval, loss.unit), percent(p.share)]), width));
}

function tail({ deaggregation: d, study: { loss } }: RiskResults, width: number, block: (t: string, l: Lines) => Lines): Lines {
  if (d === null) return [];
  const what = d.basis === 'occurrence' ? 'events' : 'years', share = (x: { id: string; share: number }): string => `${x.id} ${percent(x.share)}`;
  const lines = [
    `Perils: ${d.perils.slice(0, MOST_PERILS).map(share).join(', ')}`, `Events: ${d.events.slice(0, MOST_EVENTS).map(share).join(', ')}`,
    ...(d.eventsPerYear === undefined ? [] : [`Such a year has ${human(d.eventsPerYear, 2)} events in the mean.`]),
    ...(d.assets.length === 0 ? [] : [`Assets that lose most hours then: ${d.assets.slice(0, MOST_ASSETS).map((a) => `${a.name} (fails in ${percent(a.fails)})`).join(', ')}`]),
  ];
  return block(`What makes losses beyond 1 in ${human(d.years)} years`, [`${what} that lose more than ${human(d.loss)} ${loss.unit}; from ${count(d.replications)} ${d.basis === 'occurrence' ? 'replications' : 'years'}`, ...lines.flatMap((line) => wrap(line, width))]);
}

function tree({ tree: t, study: { loss } }: RiskResults, width: number, block: (t: string, l: Lines) => Lines): Lines {
  if (t === undefined) return [];
  const at = t.periods.reduce((best, p) => (Math.abs(p.years - 200) < Math.abs(best.years - 200) ? p : best)), i = t.periods.indexOf(at), q = (x: number | null | undefined): string => (x === null || x === undefined ? 'unknown' : quantity(x, loss.unit));
  const rows = t.branches.slice(0, MOST_BRANCHES).map((b) => [b.id, percent(b.weight), human(b.average.value), q(b.periods[i]!.occurrence.loss), q(b.periods[i]!.aggregate.loss)]);
  rows.push(['all, mean', '', human(t.average.mean), q(at.occurrence.mean), q(at.aggregate.mean)]);
  for (const [name, label] of [['p05', 'all, 5 %'], ['p50', 'all, 50 %'], ['p95', 'all, 95 %']] as const) rows.push([label, '', q(t.average.fractiles[name]), q(at.occurrence.fractiles[name]), q(at.aggregate.fractiles[name])]);
  return block(`Branches: average annual loss, and that of 1 in ${human(at.years)} years${t.branches.length > MOST_BRANCHES ? ` (${t.branches.length - MOST_BRANCHES} more in the report)` : ''}`, textTable(
    [{ heading: 'branch', align: 'left', least: 16 }, { heading: 'weight', align: 'right' }, { heading: 'annual loss', align: 'right' }, { heading: 'one event', align: 'right' }, { heading: 'all of a year', align: 'right' }], rows, width));
}
