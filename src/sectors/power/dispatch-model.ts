/**
 * Dispatch at least cost under the DC model as a linear or quadratic programme, solved by HiGHS (Q. Huangfu, J. A. J. Hall, Math. Prog. Computation 10
 * (2018) 119-142): MATPOWER User's Manual, chapter 6. Per unit of baseMVA and radians.
 *
 *   min sum_g C_g(p_g) + sum_l v_l s_l
 *   p - outflow + s = demand at each bus,   f = b (theta_from - theta_to - shift),   |f| <= rating,   Pmin <= p <= Pmax,   limits of angles
 *
 * s_l is load shed at price v_l, where shedding is allowed. Flows are columns of their own, so that an outage is a change of bounds.
 */
import type { Highs, Model } from 'highs';
import { CascadeError } from '../../errors.js';
import type { GeneratorCost } from '../../imports/power-network.js';
import { RADIANS_PER_DEGREE, type Grid } from './grid.js';

let loading: Promise<Highs> | undefined;
/** The solver, compiled once and only where it is asked for. */
export const loadSolver = (): Promise<Highs> => (loading ??= compileSolver());

async function compileSolver(): Promise<Highs> {
  // Its types are those of a CommonJS module, where the loader is one step further in; what Node imports is the loader itself.
  const { default: loader } = await import('highs');
  return (loader as unknown as typeof loader.default)();
}

/** Rows of a sparse matrix, gathered one by one. */
class Rows {
  readonly starts: number[] = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];

  /** @param terms column and coefficient in turn */
  add(lower: number, upper: number, terms: readonly number[]): number {
    for (let t = 0; t < terms.length; t += 2) { this.indices.push(terms[t]!); this.values.push(terms[t + 1]!); }
    this.starts.push(this.indices.length);
    this.lower.push(lower);
    this.upper.push(upper);
    return this.lower.length - 1;
  }
}

export interface Dispatch {
  /** Money per hour, constant parts included. */
  cost: number;
  generatorMw: Float64Array;
  flowMw: Float64Array;
  /** Radians. */
  angles: Float64Array;
  shedMw: Float64Array;
}

/** A dispatch problem that stays in the solver: bounds change, the rest is kept. Dispose of it after use. */
export class DispatchModel {
  private readonly model: Model;
  private readonly offsets: { flow: number; generator: number; level: number; shed: number; columns: number };
  private readonly firstFlowRow: number;
  private readonly base: number;

  /**
   * @param costs of each generator; those without cost nothing
   * @param shedPrice money per MWh of each load that may be shed; undefined: no load may
   * @param tolerance of feasibility, primal (per unit) and dual
   * @throws CascadeError POWER_COST_UNSUPPORTED
   */
  constructor(private readonly highs: Highs, private readonly grid: Grid, costs: readonly (GeneratorCost | undefined)[], private readonly shedPrice?: ArrayLike<number>, tolerance = 1e-9) {
    const { buses, branches, generators, loads } = grid, levels = costs.filter((cost) => cost !== undefined && 'corners' in cost).length;
    this.base = grid.network.baseMva;
    const generator = buses + branches, level = generator + generators, shed = level + levels;
    this.offsets = { flow: buses, generator, level, shed, columns: shed + (shedPrice === undefined ? 0 : loads) };
    const rows = new Rows();
    this.balanceRows(rows);
    this.firstFlowRow = this.flowRows(rows);
    this.angleRows(rows);
    const objective = this.objective(costs, rows), { columns } = this.offsets, infinity = highs.infinity;
    const bound = (x: number): number => Math.max(-infinity, Math.min(infinity, x));
    this.model = highs.createModel({
      numCols: columns, numRows: rows.lower.length, offset: objective.offset, colCost: objective.linear,
      colLower: this.columnBounds(-infinity), colUpper: this.columnBounds(infinity), rowLower: rows.lower.map(bound), rowUpper: rows.upper.map(bound),
      matrix: { format: 'csr', numRows: rows.lower.length, numCols: columns, starts: rows.starts, indices: rows.indices, values: rows.values },
      ...(objective.quadratic.some((q) => q !== 0) ? { hessian: diagonal(objective.quadratic) } : {}),
    });
    this.model.options.set({ output_flag: false, primal_feasibility_tolerance: tolerance, dual_feasibility_tolerance: tolerance });
  }

