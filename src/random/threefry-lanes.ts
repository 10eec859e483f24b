/**
 * Threefry-2x32 with 20 rounds (threefry.ts) for many counters under one key, sixteen at a time in four of WebAssembly's 128-bit vectors: the same
 * words, several times faster. A round waits for the one before; meanwhile the other vectors have their turn. Counters are laid into the module's memory
 * once for each list and stay there.
 */
import { wordCells } from '../numerics/cells.js';
import { I32, op, V128, wasmInstance, wasmModule } from '../numerics/wasm-code.js';
import { drawWords } from './threefry.js';

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
/** Counters that go together: four in each vector. */
const TOGETHER = 16;

/** Parameters: addresses of the first words of the counters, of their second words, of the end of the first words, of the results; the key; n in two words; the largest first word that is wanted. */
const C0 = 0, C1 = 1, END = 2, OUT = 3, K0 = 4, K1 = 5, N0 = 6, N1 = 7, LIMIT = 8;
const PARAMETERS = [I32, I32, I32, I32, I32, I32, I32, I32, I32];
/** Locals: the key in all lanes, that key as it is turned from group to group, group of rounds, lanes that are wanted. */
const KEY = [9, 10, 11] as const, TURNED = [12, 13, 14] as const, GROUP = 15, MASK = 16;
/** The two words of four counters each, and the key of the second encryption that they become. */
const VECTORS = [17, 22, 27, 32].map((local) => ({ x0: local, x1: local + 1, key: [local + 2, local + 3, local + 4] as const }));
const LOCALS = Array.from({ length: 28 }, (_, i) => (9 + i === GROUP || 9 + i === MASK ? I32 : V128));

type Code = readonly number[];
type Key = readonly [number, number, number];
type Vector = (typeof VECTORS)[number];
const forEach = (vectors: readonly Vector[], code: (vector: Vector, index: number) => Code): number[] => vectors.flatMap((vector, i) => [...code(vector, i)]);
const addTo = (x: number, value: Code): number[] => [...op.get(x), ...value, ...op.vAdd, ...op.set(x)];
const advance = (local: number, by: number): number[] => [...op.get(local), ...op.i32(by), ...op.add, ...op.set(local)];

/** Third word of a key. */
const thirdOf = ([k0, k1, k2]: Key): number[] => [...op.get(k0), ...op.get(k1), ...op.vXor, ...op.i32(PARITY), ...op.splat, ...op.vXor, ...op.set(k2)];

/** One round, but for what becomes of the second word. */
const add = ({ x0, x1 }: Vector): number[] => addTo(x0, op.get(x1));
/** Bytes of each word turned by a multiple of 8 bits: one instruction, where others take three. */
const bytesTurned = (by: number): number[] => Array.from({ length: 16 }, (_, i) => (i & 12) | ((i + 4 - by / 8) & 3));
const turned = (x: number, by: number): number[] => (by % 8 === 0
  ? [...op.get(x), ...op.vBytes(bytesTurned(by)), ...op.swizzle]
  : [...op.get(x), ...op.i32(by), ...op.vShl, ...op.get(x), ...op.i32(32 - by), ...op.vShr, ...op.vOr]);
const turn = ({ x0, x1 }: Vector, by: number, first: Code = op.get(x0)): number[] => [
  ...turned(x1, by), ...first, ...op.vXor, ...op.set(x1),
];
/** Word q of the key and the number of the group of rounds, to the second word. */
const inject = ({ x1 }: Vector, key: Key, q: number): number[] => addTo(x1, [...op.get(key[q]!), ...op.get(GROUP), ...op.splat, ...op.vAdd]);

/** Four rounds, then words p and q of the key as it is turned now. */
const rounds = (vector: Vector, key: Key, by: readonly number[], p: number, q: number): number[] => [
  ...by.flatMap((r) => [...add(vector), ...turn(vector, r)]), ...addTo(vector.x0, op.get(key[p]!)), ...inject(vector, key, q),
];

/** The last four rounds, with the second word left as it was before it was turned: which of many are below a limit is almost always known without it. */
const lastRounds = (vector: Vector, key: Key): number[] => [
  ...ROTATIONS.slice(0, 3).flatMap((r) => [...add(vector), ...turn(vector, r)]), ...add(vector), ...addTo(vector.x0, op.get(key[1])),
];

/** What lastRounds has left. */
const finish = (vector: Vector, key: Key): number[] => [...turn(vector, ROTATIONS[3], [...op.get(vector.x0), ...op.get(key[1]), ...op.vSub]), ...inject(vector, key, 2)];

