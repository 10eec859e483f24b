/** Interaction effect and silo view on a terminal, at most 100 columns wide. */
import pc from 'picocolors';
import type { Estimate, InteractionOutcome, SiloOutcome } from '../study/decomposition.js';
import { count, intervalText, percent, quantity } from './numbers.js';
import { cut, textTable, wrap } from './text-table.js';

export interface DecompositionOptions { columns?: number; color?: boolean }

interface Head { title: string; replications: number; failed: number }

/** Blocks that fit a screen. */
const MOST_OUTCOMES = 4;

type Line = [label: string, estimate: Estimate, note?: string];

/** Person-hours of all services first, then the greatest losses; outcomes without any loss are left out. */
function shown<T>(outcomes: Record<string, T>, lossOf: (outcome: T) => number): { entries: [string, T][]; further: number } {
  const lossy = Object.entries(outcomes).filter(([, o]) => lossOf(o) !== 0).sort(([a, p], [b, q]) => rank(a) - rank(b) || lossOf(q) - lossOf(p));
  return { entries: lossy.slice(0, MOST_OUTCOMES), further: Math.max(0, lossy.length - MOST_OUTCOMES) };
}

const rank = (name: string): number => (name === 'person-hours.all' ? 0 : name.startsWith('person-hours.') ? 1 : name.startsWith('lost-asset-hours.all') ? 2 : 3);

const signed = (mean: number, unit: string): string => `${mean > 0 ? '+' : ''}${quantity(mean, unit)}`;

function report(head: Head, what: string, blocks: { title: string; unit: string; lines: Line[]; sum: Line[] }[], further: number, notes: string[], { columns, color = false }: DecompositionOptions): string {
  const width = Math.max(40, Math.min(100, columns ?? 80)), c = pc.createColors(color);
  const text = blocks.map(({ title, unit, lines, sum }) => {
    const cells = ([label, { mean, interval }, note = '']: Line, isEffect: boolean): string[] => [label, isEffect ? signed(mean, unit) : quantity(mean, unit), intervalText(interval, unit), note];
    const [heading = '', ...rows] = textTable([
      { heading: '', align: 'left', least: 16 }, { heading: 'mean', align: 'right' }, { heading: '95 % interval', align: 'left' }, { heading: '', align: 'left' },
    ], [...lines.map((l) => cells(l, false)), ...sum.map((l) => cells(l, true))], width);
    return [c.bold(cut(`${title} (${unit})`, width)), c.dim(cut(heading, width)), ...rows.map((row, i) => (i === lines.length ? c.bold(row) : row)).map((row) => cut(row, width + 8))].join('\n');
  });
  if (text.length === 0) text.push('Nothing is lost in any replication.');
  const end = [...(further > 0 ? [`${further} more outcome${further === 1 ? '' : 's'} with lesser losses: --json has all, --outcome names some`] : []), ...notes.flatMap((note) => wrap(note, width)), ...(head.failed > 0 ? [c.red(`${count(head.failed)} replications failed in one of the studies and are left out of all.`)] : [])].map((l) => cut(l, width + 8));
  return `${[[c.bold(cut(head.title, width)), c.dim(cut(`${what}; ${count(head.replications)} replications each, same luck`, width))].join('\n'), ...text, end.join('\n')].join('\n\n')}\n`;
}

/** Each set alone, their sum, all together, and the difference; then pairs and triples. */
export function interactionReport(head: Head & { outcomes: Record<string, InteractionOutcome> }, options: DecompositionOptions = {}): string {
  const { entries, further } = shown(head.outcomes, (o) => o.together.mean);
  return report(head, 'What hazards do together', entries.map(([, o]) => ({
    title: o.title, unit: o.unit,
    lines: [...o.alone.map((a): Line => [`${a.sets.join(', ')} alone`, a]), ['sum of each alone', o.sumOfAlone], ['together', o.together, o.ratio === null ? '' : `${percent(o.ratio)} of the sum`]],
    sum: [['interaction', o.effect], ...(o.alone.length > 2 ? o.terms : []).map((t): Line => [`of ${t.sets.join(' x ')}`, t])],
  })), further, ['interaction: together minus the sum of each alone (what happens without any hazard counted once)'], options);
}

/** Each sector alone, their sum, the whole, and the difference. */
export function siloReport(head: Head & { outcomes: Record<string, SiloOutcome> }, options: DecompositionOptions = {}): string {
  const { entries, further } = shown(head.outcomes, (o) => o.full.mean);
  return report(head, 'Sector by sector, and all together', entries.map(([, o]) => ({
    title: o.title, unit: o.unit,
    lines: [...o.silos.filter((s) => s.estimate.mean !== 0).map((s): Line => [`${s.sector} alone`, s.estimate]), ['sum of the silos', o.siloSum], ['all sectors together', o.full]],
    sum: [['hidden loss', o.hidden, o.hiddenShare === null ? '' : `${percent(o.hiddenShare)} of the whole`]],
  })), further, ['alone: the other sectors are frozen as functional; sectors without a loss of their own are not shown'], options);
}