  private balanceRows(rows: Rows): void {
    const { grid, base, offsets } = this, terms = Array.from({ length: grid.buses }, (): number[] => []), demand = new Float64Array(grid.buses);
    for (let b = 0; b < grid.branches; b++) {
      terms[grid.from[b]!]!.push(offsets.flow + b, -1);
      terms[grid.to[b]!]!.push(offsets.flow + b, 1);
    }
    for (let g = 0; g < grid.generators; g++) terms[grid.generatorBus[g]!]!.push(offsets.generator + g, 1);
    for (let l = 0; l < grid.loads; l++) {
      demand[grid.loadBus[l]!]! += grid.loadMw[l]! / base;
      if (this.shedPrice !== undefined) terms[grid.loadBus[l]!]!.push(offsets.shed + l, 1);
    }
    terms.forEach((list, bus) => rows.add(demand[bus]!, demand[bus]!, list));
  }

  private flowRows(rows: Rows): number {
    const { grid, base, offsets } = this, first = rows.lower.length;
    for (let b = 0; b < grid.branches; b++) {
      const y = grid.susceptance[b]! / base, shift = grid.shiftMw[b]! / base, open = grid.branchInService[b] === 0;
      rows.add(open ? -Infinity : shift, open ? Infinity : shift, [offsets.flow + b, 1, grid.from[b]!, -y, grid.to[b]!, y]);
    }
    return first;
  }

  private angleRows(rows: Rows): void {
    this.grid.network.branches.forEach(({ from, to, minAngleDeg, maxAngleDeg }, b) => {
      if (this.grid.branchInService[b] === 0 || (minAngleDeg === -Infinity && maxAngleDeg === Infinity)) return;
      rows.add(minAngleDeg * RADIANS_PER_DEGREE, maxAngleDeg * RADIANS_PER_DEGREE, [from, 1, to, -1]);
    });
  }

  /** Costs of columns; piecewise linear ones become rows for a column of cost each. */
  private objective(costs: readonly (GeneratorCost | undefined)[], rows: Rows): { offset: number; linear: Float64Array; quadratic: Float64Array } {
    const { grid, base, offsets } = this, linear = new Float64Array(offsets.columns), quadratic = new Float64Array(offsets.columns);
    let offset = 0, level = offsets.level;
    costs.forEach((cost, g) => {
      const column = offsets.generator + g;
      if (cost === undefined) return;
      if ('corners' in cost) {
        if (grid.generatorInService[g] === 1) lines(cost.corners, g).forEach(([slope, at0]) => rows.add(at0, Infinity, [level, 1, column, -slope * base]));
        linear[level++] = grid.generatorInService[g]!;
        return;
      }
      const [c0 = 0, c1 = 0, c2 = 0, ...higher] = cost.coefficients;
      if (higher.some((c) => c !== 0) || c2 < 0) throw new CascadeError('POWER_COST_UNSUPPORTED', `cost of generator ${g + 1}: ${c2 < 0 ? 'falls with output (a negative quadratic coefficient)' : 'is of a degree above 2'}. Expecting convex costs of degree 0 to 2, or piecewise linear ones`);
      if (grid.generatorInService[g] === 0) return;
      offset += c0;
      linear[column] = c1 * base;
      quadratic[column] = 2 * c2 * base * base;
    });
    if (this.shedPrice !== undefined) for (let l = 0; l < grid.loads; l++) linear[offsets.shed + l] = this.shedPrice[l]! * base;
    return { offset, linear, quadratic };
  }

  /** Lower (with -infinity) or upper (with infinity) bounds of all columns for the network of the file. */
  private columnBounds(infinity: number): Float64Array {
    const { grid, base, offsets } = this, upper = infinity > 0, bounds = new Float64Array(offsets.columns).fill(infinity);
    const tied = referenceAngles(grid);
    for (const [bus, angle] of tied) bounds[bus] = angle;
    for (let b = 0; b < grid.branches; b++) bounds[offsets.flow + b] = grid.branchInService[b] === 0 ? 0 : grid.ratingMw[b] === Infinity ? infinity : ((upper ? 1 : -1) * grid.ratingMw[b]!) / base;
    for (let g = 0; g < grid.generators; g++) {
      const limit = (upper ? grid.maxMw : grid.minMw)[g]!;
      bounds[offsets.generator + g] = grid.generatorInService[g] === 0 ? 0 : Number.isFinite(limit) ? limit / base : infinity;
    }
    if (this.shedPrice !== undefined) for (let l = 0; l < grid.loads; l++) bounds[offsets.shed + l] = upper ? Math.max(0, grid.loadMw[l]! / base) : Math.min(0, grid.loadMw[l]! / base);
    return bounds;
  }

