/** How it came to one fall: from the root hazard to the asset, in events and in words. */
import type { CascadeEvent } from '../engine/contracts.js';
import { describeEvent } from './cascade-tree.js';

export interface ChainLink {
  id: number;
  kind: CascadeEvent['kind'];
  hours: number;
  /** Hours since the link before. */
  afterHours: number;
  asset?: string;
  /** Need that brought it, of what service. */
  need?: string;
  source?: string;
  /** Service level afterwards, 0..1. */
  to?: number;
  state?: string;
  depth: number;
  words: string;
  /** Further events that alone would have sufficed, or took part. */
  also: { id: number; words: string }[];
}

export interface CauseChain {
  asset: string;
  /** Event at the end of the chain: a fall, or damage of an asset that did not fall. */
  event: number;
  hours: number;
  /** Root first. */
  links: ChainLink[];
  /** Other falls of the asset in this replication, whose chains may be asked for. */
  others: number[];
}

/**
 * The chain of causes of a fall of an asset.
 * @param eventId which of its falls; default: the first; where it never fell, its first damage, derating or trip
 * @returns undefined: nothing befell it, or the event is not one of it
 */
export function causeChain(events: readonly CascadeEvent[], asset: string, eventId?: number, nameOf?: (asset: string) => string): CauseChain | undefined {
  const own = events.filter((event) => event.asset === asset), falls = own.filter(({ kind }) => kind === 'fall');
  const hits = own.filter(({ kind }) => kind === 'damage' || kind === 'derate' || kind === 'trip'), all = falls.length > 0 ? falls : hits.slice(0, 1);
  const end = eventId === undefined ? all[0] : own.find(({ id }) => id === eventId);
  if (end === undefined) return undefined;
  const byId = new Map(events.map((event) => [event.id, event])), path: CascadeEvent[] = [];
  for (let event: CascadeEvent | undefined = end; event !== undefined; event = event.cause === undefined ? undefined : byId.get(event.cause)) path.unshift(event);
  const words = (event: CascadeEvent): string => describeEvent(event, nameOf);
  return {
    asset, event: end.id, hours: end.hours, others: falls.filter(({ id }) => id !== end.id).map(({ id }) => id),
    links: path.map((event, i) => ({
      id: event.id, kind: event.kind, hours: event.hours, afterHours: i === 0 ? 0 : event.hours - path[i - 1]!.hours, asset: event.asset, need: event.need, source: event.source, to: event.to, state: event.state, depth: event.depth,
      words: words(event), also: event.causes.filter((id) => id !== event.cause).map((id) => ({ id, words: words(byId.get(id)!) })),
    })),
  };
}
