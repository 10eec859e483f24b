/** Recovery of a scenario file, already checked by the schema, as the engine means it. */
import { order, type Path, type Problems, type Where } from './problems.js';
import { hoursOf, numericOf, shareOf } from './quantities.js';
import type { RecoveryData } from './schema-recovery.js';
import type { SelectorData } from './schema-parts.js';
import { selectorOf } from './selectors.js';
import { DAYS } from './types-recovery.js';
import type { CrewPool, DamageState, Numeric, PartRule, Resources, Selector, Shift, Stock, TankerFleet, Travel } from './types.js';

/** Reads parts of a scenario and remembers where each was written. */
export interface PartReader {
  /** What stands at a path. */
  part<D, T extends object>(data: D, path: Path, read: (data: D, where: Where) => T): T;
  /** The entries of a list. */
  parts<D, T extends object>(list: readonly D[] | undefined, path: Path, read: (entry: D, where: Where) => T): T[];
  /** Entries with ids (and keys), which must differ. */
  entries<D, T extends { id: string; key?: string }>(list: readonly D[] | undefined, path: Path, read: (entry: D, where: Where) => T): T[];
}

type Entry<K extends keyof RecoveryData> = Exclude<RecoveryData[K], undefined> extends (infer T)[] ? T : never;

export function crewsOf(data: Entry<'crews'>, problems: Problems, where: Where): CrewPool {
  const { base, fuel, probability, shift } = data;
  return {
    id: data.id, skills: [...(data.skills ?? [])].sort(order), count: data.count, fromHours: duration(data.from ?? '0h', 'from', problems, where),
    ...(base === undefined ? {} : { base }), ...(probability === undefined ? {} : { probability: shareOf(probability)! }),
    ...(shift === undefined ? {} : { shift: shiftOf(shift) }), ...(fuel === undefined ? {} : { fuel }),
  };
}

/** Undefined where the file says nothing of it, so that scenarios without keep their hash. */
export function resourcesOf(data: RecoveryData | undefined, problems: Problems, { part, parts, entries }: PartReader): Resources | undefined {
  if (data === undefined) return undefined;
  const { travel, stock, parts: rules, inspection, scenes, slowdowns, tankers } = data;
  if ([travel, stock, rules, inspection, scenes, slowdowns, tankers].every((field) => field === undefined)) return undefined;
  const at = (field: keyof RecoveryData) => ['recovery', field], select = (s: SelectorData, where: Where): Selector => selectorOf(s, problems, (path = []) => where(['select', ...path]));
  const byId = <T extends { id: string }>(list: T[]): T[] => list.sort((p, q) => order(p.id, q.id));
  return {
    ...(travel === undefined ? {} : { travel: part(travel, at('travel'), (whole, where): Travel => travelOf(whole, problems, where)) }),
    stocks: byId(entries(stock, at('stock'), (entry, where) => stockOf(entry, problems, where))),
    parts: parts(rules, at('parts'), (entry, where): PartRule => ({
      stock: entry.stock, select: select(entry.select, where), amount: [entry.amount.slight ?? 0, entry.amount.moderate ?? 0, entry.amount.extensive ?? 0, entry.amount.complete ?? 0],
    })),
    inspections: parts(inspection, at('inspection'), (entry, where) => ({
      select: select(entry.select, where), ...(entry.skill === undefined ? {} : { skill: entry.skill }), state: (entry.state ?? 'slight') as DamageState, hours: duration(entry.duration, 'duration', problems, where),
    })),
    scenes: parts(scenes, at('scenes'), (entry, where) => {
      if (entry.hazards === undefined && entry.types === undefined) problems.error('VALUE_INVALID', 'a scene needs hazards or types', where());
      return { hazards: [...(entry.hazards ?? [])], types: [...(entry.types ?? [])], hours: duration(entry.hold, 'hold', problems, where) };
    }),
    slowdowns: parts(slowdowns, at('slowdowns'), (entry, where) => ({ select: select(entry.select, where), asset: entry.asset, below: shareOf(entry.below)!, factor: entry.factor })),
    tankers: byId(entries(tankers, at('tankers'), (entry, where) => fleetOf(entry, problems, where))),
  };
}

