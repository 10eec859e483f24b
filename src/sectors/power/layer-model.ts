/**
 * The power layer at work: what the engine says of its components, balanced flows for it, heat of overloaded lines in time, trips, black start.
 *
 * Every answer starts from the dispatch of the intact grid (rules of balance.ts), so it depends on what is in service now and not on the way there; only
 * heat, branches that overload has opened, and dead parts waiting for a black start are carried on from one answer to the next.
 */
import type { SectorAnswer, SectorModel, SectorOutcome } from '../../engine/sector-model.js';
import type { LayerAnswer, LayerAnswers } from './layer-answers.js';
import type { LayerMap } from './layer-map.js';
import { OverloadTrips } from './layer-trips.js';
import type { OverloadRelays } from './relay.js';
import type { Restoration } from './restoration.js';

const SECONDS_PER_HOUR = 3600;

const OUTCOMES: readonly SectorOutcome[] = [
  { measure: 'unserved-energy', unit: 'MWh', title: 'Energy not supplied by the grid' },
  { measure: 'peak-load-shed', unit: 'MW', title: 'Most load without supply at once' },
  { measure: 'branches-tripped', unit: 'branches', title: 'Branches tripped by overload' },
  { measure: 'most-islands', unit: 'islands', title: 'Most islands at once, single buses included' },
];
const LOWEST_HZ: SectorOutcome = { measure: 'lowest-frequency', unit: 'Hz', title: 'Lowest frequency of an island that lived on' };

export interface LayerParts {
  answers: LayerAnswers;
  map: LayerMap;
  relays: OverloadRelays | undefined;
  /** Hours without a trip after which branches that overload has opened are closed. */
  recloseHours: number;
  restoration: Restoration | undefined;
  /** Hz; undefined: frequency is not looked at. */
  nominalHz: number | undefined;
}

export class PowerLayer implements SectorModel {
  readonly outcomes: readonly SectorOutcome[];
  private readonly trips: OverloadTrips | undefined;
  private readonly intactIslands: number;
  private last: { hours: number; answer: LayerAnswer } | undefined;
  /** Next hour at which a bus or generator comes to life again. */
  private nextLive = Infinity;
  /** What the engine has in service, before dead parts are taken out; with black start only. */
  private service: { branchUp: Uint8Array; busUp: Uint8Array; generatorUp: Uint8Array } | undefined;
  private unservedMwh = 0;
  private peakMw = 0;
  private islands: number;
  private lowestHz: number;

  constructor(readonly components: Int32Array, private readonly parts: LayerParts) {
    this.trips = parts.relays === undefined ? undefined : new OverloadTrips(parts.relays, parts.map, components, parts.recloseHours);
    this.outcomes = parts.nominalHz === undefined ? OUTCOMES : [...OUTCOMES, LOWEST_HZ];
    this.islands = this.intactIslands = parts.answers.flow.islands.count;
    this.lowestHz = parts.nominalHz ?? 0;
  }

  reset(): void {
    this.trips?.reset();
    this.parts.restoration?.reset();
    this.parts.answers.supply.setDemand(undefined);
    this.last = undefined;
    this.unservedMwh = this.peakMw = 0;
    this.islands = this.intactIslands;
    this.lowestHz = this.parts.nominalHz ?? 0;
  }

