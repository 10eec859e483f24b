/**
 * A water network inside a replication: time moves its tanks, outages change what flows, and every load is served the share of its demand that its
 * pressure gives, measured against the undisturbed network. Nothing is computed before the first outage, nor once the network is again as it would
 * have been.
 */
import type { SectorAnswer, SectorModel, SectorOutcome } from '../../engine/sector-model.js';
import { FULL } from '../../engine/units.js';
import { exp, log } from '../../numerics/elementary.js';
import { BoilWater } from './boil-water.js';
import { IntactRun } from './intact.js';
import { capacityAsked, type WaterMapping } from './mapping.js';
import type { SolverState, WaterSolver } from './solver.js';

export interface ServiceRules {
  /** Pressure below which there is no service, and from which demand is met in full, metres. */
  minimumM: number;
  requiredM: number;
  /** Between them, demand is met by this power of the part of the way. */
  exponent: number;
  /** A junction whose pressure falls below this goes under a boil-water notice, metres. */
  boilBelowM: number;
  /** How long a notice lasts after pressure is back. */
  boilHours: number;
  /** Share of its service that a junction has left while under notice. */
  boilShare: number;
  /** With all tank levels within this of the undisturbed run (metres), all served and nothing out, the undisturbed run goes on. */
  rejoinM: number;
}

export const WATER_OUTCOMES: readonly SectorOutcome[] = [
  { measure: 'undelivered-water', unit: 'm3', title: 'water demanded, delivered in the undisturbed run, and not delivered' },
  { measure: 'low-pressure', unit: 'junction-h', title: 'junctions with demand below the required pressure, and not so undisturbed' },
  { measure: 'boil-water', unit: 'junction-h', title: 'junctions with demand under a boil-water notice' },
];

/** As well served as this is in full: EPANET's own accuracy is 0.001 of the flows. */
const FULLY = 0.999;
/** Shares are answered in steps of 1/1,200, so that what is below the solver's accuracy moves nobody. */
const STEPS = 1200, SHARE_STEP = FULL / STEPS;
/** Demands below this are none, m3/h. */
const NO_DEMAND_M3H = 1e-9;
/** Pressures this near a limit are at it, metres. */
const NEAR_M = 0.01;
const UNTOUCHED: SectorAnswer = Object.freeze({});

export class HydraulicsModel implements SectorModel {
  readonly components: Int32Array;
  readonly outcomes = WATER_OUTCOMES;
  private readonly intact: IntactRun;
  private readonly boil: BoilWater;
  /** What links can do, as the last solution had it, and as asked now. */
  private readonly capacity: Float64Array;
  private readonly asked: Float64Array;
  /** Factors of the demand of junctions, as the last solution had them, and as asked now. */
  private readonly demand: Float64Array;
  private readonly demandAsked: Float64Array;
  private demandRaised = false;
  /** The solver before the solution at `now`, and after it. Between instants it stands at `next`, before the solution there. */
  private readonly before: SolverState;
  private readonly after: SolverState;
  private disturbed = false;
  /** Second at which the undisturbed run was last left. */
  private since = 0;
  /** The instant in work, whether it has been solved, and the next event after it. */
  private now = 0;
  private solved = false;
  private next = 0;
  private unsolved: string | undefined;
  /** The last solution is that of the undisturbed run. */
  private rejoins = false;
  /** By load, of the last solution: share of the demand met beside the undisturbed run, and whether its pressure is lost. */
  private readonly served: Float64Array;
  private readonly lost: Uint8Array;
  private undeliveredM3h = 0;
  private lowPressure = 0;
  private undeliveredM3 = 0;
  private lowPressureHours = 0;
  /** By component, while shares are worked out. */
  private readonly level: Float64Array;

