/**
 * Solves L D L^T x = b on a fixed pattern, in WebAssembly: a column of a network's factors has two or three entries, and the optimiser of JavaScript
 * looks up every array anew at every entry, which takes three quarters of the time. Same operations in the same order, so the same bits.
 */
import type { Elimination } from './elimination.js';
import { F64, I32, op, wasmInstance, wasmModule } from './wasm-code.js';

/** Parameters: 4 x size; addresses of the order (in bytes of x), column starts (4 x entry), rows (in bytes of y), values of L, pivots, y and x. */
const END = 0, ORDER = 1, COLUMNS = 2, ROWS = 3, LOWER = 4, PIVOTS = 5, Y = 6, X = 7;
/** Locals: 4 x column, 4 x entry, end of the column's entries, value of the column's unknown. */
const K = 8, P = 9, LIMIT = 10, V = 11;

/** Address of a number of 4 bytes (of an entry or column), and of one of 8. */
const of4 = (base: number, index: number): number[] => [...op.get(base), ...op.get(index), ...op.add];
const of8 = (base: number, index: number): number[] => [...op.get(base), ...op.get(index), ...op.i32(1), ...op.shl, ...op.add];
/** Address in x or y of what a table of byte offsets names. */
const named = (base: number, table: number, index: number): number[] => [...op.get(base), ...of4(table, index), ...op.load(), ...op.add];
const step = (local: number, by: number): number[] => [...op.get(local), ...op.i32(by), ...op.add, ...op.set(local)];
const upwards = (body: readonly number[]): number[] => [
  ...op.i32(0), ...op.set(K), ...op.loop, ...body, ...step(K, 4), ...op.get(K), ...op.get(END), ...op.lessUnsigned, ...op.branchIf(0), ...op.end,
];
/** For every entry of column K. */
const entries = (body: readonly number[]): number[] => [
  ...of4(COLUMNS, K), ...op.load(), ...op.tee(P), ...of4(COLUMNS, K), ...op.load(4), ...op.tee(LIMIT), ...op.lessUnsigned, ...op.if,
  ...op.loop, ...body, ...step(P, 4), ...op.get(P), ...op.get(LIMIT), ...op.lessUnsigned, ...op.branchIf(0), ...op.end, ...op.end,
];
/** y of a row less L's entry times a value, on the stack. */
const times = (value: readonly number[]): number[] => [...of8(LOWER, P), ...op.f64Load(), ...value, ...op.f64Mul, ...op.f64Sub];

const CODE = [
  ...upwards([...of8(Y, K), ...named(X, ORDER, K), ...op.f64Load(), ...op.f64Store()]),
  ...upwards([
    ...of8(Y, K), ...op.f64Load(), ...op.tee(V), ...op.f64(0), ...op.f64NotEqual, ...op.if,
    ...entries([...named(Y, ROWS, P), ...named(Y, ROWS, P), ...op.f64Load(), ...times(op.get(V)), ...op.f64Store()]),
    ...op.end,
  ]),
  ...op.get(END), ...op.i32(-4), ...op.add, ...op.set(K), ...op.loop,
  ...of8(Y, K), ...op.f64Load(), ...of8(PIVOTS, K), ...op.f64Load(), ...op.f64Div, ...op.set(V),
  ...entries([...op.get(V), ...times([...named(Y, ROWS, P), ...op.f64Load()]), ...op.set(V)]),
  ...of8(Y, K), ...op.get(V), ...op.f64Store(),
  ...step(K, -4), ...op.get(K), ...op.i32(0), ...op.notLess, ...op.branchIf(0), ...op.end,
  ...upwards([...named(X, ORDER, K), ...of8(Y, K), ...op.f64Load(), ...op.f64Store()]),
];

const MODULE = new WebAssembly.Module(wasmModule({ solve: { parameters: [I32, I32, I32, I32, I32, I32, I32, I32], locals: [I32, I32, I32, F64], code: CODE } }));

type Solve = (end: number, order: number, columns: number, rows: number, lower: number, pivots: number, y: number, x: number) => void;

export class LdlSolve {
  /** Values of L in the order of the pattern's rows, and the pivots: to be written by whoever factorises. */
  readonly lower: Float64Array;
  readonly pivots: Float64Array;
  private readonly x: Float64Array;
  private readonly run: () => void;

  constructor({ size, order, columnStart, rows }: Elimination) {
    const entries = rows.length;
    const lower = 0, pivots = lower + 8 * entries, y = pivots + 8 * size, x = y + 8 * size, orderAt = x + 8 * size, columns = orderAt + 4 * size, rowsAt = columns + 4 * (size + 1);
    const { buffer, functions: { solve } } = wasmInstance(MODULE, rowsAt + 4 * entries), ints = (at: number, values: Int32Array, factor: number): void => new Int32Array(buffer, at, values.length).set(values.map((i) => factor * i));
    ints(orderAt, order, 8);
    ints(columns, columnStart, 4);
    ints(rowsAt, rows, 8);
    this.lower = new Float64Array(buffer, lower, entries);
    this.pivots = new Float64Array(buffer, pivots, size).fill(1);
    this.x = new Float64Array(buffer, x, size);
    this.run = () => { (solve as Solve)(4 * size, orderAt, columns, rowsAt, lower, pivots, y, x); };
  }

  /** @param x b on entry, x on return, by unknown */
  solve(x: Float64Array): void {
    if (x.length === 0) return;
    this.x.set(x);
    this.run();
    x.set(this.x);
  }
}
