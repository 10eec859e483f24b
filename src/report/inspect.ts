/** The shape of a model on a terminal: what `hazcade inspect` prints, at most 100 columns wide. */
import pc from 'picocolors';
import type { RankedAsset, Shape } from '../network/shape.js';
import { count, human, percent } from './numbers.js';
import { cut, fitting, textTable, wrap, type Column } from './text-table.js';

export interface InspectOptions {
  /** Width of the terminal; used between 60 and 100. Default 100. */
  columns?: number;
  /** ANSI colours. Default false. */
  color?: boolean;
}

const MOST_LOOPS = 5;
const MOST_ROWS = 8;
const MOST_KINDS = 6;
const left = (heading: string, least?: number): Column => ({ heading, align: 'left', least });
const right = (heading: string): Column => ({ heading, align: 'right' });
const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** At most five characters: 9999, 12k, 3M. */
const short = (n: number): string => (n === 0 ? '·' : n < 10_000 ? String(n) : n < 1e6 ? `${Math.round(n / 1e3)}k` : `${Math.round(n / 1e6)}M`);

function summary(shape: Shape, width: number): string[] {
  return wrap(`${plural(shape.assets, 'asset')} (${count(shape.withPlace)} with a place) in ${plural(shape.sectors.length, 'sector')}, ${plural(shape.needs, 'need')} with ${plural(shape.edges, 'supplier entry', 'supplier entries')}; `
    + `${plural(shape.buffered, 'need')} with a buffer, ${count(shape.redundant)} can spare any one supplier. ${count(shape.people)} people in ${plural(shape.serviceAreas, 'service area')}.`, width);
}

function sectors(shape: Shape, width: number): string[] {
  return textTable([left('sector', 18), right('assets'), right('needs'), left('kinds', 20)], shape.sectors.filter((s) => s.assets > 0).map((s) => [
    s.title, count(s.assets), count(s.needs),
    s.kinds.slice(0, MOST_KINDS).map((k) => `${k.id} ${count(k.assets)}`).join(', ') + (s.kinds.length > MOST_KINDS ? ` and ${s.kinds.length - MOST_KINDS} more` : ''),
  ]), width);
}

/** Rows supply, columns consume; columns bear the numbers of the rows, in several blocks where they do not fit. */
function dependencies(shape: Shape, width: number): string[] {
  const used = shape.sectors.map((_, i) => i).filter((i) => shape.sectors[i]!.assets > 0);
  const labels = used.map((i, row) => cut(`${row + 1} ${shape.sectors[i]!.title}`, 28));
  const labelWidth = Math.max(...labels.map((l) => [...l].length), 'supplies'.length);
  const cellWidth = 2 + Math.max(2, ...used.flatMap((i) => used.map((j) => short(shape.dependencies[i]![j]!).length)));
  const perBlock = Math.max(1, Math.floor((width - labelWidth) / cellWidth));
  const lines: string[] = [];
  for (let first = 0; first < used.length; first += perBlock) {
    const block = used.slice(first, first + perBlock);
    const columns = [left('supplies'), ...block.map((_, at) => right(String(first + at + 1)))];
    if (first > 0) lines.push('');
    lines.push(...textTable(columns, used.map((i, row) => [labels[row]!, ...block.map((j) => short(shape.dependencies[i]![j]!))]), width));
  }
  return lines;
}

function loops({ loops: l }: Shape, width: number): string[] {
  if (l.count === 0) return ['none'];
  const rows = l.largest.slice(0, MOST_LOOPS).map((loop) => [count(loop.size), loop.sectors.join(', '), loop.members.join(', ') + (loop.size > loop.members.length ? ' …' : '')]);
  return [`${plural(l.count, 'loop')} with ${plural(l.assets, 'asset')} in all`, ...textTable([right('size'), left('sectors', 20), left('members', 20)], rows, width)];
}

function rankedTable(value: string, rows: RankedAsset[], width: number): string[] {
  return textTable([left('asset', 16), left('name', 16), left('sector', 10), right(value)], rows.slice(0, MOST_ROWS).map((r) => [r.asset, r.name === r.asset ? '' : r.name, r.sector, human(r.value)]), width);
}

/** One line for each ranking: its first assets. */
function hubs({ hubs: h }: Shape, width: number): string[] {
  return ([['consumers', h.consumers], ['PageRank', h.pagerank], ['betweenness', h.betweenness]] as const).map(([name, ranking]) => {
    const note = !ranking.skipped && ranking.method.startsWith('estimated') ? ` (${ranking.method})` : '';
    const text = ranking.skipped ? `not computed: ${ranking.skipped}` : fitting(ranking.top.slice(0, 5).map((r) => `${r.asset} ${human(r.value)}`), width - 13 - note.length) || 'none';
    return cut(`${name.padEnd(12)} ${text}${note}`, width);
  });
}

function singlePoints({ singlePoints: p }: Shape, width: number): string[] {
  const room = width - 4 - Math.max('service'.length, ...p.services.map((s) => [...s.title].length)) - Math.max('assets'.length, ...p.services.map((s) => count(s.count).length));
  const lines = p.services.length === 0 ? [`none among ${plural(p.examined, 'asset')} tried`] : textTable(
    [left('service', 24), right('assets'), left('most people without (areas)', 30)],
    p.services.map((s) => [s.title, count(s.count), fitting(s.top.slice(0, 3).map((r) => `${r.asset} ${human(r.value)} (${count(r.areas)})`), room)]), width);
  return p.note ? [...lines, ...wrap(p.note, width)] : lines;
}

function sources({ sources: s }: Shape): string {
  if (s.values === 0) return `no value of ${plural(s.kinds, 'kind')} states its source`;
  return `${count(s.cited)} of ${plural(s.values, 'value')} (${percent(s.cited / s.values)}) cited, ${count(s.assumed)} assumed, in ${plural(s.kinds, 'kind')}`;
}

/** The text, ending in a newline. */
export function inspectReport(shape: Shape, options: InspectOptions = {}): string {
  const width = Math.max(60, Math.min(100, options.columns ?? 100));
  const c = pc.createColors(options.color ?? false);
  const { weak, articulation } = shape;
  const block = (title: string, lines: string[]): string[] => ['', ...wrap(title, width).map((l) => c.bold(l)), ...lines];
  return [
    c.bold(cut(`${shape.title} (${shape.model})`, width)), ...summary(shape, width),
    ...block('Sectors', sectors(shape, width)),
    ...block('Who supplies whom: needs of the column met from the row', dependencies(shape, width)),
    ...block('Feedback loops', loops(shape, width)),
    ...block('Connection', [
      ...wrap(`${plural(weak.count, 'part')} without any link between them; the largest has ${plural(weak.largest, 'asset')}, ${count(weak.isolated)} ${weak.isolated === 1 ? 'stands' : 'stand'} alone`, width),
      ...wrap(`${plural(articulation.count, 'articulation point')}: without one of them its part falls apart${articulation.top.length > 0 ? '; those with most people downstream:' : ''}`, width),
      ...(articulation.top.length > 0 ? rankedTable('people downstream', articulation.top, width) : []),
    ]),
    ...block('Hubs', hubs(shape, width)),
    ...block('Single points of failure: loss of one asset leaves an area without the service, buffers empty', singlePoints(shape, width)),
    ...block('Sources of the values of the kinds', [sources(shape)]),
  ].join('\n') + '\n';
}