  constructor(private readonly solver: WaterSolver, private readonly mapping: WaterMapping, private readonly rules: ServiceRules) {
    this.components = mapping.components;
    const { loads } = mapping, links = solver.links.length;
    this.intact = new IntactRun(solver, loads, mapping.tanks, (load) => this.metNow(load));
    this.boil = new BoilWater(loads.length, Math.round(rules.boilHours * 3600));
    this.capacity = new Float64Array(links).fill(1);
    this.asked = new Float64Array(links).fill(1);
    this.demand = new Float64Array(solver.junctionCount).fill(1);
    this.demandAsked = new Float64Array(solver.junctionCount).fill(1);
    this.before = solver.newState();
    this.after = solver.newState();
    this.served = new Float64Array(loads.length).fill(1);
    this.lost = new Uint8Array(loads.length);
    this.level = new Float64Array(mapping.components.length);
  }

  reset(): void {
    this.boil.reset();
    this.demand.fill(1);
    this.demandAsked.fill(1);
    this.demandRaised = false;
    this.now = this.undeliveredM3 = this.lowPressureHours = 0;
    this.settle();
  }

  setDemand(factors: Float64Array): void {
    const { loads, users } = this.mapping;
    this.demandAsked.fill(1);
    for (let i = 0; i < users.load.length; i++) this.demandAsked[loads[users.load[i]!]!]! += users.share[i]! * (factors[users.position[i]!]! - 1);
    this.demandRaised = this.demandAsked.some((factor) => factor !== 1);
  }

  /** Is what is asked now what was solved last? */
  private asSolved(): boolean { return same(this.asked, this.capacity) && same(this.demandAsked, this.demand); }

