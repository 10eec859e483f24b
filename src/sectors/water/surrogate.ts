/**
 * The fast stand-in of EPANET: connection, capacity, and the balance of tanks, without pressures. Nodes joined by open pipes form a zone; pumps,
 * one-way valves, the links of reservoirs and those with controls lead from zone to zone, each with a capacity (the most it carries in the undisturbed run of EPANET, or a pump's design flow if that is more). A zone is served in full while
 * it holds a reservoir or a tank with water; else what reaches it is shared equally. What a zone has too much fills its tanks, what it lacks empties them,
 * in proportion to their area; controls by level and time act. Rules do not, nor does friction: a network with a main cut off that is still connected counts
 * as sound. How far it is from EPANET: docs/water.md, tests/validation/water-surrogate.test.ts.
 */
import type { InpNetwork } from '../../imports/epanet-inp.js';
import type { Solution, SolverState, WaterSolver } from './solver.js';
import { WaterZones } from './zones.js';
import { ZoneBalance, type BalanceResult } from './zone-balance.js';

export interface SurrogateOptions {
  minimumM: number;
  requiredM: number;
  startHourOfWeek: number;
  /** The most that each link carries in the undisturbed run, m3/h, negative against its direction; 0: nothing. */
  mostM3h: Float64Array;
}

/** All that changes, in one list. */
export interface SurrogateState extends SolverState { readonly values: Float64Array }

const DAY_SECONDS = 86_400;
const LEVEL_M = 1e-6;
const SOLVED: Solution = Object.freeze({});

/** A control by level or by time, in the terms of the stand-in. */
interface Control { link: number; opens: boolean; tank: number; below: boolean; levelM: number; atSeconds: number; daily: boolean }

export class SurrogateSolver implements WaterSolver<SurrogateState> {
  readonly nodes: readonly string[];
  readonly junctionCount: number;
  readonly links: readonly string[];
  seconds = 0;
  private readonly firstTank: number;
  /** All that changes; the lists that follow are parts of it. */
  private readonly values: Float64Array;
  private readonly tankM: Float64Array;
  /** 1: wanted open by its controls. */
  private readonly wanted: Float64Array;
  private readonly capacity: Float64Array;
  private readonly demandM3h: Float64Array;
  private readonly demandFactor: Float64Array;
  private readonly result: BalanceResult;
  private readonly demands: readonly { junction: number; baseM3h: number; values: readonly number[] }[];
  /** Seconds into the patterns at the start. */
  private readonly patternStart: number;
  private readonly controls: readonly Control[];
  private readonly zones: WaterZones;
  private readonly balance: ZoneBalance;
  private readonly start: SurrogateState;

  constructor(private readonly network: InpNetwork, private readonly options: SurrogateOptions) {
    const { junctions, reservoirs, tanks, links } = network;
    this.nodes = [...junctions, ...reservoirs, ...tanks].map((node) => node.id);
    this.links = links.map((link) => link.id);
    this.junctionCount = junctions.length;
    this.firstTank = junctions.length + reservoirs.length;
    const sizes = [tanks.length, links.length, links.length, junctions.length, junctions.length, links.length, tanks.length, junctions.length], values = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
    const [tankM, wanted, capacity, demandM3h, served, flowM3h, rateMh, demandFactor] = sizes.map((size, i) => { const from = sizes.slice(0, i).reduce((sum, before) => sum + before, 0); return values.subarray(from, from + size); });
    this.values = values;
    this.tankM = tankM!;
    this.wanted = wanted!;
    this.capacity = capacity!.fill(1);
    this.demandM3h = demandM3h!;
    this.demandFactor = demandFactor!.fill(1);
    this.result = { served: served!, flowM3h: flowM3h!, rateMh: rateMh! };
    tanks.forEach((tank, t) => { this.tankM[t] = tank.initialM; });
    links.forEach((link, l) => { this.wanted[l] = link.initial === 'closed' || (link.kind === 'pump' && link.initial === 0) ? 0 : 1; });
    this.patternStart = network.times.patternStart + Math.round(options.startHourOfWeek * 3600);
    this.demands = junctions.flatMap(({ demands }, junction) => demands.filter(({ baseM3h }) => baseM3h !== 0)
      .map(({ baseM3h, pattern }) => ({ junction, baseM3h: baseM3h * network.demandMultiplier, values: (pattern === undefined ? undefined : network.patterns.get(pattern)) ?? [1] })));
    this.controls = this.controlsOf();
    this.zones = new WaterZones(network, options.mostM3h);
    this.balance = new ZoneBalance(network, this.zones, options.mostM3h);
    this.start = this.newState();
    this.save(this.start);
  }