/** Five groups of four rounds for vectors under their keys, which are turned meanwhile. @param whole else the second words are to be finished. A loop, since unrolled the compiler would put all rounds of one vector before those of the next. */
const encryption = (vectors: readonly Vector[], keyOf: (vector: Vector) => Key, whole: boolean): number[] => [
  ...forEach(vectors, (vector) => [...addTo(vector.x0, op.get(keyOf(vector)[0])), ...addTo(vector.x1, op.get(keyOf(vector)[1]))]),
  ...op.i32(1), ...op.set(GROUP), ...op.loop,
  ...forEach(vectors, (vector) => rounds(vector, keyOf(vector), ROTATIONS.slice(0, 4), 1, 2)),
  ...advance(GROUP, 1),
  ...forEach(vectors, (vector) => rounds(vector, keyOf(vector), ROTATIONS.slice(4), 2, 0)),
  ...[...new Set(vectors.map(keyOf))].flatMap(([a, b, c]) => [...op.get(b), ...op.get(a), ...op.get(c), ...op.set(a), ...op.set(b), ...op.set(c)]),
  ...advance(GROUP, 1), ...op.get(GROUP), ...op.i32(5), ...op.lessUnsigned, ...op.branchIf(0), ...op.end,
  ...forEach(vectors, (vector) => (whole ? rounds(vector, keyOf(vector), ROTATIONS.slice(0, 4), 1, 2) : lastRounds(vector, keyOf(vector)))),
];

/** What does not change from counter to counter. */
const prepare: number[] = [...op.get(K0), ...op.splat, ...op.set(KEY[0]), ...op.get(K1), ...op.splat, ...op.set(KEY[1]), ...thirdOf(KEY)];

/** The words of the counters at C0 and C1, encrypted again under themselves where n is not 0, two vectors at a time: registers hold no more keys. @param whole the second words too, else only the first ones */
const draw = (whole: boolean): number[] => [
  ...TURNED.flatMap((local, i) => [...op.get(KEY[i]!), ...op.set(local)]),
  ...forEach(VECTORS, ({ x0, x1 }, i) => [...op.get(C0), ...op.vLoad(16 * i), ...op.set(x0), ...op.get(C1), ...op.vLoad(16 * i), ...op.set(x1)]),
  ...encryption(VECTORS, () => TURNED, whole),
  ...op.get(N0), ...op.get(N1), ...op.or, ...op.if,
  ...(whole ? [] : forEach(VECTORS, (vector) => finish(vector, TURNED))),
  ...forEach(VECTORS, ({ x0, x1, key }) => [
    ...op.get(x0), ...op.set(key[0]), ...op.get(x1), ...op.set(key[1]), ...thirdOf(key), ...op.get(N0), ...op.splat, ...op.set(x0), ...op.get(N1), ...op.splat, ...op.set(x1),
  ]),
  ...encryption(VECTORS.slice(0, 2), ({ key }) => key, whole), ...encryption(VECTORS.slice(2), ({ key }) => key, whole),
  ...op.end,
];

/** Does `body` for every vector of the counters that go together, from C0 to END. */
const forAll = (whole: boolean, body: (vector: Vector, index: number) => Code): number[] => [
  ...prepare,
  ...op.loop, ...draw(whole), ...forEach(VECTORS, body), ...advance(C0, 4 * TOGETHER), ...advance(C1, 4 * TOGETHER), ...op.get(C0), ...op.get(END), ...op.lessUnsigned, ...op.branchIf(0), ...op.end,
];

/** The lower and the upper two lanes. */
const LOWER = [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7], UPPER = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
/** (word 0 x 2^20 + (word 1 >>> 12) + 1/2) / 2^52 of two lanes, exact in doubles: toUniform. */
const uniformOf = ({ x0, x1 }: Vector, lanes: readonly number[]): number[] => [
  ...op.get(x0), ...op.get(x0), ...op.shuffle(lanes), ...op.toF64Low, ...op.f64(2 ** 20), ...op.f64Splat, ...op.vF64Mul,
  ...op.get(x1), ...op.i32(12), ...op.vShr, ...op.get(x1), ...op.i32(12), ...op.vShr, ...op.shuffle(lanes), ...op.toF64Low, ...op.vF64Add,
  ...op.f64(0.5), ...op.f64Splat, ...op.vF64Add, ...op.f64(2 ** -52), ...op.f64Splat, ...op.vF64Mul,
];

/** Writes the uniforms, in order. */
const fill: number[] = forAll(true, (vector) => [
  ...op.get(OUT), ...uniformOf(vector, LOWER), ...op.vStore(), ...op.get(OUT), ...uniformOf(vector, UPPER), ...op.vStore(16), ...advance(OUT, 32),
]);

/**
 * Leaves 32 bytes for every four counters of which a first word is at most LIMIT: address, mask of those lanes, the first words. @returns where they end.
 * The place is kept or written over: a branch that none can foretell would stop what is under way of the next counters.
 */
