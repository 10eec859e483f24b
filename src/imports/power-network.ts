/** A power network as plain tables, whatever file it came from. MW, degrees, per unit on `baseMva`; rows in the order of the file. */
import type { Problem } from '../errors.js';

export interface PowerBus {
  /** Number or name in the file, unique. */
  id: string;
  /** `slack` takes what its island lacks in a plain power flow; `isolated` is out of service. */
  type: 'load' | 'generator' | 'slack' | 'isolated';
  /** Real power of shunt conductance at 1 per unit of voltage, MW. */
  shuntMw: number;
  /** Angle of a slack bus, degrees. */
  angleDeg: number;
  baseKv: number;
}

export interface PowerLoad { /** Index of its bus. */ bus: number; mw: number; inService: boolean; name?: string }

/** Cost of an hour's output: corners (MW, money/h) joined by lines, or c0 + c1 P + c2 P^2 with P in MW. */
export type GeneratorCost = { corners: readonly (readonly [mw: number, perHour: number])[] } | { coefficients: readonly number[] };

export interface PowerGenerator {
  bus: number;
  outputMw: number;
  minMw: number;
  /** Infinity where the file gives no limit. */
  maxMw: number;
  inService: boolean;
  /** MW/min; undefined: not given. */
  rampMwPerMin?: number;
  cost?: GeneratorCost;
  name?: string;
}

export interface PowerBranch {
  from: number;
  to: number;
  /** Series reactance, per unit. */
  reactancePu: number;
  /** Off-nominal tap ratio at the from side, 1 for lines. */
  tap: number;
  shiftDeg: number;
  /** Long-term rating, MW (MVA read as MW: DC knows no reactive power); Infinity: unlimited. */
  ratingMw: number;
  /** Least and greatest angle across the branch, degrees; -Infinity, Infinity: no limit. */
  minAngleDeg: number;
  maxAngleDeg: number;
  inService: boolean;
  name?: string;
}

export interface PowerNetwork {
  file: string;
  baseMva: number;
  buses: PowerBus[];
  loads: PowerLoad[];
  generators: PowerGenerator[];
  branches: PowerBranch[];
}

/** Collects problems of one file. */
export class FileProblems {
  readonly list: Problem[] = [];
  constructor(private readonly file: string) {}

  error(code: string, message: string, line?: number): void {
    this.list.push({ code, severity: 'error', file: this.file, ...(line === undefined ? {} : { line }), message });
  }
}
