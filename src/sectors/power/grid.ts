/**
 * A power network as arrays for the DC model: MW, radians, seconds.
 *
 * Flow of a branch from its first end: f = b (theta_from - theta_to - shift), b = baseMVA / (x tap); MATPOWER User's Manual, section 3.7 (B. Stott,
 * J. Jardim, O. Alsac, DC power flow revisited, IEEE Trans. Power Systems 24 (2009) 1290-1300). No losses, no voltages, no reactive power.
 */
import type { PowerNetwork } from '../../imports/power-network.js';

/** Degrees are for files and people. */
export const RADIANS_PER_DEGREE = Math.PI / 180;

/** Ramp of a generator without one of its own: 5 % of its maximum a minute, at least 1 MW/min (the assumption of DCSIMSEP). */
const RAMP_SHARE_PER_MIN = 0.05;
const LEAST_RAMP_MW_PER_MIN = 1;

export interface Grid {
  readonly network: PowerNetwork;
  readonly buses: number;
  readonly branches: number;
  readonly generators: number;
  /** Loads with their bus; those from `shuntsFrom` on are shunt conductances: they draw power, but nobody is served by them. */
  readonly loads: number;
  readonly shuntsFrom: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** MW per radian. */
  readonly susceptance: Float64Array;
  /** Flow at equal angles, MW: what a phase shifter drives. */
  readonly shiftMw: Float64Array;
  readonly ratingMw: Float64Array;
  /** 1 where in service in the file, ends included. */
  readonly busInService: Uint8Array;
  readonly branchInService: Uint8Array;
  readonly generatorInService: Uint8Array;
  readonly generatorBus: Int32Array;
  readonly generatorMw: Float64Array;
  readonly minMw: Float64Array;
  readonly maxMw: Float64Array;
  readonly rampMwPerMin: Float64Array;
  readonly loadBus: Int32Array;
  readonly loadMw: Float64Array;
  /** Branches at bus i: at[start[i]] .. at[start[i + 1] - 1], and their other ends. */
  readonly start: Int32Array;
  readonly at: Int32Array;
  readonly otherEnd: Int32Array;
}

/** @param network checked by its reader */
export function gridOf(network: PowerNetwork): Grid {
  const { buses, generators, branches, baseMva } = network;
  const busInService = Uint8Array.from(buses, (bus) => (bus.type === 'isolated' ? 0 : 1));
  const loads = network.loads.map((load) => ({ bus: load.bus, mw: load.inService && busInService[load.bus] === 1 ? load.mw : 0 }));
  const shunts = buses.flatMap(({ shuntMw }, bus) => (shuntMw === 0 ? [] : [{ bus, mw: busInService[bus] === 1 ? shuntMw : 0 }]));
  const susceptance = Float64Array.from(branches, (branch) => (branch.reactancePu === 0 ? 0 : baseMva / (branch.reactancePu * branch.tap)));
  // A generator without limit can give, or take, all that there is to take or give.
  const everything = network.loads.reduce((sum, { mw }) => sum + Math.abs(mw), 0) + generators.reduce((sum, { outputMw }) => sum + Math.abs(outputMw), 0);
  const maximum = Float64Array.from(generators, (generator) => finiteOr(generator.maxMw, everything));
  const from = Int32Array.from(branches, (branch) => branch.from), to = Int32Array.from(branches, (branch) => branch.to);
  return {
    network, buses: buses.length, branches: branches.length, generators: generators.length, loads: loads.length + shunts.length, shuntsFrom: loads.length,
    from, to, susceptance, busInService,
    shiftMw: Float64Array.from(branches, (branch, b) => (branch.shiftDeg === 0 ? 0 : -susceptance[b]! * branch.shiftDeg * RADIANS_PER_DEGREE)),
    ratingMw: Float64Array.from(branches, (branch) => branch.ratingMw),
    branchInService: Uint8Array.from(branches, (branch) => (branch.inService && busInService[branch.from] === 1 && busInService[branch.to] === 1 ? 1 : 0)),
    generatorInService: Uint8Array.from(generators, (generator) => (generator.inService && busInService[generator.bus] === 1 ? 1 : 0)),
    generatorBus: Int32Array.from(generators, (generator) => generator.bus),
    generatorMw: Float64Array.from(generators, (generator) => generator.outputMw),
    minMw: Float64Array.from(generators, (generator) => finiteOr(generator.minMw, -everything)),
    maxMw: maximum,
    rampMwPerMin: Float64Array.from(generators, (generator, g) => generator.rampMwPerMin ?? Math.max(LEAST_RAMP_MW_PER_MIN, RAMP_SHARE_PER_MIN * maximum[g]!)),
    loadBus: Int32Array.from([...loads, ...shunts], (load) => load.bus),
    loadMw: Float64Array.from([...loads, ...shunts], (load) => load.mw),
    ...adjacency(buses.length, from, to),
  };
}

const finiteOr = (x: number, instead: number): number => (Number.isFinite(x) ? x : instead);

function adjacency(buses: number, from: Int32Array, to: Int32Array): Pick<Grid, 'start' | 'at' | 'otherEnd'> {
  const start = new Int32Array(buses + 1);
  for (let b = 0; b < from.length; b++) { start[from[b]! + 1]!++; start[to[b]! + 1]!++; }
  for (let i = 0; i < buses; i++) start[i + 1]! += start[i]!;
  const at = new Int32Array(2 * from.length), otherEnd = new Int32Array(2 * from.length), next = start.slice();
  for (let b = 0; b < from.length; b++) {
    const f = from[b]!, t = to[b]!;
    at[next[f]!] = b; otherEnd[next[f]!++] = t;
    at[next[t]!] = b; otherEnd[next[t]!++] = f;
  }
  return { start, at, otherEnd };
}

/** Rows by their bus. */
export function listByBus(busOf: Int32Array, buses: number): number[][] {
  const lists = Array.from({ length: buses }, (): number[] => []);
  busOf.forEach((bus, row) => lists[bus]!.push(row));
  return lists;
}