  setDemand(factors: Float64Array): void { this.parts.answers.supply.setDemand(factors); }

  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    if (this.last !== undefined && this.last.hours >= hours) this.restore();
    else {
      this.passTime(hours);
      this.save();
    }
    this.trips?.settle(hours, up);
    let answer = this.flowsAt(hours, up, offered);
    while (this.trips?.openDue(hours, answer.flows) === true) answer = this.flowsAt(hours, up, offered);
    this.last = { hours, answer };
    shares.set(answer.shares);
    return this.replyOf(hours, up, answer);
  }

  /** State at the start of the instant: of several questions in one only the last counts. */
  private save(): void {
    this.trips?.save();
    this.parts.restoration?.save();
  }

  private restore(): void {
    this.trips?.restore();
    this.parts.restoration?.restore();
  }

  /** Books what the last answer brought, and heats lines, up to now. */
  private passTime(hours: number): void {
    if (this.last === undefined) return;
    const { answer, hours: before } = this.last;
    this.unservedMwh += answer.shedMw * (hours - before);
    this.parts.relays?.advance(answer.flows, (hours - before) * SECONDS_PER_HOUR);
    this.peakMw = Math.max(this.peakMw, answer.shedMw);
    this.islands = Math.max(this.islands, answer.islands);
    if (answer.lowestHz > 0) this.lowestHz = Math.min(this.lowestHz, answer.lowestHz);
  }

  private flowsAt(hours: number, up: Uint8Array, offered: Int32Array): LayerAnswer {
    const { answers, relays, restoration } = this.parts, { state } = answers;
    answers.supply.read(up, offered);
    const more = this.trips?.applyTo(state.branchUp) ?? [];
    const answer = answers.answer(up, offered, restoration === undefined ? more : [...more, ...this.deaden(restoration, hours)]);
    relays?.setRatings(answer.ratingMw);
    if (restoration !== undefined && answer.blackBuses.length > 0) {
      const black = new Set(answer.blackBuses);
      restoration.goBlack(hours, (bus) => black.has(bus));
      this.plan(restoration, hours);
    }
    return answer;
  }

  /** Takes out what is dead and waits for a start; @returns what tells such a situation from others */
  private deaden(restoration: Restoration, hours: number): number[] {
    const { answers } = this.parts, { state } = answers, { grid } = state;
    const told: number[] = [];
    this.service = { branchUp: state.branchUp.slice(), busUp: state.busUp.slice(), generatorUp: state.generatorUp.slice() };
    this.plan(restoration, hours);
    for (let bus = 0; bus < grid.buses; bus++) {
      const live = restoration.isLive(bus, hours), restored = live && restoration.isRestored(bus);
      answers.restored[bus] = restored ? 1 : 0;
      if (state.busUp[bus] === 0 || (live && !restored)) continue;
      if (!live) state.busUp[bus] = 0;
      told.push(grid.branches + 2 * bus + (live ? 1 : 0));
    }
    for (let g = 0; g < grid.generators; g++) if (state.generatorUp[g] === 1 && !restoration.running(g, hours)) { state.generatorUp[g] = 0; told.push(grid.branches + 2 * grid.buses + g); }
    state.dropAtDeadBuses();
    return told;
  }

  /** Plans starts for what is in service, dead or not. */
  private plan(restoration: Restoration, hours: number): void {
    const { flow } = this.parts.answers, { branchUp, busUp, generatorUp } = this.service!;
    flow.setTopology(branchUp, busUp);
    this.nextLive = restoration.update(hours, { closed: flow.closed, busUp, generatorUp }, flow.islands.of, flow.islands.count);
  }

  private replyOf(hours: number, up: Uint8Array, { flows, unsolved }: LayerAnswer): SectorAnswer {
    const next = this.trips?.next(hours, up, flows), again = Math.min(next?.againHours ?? Infinity, this.nextLive - hours);
    return {
      ...(next !== undefined && next.trips.length > 0 ? { trips: next.trips } : {}), ...(next !== undefined && next.closes.length > 0 ? { closes: next.closes } : {}),
      ...(again < Infinity ? { againInHours: again } : {}), ...(unsolved === undefined ? {} : { unsolved }),
    };
  }

  readOutcomes(hours: number, values: Float64Array): void {
    const answer = this.last?.answer, rest = answer === undefined ? 0 : answer.shedMw * Math.max(0, hours - this.last!.hours);
    values.set([this.unservedMwh + rest, Math.max(this.peakMw, answer?.shedMw ?? 0), this.trips?.count ?? 0, Math.max(this.islands, answer?.islands ?? 0)]);
    if (this.parts.nominalHz !== undefined) values[OUTCOMES.length] = answer !== undefined && answer.lowestHz > 0 ? Math.min(this.lowestHz, answer.lowestHz) : this.lowestHz;
  }
}
