/** The result of a study on one screen: 80 to 100 columns, 45 lines. */
import pc from 'picocolors';
import type { Results } from '../study/results.js';
import { busiestNeeds, cascadePaths, cascadeSummary, worstAssets } from './findings.js';
import { count, duration, human, intervalText, percent, quantity } from './numbers.js';
import { layersText, PEOPLE_OUTCOMES, serviceHeadlines, type ServiceHeadline } from './outcome-names.js';
import { sparkline } from './sparkline.js';
import { cut, textTable, wrap, type Column } from './text-table.js';

export interface TerminalOptions {
  /** Width of the terminal; used between 40 and 100. Default 80. */
  columns?: number;
  /** ANSI colours. Default false. */
  color?: boolean;
  /** The scenario's story, shown in at most two lines. */
  story?: string;
  /** Assets not to list among the worst (service areas: their losses are the headlines). */
  leaveOut?: ReadonlySet<string>;
  /** Where the files went, shown last. */
  folder?: string;
}

type Colors = ReturnType<typeof pc.createColors>;
const MOST_SERVICES = 6;
const MOST_CURVES = 4;
const MOST_ASSETS = 5;
const MOST_PATHS = 3;
const MOST_NEEDS = 3;
const MOST_NOTICES = 3;

/** The screen, ending in a newline. Lines are cut, never wrapped, at the width. */
export function terminalReport(results: Results, options: TerminalOptions = {}): string {
  const width = Math.max(40, Math.min(100, options.columns ?? 80));
  const c = pc.createColors(options.color ?? false);
  const services = serviceHeadlines(results);
  const blocks = [
    heading(results, options, width, c),
    losses(services, width, c),
    people(results, width, c),
    cascade(results, width, c),
    curves(services, width, c),
    assets(results, options.leaveOut, width, c),
    paths(results, width, c),
    notices(results, width, c),
    reproduce(results, options.folder, width, c),
  ];
  return `${blocks.filter((b) => b.length > 0).map((b) => b.join('\n')).join('\n\n')}\n`;
}

function heading({ study }: Results, options: TerminalOptions, width: number, c: Colors): string[] {
  const story = options.story ? wrap(options.story, width) : [];
  if (story.length > 2) story.splice(1, Infinity, cut(`${story[1]} …`, width));
  return [
    c.bold(cut(study.scenarioTitle, width)),
    c.dim(cut(`${study.modelTitle} · ${count(study.replications)} replications · ${duration(study.horizonHours)} from ${study.start}`, width)),
    ...story,
  ];
}

/** Heading in bold over a table whose first line stays dim. */
function block(title: string, lines: string[], width: number, c: Colors): string[] {
  const [first = '', ...rest] = lines;
  return [c.bold(cut(title, width)), c.dim(cut(first, width)), ...rest.map((l) => cut(l, width))];
}

function cascade(results: Results, width: number, c: Colors): string[] {
  const text = cascadeSummary(results);
  return text === undefined ? [] : [c.bold('Cascade'), ...wrap(text, width)];
}

/** Intervals are left out from the right where the terminal is too narrow for them: a cut number would lie. */
function losses(services: ServiceHeadline[], width: number, c: Colors): string[] {
  if (services.length === 0) return [];
  const measures = [
    { heading: 'person-h', of: (s: ServiceHeadline) => s.personHours },
    { heading: 'peak', of: (s: ServiceHeadline) => s.peakPeople },
    { heading: '90 % back', of: (s: ServiceHeadline) => s.timeTo90 },
  ].filter((m) => services.some((s) => m.of(s)));
  const table = (intervals: number): string[] => textTable(
    [{ heading: 'without', align: 'left', least: intervals > 0 ? 14 : 11 }, ...measures.flatMap((m, i): Column[] => [{ heading: m.heading, align: 'right' }, ...(i < intervals ? [{ heading: 'interval', align: 'left', near: true } as const] : [])])],
    services.slice(0, MOST_SERVICES).map((s) => [s.service, ...measures.flatMap((m, i) => {
      const outcome = m.of(s);
      if (!outcome) return i < intervals ? ['–', ''] : ['–'];
      return i < intervals ? [quantity(outcome.mean, outcome.unit), intervalText(outcome.interval, outcome.unit)] : [quantity(outcome.mean, outcome.unit)];
    })]), width);
  let intervals = measures.length;
  while (intervals > 0 && table(intervals).some((l) => [...l].length > width)) intervals--;
  const title = `Losses: mean of a replication${intervals > 0 ? ' and its 95 % interval' : ''}${services.length > MOST_SERVICES ? `; ${services.length - MOST_SERVICES} lesser in the report` : ''}`;
  return block(title, table(intervals), width, c);
}

