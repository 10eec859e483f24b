/** A replication's events as a tree of causes, the greatest branches first in line when there is no room for all. */
import type { CascadeEvent, WaitReason } from '../engine/contracts.js';
import { clock, human, percent } from './numbers.js';

export interface TreeNode {
  event: CascadeEvent;
  children: TreeNode[];
  /** Descendants that are left out (their number, this node's own not counted). */
  hidden: number;
}

export interface CascadeTree { roots: TreeNode[]; events: number; shown: number; /** Roots left out, with what they brought. */ hidden: number }

export interface TreeOptions {
  /** Most events shown. Default 60. */
  limit?: number;
  /** Only the chain of causes that led to events of this asset. */
  asset?: string;
}

/** Events that carry a cascade on; repairs and rises are told by the timeline. */
const CARRIES = new Set<CascadeEvent['kind']>(['hazard', 'trigger', 'damage', 'derate', 'trip', 'demand', 'buffer-end', 'fall', 'plan', 'plan-fail', 'plan-end', 'cover', 'cover-end', 'detection', 'casualties', 'departure', 'fork']);

/** The tree over `cause`; within a parent in trace order. Kept: the events with most behind them, and with each its ancestors. */
export function cascadeTree(events: readonly CascadeEvent[], { limit = 60, asset }: TreeOptions = {}): CascadeTree {
  const byId = new Map(events.map((e) => [e.id, e]));
  const parent = (e: CascadeEvent): number | undefined => carrier(e.cause, byId);
  const carrying = events.filter((e) => CARRIES.has(e.kind));
  const wanted = asset === undefined ? carrying : chainsOf(asset, carrying, byId);
  const behind = new Map<number, number>();
  // Causes come before effects, so one backward pass counts descendants.
  for (let i = wanted.length - 1; i >= 0; i--) {
    const up = parent(wanted[i]!);
    if (up !== undefined) behind.set(up, (behind.get(up) ?? 0) + 1 + (behind.get(wanted[i]!.id) ?? 0));
  }
  // An ancestor always has more behind it than its descendants, so the first `limit` of this order are closed upwards.
  const kept = new Set([...wanted].sort((a, b) => (behind.get(b.id) ?? 0) - (behind.get(a.id) ?? 0) || a.id - b.id).slice(0, limit).map((e) => e.id));
  const nodes = new Map<number, TreeNode>();
  const roots: TreeNode[] = [];
  let hidden = 0;
  for (const event of wanted) {
    const up = parent(event);
    if (!kept.has(event.id)) {
      const nearest = keptAncestor(event, kept, byId);
      if (nearest === undefined) hidden++;
      else nodes.get(nearest)!.hidden++;
      continue;
    }
    const node: TreeNode = { event, children: [], hidden: 0 };
    nodes.set(event.id, node);
    if (up !== undefined && nodes.has(up)) nodes.get(up)!.children.push(node);
    else roots.push(node);
  }
  return { roots, events: wanted.length, shown: nodes.size, hidden };
}

/** The nearest cause, at or above `id`, that carries the cascade. */
function carrier(id: number | undefined, byId: ReadonlyMap<number, CascadeEvent>): number | undefined {
  for (let at = id; at !== undefined; at = byId.get(at)?.cause) {
    const event = byId.get(at);
    if (event && CARRIES.has(event.kind)) return at;
  }
  return undefined;
}

function keptAncestor(event: CascadeEvent, kept: ReadonlySet<number>, byId: ReadonlyMap<number, CascadeEvent>): number | undefined {
  for (let at = event.cause; at !== undefined; at = byId.get(at)?.cause) if (kept.has(at)) return at;
  return undefined;
}

function chainsOf(asset: string, carrying: readonly CascadeEvent[], byId: ReadonlyMap<number, CascadeEvent>): CascadeEvent[] {
  const wanted = new Set<number>();
  for (const event of carrying) {
    if (event.asset !== asset) continue;
    for (let at: number | undefined = event.id; at !== undefined && !wanted.has(at); at = byId.get(at)?.cause) wanted.add(at);
  }
  return carrying.filter((e) => wanted.has(e.id));
}

/** Characters of the time before an event, at least. */
const CLOCK_WIDTH = 10;

/** Characters of the longest time of these events. */
export const clockWidthOf = (events: readonly CascadeEvent[]): number => events.reduce((width, e) => Math.max(width, clock(e.hours).length), CLOCK_WIDTH);

/** Why work or a tanker waits. */
const REASONS: Readonly<Record<WaitReason, string>> = {
  crew: 'every crew is busy or not there yet', skill: 'no crew has the skill', shift: 'crews are off duty', fuel: 'crews have no fuel', road: 'there is no way', parts: 'stock is out',
  supply: 'a supply it needs is short', scene: 'the scene is preserved', depot: 'the depot is down', hazard: 'the hazard is above its work limit',
};

/** The level before, where it was neither whole nor nothing. */
const from = ({ from: level }: CascadeEvent): string => (level === undefined || level === 0 || level === 1 ? '' : ` from ${percent(level)}`);

const persons = ({ people = 0 }: CascadeEvent): string => `${human(people)} ${people === 1 ? 'person' : 'people'}`;