  private controlsOf(): Control[] {
    const { controls, tanks, times } = this.network, startClock = (times.startClock + this.options.startHourOfWeek * 3600) % DAY_SECONDS;
    return controls.flatMap((told): Control[] => {
      const tank = tanks.findIndex(({ id }) => id === told.node?.id);
      // A control by pressure at a junction has no meaning here.
      if (told.node !== undefined && tank < 0) return [];
      const daily = told.clockSeconds !== undefined, first = daily ? (((told.clockSeconds! - startClock) % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS : told.atSeconds ?? -1;
      return [{ link: this.links.indexOf(told.link), opens: told.to !== 'closed' && told.to !== 0, tank, below: told.node?.below ?? false, levelM: told.node?.valueM ?? 0, atSeconds: first, daily }];
    });
  }

  reset(): void { this.restore(this.start); }
  setCapacity(capacity: Float64Array): void { this.capacity.set(capacity); }
  setDemand(factors: Float64Array): void { this.demandFactor.set(factors); }
  open(link: number): void { this.wanted[link] = 1; }

  solve(before: SurrogateState): Solution {
    this.save(before);
    for (const control of this.controls) if (this.acts(control)) this.wanted[control.link] = control.opens ? 1 : 0;
    this.demandNow();
    this.zones.update(this.wanted, this.capacity);
    this.balance.solve(this.demandM3h, this.tankM, this.capacity, this.result);
    return SOLVED;
  }

  private acts({ tank, below, levelM, atSeconds, daily }: Control): boolean {
    if (tank >= 0) return below ? this.tankM[tank]! <= levelM + LEVEL_M : this.tankM[tank]! >= levelM - LEVEL_M;
    return daily ? this.seconds % DAY_SECONDS === atSeconds : this.seconds === atSeconds;
  }

  private demandNow(): void {
    const { patternStep } = this.network.times, step = Math.floor((this.seconds + this.patternStart) / patternStep);
    this.demandM3h.fill(0);
    for (const { junction, baseM3h, values } of this.demands) this.demandM3h[junction]! += baseM3h * values[step % values.length]! * this.demandFactor[junction]!;
  }

  advance(limit: number): number {
    const next = Math.min(limit, this.seconds + this.nextEvent());
    const hours = (next - this.seconds) / 3600, { tanks } = this.network;
    for (let tank = 0; tank < tanks.length; tank++) {
      this.tankM[tank] = Math.min(tanks[tank]!.maximumM, Math.max(tanks[tank]!.minimumM, this.tankM[tank]! + this.result.rateMh[tank]! * hours));
    }
    this.seconds = next;
    return next;
  }

  /** Whole seconds to the next change of demand, tank event or control. */
  private nextEvent(): number {
    const { times, tanks } = this.network, offset = (this.seconds + this.patternStart) % times.patternStep;
    let hours = (times.patternStep - offset) / 3600;
    const reach = (tank: number, levelM: number): void => {
      const rate = this.result.rateMh[tank]!, span = (levelM - this.tankM[tank]!) / rate;
      if (rate !== 0 && span > 0 && span < hours && Math.abs(levelM - this.tankM[tank]!) > LEVEL_M) hours = span;
    };
    for (let tank = 0; tank < tanks.length; tank++) { reach(tank, tanks[tank]!.minimumM); reach(tank, tanks[tank]!.maximumM); }
    for (const { tank, levelM, atSeconds, daily } of this.controls) {
      if (tank >= 0) { reach(tank, levelM); continue; }
      const span = daily ? (((atSeconds - this.seconds) % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS || DAY_SECONDS : atSeconds - this.seconds;
      if (span > 0) hours = Math.min(hours, span / 3600);
    }
    return Math.max(1, Math.ceil(hours * 3600 - 1e-6));
  }

  deliveredM3h(junction: number): number { const demand = this.demandM3h[junction]!; return demand > 0 ? demand * this.result.served[junction]! : demand; }
  deficitM3h(junction: number): number { return Math.max(0, this.demandM3h[junction]!) - Math.max(0, this.deliveredM3h(junction)); }
  /** Of a junction: the pressure at which pressure-dependent demand would be met as it is (square root law). */
  pressureM(node: number): number {
    if (node >= this.junctionCount) return this.tankM[node - this.firstTank] ?? 0;
    const served = this.result.served[node]!;
    return this.options.minimumM + served * served * (this.options.requiredM - this.options.minimumM);
  }
  levelM(node: number): number { return this.tankM[node - this.firstTank]!; }
  flowM3h(link: number): number { return this.result.flowM3h[link]!; }

  newState(): SurrogateState { return { byteLength: this.values.byteLength, seconds: 0, values: new Float64Array(this.values.length) }; }

  save(state: SurrogateState): void {
    state.values.set(this.values);
    state.seconds = this.seconds;
  }

  restore(state: SurrogateState): void {
    this.values.set(state.values);
    this.seconds = state.seconds;
  }
}

/**
 * The most that each link carries in the undisturbed run of another solver, m3/h, by link; negative against its direction.
 * @param hours to be looked at
 */
export function mostFlows<State extends SolverState>(solver: WaterSolver<State>, hours: number): Float64Array {
  const most = new Float64Array(solver.links.length), before = solver.newState();
  solver.reset();
  while (solver.seconds < hours * 3600) {
    solver.solve(before);
    for (let link = 0; link < most.length; link++) {
      const flow = solver.flowM3h(link);
      if (Math.abs(flow) > Math.abs(most[link]!)) most[link] = flow;
    }
    solver.advance(hours * 3600);
  }
  return most;
}
