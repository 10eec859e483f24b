/**
 * The part of a file that fits its schema, so that names in it are checked although something else in it is wrong.
 * What does not fit is left out; what cannot stand without it goes too.
 */
import { faultsOf, type SchemaName } from './check-schema.js';
import { forgiveLost } from './lost-names.js';
import type { Path, Problems } from './problems.js';
import type { SourceData } from './read-data.js';

/** Stand-ins for what every file must say at its top; nothing is ever computed from them. `format` has none: another format is not looked into. */
const STAND_INS: Partial<Record<SchemaName, Record<string, unknown>>> = {
  model: { id: 'model' },
  scenario: { id: 'scenario', model: '.', start: '2000-01-01T00:00:00Z', horizon: '10y' },
  catalogue: { id: 'catalogue', scenario: '.' },
};

/** More mistakes than this, and the file is not looked at further. */
const MOST_FAULTS = 1000;

type Container = Record<string, unknown> | unknown[];

/**
 * What is left of a file that does not fit; `problems` will not hear what follows from the loss alone.
 * @returns undefined when nothing usable is left
 */
export function soundPart(name: SchemaName, source: SourceData, problems: Problems): SourceData | undefined {
  const pruned = new Pruned(source, problems);
  const standIns = STAND_INS[name];
  for (;;) {
    const faults = faultsOf(name, pruned.data);
    if (faults.length === 0) return pruned;
    if (faults.length > MOST_FAULTS) return undefined;
    const rootLacks = faults.some((f) => f.path.length === 0);
    if (rootLacks && !(standIns && pruned.complete(standIns))) return undefined;
    for (const fault of faults) if (fault.path.length > 0) pruned.drop(fault.path);
    pruned.close();
  }
}

/** A copy with gaps closed; places are still those of the whole file. */
class Pruned implements SourceData {
  data: unknown;
  /** Containers that are copies already: the data of the source stays as it is. */
  private readonly own = new Set<Container>();
  /** Lists that lost entries: index in the source of each that is left. */
  private readonly kept = new Map<unknown, number[]>();
  private readonly gaps = new Set<unknown[]>();

  constructor(private readonly source: SourceData, private readonly problems: Problems) { this.data = source.data; }

  locate(path: Path, key?: boolean): ReturnType<SourceData['locate']> {
    let at: unknown = this.data;
    return this.source.locate(path.map((step) => {
      const original = typeof step === 'number' ? this.kept.get(at)?.[step] ?? step : step;
      at = (at as Container | undefined)?.[step as keyof Container];
      return original;
    }), key);
  }

  /** Fills in what is missing at the top; false when nothing is missing there. */
  complete(standIns: Record<string, unknown>): boolean {
    const { data } = this;
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
    const missing = Object.entries(standIns).filter(([key]) => (data as Record<string, unknown>)[key] === undefined);
    this.data = { ...data, ...Object.fromEntries(missing) };
    this.own.add(this.data as Container);
    return missing.length > 0;
  }

  /** Takes away what stands at a path: a key of a map, a map in a list; else the list that holds it. */
  drop(path: Path): void {
    let at = this.data = this.copied(this.data);
    for (const step of path.slice(0, -1)) {
      const inner = (at as Record<string | number, unknown>)[step];
      if (typeof inner !== 'object' || inner === null) return; // has gone already
      at = (at as Record<string | number, unknown>)[step] = this.copied(inner);
    }
    const last = path.at(-1)!;
    if (!Object.hasOwn(at, last)) return;
    if (Array.isArray(at) && !at.some((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry))) { this.drop(path.slice(0, -1)); return; }
    const value = (at as Record<string | number, unknown>)[last];
    forgiveLost(path, value, this.problems, (of) => this.locate(of));
    delete (at as Record<string | number, unknown>)[last];
    if (Array.isArray(at)) this.gaps.add(at);
  }

  /** Closes the gaps in lists. */
  close(): void {
    for (const list of this.gaps) {
      const left = Object.keys(list).map(Number);
      const before = this.kept.get(list);
      this.kept.set(list, before ? left.map((i) => before[i]!) : left);
      list.splice(0, list.length, ...left.map((i) => list[i]));
    }
    this.gaps.clear();
  }

  private copied(data: unknown): Container {
    const container = data as Container;
    if (this.own.has(container)) return container;
    const copy = Array.isArray(container) ? container.slice() : { ...container };
    this.own.add(copy);
    return copy;
  }
}
