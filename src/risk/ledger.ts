/** What a pass has found so far, merged in block order: the loss of every row, what rows had come to at their checkpoints, weighted sums by asset. */
import { createHash } from 'node:crypto';
import { CascadeError } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import type { CoursePartial } from '../study/course-block.js';
import { addNumbers } from '../study/digest.js';
import { readPartialFile, writePartialFile } from '../study/partial-file.js';
import type { FailedReplication } from '../study/results.js';

const FORMAT = 'hazcade-catalogue-partial/1';

interface Header { format: string; identity: object; blocks: number; rows: number; checkpoints: number; failures: FailedReplication[] }

export class Ledger {
  blocks = 0;
  /** Rows merged. */
  rows = 0;
  /** NaN: failed. */
  readonly losses: Float64Array;
  /** Row after row. */
  atCheckpoints = new Float64Array(0);
  private checkpoints = 0;
  readonly hit: Float64Array;
  readonly fell: Float64Array;
  readonly lostHours: Float64Array;
  failures: FailedReplication[] = [];

  constructor(rows: number, assets: number) {
    this.losses = new Float64Array(rows).fill(NaN);
    this.hit = new Float64Array(assets);
    this.fell = new Float64Array(assets);
    this.lostHours = new Float64Array(assets);
  }

  /** Merges the next block; throws BLOCK_OUT_OF_ORDER on any other. */
  add(partial: CoursePartial): this {
    if (partial.index !== this.blocks || partial.first !== this.rows) throw new CascadeError('BLOCK_OUT_OF_ORDER', `expected block ${this.blocks} from row ${this.rows}, found block ${partial.index} from ${partial.first}`);
    this.losses.set(partial.losses, partial.first);
    this.keep(partial.atCheckpoints);
    const { asset, hit, fell, lostHours } = partial.assets;
    for (let i = 0; i < asset.length; i++) {
      const a = asset[i]!;
      this.hit[a]! += hit[i]!;
      this.fell[a]! += fell[i]!;
      this.lostHours[a]! += lostHours[i]!;
    }
    this.failures.push(...partial.failures);
    this.blocks++;
    this.rows += partial.count;
    return this;
  }

  private keep(values: Float64Array): void {
    const needed = this.checkpoints + values.length;
    if (needed > this.atCheckpoints.length) {
      const grown = new Float64Array(Math.max(1024, 2 * needed));
      grown.set(this.atCheckpoints.subarray(0, this.checkpoints));
      this.atCheckpoints = grown;
    }
    this.atCheckpoints.set(values, this.checkpoints);
    this.checkpoints = needed;
  }

  private fields(): Float64Array[] {
    return [this.losses, this.atCheckpoints.subarray(0, this.checkpoints), this.hit, this.fell, this.lostHours];
  }

  /** SHA-256 over what went in and all numbers. */
  digest(inputs: object): string {
    const hash = createHash('sha256').update(canonicalJson({ inputs, failures: this.failures }));
    for (const numbers of this.fields()) addNumbers(hash, numbers);
    return hash.digest('hex');
  }

  save(path: string, identity: object): void {
    const header: Header = { format: FORMAT, identity, blocks: this.blocks, rows: this.rows, checkpoints: this.checkpoints, failures: this.failures };
    writePartialFile(path, header, this.fields());
  }

  /** Continues from a file, if there is one. Throws PARTIAL_CORRUPT, RESUME_MISMATCH. @returns whether there was */
  load(path: string, identity: object): boolean {
    const read = readPartialFile(path);
    if (read === undefined) return false;
    const { header: found, numbers } = read, header = found as Header;
    if (header.format !== FORMAT || canonicalJson(header.identity) !== canonicalJson(identity)) {
      throw new CascadeError('RESUME_MISMATCH', `${path} belongs to another study of a catalogue: expected ${canonicalJson(identity)}, found ${canonicalJson(header.identity)}`);
    }
    const { blocks, rows, failures, checkpoints } = header;
    Object.assign(this, { blocks, rows, failures, checkpoints });
    this.atCheckpoints = new Float64Array(checkpoints);
    let at = 0;
    for (const field of this.fields()) {
      const target = new Uint8Array(field.buffer, field.byteOffset, field.byteLength);
      target.set(numbers.subarray(at, at + target.length));
      at += target.length;
    }
    return true;
  }
}