function people({ outcomes }: Results, width: number, c: Colors): string[] {
  const told = Object.entries(PEOPLE_OUTCOMES).flatMap(([name, text]) => { const o = outcomes[name]; return o === undefined ? [] : [`${quantity(o.mean, o.unit)} ${text} (${intervalText(o.interval, o.unit)})`]; });
  return told.length === 0 ? [] : [c.bold('People, mean of a replication and its 95 % interval'), ...wrap(`${told.join(', ')}.`, width)];
}

function curves(services: ServiceHeadline[], width: number, c: Colors): string[] {
  const shown = services.filter((s) => s.curve).slice(0, MOST_CURVES);
  if (shown.length === 0) return [];
  const nameWidth = Math.min(14, Math.max(...shown.map((s) => s.service.length)));
  const barWidth = Math.max(6, Math.floor((width - nameWidth - 2 - 2 - 10) / 2));
  const lines = shown.map(({ service, curve }) => {
    const top = Math.max(...curve!.p95, 0);
    return `${cut(service, nameWidth).padEnd(nameWidth)}  ${sparkline(curve!.p50, barWidth, top)}  ${sparkline(curve!.p95, barWidth, top)}  ${human(top, 3).padStart(8)}`;
  });
  return block('People without, over time', [`${' '.repeat(nameWidth)}  ${'median'.padEnd(barWidth)}  ${cut('95 of 100 stay below', barWidth).padEnd(barWidth)}  ${'highest'.padStart(8)}`, ...lines], width, c);
}

function assets(results: Results, leaveOut: ReadonlySet<string> | undefined, width: number, c: Colors): string[] {
  const worst = worstAssets(results, MOST_ASSETS, leaveOut);
  if (worst.length === 0) return [];
  const rows = worst.map((a) => [a.id === a.name ? a.id : `${a.name} (${a.id})`, a.sector, percent(a.failureProbability), percent(a.hitProbability), duration(a.meanLostHours)]);
  return block('Worst assets', textTable(
    [{ heading: 'asset', align: 'left', least: 16 }, { heading: 'sector', align: 'left', least: 6 }, { heading: 'fails', align: 'right' }, { heading: 'is hit', align: 'right' }, { heading: 'mean time lost', align: 'right' }], rows, width), width, c);
}

function paths(results: Results, width: number, c: Colors): string[] {
  const top = cascadePaths(results, MOST_PATHS);
  if (top.length === 0) return [];
  const lines = textTable(
    [{ heading: 'began in', align: 'left', least: 8 }, { heading: '', align: 'left' }, { heading: 'lost by', align: 'left', least: 8 }, { heading: 'asset-hours', align: 'right' }, { heading: 'of all', align: 'right' }],
    top.map((p) => [p.origin, '→', p.sector, human(p.hours), percent(p.share)]), width);
  const needs = busiestNeeds(results, MOST_NEEDS).map((n) => `${n.id} (${human(n.perReplication, 2)})`);
  return [...block('Where outages come from', lines, width, c), ...(needs.length ? wrap(`Needs that passed most on, times a replication: ${needs.join(', ')}.`, width).slice(0, 3) : [])];
}

function notices(results: Results, width: number, c: Colors): string[] {
  const { failures, warnings, study } = results;
  const lines: string[] = [];
  if (study.partial) lines.push(c.yellow(cut(`Partial: stopped after ${count(study.replications)} replications; continue with --resume.`, width)));
  if (failures.length > 0) {
    lines.push(c.red(cut(`${count(failures.length)} replication${failures.length === 1 ? '' : 's'} failed; the first: number ${failures[0]!.replication}, ${failures[0]!.code}: ${failures[0]!.message}`, width)));
  }
  for (const w of warnings.slice(0, MOST_NOTICES)) lines.push(c.yellow(cut(`Warning: ${w}`, width)));
  if (warnings.length > MOST_NOTICES) lines.push(c.yellow(`… and ${count(warnings.length - MOST_NOTICES)} more warnings (see the report).`));
  return lines;
}

function reproduce({ study }: Results, folder: string | undefined, width: number, c: Colors): string[] {
  // The digest and the command are to be copied, so they are never cut.
  return [...(study.physics === undefined ? [] : [`${c.bold('Physics')}  ${layersText(study.physics)}`]), `${c.bold('Digest')}   ${study.digest}`, `${c.bold('Again')}    ${study.command}`, ...(folder ? [`${c.bold('Files')}    ${folder}${width > 60 ? ' (open report.html)' : ''}`] : [])];
}
