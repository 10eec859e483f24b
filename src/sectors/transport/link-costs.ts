/**
 * Cost of links by their flow v: the function of the Bureau of Public Roads (Traffic Assignment Manual, 1964) with fixed costs,
 * t(v) = t0 (1 + B (v / c)^p) + toll weight x toll + length weight x length.
 * Whole powers by multiplication, others by elementary.ts, so that results have the same bits everywhere.
 */
import { exp, log } from '../../numerics/elementary.js';
import type { RoadGraph } from './graph.js';

/** Weights of generalised cost: time units a unit of toll, and a unit of length. */
export interface CostWeights { toll: number; length: number }

/** Largest power that is multiplied out. */
const MOST_MULTIPLIED = 32;

/** x^p for x >= 0. */
export function power(x: number, p: number): number {
  if (Number.isInteger(p) && p <= MOST_MULTIPLIED) {
    let result = 1;
    for (let i = 0; i < p; i++) result *= x;
    return result;
  }
  return x === 0 ? 0 : exp(p * log(x));
}

export class LinkCosts {
  /** By slot: cost at the flow last given to `at`, and its derivative; of closed links too. */
  readonly cost: Float64Array;
  readonly derivative: Float64Array;
  /** By slot: 0 where the link is closed. */
  readonly open: Uint8Array;
  /** Free-flow time and fixed cost. */
  private readonly base: Float64Array;
  private readonly fixed: Float64Array;
  /** t0 B: what congestion adds at capacity. */
  private readonly slope: Float64Array;
  private readonly exponent: Float64Array;
  /** 1 / capacity. */
  private readonly perCapacity: Float64Array;
  private readonly fullPerCapacity: Float64Array;

  constructor(graph: RoadGraph, weights: CostWeights) {
    const { network, rowOf, links } = graph;
    this.cost = new Float64Array(links);
    this.derivative = new Float64Array(links);
    this.open = new Uint8Array(links).fill(1);
    this.fixed = Float64Array.from(rowOf, (row) => weights.toll * network.toll[row]! + weights.length * network.length[row]!);
    this.base = Float64Array.from(rowOf, (row, e) => network.freeFlowTime[row]! + this.fixed[e]!);
    this.slope = Float64Array.from(rowOf, (row) => network.freeFlowTime[row]! * network.delayFactor[row]!);
    this.exponent = Float64Array.from(rowOf, (row) => network.power[row]!);
    this.fullPerCapacity = Float64Array.from(rowOf, (row) => (network.capacity[row]! > 0 ? 1 / network.capacity[row]! : 0));
    this.perCapacity = this.fullPerCapacity.slice();
  }

  /** @param share of the full capacity that is left; 0 closes the link */
  setCapacity(e: number, share: number): void {
    this.open[e] = share > 0 ? 1 : 0;
    if (share > 0) this.perCapacity[e] = this.fullPerCapacity[e]! / share;
  }

  /** Sets cost and derivative of link e at flow v >= 0. */
  at(e: number, v: number): void {
    const r = v * this.perCapacity[e]!, p = this.exponent[e]!, slope = this.slope[e]!;
    if (p === 4) { // nearly every link of every network
      const cube = r * r * r;
      this.cost[e] = this.base[e]! + slope * (cube * r);
      this.derivative[e] = 4 * slope * this.perCapacity[e]! * cube;
    } else this.atPower(e, r, p);
  }

  private atPower(e: number, r: number, p: number): void {
    const slope = this.slope[e]!;
    if (p === 0) { this.cost[e] = this.base[e]! + slope; this.derivative[e] = 0; return; }
    const raised = power(r, p);
    this.cost[e] = this.base[e]! + slope * raised;
    // p < 1: the derivative at 0 is infinite; the shift of flow it would divide is then bounded by the flow itself.
    this.derivative[e] = r > 0 ? (p * slope * this.perCapacity[e]! * raised) / r : p === 1 ? slope * this.perCapacity[e]! : 0;
  }

  /** Time alone, without toll and length, at the flow last given. */
  time(e: number): number { return this.cost[e]! - this.fixed[e]!; }

  /** Integral of the cost from 0 to v: the term of M. Beckmann et al., Studies in the Economics of Transportation (1956). */
  integral(e: number, v: number): number {
    const p = this.exponent[e]!;
    return v * (this.base[e]! + (this.slope[e]! * power(v * this.perCapacity[e]!, p)) / (p + 1));
  }
}
