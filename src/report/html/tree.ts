/** Cascade of one replication: how many assets are short over time, and the tree of causes. */
import type { CascadeEvent } from '../../engine/contracts.js';
import { cascadeTree, describeEvent, type TreeNode } from '../cascade-tree.js';
import { clock, count, human } from '../numbers.js';
import { html, type Markup } from './escape.js';
import { LINE } from './palette.js';
import { linear, pathOf, px, roundTicks, timeTicks } from './scale.js';

const MOST_EVENTS = 60;
const WIDTH = 460;
const HEIGHT = 130;
/** Room for the last label of the time axis. */
const RIGHT = 18;

export interface ReplicationTrace { replication: number; title: string; events: readonly CascadeEvent[] }

export function cascadeFigure(trace: ReplicationTrace, horizonHours: number, nameOf: (asset: string) => string): Markup {
  const tree = cascadeTree(trace.events, { limit: MOST_EVENTS });
  const item = (node: TreeNode): Markup => html`<li><time>${clock(node.event.hours, false)}</time><span class="k ${node.event.kind}"></span>${describeEvent(node.event, nameOf)}${node.children.length > 0 || node.hidden > 0 ? html`<ul>${node.children.map(item)}${node.hidden > 0 ? html`<li class="note">… and ${count(node.hidden)} more</li>` : ''}</ul>` : ''}</li>`;
  return html`<div><h3>${trace.title}: replication ${trace.replication}</h3>${shortOverTime(trace.events, horizonHours)}
<ul class="tree">${tree.roots.map(item)}</ul>
${tree.shown < tree.events ? html`<p class="note">${count(tree.shown)} of ${count(tree.events)} events, the ones with most behind them. All: <code>hazcade trace SCENARIO --replication ${trace.replication}</code></p>` : ''}</div>`;
}

/** Step curve of the assets below their nominal level. */
function shortOverTime(events: readonly CascadeEvent[], horizonHours: number): Markup {
  const level = new Map<string, number>();
  const points: [number, number][] = [[0, 0]];
  let short = 0;
  for (const e of events) {
    if ((e.kind !== 'fall' && e.kind !== 'rise') || e.asset === undefined || e.to === undefined) continue;
    short += Number(e.to < 1) - Number((level.get(e.asset) ?? 1) < 1);
    level.set(e.asset, e.to);
    const last = points.at(-1)!;
    if (last[0] === e.hours) last[1] = short;
    else points.push([e.hours, short]);
  }
  points.push([horizonHours, short]);
  const top = Math.max(1, ...points.map(([, n]) => n));
  const x = linear(0, horizonHours, 40, WIDTH - RIGHT);
  const y = linear(0, top, HEIGHT - 22, 8);
  const steps = points.flatMap(([h, n], i): [number, number][] => (i === 0 ? [[x(h), y(n)]] : [[x(h), y(points[i - 1]![1])], [x(h), y(n)]]));
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Assets below their nominal level over time, at most ${count(top)}"><title>Assets below their nominal level</title><g class="axis">${roundTicks(0, top, 3).filter(Number.isInteger).map((t) => html`<path d="M40 ${px(y(t))}H${WIDTH - RIGHT}" class="rule"/><text x="35" y="${px(y(t) + 4)}" text-anchor="end">${human(t)}</text>`)}${timeTicks(horizonHours, 8).map((t) => html`<text x="${px(x(t.at))}" y="${HEIGHT - 6}" text-anchor="middle">${t.label}</text>`)}</g><path d="${pathOf(steps)}" class="line" stroke="${LINE.vermilion}"/></svg><p class="note">Assets below their nominal level over time, at most ${count(top)}.</p>`;
}
