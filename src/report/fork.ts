/** What came of a fork, on the terminal. */
import type { CascadeEvent } from '../engine/contracts.js';
import type { Avoided } from '../study/compare.js';
import type { ForkedReplication, ForkedStudy } from '../study/fork.js';
import { describeEvent } from './cascade-tree.js';
import { clock, count, intervalText, quantity } from './numbers.js';
import { PEOPLE_OUTCOMES, splitName } from './outcome-names.js';
import { cut, textTable } from './text-table.js';

export interface ForkReportOptions {
  columns?: number;
  /** Most events shown. */
  limit: number;
  nameOf?: (asset: string) => string;
}

/** Outcomes that sum a course up; of many that differ these are shown. */
const headline = (name: string): boolean => splitName(name).measure === 'person-hours' || Object.hasOwn(PEOPLE_OUTCOMES, name) || ['lost-asset-hours.all', 'damage-cost.all', 'assets-lost.all'].includes(name);

/** Those to show, and a line about the others. */
function headlines<T>(outcomes: [string, T][]): [[string, T][], string[]] {
  const shown = outcomes.filter(([name]) => headline(name)), others = outcomes.length - shown.length;
  return others === 0 || shown.length === 0 ? [outcomes, []] : [shown, [`… and ${count(others)} other outcome${others === 1 ? '' : 's'} (--json)`]];
}

const heading = ({ atHours, changes, scenario }: ForkedStudy, of: string): string[] => [
  `${scenario.title}, ${of}, forked at ${clock(atHours)} after the start`,
  ...(changes.length === 0 ? ['  nothing changes'] : changes.map(({ detail, source }) => `  ${source}: ${detail}`)), '',
];

/** One replication: outcomes that differ, and the events that only one of the two courses has, in order of time. */
export function forkReport(study: ForkedStudy, { base, difference, fork, outcomes, replication }: ForkedReplication, { columns = 100, limit, nameOf }: ForkReportOptions): string {
  const [shown, further] = headlines(Object.entries(outcomes)), rows = shown.map(([name, { base: before, fork: after, unit }]) => [name, ...[before, after, after - before].map((x) => quantity(x, unit)), unit]);
  const table = rows.length === 0 ? ['No outcome differs.'] : textTable([
    { heading: 'outcome', align: 'left', least: 20 }, { heading: 'as it was', align: 'right' }, { heading: 'with the fork', align: 'right' }, { heading: 'difference', align: 'right' }, { heading: '', align: 'left' },
  ], rows, columns).concat(further);
  const { common, fromHours, onlyBase, onlyFork } = difference;
  const signed = [...marked(base.events, onlyBase, '−'), ...marked(fork.events, onlyFork, '+')].sort((p, q) => p.event.tick - q.event.tick);
  const events = [
    `${count(common)} events in both, ${count(onlyBase.length)} only as it was (−), ${count(onlyFork.length)} only with the fork (+)${fromHours === undefined ? '' : `; the first at ${clock(fromHours)}`}`,
    ...signed.slice(0, limit).map(({ event, sign }) => `${clock(event.hours).padStart(10)} ${sign} ${describeEvent(event, nameOf)}`),
    ...(signed.length > limit ? [`${' '.repeat(11)}… and ${count(signed.length - limit)} more (--limit)`] : []),
  ];
  return `${[...heading(study, `replication ${replication}`), ...table, '', ...events].map((line) => cut(line, columns)).join('\n')}\n`;
}

function marked(events: readonly CascadeEvent[], ids: readonly number[], sign: string) {
  const wanted = new Set(ids);
  return events.filter(({ id }) => wanted.has(id)).map((event) => ({ event, sign }));
}

/** Many replications: mean of base minus fork, with its paired interval; outcomes that never differ are left out. */
export function forkComparisonReport(study: ForkedStudy, replications: number, avoided: Readonly<Record<string, Avoided>>, units: Readonly<Record<string, string>>, columns = 100): string {
  const [shown, further] = headlines(Object.entries(avoided).filter(([, { interval: [low, high], mean }]) => mean !== 0 || low !== high)), rows = shown.map(([name, { interval, mean }]) => [name, quantity(mean, units[name] ?? ''), intervalText(interval, units[name] ?? ''), units[name] ?? '']);
  const table = rows.length === 0 ? ['No outcome differs in any replication.'] : textTable([
    { heading: 'outcome', align: 'left', least: 20 }, { heading: 'avoided, mean', align: 'right' }, { heading: '95 % interval', align: 'left' }, { heading: '', align: 'left' },
  ], rows, columns).concat(further);
  return `${[...heading(study, `${count(replications)} replications`), ...table].map((line) => cut(line, columns)).join('\n')}\n`;
}