  /** Rating of a branch, MW; 0 = open. */
  setBranch(branch: number, closed: boolean, ratingMw: number): void {
    const { base, highs, grid } = this, limit = closed ? Math.min(highs.infinity, ratingMw / base) : 0, shift = grid.shiftMw[branch]! / base;
    this.model.changeColBounds(this.offsets.flow + branch, -limit, limit);
    this.model.changeRowBounds(this.firstFlowRow + branch, closed ? shift : -highs.infinity, closed ? shift : highs.infinity);
  }

  /** Limits of a generator, MW. */
  setGenerator(generator: number, minMw: number, maxMw: number): void {
    this.model.changeColBounds(this.offsets.generator + generator, minMw / this.base, maxMw / this.base);
  }

  /** What a load asks for, MW, of which all may be shed. */
  setShedLimit(load: number, demandMw: number): void {
    this.model.changeColBounds(this.offsets.shed + load, Math.min(0, demandMw / this.base), Math.max(0, demandMw / this.base));
  }

  /** What is asked for at a bus, MW. */
  setDemand(bus: number, demandMw: number): void {
    this.model.changeRowBounds(bus, demandMw / this.base, demandMw / this.base);
  }

  /** The best dispatch; undefined: there is none within all limits. Starts cold, so that it depends on the problem alone. @throws CascadeError POWER_SOLVER_FAILED */
  solve(): Dispatch | undefined {
    const { model, highs, offsets, base, grid } = this, { modelStatus } = highs.constants;
    // Presolve at these tolerances may end in an error of its own; without it the problem is solved as it stands.
    let status = this.attempt('choose');
    if (status !== modelStatus.optimal && status !== modelStatus.infeasible) status = this.attempt('off');
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible) return undefined;
    if (status !== modelStatus.optimal) throw new CascadeError('POWER_SOLVER_FAILED', `HiGHS ended with ${status === undefined ? 'an error' : `status ${String(status)}`} on ${grid.network.file}: neither a best dispatch nor a proof that there is none`);
    const { colValue } = model.getSolution(), part = (from: number, count: number): Float64Array => Float64Array.from(colValue.subarray(from, from + count), (x) => x * base);
    return {
      cost: Number(model.info.get('objective_function_value')), angles: colValue.slice(0, grid.buses), flowMw: part(offsets.flow, grid.branches),
      generatorMw: part(offsets.generator, grid.generators), shedMw: this.shedPrice === undefined ? new Float64Array(grid.loads) : part(offsets.shed, grid.loads),
    };
  }

  /** @returns the status of the model; undefined: HiGHS ended with an error */
  private attempt(presolve: 'choose' | 'off'): number | undefined {
    const { model } = this;
    model.clearSolver();
    model.options.set({ presolve });
    try {
      return model.run().modelStatus;
    } catch {
      return undefined;
    }
  }

  dispose(): void { this.model.dispose(); }
}

function diagonal(values: Float64Array): { format: 'triangular'; dimension: number; starts: number[]; indices: number[]; values: number[] } {
  const starts = [0], indices: number[] = [], kept: number[] = [];
  values.forEach((value, i) => {
    if (value !== 0) { indices.push(i); kept.push(value); }
    starts.push(indices.length);
  });
  return { format: 'triangular', dimension: values.length, starts, indices, values: kept };
}

/** Slope and value at 0 of the lines through neighbouring corners. */
function lines(corners: readonly (readonly [number, number])[], g: number): [number, number][] {
  const found = corners.slice(1).map(([mw, cost], i): [number, number] => {
    const [mw0, cost0] = corners[i]!, slope = (cost - cost0) / (mw - mw0);
    return [slope, cost0 - slope * mw0];
  });
  if (found.some(([slope], i) => i > 0 && slope < found[i - 1]![0] - 1e-9 * Math.abs(slope))) throw new CascadeError('POWER_COST_UNSUPPORTED', `cost of generator ${g + 1}: its slope falls with output. Expecting convex costs`);
  return found;
}

/** Buses whose angle is given, with the angle in radians: those of type slack; without any, the first. */
function referenceAngles(grid: Grid): [number, number][] {
  const slack = grid.network.buses.flatMap(({ type, angleDeg }, bus): [number, number][] => (type === 'slack' ? [[bus, angleDeg * RADIANS_PER_DEGREE]] : []));
  return slack.length > 0 ? slack : [[0, 0]];
}
