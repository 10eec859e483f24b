/**
 * Threefry-2x32 with 20 rounds (threefry.ts) for many counters under one key, four at a time in the lanes of WebAssembly's 128-bit
 * vectors: the same words, several times faster. Counters are laid into the module's memory once for each list and stay there.
 */
import { I32, op, V128, wasmInstance, wasmModule } from '../numerics/wasm-code.js';

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Parameters: addresses of the first words of the counters, of their second words, of the end of the first words (four counters at least), of the results; the key; n in two words; the largest first word that is wanted. */
const C0 = 0, C1 = 1, END = 2, OUT = 3, K0 = 4, K1 = 5, N0 = 6, N1 = 7, LIMIT = 8;
/** Locals: the two words of four counters and the three of their keys. */
const X0 = 9, X1 = 10, KEY0 = 11, KEY1 = 12, KEY2 = 13, MASK = 14;
const LOCALS = [V128, V128, V128, V128, V128, I32];
const PARAMETERS = [I32, I32, I32, I32, I32, I32, I32, I32, I32];

const addTo = (x: number, key: number, increment = 0): number[] => [
  ...op.get(x), ...op.get(key), ...op.vAdd, ...(increment === 0 ? [] : [...op.i32(increment), ...op.splat, ...op.vAdd]), ...op.set(x),
];

/** Five groups of four rounds, each followed by a word of the key schedule, on (X0, X1) under (KEY0, KEY1). */
function encryption(): number[] {
  const code = [
    ...op.get(KEY0), ...op.get(KEY1), ...op.vXor, ...op.i32(PARITY), ...op.splat, ...op.vXor, ...op.set(KEY2),
    ...addTo(X0, KEY0), ...addTo(X1, KEY1),
  ];
  for (let round = 0; round < 20; round++) {
    const by = ROTATIONS[round % 8]!;
    code.push(
      ...addTo(X0, X1),
      ...op.get(X1), ...op.i32(by), ...op.vShl, ...op.get(X1), ...op.i32(32 - by), ...op.vShr, ...op.vOr, ...op.get(X0), ...op.vXor, ...op.set(X1),
    );
    if (round % 4 !== 3) continue;
    const group = (round + 1) / 4, keys = [KEY0, KEY1, KEY2];
    code.push(...addTo(X0, keys[group % 3]!), ...addTo(X1, keys[(group + 1) % 3]!, group));
  }
  return code;
}

/** The words of four counters at C0 and C1, encrypted again under themselves where n is not 0. */
const draw: number[] = [
  ...op.get(K0), ...op.splat, ...op.set(KEY0), ...op.get(K1), ...op.splat, ...op.set(KEY1),
  ...op.get(C0), ...op.vLoad(), ...op.set(X0), ...op.get(C1), ...op.vLoad(), ...op.set(X1),
  ...encryption(),
  ...op.get(N0), ...op.get(N1), ...op.or, ...op.if,
  ...op.get(X0), ...op.set(KEY0), ...op.get(X1), ...op.set(KEY1),
  ...op.get(N0), ...op.splat, ...op.set(X0), ...op.get(N1), ...op.splat, ...op.set(X1),
  ...encryption(),
  ...op.end,
];

const advance = (local: number, by: number): number[] => [...op.get(local), ...op.i32(by), ...op.add, ...op.set(local)];

/** Does `body` for every four counters, from C0 to END. */
const forAll = (body: readonly number[]): number[] => [
  ...op.loop, ...draw, ...body, ...advance(C0, 16), ...advance(C1, 16), ...op.get(C0), ...op.get(END), ...op.lessUnsigned, ...op.branchIf(0), ...op.end,
];

/** The lower and the upper two lanes. */
const LOWER = [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7], UPPER = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
/** (word 0 x 2^20 + (word 1 >>> 12) + 1/2) / 2^52 of two lanes, exact in doubles: toUniform of draws.ts. */
const uniformOf = (lanes: readonly number[]): number[] => [
  ...op.get(X0), ...op.get(X0), ...op.shuffle(lanes), ...op.toF64Low, ...op.f64(2 ** 20), ...op.f64Splat, ...op.vF64Mul,
  ...op.get(X1), ...op.i32(12), ...op.vShr, ...op.get(X1), ...op.i32(12), ...op.vShr, ...op.shuffle(lanes), ...op.toF64Low, ...op.vF64Add,
  ...op.f64(0.5), ...op.f64Splat, ...op.vF64Add, ...op.f64(2 ** -52), ...op.f64Splat, ...op.vF64Mul,
];

/** Writes the uniforms, in order. */
const fill: number[] = forAll([
  ...op.get(OUT), ...uniformOf(LOWER), ...op.vStore(), ...op.get(OUT), ...uniformOf(UPPER), ...op.vStore(16), ...advance(OUT, 32),
]);

