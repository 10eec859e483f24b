/** Sensitivity on the terminal: a table of parameters for each outcome, the most influential first. */
import pc from 'picocolors';
import type { ParameterResult, SensitivityResults } from '../risk/sensitivity.js';
import { count, human, intervalText, percent } from './numbers.js';
import { cut, textTable, wrap, type Column } from './text-table.js';

/** Ends in a newline. */
export function sensitivityReport(results: SensitivityResults, { columns = 80, color = false }: { columns?: number; color?: boolean } = {}): string {
  const width = Math.max(60, Math.min(100, columns)), c = pc.createColors(color);
  const head = [c.bold(cut(results.title, width)), c.dim(cut(`${count(results.points)} points of ${count(results.replications)} replications, all with the same luck · seed ${results.seed}`, width))];
  const blocks = results.outcomes.map(({ outcome, unit, mean, deviation, parameters }) => {
    const [first = '', ...rest] = results.method === 'morris' ? morrisTable(parameters, unit, width) : sobolTable(parameters, width);
    return [...wrap(`${outcome}: mean over the points ${human(mean)} ${unit}, standard deviation ${human(deviation)}`, width).map((l) => c.bold(l)), c.dim(cut(first, width)), ...rest.map((l) => cut(l, width))];
  });
  const note = results.method === 'morris'
    ? 'Mean size (mu*): change of the mean outcome over the whole range, 95 % interval beside it. Spread (sigma) as large as that: the effect depends on the others, or is not linear.'
    : 'Alone: share of the variance that the parameter causes by itself; in all: with the others too. 95 % intervals from resamples; estimates may fall a little below 0.';
  return `${[head, ...blocks, wrap(note, width)].map((b) => b.join('\n')).join('\n\n')}\n`;
}

const NAME: Column = { heading: 'parameter', align: 'left', least: 14 };

function morrisTable(parameters: readonly ParameterResult[], unit: string, width: number): string[] {
  const sorted = [...parameters].sort((a, b) => b.meanSize! - a.meanSize! || (a.id < b.id ? -1 : 1));
  return textTable([NAME, { heading: 'mean size', align: 'right' }, { heading: 'interval', align: 'left', near: true }, { heading: 'mean', align: 'right' }, { heading: 'spread', align: 'right' }],
    sorted.map((p) => [p.title, human(p.meanSize!), intervalText(p.meanSizeInterval!, unit), human(p.mean!), human(p.deviation!)]), width);
}

function sobolTable(parameters: readonly ParameterResult[], width: number): string[] {
  const sorted = [...parameters].sort((a, b) => b.total! - a.total! || (a.id < b.id ? -1 : 1)), share = (x: number): string => (x < 0 ? `−${percent(-x)}` : percent(x));
  return textTable([NAME, { heading: 'alone', align: 'right' }, { heading: 'interval', align: 'left', near: true }, { heading: 'in all', align: 'right' }, { heading: 'interval', align: 'left', near: true }],
    sorted.map((p) => [p.title, share(p.first!), intervalText(p.firstInterval!, 'index'), share(p.total!), intervalText(p.totalInterval!, 'index')]), width);
}
