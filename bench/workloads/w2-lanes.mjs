/** W2's draws of many assets four at a time, in the lanes of WebAssembly's vectors, as a C++ compiler makes them: the same numbers as w2Draw. */
import { I32, op, V128, wasmInstance, wasmModule } from '../../dist/numerics/wasm-code.js';

/** Parameters: address of the assets' numbers, its end, where results go, key, limit; then locals. */
const AT = 0, END = 1, OUT = 2, K0 = 3, K1 = 4, LIMIT = 5, MASK = 6, H = 7;
/** Constants in all lanes, made before the loop: the factors, the key, and the greatest draw below the limit. */
const FACTORS = { 0x9e3779b1: 8, 0x85ebca6b: 9, 0xc2b2ae35: 10 }, KEY0 = 11, KEY1 = 12, MOST = 13;
const multiply = [0xfd, 0xb5, 0x01];
const times = (factor) => [...op.get(FACTORS[factor]), ...multiply];
const fold = (by) => [...op.get(H), ...op.get(H), ...op.i32(by), ...op.vShr, ...op.vXor];
const store = op.set(H);
const fmix = [...fold(16), ...times(0x85ebca6b), ...store, ...fold(13), ...times(0xc2b2ae35), ...store, ...fold(16), ...store];
const advance = (local, by) => [...op.get(local), ...op.i32(by), ...op.add, ...op.set(local)];

const code = [
  ...Object.entries(FACTORS).flatMap(([factor, local]) => [...op.i32(factor | 0), ...op.splat, ...op.set(local)]),
  ...op.get(K0), ...op.splat, ...op.set(KEY0), ...op.get(K1), ...op.splat, ...op.set(KEY1), ...op.get(LIMIT), ...op.i32(-1), ...op.add, ...op.splat, ...op.set(MOST),
  ...op.loop,
  ...op.get(AT), ...op.vLoad(), ...times(0x9e3779b1), ...op.get(KEY0), ...op.vAdd, ...store, ...fmix,
  ...op.get(H), ...op.get(KEY1), ...op.vXor, ...store, ...fmix,
  ...op.get(H), ...op.get(MOST), ...op.vLessOrEqualUnsigned, ...op.bitmask, ...op.set(MASK),
  ...op.get(MASK), ...op.if, ...op.get(OUT), ...op.get(AT), ...op.store(), ...op.get(OUT), ...op.get(MASK), ...op.store(4), ...advance(OUT, 8), ...op.end,
  ...advance(AT, 16), ...op.get(AT), ...op.get(END), ...op.lessUnsigned, ...op.branchIf(0), ...op.end,
  ...op.get(OUT),
];
const MODULE = new WebAssembly.Module(wasmModule({ below: { parameters: [I32, I32, I32, I32, I32, I32], result: I32, locals: [I32, ...Array(7).fill(V128)], code } }));

export class W2Lanes {
  constructor() {
    this.makeRoom(65_536);
    this.used = 0;
    /** List -> where it begins and ends; its results follow. */
    this.places = new Map();
  }

  makeRoom(bytes) {
    const { buffer, functions: { below } } = wasmInstance(MODULE, bytes);
    this.words = new Int32Array(buffer);
    this.run = below;
  }

  /** Assets of the list whose draw is below a limit in 1..2^32 - 1, in order, into `out`; @returns how many */
  below(k0, k1, list, limit, out) {
    const { start, end } = this.places.get(list) ?? this.lay(list), { words } = this;
    const until = this.run(start, end, end, k0, k1, limit) / 4;
    let count = 0;
    for (let at = end / 4; at < until; at += 2) {
      const first = (words[at] - start) / 4, mask = words[at + 1];
      for (let lane = 0; lane < 4; lane++) if ((mask & (1 << lane)) !== 0 && first + lane < list.length) out[count++] = list[first + lane];
    }
    return count;
  }

  lay(list) {
    const bytes = Math.ceil(list.length / 4) * 16, place = { start: this.used, end: this.used + bytes };
    this.used += 2 * bytes;
    if (this.used > this.words.byteLength) {
      const { words } = this;
      this.makeRoom(2 * this.used);
      this.words.set(words);
    }
    this.words.set(list, place.start / 4);
    this.places.set(list, place);
    return place;
  }
}
