/**
 * The whole state of an EPANET project, as the bytes of its module's memory: tanks, flows, statuses, controls, clock, to the last bit. EPANET 2.2
 * lets nobody set tank levels or its clock in the middle of a run; its memory can be put back as it was.
 */
import type { EpanetModule } from './engine.js';

/** Never-written stretches shorter than this are copied all the same. */
const LEAST_GAP_BYTES = 1 << 18;
/** Kept clear on both sides of the gap, and behind the last byte in use. */
const MARGIN_BYTES = 1 << 13;
const WORD = 4;

/** Which bytes of the memory make up the state. */
export class EngineMemory {
  private constructor(private readonly module: EpanetModule, private readonly gapStart: number, private readonly gapEnd: number, private readonly end: number) {}

  /**
   * Finds the state. What a project never writes after it was opened (above all two hash tables of ids, 512 KB each) is the same in all states and is
   * left out: the longest stretch that `exercise` does not touch.
   * @param exercise does with the project everything that will be done with it later, of each kind once; it is undone
   */
  static of(module: EpanetModule, exercise: () => void): EngineMemory {
    const bytes = module.HEAPU8.slice(), before = new Int32Array(bytes.buffer);
    exercise();
    const after = new Int32Array(module.HEAPU8.buffer);
    let last = 0, gapStart = 0, gapEnd = 0;
    for (let word = 0, previous = 0; word < after.length; word++) {
      if (after[word] !== 0) last = word;
      if (word < before.length && after[word] === before[word]) continue;
      if (word - previous > gapEnd - gapStart) { gapStart = previous; gapEnd = word; }
      previous = word;
    }
    module.HEAPU8.set(bytes);
    const end = Math.min(module.HEAPU8.length, last * WORD + MARGIN_BYTES);
    const [from, to] = [gapStart * WORD + MARGIN_BYTES, gapEnd * WORD - MARGIN_BYTES];
    return to - from >= LEAST_GAP_BYTES ? new EngineMemory(module, from, to, end) : new EngineMemory(module, end, end, end);
  }

  /** Bytes of one state. */
  get bytes(): number { return this.gapStart + this.end - this.gapEnd; }

  /** @param into of `bytes` length */
  save(into: Uint8Array): void {
    const memory = this.module.HEAPU8;
    into.set(memory.subarray(0, this.gapStart), 0);
    into.set(memory.subarray(this.gapEnd, this.end), this.gapStart);
  }

  restore(from: Uint8Array): void {
    const memory = this.module.HEAPU8;
    memory.set(from.subarray(0, this.gapStart), 0);
    memory.set(from.subarray(this.gapStart), this.gapEnd);
  }

  /** The bytes left out, for a test that they never change. */
  leftOut(): Uint8Array { return this.module.HEAPU8.slice(this.gapStart, this.gapEnd); }
}