  /** From here on the undisturbed run holds. */
  private settle(): void {
    this.disturbed = this.rejoins = false;
    this.unsolved = undefined;
    this.served.fill(1);
    this.lost.fill(0);
    this.undeliveredM3h = this.lowPressure = 0;
  }

  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    const seconds = Math.round(hours * 3600), any = capacityAsked(this.mapping, up, offered, this.asked) || this.demandRaised;
    if (this.disturbed && seconds > this.now && (seconds >= this.next || !this.asSolved())) this.moveTo(seconds);
    else if (this.disturbed && seconds > this.now && this.rules.boilShare < 1) this.noteLosses();
    if (!this.disturbed && any) this.leaveIntact(seconds);
    if (this.disturbed && !(this.solved && this.asSolved())) {
      // Asked again in this instant, of other outages: what was solved before has not happened.
      if (this.solved) this.solver.restore(this.before);
      if (!any && seconds === this.since) this.settle();
      else {
        this.capacity.set(this.asked);
        this.demand.set(this.demandAsked);
        this.solveNow();
      }
    }
    this.fill(shares, seconds);
    return this.answer(hours, seconds);
  }

  private leaveIntact(seconds: number): void {
    this.intact.seek(seconds);
    this.disturbed = true;
    this.solved = false;
    this.since = this.now = seconds;
  }

  /** Time moves on from a solved instant: tanks, events on the way, sums, notices. Afterwards `now` is unsolved, or the undisturbed run holds. */
  private moveTo(seconds: number): void {
    for (;;) {
      this.noteLosses();
      if (this.rejoins) { this.settle(); this.now = seconds; return; }
      const to = Math.min(this.next, seconds);
      if (to < this.next) {
        this.solver.restore(this.after);
        this.solver.advance(to);
      }
      this.undeliveredM3 += (this.undeliveredM3h * (to - this.now)) / 3600;
      this.lowPressureHours += (this.lowPressure * (to - this.now)) / 3600;
      this.now = to;
      if (to === seconds) break;
      this.solveNow();
    }
    this.solved = false;
  }

  /** What was solved for `now` has come to pass: time has gone on. Noting it twice changes nothing. */
  private noteLosses(): void {
    for (let load = 0; load < this.lost.length; load++) this.boil.note(load, this.lost[load] === 1, this.now);
  }

  private solveNow(): void {
    const { solver } = this;
    solver.setCapacity(this.capacity);
    solver.setDemand(this.demand);
    this.unsolved = solver.solve(this.before).unsolved;
    if (this.unsolved === undefined) this.read();
    this.rejoins = this.unsolved === undefined && this.isAsIntact();
    solver.save(this.after);
    this.next = solver.advance(Infinity);
    this.solved = true;
  }

  /** What the solution means for each load, beside the undisturbed run at this time. */
  private read(): void {
    const { loads } = this.mapping, { boilBelowM, requiredM } = this.rules, intact = this.intact.at(this.now);
    this.undeliveredM3h = this.lowPressure = 0;
    for (let load = 0; load < loads.length; load++) {
      const junction = loads[load]!, met = this.metNow(load), usual = intact.served[load]!, pressureM = this.solver.pressureM(junction), usualM = intact.pressureM[load]!;
      this.served[load] = met >= usual * FULLY ? 1 : met / usual;
      if (met < usual) this.undeliveredM3h += (usual - met) * Math.max(0, this.solver.deliveredM3h(junction) + this.solver.deficitM3h(junction));
      if (pressureM < requiredM - NEAR_M && usualM >= requiredM - NEAR_M) this.lowPressure++;
      this.lost[load] = pressureM < boilBelowM - NEAR_M && usualM >= boilBelowM - NEAR_M ? 1 : 0;
    }
  }

  /** Share of its demand that a load is met now; of one that demands nothing now, what its pressure would give. */
  private metNow(load: number): number {
    const junction = this.mapping.loads[load]!, delivered = this.solver.deliveredM3h(junction), demanded = delivered + this.solver.deficitM3h(junction);
    if (demanded > NO_DEMAND_M3H) return Math.min(1, Math.max(0, delivered / demanded));
    const { minimumM, requiredM, exponent } = this.rules, part = Math.min(1, Math.max(0, (this.solver.pressureM(junction) - minimumM) / (requiredM - minimumM)));
    return exponent === 0.5 ? Math.sqrt(part) : part === 0 ? 0 : exp(exponent * log(part));
  }

  /** Nothing out, everybody served, tanks as full as undisturbed? */
  private isAsIntact(): boolean {
    const { boilShare, rejoinM } = this.rules, { tanks } = this.mapping, intact = this.intact.at(this.now);
    if (intact.seconds !== this.now || this.served.some((share) => share < 1)) return false;
    if (this.capacity.some((part) => part < 1) || this.demand.some((factor) => factor !== 1) || this.lost.includes(1) || (boilShare < 1 && this.nextNoticeEnd(this.now) < Infinity)) return false;
    return tanks.every((node, tank) => Math.abs(this.solver.levelM(node) - intact.levelM[tank]!) <= rejoinM);
  }

  private fill(shares: Int32Array, seconds: number): void {
    shares.fill(FULL);
    if (!this.disturbed) return;
    const { users } = this.mapping, { boilShare } = this.rules, { level, served } = this;
    level.fill(0);
    for (let i = 0; i < users.load.length; i++) {
      const load = users.load[i]!, notice = boilShare < 1 && (this.lost[load] === 1 || this.boil.isUnderNotice(load, seconds)) ? boilShare : 1;
      level[users.position[i]!]! += users.weight[i]! * served[load]! * notice;
    }
    for (const position of users.assets) {
      const part = level[position]!;
      if (part < FULLY) shares[position] = Math.min(FULL - SHARE_STEP, Math.round(part * STEPS) * SHARE_STEP);
    }
  }

  private answer(hours: number, seconds: number): SectorAnswer {
    if (!this.disturbed) return UNTOUCHED;
    const next = this.rejoins ? Infinity : Math.min(this.next, this.rules.boilShare < 1 ? this.nextNoticeEnd(seconds) : Infinity);
    return { ...(this.unsolved === undefined ? {} : { unsolved: this.unsolved }), ...(next < Infinity ? { againInHours: next / 3600 - hours } : {}) };
  }

  private nextNoticeEnd(seconds: number): number {
    const returning = this.lost.some((lost, load) => lost === 0 && this.boil.isLost(load));
    return Math.min(this.boil.nextEnd(seconds), returning ? this.now + this.boil.noticeSeconds : Infinity);
  }

  readOutcomes(hours: number, values: Float64Array): void {
    const seconds = Math.round(hours * 3600);
    if (this.disturbed && seconds > this.now) this.moveTo(seconds);
    values[0] = this.undeliveredM3;
    values[1] = this.lowPressureHours;
    values[2] = this.boil.hours(seconds);
  }
}

function same(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
