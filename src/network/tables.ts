/** Tables of the compiled network: names by row, and distinct records (kinds, distributions) by row. */
import { CascadeError, nearest } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';

/** Names numbered in their order; of equal names the last counts. */
export class NameTable {
  private readonly rows: Map<string, number>;

  /** @param code error code of a name that is not there */
  constructor(names: readonly string[], private readonly code: string) {
    this.rows = new Map(names.map((name, row) => [name, row]));
  }

  get size(): number { return this.rows.size; }

  /**
   * Row of a name.
   * @param of what refers to it, for the message: `need "pump-7/electricity", supplier`
   * @throws CascadeError with the nearest known name
   */
  row(name: string, of: () => string): number {
    const row = this.rows.get(name);
    if (row !== undefined) return row;
    const near = nearest(name, this.rows.keys());
    throw new CascadeError(this.code, `${of()}: "${name}" is not one of the ${this.rows.size} known.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
}

/** Distinct records in order of first appearance. Most assets share their kind's object, so identity is asked before content. */
export class RecordTable<T extends object> {
  readonly rows: T[] = [];
  private readonly byIdentity = new Map<T, number>();
  private readonly byContent = new Map<string, number>();

  /** Row of a record of this content, added when new. */
  indexOf(record: T): number {
    const known = this.byIdentity.get(record);
    if (known !== undefined) return known;
    const content = canonicalJson(record);
    let row = this.byContent.get(content);
    if (row === undefined) {
      row = this.rows.push(record) - 1;
      this.byContent.set(content, row);
    }
    this.byIdentity.set(record, row);
    return row;
  }
}
