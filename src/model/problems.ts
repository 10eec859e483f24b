import { nearest, ValidationError, type Problem } from '../errors.js';

/** Where something was written: file, 1-based line and column, JSON pointer; as far as known. */
export type Place = Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>;

/** Keys and indices that lead from the top of a file, or from a record, to a value. */
export type Path = readonly (string | number)[];

/** Finds the place of a field of one record; without a path, of the record. Called only when there is a problem. */
export type Where = (path?: Path) => Place;

/** Finds where a part of a normalised scenario was written: the part is told by its object. */
export type WherePart = (part: object, path?: Path) => Place;

/** More problems than a person reads; the rest is counted. */
const LISTED = 1000;
/** Looking for the nearest of a million names takes a moment, so only the first few unknown names get a suggestion. */
const SUGGESTED = 40;

/** Collects the problems of all files, so that they are reported at once. */
export class Problems {
  private readonly list: Problem[] = [];
  private errors = 0;
  private unlisted = 0;
  private suggestions = 0;
  /** What follows from a mistake that was reported: of no use to the reader. */
  private readonly forgiven = { codes: new Set<string>(), names: new Set<string>(), kindNames: new Set<string>(), records: new Set<string>() };

  error(code: string, message: string, place: Place = {}): void {
    if (this.forgiven.codes.has(code) || this.inForgivenRecord(code, place)) return;
    this.errors++;
    this.add({ code, severity: 'error', ...place, message });
  }

  warn(code: string, message: string, place: Place = {}): void {
    if (this.inForgivenRecord(code, place)) return;
    this.add({ code, severity: 'warning', ...place, message });
  }

  /** An error about a name that is not among the known ones: says how many there are and which is nearest. */
  unknown(code: string, what: string, name: string, known: Iterable<string>, place: Place): void {
    if (this.forgives(code, name)) return;
    const found = `${what} "${clip(name)}" is not known.`;
    if (this.suggestions++ >= SUGGESTED) { this.error(code, found, place); return; }
    const names = [...known];
    const near = nearest(name, names);
    const expecting = names.length === 0 ? 'There are none' : names.length <= 12 ? `Expecting one of ${names.join(', ')}` : `Expecting one of the ${names.length} known`;
    this.error(code, `${found} ${expecting}.${near === undefined ? '' : ` Did you mean "${near}"?`}`, place);
  }

  /** Adds what others found. */
  include(others: Problems): void {
    this.errors += others.errors;
    this.unlisted += others.unlisted;
    for (const problem of others.list) this.add(problem);
    this.forgiveAs(others);
  }

  /** From now on, hears nothing of what those do not hear. */
  forgiveAs({ forgiven }: Problems): void {
    for (const kind of ['codes', 'names', 'kindNames', 'records'] as const) forgiven[kind].forEach((lost) => this.forgiven[kind].add(lost));
  }

  /** True when the name may be that of something lost; columns are no names that a file defines. */
  forgives(code: string, name: string): boolean {
    const { codes, names, kindNames } = this.forgiven;
    return code !== 'COLUMN_UNKNOWN' && (codes.has(code) || names.has(name) || (kindNames.has(name) && !OF_ASSETS.has(code)));
  }

  /** True when the record, or one inside it, is not what was meant, because it lost something. */
  isPartial(record: Place): boolean {
    const { file = '', pointer } = record, { records } = this.forgiven;
    if (records.size === 0 || pointer === undefined) return false;
    const own = `${file}#${pointer}`;
    return [...records].some((lost) => lost === own || lost.startsWith(`${own}/`));
  }

  /**
   * From now on, hears nothing of what follows from a loss: problems with these codes, unknown names that are among `names`
   * (`kindNames`: but for names of assets, which may well be called like their kind), and anything but names (`..._UNKNOWN`)
   * inside the record. Entries of lists in a section are records of their own: the section's loss is none of theirs.
   */
  forgive(lost: { codes?: readonly string[]; names?: readonly string[]; kindNames?: readonly string[]; record?: Place }): void {
    const { codes, names, kindNames, records } = this.forgiven;
    lost.codes?.forEach((code) => codes.add(code));
    lost.names?.forEach((name) => names.add(name));
    lost.kindNames?.forEach((name) => kindNames.add(name));
    if (lost.record) records.add(recordOf(lost.record, lost.record.pointer ?? ''));
  }

  get hasErrors(): boolean { return this.errors > 0; }

  /** All that was found, files and lines in order. */
  all(): Problem[] {
    const sorted = [...this.list].sort((a, b) => order(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
    if (this.unlisted > 0) sorted.push({ code: 'PROBLEMS_UNLISTED', severity: this.errors > 0 ? 'error' : 'warning', message: `${this.unlisted} further problems are not listed` });
    return sorted;
  }

  /** @throws ValidationError with everything found, warnings too, when there is an error. */
  throwIfErrors(): void {
    if (this.hasErrors) throw new ValidationError(this.all());
  }

  private inForgivenRecord(code: string, place: Place): boolean {
    const { records } = this.forgiven;
    if (records.size === 0 || place.pointer === undefined || code.endsWith('_UNKNOWN')) return false;
    for (let end = place.pointer.length; end > 0; end = place.pointer.lastIndexOf('/', end - 1)) {
      const above = place.pointer.slice(0, end);
      if (records.has(recordOf(place, above)) && (OF_ENTRY.test(above) || !OF_ENTRY.test(place.pointer.slice(end)))) return true;
    }
    return false;
  }

  private add(problem: Problem): void {
    if (this.list.length < LISTED) this.list.push(problem);
    else this.unlisted++;
  }
}

/** Unknown names of assets. */
const OF_ASSETS: ReadonlySet<string> = new Set(['ASSET_UNKNOWN', 'SUPPLIER_UNKNOWN', 'NEED_UNKNOWN', 'LAYER_ASSET_UNKNOWN']);

/** A pointer to an entry of a list, or to something in one. */
const OF_ENTRY = /\/\d+(\/|$)/;

function recordOf(place: Place, pointer: string): string {
  return `${place.file ?? ''}#${pointer}`;
}

/** Order of strings by code unit: the same on every machine, whatever its language. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Text short enough for a message. */
export function clip(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `a map with ${Object.keys(value).length} keys`;
  return typeof value === 'string' ? `"${clip(value)}"` : clip(String(value));
}

/** JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
