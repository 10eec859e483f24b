/** `hazcade trace SCENARIO --replication K`: what happened in one replication, and why. */
import type { CascadeEvent } from '../../engine/contracts.js';
import type { PhysicsWord } from '../../model/physics-words.js';
import { cascadeTree, clockWidthOf, describeEvent, treeLines } from '../../report/cascade-tree.js';
import { clock, count } from '../../report/numbers.js';
import { cut, hanging } from '../../report/text-table.js';
import { declare, existing, type Declare } from '../command.js';
import { UsageError } from '../failure.js';
import { physicsOption } from '../study-options.js';
import { hours, list, nonEmpty, wholeNumber } from '../values.js';

interface Options { json?: boolean; replication: number; seed?: string; variant?: string; physics?: PhysicsWord; asset?: string; limit?: number; kind?: string[]; sector?: string[]; from?: number; to?: number; minDepth?: number; fields?: string[] }

const DEFAULT_LIMIT = 60;

export const trace: Declare = (session) =>
  declare('trace', 'Show one replication: its timeline, and the tree of what caused what.', ['trace scenarios/winter-storm.yaml --replication 412', 'trace scenarios/winter-storm.yaml -r 412 --asset hospital-hook', 'trace scenarios/winter-storm.yaml -r 412 --json | head'], 'one JSON document a line and event (NDJSON), nothing else')
    .argument('<scenario>', 'scenario file')
    .requiredOption('-r, --replication <k>', 'number of the replication, from 0', wholeNumber(0))
    .option('-s, --seed <seed>', 'seed (default: the scenario\'s)', nonEmpty)
    .option('--variant <id>', 'a variant of the scenario instead of its base')
    .addOption(physicsOption())
    .option('-a, --asset <id>', 'only what led to falls and damage of this asset')
    .option('--kind <kinds>', 'with --json: only events of these kinds, as fall,rise', list)
    .option('--sector <ids>', 'with --json: only events of assets of these sectors', list)
    .option('--from <time>', 'with --json: only events from this time on, as 6h', hours)
    .option('--to <time>', 'with --json: only events before this time', hours)
    .option('--min-depth <n>', 'with --json: only events this many falls deep', wholeNumber(0))
    .option('--fields <names>', 'with --json: a line of columns, then a list of their values an event, as id,hours,kind,asset', list)
    .option('-l, --limit <n>', `most events in the timeline and in the tree (default ${DEFAULT_LIMIT}; with --json all)`, wholeNumber(1))
    .action(async (path: string, options: Options) => {
      const { io } = session;
      const [{ openStudy, variantOf }, { eventsOf, prepareVariant }] = await Promise.all([import('../study.js'), import('../../study/prepare.js')]);
      const base = await openStudy(existing(path, 'scenario'), { seed: options.seed, physics: options.physics });
      const study = options.variant === undefined ? base : prepareVariant(base, variantOf(base.scenario, options.variant));
      const names = new Map(study.model.assets.map((a) => [a.id, a.name]));
      if (options.asset !== undefined && !names.has(options.asset)) {
        const { nearest } = await import('../../errors.js');
        const near = nearest(options.asset, names.keys());
        throw new UsageError('ASSET_UNKNOWN', `"${options.asset}" is not one of the ${count(names.size)} assets.${near ? ` Did you mean "${near}"?` : ''}`);
      }
      const [events = []] = await eventsOf(study, [options.replication]);
      if (options.json) {
        const { eventFields, eventFilter, eventLine } = await import('../../study/event-stream.js'), { fields: columns, from: fromHours, kind: kinds, minDepth, sector: sectors, to: toHours } = options;
        const fields = columns && eventFields(columns), passes = eventFilter({ kinds, sectors, fromHours, toHours, minDepth }, study.model), wanted = (options.asset === undefined ? events : chainOf(events, options.asset)).filter(passes);
        return io.out([...(fields === undefined ? [] : [JSON.stringify({ columns: fields })]), ...wanted.slice(0, options.limit).map((event) => eventLine(event, fields))].map((line) => `${line}\n`).join(''));
      }
      const limit = options.limit ?? DEFAULT_LIMIT;
      const named = (id: string): string => { const name = names.get(id); return name === undefined || name === id ? id : `${name} (${id})`; };
      io.out(describeTrace(`${study.scenario.title}, replication ${options.replication}`, events, { limit, asset: options.asset, columns: io.columns }, named));
    });

/** Events of the asset and every cause behind them, in trace order. */
function chainOf(events: readonly CascadeEvent[], asset: string): CascadeEvent[] {
  const byId = new Map(events.map((e) => [e.id, e]));
  const wanted = new Set<number>();
  for (const event of events) {
    if (event.asset !== asset) continue;
    for (let at: number | undefined = event.id; at !== undefined && !wanted.has(at); at = byId.get(at)?.cause) wanted.add(at);
  }
  return events.filter((e) => wanted.has(e.id));
}

interface View { limit: number; asset?: string; /** Lines are cut to it; undefined: whole lines. */ columns?: number }

function describeTrace(title: string, events: readonly CascadeEvent[], { limit, asset, columns }: View, nameOf: (id: string) => string): string {
  const shown = asset === undefined ? events : chainOf(events, asset);
  if (shown.length === 0) return `${title}\n\nNothing happened${asset === undefined ? '' : ` to ${nameOf(asset)}`}.\n`;
  const falls = new Set(events.filter((e) => e.kind === 'fall').map((e) => e.asset)).size;
  const deepest = events.reduce((d, e) => Math.max(d, e.depth), 0);
  const width = Math.max(12, ...shown.slice(0, limit).map((e) => e.kind.length));
  const clockWidth = clockWidthOf(events);
  const lines = [
    title, `${count(events.length)} events; ${count(falls)} assets fell, at most ${deepest} falls deep`, '',
    'Timeline', ...shown.slice(0, limit).flatMap((e) => hanging(`${clock(e.hours).padStart(clockWidth)}  ${e.kind.padEnd(width)}  `, describeEvent(e, nameOf), columns === undefined ? Infinity : Math.max(60, columns))),
    ...(shown.length > limit ? [`${' '.repeat(clockWidth)}  … and ${count(shown.length - limit)} more (--limit)`] : []), '',
    asset === undefined ? 'What caused what' : `What led to ${nameOf(asset)}`, ...treeLines(cascadeTree(events, { limit, asset }), nameOf, clockWidth),
  ];
  return `${(columns === undefined ? lines : lines.map((l) => cut(l, Math.max(60, columns)))).join('\n')}\n`;
}