function duration(value: unknown, field: string, problems: Problems, where: Where): Numeric {
  const read = numericOf(value, hoursOf);
  if (typeof read !== 'string') return read;
  problems.error('QUANTITY_INVALID', `${field} ${read}`, where([field]));
  return 0;
}

const MINUTES = 60;

/** Windows of the week, those that meet made one, one over the end of the week cut in two. */
function shiftOf(data: NonNullable<Entry<'crews'>['shift']>): Shift {
  const pieces: [number, number][] = [];
  for (const { days, from, to } of data.hours) {
    const begin = clockHours(from), end = clockHours(to);
    for (const day of days ?? DAYS) {
      const start = DAYS.indexOf(day) * 24 + begin, stop = start + (end > begin ? end - begin : end + 24 - begin);
      if (stop <= 168) pieces.push([start, stop]);
      else pieces.push([start, 168], [0, stop - 168]);
    }
  }
  const windows: [number, number][] = [];
  for (const [start, stop] of pieces.sort((p, q) => p[0] - q[0] || p[1] - q[1])) {
    const last = windows.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], stop);
    else windows.push([start, stop]);
  }
  return { windows, overtime: data.overtime ?? 'finish' };
}

/** `07:30` -> 7.5. */
function clockHours(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number];
  return (hours * MINUTES + minutes) / MINUTES;
}

function travelOf(data: NonNullable<RecoveryData['travel']>, problems: Problems, where: Where): Travel {
  return {
    kmPerHour: data.kmPerHour, detour: data.detour ?? 1.3,
    crossings: (data.crossings ?? []).map(({ into, over }, i) => ({ into: selectorOf(into, problems, (path = []) => where(['crossings', i, 'into', ...path])), over: [...over] })),
  };
}

function stockOf(data: Entry<'stock'>, problems: Problems, where: Where): Stock {
  const { reorder } = data;
  if (reorder !== undefined && reorder.to <= reorder.at) problems.error('VALUE_INVALID', `reorder: expecting to above at, found at ${reorder.at}, to ${reorder.to}`, where(['reorder', 'to']));
  return {
    id: data.id, amount: data.amount, ...(reorder === undefined ? {} : { reorder: { at: reorder.at, to: reorder.to, lagHours: duration(reorder.lag, 'lag', problems, (path = []) => where(['reorder', ...path])) } }),
    deliveries: (data.deliveries ?? []).map(({ at, amount }) => ({ atHours: hoursOf(at)!, amount })),
  };
}

function fleetOf(data: Entry<'tankers'>, problems: Problems, where: Where): TankerFleet {
  const { needs, select, service } = data;
  if ((select === undefined) !== (service === undefined)) problems.error('VALUE_INVALID', 'tankers take select and service together', where([select === undefined ? 'service' : 'select']));
  if (needs === undefined && select === undefined) problems.error('VALUE_INVALID', 'tankers need needs, or select and service', where());
  if (!(hoursOf(data.load)! > 0)) problems.error('VALUE_INVALID', `load: expecting a duration above 0, found ${data.load}`, where(['load']));
  return {
    id: data.id, base: data.base, count: data.count, loadHours: hoursOf(data.load)!, loadingHours: hoursOf(data.loading) ?? 0.5, unloadingHours: hoursOf(data.unloading) ?? 0.5,
    needs: [...(needs ?? [])], ...(select === undefined || service === undefined ? {} : { of: { select: selectorOf(select, problems, (path = []) => where(['select', ...path])), service } }),
    below: shareOf(data.below) ?? 0.5, ...(data.stock === undefined ? {} : { stock: data.stock }),
  };
}
