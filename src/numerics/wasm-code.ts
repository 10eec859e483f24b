/**
 * The little of WebAssembly's binary format that hot loops need (WebAssembly Core Specification 2.0, chapter 5, with its SIMD
 * instructions): exported functions over one memory. Written by hand so that neither a compiler nor a binary file belongs
 * to the build.
 */

/** Types of values. */
export const I32 = 0x7f, F64 = 0x7c, V128 = 0x7b;

/** An unsigned number in LEB128. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

/** A signed 32-bit number in LEB128. */
function signedLeb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const low = rest & 127;
    if ((rest >> 7 === 0 && (low & 64) === 0) || (rest >> 7 === -1 && (low & 64) !== 0)) return [...bytes, low];
    bytes.push(low | 128);
  }
}

const simd = (code: number): number[] => [0xfd, ...leb(code)];
const f64Bytes = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];

/** Instructions, as bytes. Addresses are taken from the stack; `at` is a constant offset. */
export const op = {
  get: (local: number) => [0x20, ...leb(local)],
  set: (local: number) => [0x21, ...leb(local)],
  i32: (value: number) => [0x41, ...signedLeb(value)],
  f64: (value: number) => [0x44, ...f64Bytes(value)],
  tee: (local: number) => [0x22, ...leb(local)],
  add: [0x6a], or: [0x72], shl: [0x74], mul: [0x6c], lessUnsigned: [0x49], notEqual: [0x47], notLess: [0x4e],
  load: (at = 0) => [0x28, 2, ...leb(at)],
  store: (at = 0) => [0x36, 2, ...leb(at)],
  f64Load: (at = 0) => [0x2b, 3, ...leb(at)],
  f64Store: (at = 0) => [0x39, 3, ...leb(at)],
  f64NotEqual: [0x62], f64Add: [0xa0], f64Sub: [0xa1], f64Mul: [0xa2], f64Div: [0xa3], f64Less: [0x63],
  loop: [0x03, 0x40], if: [0x04, 0x40], end: [0x0b],
  branchIf: (depth: number) => [0x0d, ...leb(depth)],
  vLoad: (at = 0) => [...simd(0), 2, ...leb(at)],
  vStore: (at = 0) => [...simd(11), 2, ...leb(at)],
  shuffle: (lanes: readonly number[]) => [...simd(13), ...lanes], swizzle: simd(14), vBytes: (bytes: readonly number[]) => [...simd(12), ...bytes],
  splat: simd(17), f64Splat: simd(20),
  vAdd: simd(174), vSub: simd(177), vShl: simd(171), vShr: simd(173), vOr: simd(80), vXor: simd(81),
  vLessOrEqualUnsigned: simd(62), bitmask: simd(164),
  toF64Low: simd(255), vF64Add: simd(240), vF64Mul: simd(242),
} as const;

export interface WasmFunction {
  parameters: readonly number[];
  /** Type of the result, or none. */
  result?: number;
  /** Types of the locals after the parameters. */
  locals: readonly number[];
  code: readonly number[];
}

const section = (id: number, content: number[]): number[] => [id, ...leb(content.length), ...content];
const text = (s: string): number[] => [...leb(s.length), ...Array.from(s, (c) => c.charCodeAt(0))];
const vector = (items: readonly number[][]): number[] => [...leb(items.length), ...items.flat()];

/** A module that imports a memory (wasmInstance) and exports the functions under their names. */
export function wasmModule(functions: Readonly<Record<string, WasmFunction>>): Uint8Array<ArrayBuffer> {
  const all = Object.values(functions);
  const bodies = all.map(({ locals, code }) => {
    const body = [...vector(locals.map((type) => [1, type])), ...code, ...op.end];
    return [...leb(body.length), ...body];
  });
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, vector(all.map(({ parameters, result }) => [0x60, ...vector(parameters.map((p) => [p])), ...vector(result === undefined ? [] : [[result]])]))),
    ...section(2, vector([[...text('env'), ...text('memory'), 2, 0, 0]])),
    ...section(3, vector(all.map((_, i) => leb(i)))),
    ...section(7, vector(Object.keys(functions).map((name, i) => [...text(name), 0, ...leb(i)]))),
    ...section(10, vector(bodies)),
  ]);
}

const PAGE = 65_536;

/**
 * A module over a memory of at least so many bytes, all 0. Who needs more later makes another: a memory that grows detaches its ArrayBuffer, and after the
 * first buffer detached in a thread V8 asks at each access to any typed array whether its buffer still is there, up to a tenth of the engine's time (D-160).
 */
export function wasmInstance(module: WebAssembly.Module, bytes: number): { buffer: ArrayBuffer; functions: WebAssembly.Exports } {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  return { buffer: memory.buffer, functions: new WebAssembly.Instance(module, { env: { memory } }).exports };
}
