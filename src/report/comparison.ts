/** Variants against the base on the terminal: what each avoids, with its paired 95 % interval. */
import pc from 'picocolors';
import type { Results } from '../study/results.js';
import { count, intervalText, percent, quantity, varianceGain } from './numbers.js';
import { PEOPLE_OUTCOMES } from './outcome-names.js';
import { cut, textTable } from './text-table.js';

export interface ComparisonOptions { columns?: number; color?: boolean; folder?: string }

/** Blocks that fit a screen; the report and the tables have all. */
const MOST_OUTCOMES = 4;

/** A block for each outcome of person-hours (or for each outcome, if there are none): sums first, then the greatest losses of the base. */
export function comparisonReport(results: Results, options: ComparisonOptions = {}): string {
  const width = Math.max(40, Math.min(100, options.columns ?? 80));
  const c = pc.createColors(options.color ?? false);
  const { study, variants, outcomes } = results;
  const lossOf = (name: string): number => outcomes[name]?.mean ?? 0;
  const all = [...new Set(variants.flatMap((v) => Object.keys(v.avoided)))].sort((a, b) => Number(b.endsWith('.all')) - Number(a.endsWith('.all')) || lossOf(b) - lossOf(a));
  const personHours = all.filter((name) => name.startsWith('person-hours.') || Object.hasOwn(PEOPLE_OUTCOMES, name));
  const compared = personHours.length > 0 ? personHours : all;
  const blocks = compared.slice(0, MOST_OUTCOMES).map((name) => {
    const base = outcomes[name];
    const unit = base?.unit ?? '';
    const rows = variants.flatMap((v) => {
      const a = v.avoided[name];
      if (!a) return [];
      const share = base && base.mean !== 0 ? percent(Math.abs(a.mean / base.mean)) : '–';
      return [[v.title, quantity(a.mean, unit), intervalText(a.interval, unit), a.mean < 0 ? `−${share}` : share, a.perMillionEuro === null ? '–' : quantity(a.perMillionEuro, unit), varianceGain(a.varianceGain)]];
    });
    const [heading = '', ...lines] = textTable([
      { heading: 'variant', align: 'left', least: 12 }, { heading: 'avoided', align: 'right' }, { heading: '95 % interval', align: 'left' }, { heading: 'of base', align: 'right' }, { heading: 'per M€', align: 'right' }, { heading: 'gain', align: 'right' },
    ], rows, width);
    return [c.bold(cut(`${base?.title ?? name}: base ${base ? `${quantity(base.mean, unit)} ${unit}` : '–'}`, width)), c.dim(cut(heading, width)), ...lines.map((l) => cut(l, width))].join('\n');
  });
  const title = [c.bold(cut(study.scenarioTitle, width)), c.dim(cut(`${study.modelTitle} · ${count(variants.length)} variant${variants.length === 1 ? '' : 's'} · ${count(study.replications)} replications each, same luck`, width))].join('\n');
  const further = compared.length - blocks.length;
  const end = [...(further > 0 ? [cut(`${further} more outcome${further === 1 ? '' : 's'} with lesser losses: see the report`, width)] : []), ...(study.partial ? [c.yellow('Partial: interrupted before all was done.')] : []), cut('gain: how many times more replications independent runs would need', width), `${c.bold('Digest')}   ${study.digest}`, `${c.bold('Again')}    ${study.command}`, ...(options.folder ? [`${c.bold('Files')}    ${options.folder}`] : [])].join('\n');
  return `${[title, ...blocks, end].join('\n\n')}\n`;
}