/** Writes 48 bytes for every four counters of which a first word is at most LIMIT: address, mask of those lanes, the words. @returns where they end */
const candidates: number[] = [
  ...forAll([
    ...op.get(X0), ...op.get(LIMIT), ...op.splat, ...op.vLessOrEqualUnsigned, ...op.bitmask, ...op.set(MASK),
    ...op.get(MASK), ...op.if,
    ...op.get(OUT), ...op.get(C0), ...op.store(), ...op.get(OUT), ...op.get(MASK), ...op.store(4),
    ...op.get(OUT), ...op.get(X0), ...op.vStore(16), ...op.get(OUT), ...op.get(X1), ...op.vStore(32), ...advance(OUT, 48),
    ...op.end,
  ]),
  ...op.get(OUT),
];

const MODULE = wasmModule({
  fill: { parameters: PARAMETERS, locals: LOCALS, code: fill },
  candidates: { parameters: PARAMETERS, result: I32, locals: LOCALS, code: candidates },
});

type Run = (c0: number, c1: number, end: number, out: number, k0: number, k1: number, n0: number, n1: number, limit: number) => number;

/** Where the counters of a list lie, and where its results go. */
interface Place { c0: number; c1: number; end: number; out: number }

/** Memory for lists: at first, and beyond which all are laid anew. */
const FIRST_BYTES = 2 ** 16, MOST_BYTES = 2 ** 28;

export class ThreefryLanes {
  private readonly places = new Map<Int32Array, Place>();
  private readonly module = new WebAssembly.Module(MODULE);
  private fillRun!: Run;
  private candidatesRun!: Run;
  private used = 0;
  private words!: Uint32Array;
  private doubles!: Float64Array;

  /** Throws WebAssembly.CompileError where the processor has no 128-bit vectors. */
  constructor() { this.makeRoom(FIRST_BYTES); }

  /** A memory of so many bytes; lists must be laid into it. */
  private makeRoom(bytes: number): void {
    const { buffer, functions } = wasmInstance(this.module, bytes);
    this.fillRun = functions.fill as Run;
    this.candidatesRun = functions.candidates as Run;
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }

  /**
   * The uniforms of a list: out[i] is that of list[i].
   * @param list indices into the counters' words; the same array must always hold the same, it is read once
   */
  fill(k0: number, k1: number, list: Int32Array, c0: Uint32Array, c1: Uint32Array, n: number, out: Float64Array): void {
    const place = this.places.get(list) ?? this.lay(list, c0, c1), from = place.out / 8;
    this.fillRun(place.c0, place.c1, place.end, place.out, k0, k1, n | 0, Math.floor(n / 2 ** 32), 0);
    for (let i = 0; i < list.length; i++) out[i] = this.doubles[from + i]!;
  }

  /**
   * Which entries of a list draw a uniform below a probability; parameters as above.
   * @param out receives them, in the order of the list; @returns how many
   */
  below(k0: number, k1: number, list: Int32Array, c0: Uint32Array, c1: Uint32Array, n: number, probability: number, out: Int32Array): number {
    const { c0: first, c1: second, end, out: results } = this.places.get(list) ?? this.lay(list, c0, c1);
    const limit = Math.min(2 ** 32 - 1, Math.floor(probability * 2 ** 32));
    const until = this.candidatesRun(first, second, end, results, k0, k1, n | 0, Math.floor(n / 2 ** 32), limit | 0) / 4, { words } = this;
    let count = 0;
    for (let at = results / 4; at < until; at += 12) {
      const position = (words[at]! - first) / 4, mask = words[at + 1]!;
      for (let lane = 0; lane < 4; lane++) {
        if ((mask & (1 << lane)) === 0 || position + lane >= list.length) continue;
        if (toUniform(words[at + 4 + lane]!, words[at + 8 + lane]!) < probability) out[count++] = list[position + lane]!;
      }
    }
    return count;
  }

  /** Puts the counters of a list into the memory, to a multiple of four. */
  private lay(list: Int32Array, c0: Uint32Array, c1: Uint32Array): Place {
    const bytes = Math.ceil(list.length / 4) * 16;
    // Results take 32 bytes (uniforms) or 48 (candidates) for each four.
    if (this.used + 5 * bytes > MOST_BYTES) { this.places.clear(); this.used = 0; }
    const start = this.used, place = { c0: start, c1: start + bytes, end: start + bytes, out: start + 2 * bytes };
    this.used += 5 * bytes;
    if (this.used > this.words.byteLength) {
      const { words } = this;
      this.makeRoom(2 * this.used);
      this.words.set(words);
    }
    for (let i = 0; i < list.length; i++) {
      this.words[place.c0 / 4 + i] = c0[list[i]!]!;
      this.words[place.c1 / 4 + i] = c1[list[i]!]!;
    }
    this.places.set(list, place);
    return place;
  }
}

/** (k + 1/2) / 2^52 for the 52-bit k of two words: at least 2^-53, at most 1 - 2^-53. Words may be signed. */
export function toUniform(word0: number, word1: number): number {
  return ((word0 >>> 0) * 1_048_576 + (word1 >>> 12) + 0.5) / 4_503_599_627_370_496;
}
