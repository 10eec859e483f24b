/**
 * Which events two courses of one replication have in common. Ids number the events of a list, so an event is the same when all it says but its id
 * and the ids of its causes is the same; of several such, the first of one list goes with the first of the other.
 */
import type { CascadeEvent } from '../engine/contracts.js';

export interface EventDifference {
  /** Events in both. */
  common: number;
  /** Ids of events that only the first list has, and only the second, ascending. */
  onlyBase: number[];
  onlyFork: number[];
  /** Hour of the first event that only one of them has; undefined: there is none. */
  fromHours?: number;
}

/** What an event says, in a text that is the same for equal ones. */
const told = ({ id: _id, cause: _cause, causes: _causes, ...event }: CascadeEvent): string => JSON.stringify(event);

export function compareEvents(base: readonly CascadeEvent[], fork: readonly CascadeEvent[]): EventDifference {
  let shared = 0;
  // Most of both lists is one beginning.
  while (shared < base.length && shared < fork.length && told(base[shared]!) === told(fork[shared]!)) shared++;
  const left = new Map<string, number[]>(), onlyFork: number[] = [];
  for (const event of base.slice(shared)) {
    const text = told(event), of = left.get(text);
    if (of === undefined) left.set(text, [event.id]); else of.push(event.id);
  }
  let common = shared, fromHours = Infinity;
  for (const event of fork.slice(shared)) {
    const matched = left.get(told(event))?.shift();
    if (matched === undefined) { onlyFork.push(event.id); fromHours = Math.min(fromHours, event.hours); } else common++;
  }
  const onlyBase = [...left.values()].flat().sort((p, q) => p - q), first = onlyBase[0];
  // Ids of a list run with time.
  if (first !== undefined) fromHours = Math.min(fromHours, base[first - 1]!.hours);
  return { common, onlyBase, onlyFork, ...(fromHours < Infinity ? { fromHours } : {}) };
}
