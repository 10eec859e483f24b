import type { DrawSource, OutcomeInfo } from '../../src/engine/contracts.js';

export interface W2Need { asset: number; suppliers: number[]; required: number; bufferHours: number; refillHours: number }

export function w2Key(seed: number, replication: number, purpose: number): [number, number];
export function w2Draw(k0: number, k1: number, c: number): number;
export function w2RepairTicks(u: number, wholeHours?: boolean): number;
export function w2Id(i: number): string;
export function w2Needs(n: number, seed?: number): Generator<W2Need>;
export function w2Model(n: number, seed?: number, draws?: 'w2' | 'own'): object;
export function writeW2Model(folder: string, n: number, seed?: number, draws?: 'w2' | 'own'): void;
export function w2Scenario(n: number): object;
export function w2Line(replication: number, outcomes: readonly OutcomeInfo[], values: ArrayLike<number>): string;

/** @param pulses first word of the key of each pulse's hazard */
export class W2Draws implements DrawSource {
  constructor(pulses: readonly number[], seed?: number, wholeHours?: boolean);
  select(replication: number, purpose: number, context0: number, context1: number): void;
  uniform(subject0: number, subject1: number, n: number, index: number): number;
  draw(subject0: number, subject1: number, n: number, index: number, cell: Float64Array): void;
  fill(assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Float64Array): void;
  below(probability: number, assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Int32Array): number;
}