/** What happened, in words: `sub-1 falls to 0 %, for want of electricity`. `nameOf` gives an asset's name for its id. */
export function describeEvent(event: CascadeEvent, nameOf: (asset: string) => string = (id) => id): string {
  const who = event.asset === undefined ? '' : nameOf(event.asset);
  const by = event.need === undefined ? '' : `, for want of ${event.need.slice(event.need.indexOf('/') + 1)}`;
  switch (event.kind) {
    case 'hazard': return `${event.source ?? 'hazard'} begins${strengthOf(event)}`;
    case 'hazard-end': return `${event.source ?? 'hazard'} ends`;
    case 'trigger': return `${event.source ?? 'a rule'} triggers`;
    case 'damage': return `${who} damaged${event.state === undefined ? '' : `: ${event.state}`}${event.intensity === undefined ? '' : `, at ${human(event.intensity)}`}${event.source === undefined ? '' : ` (${event.source})`}`;
    case 'derate': return `${who} derated${event.to === undefined ? '' : ` to ${percent(event.to)}`}`;
    case 'trip': return `${who} trips`;
    case 'demand': return `${who} requires ${event.to === undefined ? 'another amount' : `${human(event.to)} times as much`} ${event.need === undefined ? '' : event.need.slice(event.need.indexOf('/') + 1)}`;
    case 'release': return `${who} released`;
    case 'buffer-end': return `${who}: buffer of ${event.need === undefined ? 'a need' : event.need.slice(event.need.indexOf('/') + 1)} runs out`;
    case 'fall': return `${who} falls${from(event)}${event.to === undefined ? '' : ` to ${percent(event.to)}`}${by}`;
    case 'repair-start': return `${who}: work begins${event.source === undefined ? '' : ` (${event.source})`}`;
    case 'repair-wait': return `${who}: work waits, ${REASONS[event.reason ?? 'crew']}${event.source === undefined ? '' : ` (${event.source})`}`;
    case 'inspection-start': return `${who}: an inspection begins${event.source === undefined ? '' : ` (${event.source})`}`;
    case 'inspection-end': return `${who} inspected`;
    case 'crews-arrive': return `${event.amount ?? 0} crews arrive (${event.source ?? ''})`;
    case 'crews-absent': return `${event.amount ?? 0} crews do not come (${event.source ?? ''})`;
    case 'parts-order': return `${event.amount ?? 0} x ${event.source ?? 'parts'} ordered`;
    case 'parts-delivery': return `${event.amount ?? 0} x ${event.source ?? 'parts'} delivered`;
    case 'tanker-leaves': return `a tanker leaves for ${who} (${event.source ?? ''})`;
    case 'tanker-unloads': return `a tanker unloads at ${who} (${event.source ?? ''})`;
    case 'tanker-waits': return `no tanker leaves for ${who}, ${REASONS[event.reason ?? 'road']} (${event.source ?? ''})`;
    case 'repair-end': return `${who} repaired`;
    case 'restore': return `${who}: capacity back${event.to === undefined ? '' : ` to ${percent(event.to)}`}`;
    case 'restart': return `${who} restarts`;
    case 'rise': return `${who} rises${from(event)}${event.to === undefined ? '' : ` to ${percent(event.to)}`}`;
    case 'plan-fail': return `plan ${event.source ?? ''} cannot act${who ? ` on ${who}` : ''}: ${event.obstacle ?? ''}`;
    case 'plan-end': return `plan ${event.source ?? ''} ends`;
    case 'cover': return `${who}: ${percent(event.to ?? 1)} of ${event.need === undefined ? 'a need' : event.need.slice(event.need.indexOf('/') + 1)} met from elsewhere`;
    case 'cover-end': return `${who}: less of ${event.need === undefined ? 'a need' : event.need.slice(event.need.indexOf('/') + 1)} met from elsewhere`;
    case 'detection': return `${event.source ?? 'hazard'} is noticed`;
    case 'casualties': return `${who}: ${persons(event)} killed or badly hurt${event.source === undefined ? '' : ` (${event.source})`}`;
    case 'departure': return `${persons(event)} leave ${who}${event.source === undefined ? '' : ` (plan ${event.source})`}`;
    case 'arrival': return `${persons(event)} are ${who ? `at ${who}` : 'out of the region'}`;
    case 'fork': return `fork: ${event.source ?? ''}: ${event.detail ?? ''}`;
    case 'plan': return `plan ${event.source ?? ''} acts${who ? ` on ${who}` : ''}`.replace(/ {2}/g, ' ');
  }
}

/** The tree as indented lines with box-drawing branches, each with the clock of its event. */
export function treeLines(tree: CascadeTree, nameOf?: (asset: string) => string, clockWidth = CLOCK_WIDTH): string[] {
  const lines: string[] = [];
  const walk = (node: TreeNode, lead: string, branch: string, below: string): void => {
    lines.push(`${clock(node.event.hours).padStart(clockWidth)}  ${lead}${branch}${describeEvent(node.event, nameOf)}`);
    const more = node.hidden;
    node.children.forEach((child, i) => {
      const last = i === node.children.length - 1 && more === 0;
      walk(child, lead + below, last ? '└ ' : '├ ', last ? '  ' : '│ ');
    });
    if (more > 0) lines.push(`${' '.repeat(clockWidth)}  ${lead}${below}└ … and ${more} more event${more === 1 ? '' : 's'}`);
  };
  for (const root of tree.roots) walk(root, '', '', '');
  if (tree.hidden > 0) lines.push(`${' '.repeat(clockWidth)}  … and ${tree.hidden} more event${tree.hidden === 1 ? '' : 's'}`);
  return lines;
}

/** How strong a hazard is: its intensity, or what was drawn where intensities are computed and it is a factor of them. */
function strengthOf({ intensity, detail }: CascadeEvent): string {
  if (detail === undefined) return intensity === undefined ? '' : `, intensity ${human(intensity)}`;
  return `: ${detail}${intensity === undefined || intensity === 1 ? '' : `, times ${human(intensity)}`}`;
}