const candidates: number[] = [
  ...forAll(false, ({ x0 }, i) => [
    ...op.get(x0), ...op.get(LIMIT), ...op.splat, ...op.vLessOrEqualUnsigned, ...op.bitmask, ...op.set(MASK),
    ...op.get(OUT), ...op.get(C0), ...op.i32(16 * i), ...op.add, ...op.store(), ...op.get(OUT), ...op.get(MASK), ...op.store(4),
    ...op.get(OUT), ...op.get(x0), ...op.vStore(16),
    ...op.get(OUT), ...op.get(MASK), ...op.i32(0), ...op.notEqual, ...op.i32(32), ...op.mul, ...op.add, ...op.set(OUT),
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
/** Counters that are drawn for once: how many at a time, and where they lie, before all lists. */
const ONCE = 256, ONCE_AT = { c0: 0, c1: 4 * ONCE, out: 8 * ONCE }, LISTS_FROM = 16 * ONCE;

export class ThreefryLanes {
  private readonly places = new Map<Int32Array, Place>();
  private readonly module = new WebAssembly.Module(MODULE);
  private fillRun!: Run;
  private candidatesRun!: Run;
  private used = LISTS_FROM;
  private readonly word = wordCells();
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

  /** The uniforms of entries `from` to `to` - 1 of a list that is there for this once; out[i] is that of list[i]. */
  fillOnce(k0: number, k1: number, list: Int32Array, from: number, to: number, c0: Uint32Array, c1: Uint32Array, out: Float64Array): void {
    for (let start = from; start < to; start += ONCE) this.fillPart(k0, k1, list, start, Math.min(ONCE, to - start), c0, c1, out);
  }

  private fillPart(k0: number, k1: number, list: Int32Array, from: number, count: number, c0: Uint32Array, c1: Uint32Array, out: Float64Array): void {
    const { doubles, words } = this;
    for (let i = 0; i < count; i++) {
      const entry = list[from + i]!;
      words[i] = c0[entry]!;
      words[ONCE + i] = c1[entry]!;
    }
    this.fillRun(ONCE_AT.c0, ONCE_AT.c1, 4 * count, ONCE_AT.out, k0, k1, 0, 0, 0);
    for (let i = 0; i < count; i++) out[from + i] = doubles[ONCE + i]!;
  }

  /**
   * Which entries of a list draw a uniform below a probability; parameters as above.
   * @param out receives them, in the order of the list; @returns how many
   */
  below(k0: number, k1: number, list: Int32Array, c0: Uint32Array, c1: Uint32Array, n: number, probability: number, out: Int32Array): number {
    const { c0: first, c1: second, end, out: results } = this.places.get(list) ?? this.lay(list, c0, c1), { words } = this;
    const limit = Math.min(2 ** 32 - 1, Math.floor(probability * 2 ** 32));
    const until = this.candidatesRun(first, second, end, results, k0, k1, n | 0, Math.floor(n / 2 ** 32), limit | 0) / 4;
    let count = 0;
    for (let at = results / 4; at < until; at += 8) {
      const position = (words[at]! - first) >> 2;
      for (let mask = words[at + 1]! | 0; mask !== 0; mask &= mask - 1) {
        const lane = 31 - Math.clz32(mask & -mask), i = position + lane;
        if (i >= list.length) continue;
        // A lesser first word is below whatever the second is.
        if (words[at + 4 + lane]! < limit || this.uniform(k0, k1, words[first / 4 + i]!, words[second / 4 + i]!, n) < probability) out[count++] = list[i]!;
      }
    }
    return count;
  }

  private uniform(k0: number, k1: number, c0: number, c1: number, n: number): number {
    const { word } = this;
    drawWords(k0, k1, c0, c1, n, word);
    return toUniform(word[0]!, word[1]!);
  }

  /** Puts the counters of a list into the memory, to a multiple of those that go together. */
  private lay(list: Int32Array, c0: Uint32Array, c1: Uint32Array): Place {
    const bytes = Math.ceil(list.length / TOGETHER) * 4 * TOGETHER;
    // Results take 32 bytes for each four.
    if (this.used + 4 * bytes > MOST_BYTES) { this.places.clear(); this.used = LISTS_FROM; }
    const start = this.used, place = { c0: start, c1: start + bytes, end: start + bytes, out: start + 2 * bytes };
    this.used += 4 * bytes;
    if (this.used > this.words.byteLength) {
      const { words } = this;
      this.makeRoom(Math.max(this.used, Math.min(2 * this.used, MOST_BYTES)));
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

/** The same of the first two words, into cell[0]: where a call is not inlined, a double that it returns is an object. */
export function toUniformIn(words: Int32Array, cell: Float64Array): void { cell[0] = ((words[0]! >>> 0) * 1_048_576 + (words[1]! >>> 12) + 0.5) / 4_503_599_627_370_496; }
