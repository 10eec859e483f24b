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
/** Room for what a project may still ask for while it is found out what it writes. */
const GROWTH_BYTES = 1 << 20;

/** Which bytes of the memory make up the state. */
export class EngineMemory {
  private constructor(private readonly module: EpanetModule, private readonly gapStart: number, private readonly gapEnd: number, private readonly end: number) {}

  /**
   * Finds the state. What a project never writes after it was opened (above all two hash tables of ids, 512 KB each) is the same in all states and is
   * left out: the longest stretch that `exercise` does not touch.
   * @param exercise does with the project everything that will be done with it later, of each kind once; it is undone
   */
  static of(module: EpanetModule, exercise: () => void): EngineMemory {
    const used = Math.min(module.HEAPU8.length, lastInUse(module) + GROWTH_BYTES), bytes = module.HEAPU8.slice(0, used), before = new Int32Array(bytes.buffer);
    exercise();
    const after = new Int32Array(module.HEAPU8.buffer, 0, before.length), last = lastInUse(module);
    let gapStart = 0, gapEnd = 0;
    for (let word = 0, previous = 0; word < after.length; word++) {
      if (after[word] === before[word]) continue;
      if (word - previous > gapEnd - gapStart) { gapStart = previous; gapEnd = word; }
      previous = word;
    }
    module.HEAPU8.set(bytes);
    const end = Math.min(module.HEAPU8.length, last + MARGIN_BYTES);
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

/** Address behind the last byte that is not 0; the memory behind it was never used. */
function lastInUse(module: EpanetModule): number {
  const words = new Int32Array(module.HEAPU8.buffer);
  let word = words.length;
  while (word > 0 && words[word - 1] === 0) word--;
  return word * WORD;
}
