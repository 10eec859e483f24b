/**
 * Black start, simplified. An island without a running generator is dead. A generator that can start without a grid runs `startHours` after its island
 * died (or after it came up itself). From live buses the next ones along closed branches are energised one step at a time, each `stepHours` after its
 * neighbour; any other generator runs `startHours` after its bus is energised. Load returns with its bus, as far as generation allows. The order is
 * therefore that of the distance from what is live. (M. M. Adibi, L. H. Fink, IEEE Trans. Power Systems 9 (1994) 22-28, names the steps; their order here is a simplification.)
 */
import type { Grid } from './grid.js';

export interface RestorationSettings {
  /** 1 for generators that start without a grid. */
  generators: Uint8Array;
  startHours: number;
  stepHours: number;
}

/** What is in service now: branches that are closed, buses and generators that are up. */
export interface InService { closed: Uint8Array; busUp: Uint8Array; generatorUp: Uint8Array }

export class Restoration {
  /** Hour from which each bus is live, and each generator runs; -Infinity: from the start, Infinity: not in sight. */
  private readonly busLive: Float64Array;
  private readonly runs: Float64Array;
  /** Hour at which each generator was first found up, but at rest for want of a grid: a start without one counts from there. NaN: runs, or is down. */
  private readonly atRest: Float64Array;
  /** Hour at which each dead bus was first found beside a live one. */
  private readonly besideLive: Float64Array;

  private readonly saved: Float64Array[];

  constructor(private readonly grid: Grid, private readonly settings: RestorationSettings) {
    this.busLive = new Float64Array(grid.buses);
    this.runs = new Float64Array(grid.generators);
    this.atRest = new Float64Array(grid.generators);
    this.besideLive = new Float64Array(grid.buses);
    this.saved = this.state.map((values) => values.slice());
    this.reset();
  }

  private get state(): Float64Array[] { return [this.busLive, this.runs, this.atRest, this.besideLive]; }

  /** Keeps the state, for `restore`. */
  save(): void { this.state.forEach((values, i) => this.saved[i]!.set(values)); }

  /** The state as it was saved last. */
  restore(): void { this.state.forEach((values, i) => values.set(this.saved[i]!)); }

  reset(): void {
    this.busLive.fill(-Infinity);
    this.runs.fill(-Infinity);
    this.atRest.fill(NaN);
    this.besideLive.fill(NaN);
  }

  /** The part of the grid to which a bus belongs has gone black (its frequency could not be held). @param member 1 for its buses */
  goBlack(hours: number, member: (bus: number) => boolean): void {
    const { generatorBus, generators } = this.grid;
    for (let bus = 0; bus < this.busLive.length; bus++) if (member(bus) && this.busLive[bus]! <= hours) this.busLive[bus] = Infinity;
    for (let g = 0; g < generators; g++) if (member(generatorBus[g]!) && this.runs[g]! <= hours) { this.runs[g] = Infinity; this.atRest[g] = hours; }
  }

  isLive(bus: number, hours: number): boolean { return this.busLive[bus]! <= hours; }
  /** Was it dead since the grid was last whole? */
  isRestored(bus: number): boolean { return this.busLive[bus]! > -Infinity; }
  running(generator: number, hours: number): boolean { return this.runs[generator]! <= hours; }

  /**
   * Brings the plan up to date with what is in service at an hour; asking twice changes nothing.
   * @param islandOf island of each bus, along closed branches; @returns the next hour at which a bus or generator comes to life; Infinity: none
   */
  update(hours: number, service: InService, islandOf: Int32Array, islands: number): number {
    this.dieOut(hours, service, islandOf, islands);
    this.startAlone(service);
    this.spread(hours, service);
    if (this.isWhole(hours, service)) this.reset();
    let next = Infinity;
    for (const times of [this.busLive, this.runs]) for (const time of times) if (time > hours && time < next) next = time;
    return next;
  }

  /** Islands without a running generator are dead now; what was planned for later is planned anew. */
  private dieOut(hours: number, { busUp, generatorUp }: InService, islandOf: Int32Array, islands: number): void {
    const { generatorBus, generators } = this.grid, live = new Uint8Array(islands);
    for (let g = 0; g < generators; g++) {
      const bus = generatorBus[g]!;
      if (generatorUp[g] === 1 && this.runs[g]! <= hours && this.busLive[bus]! <= hours) live[islandOf[bus]!] = 1;
    }
    for (let bus = 0; bus < busUp.length; bus++) if (busUp[bus] === 0 || this.busLive[bus]! > hours || live[islandOf[bus]!] === 0) this.busLive[bus] = Infinity;
    for (let g = 0; g < generators; g++) {
      const runs = generatorUp[g] === 1 && this.runs[g]! <= hours && this.busLive[generatorBus[g]!]! <= hours;
      if (runs || generatorUp[g] === 0) this.atRest[g] = NaN;
      else if (Number.isNaN(this.atRest[g]!)) this.atRest[g] = hours;
      if (!runs) this.runs[g] = Infinity;
    }
  }

  /** Everything in service is live: from here on operation is normal again. */
  private isWhole(hours: number, { busUp, generatorUp }: InService): boolean {
    return busUp.every((up, bus) => up === 0 || this.busLive[bus]! <= hours) && generatorUp.every((up, g) => up === 0 || this.runs[g]! <= hours);
  }

  private startAlone({ busUp, generatorUp }: InService): void {
    const { generatorBus, generators } = this.grid, { startHours } = this.settings;
    for (let g = 0; g < generators; g++) {
      const bus = generatorBus[g]!;
      if (this.settings.generators[g] === 0 || generatorUp[g] === 0 || busUp[bus] === 0 || this.runs[g]! < Infinity) continue;
      this.runs[g] = this.atRest[g]! + startHours;
      this.busLive[bus] = Math.min(this.busLive[bus]!, this.runs[g]!);
    }
  }

  /** Times at which dead buses come to life: beside a live one a step after they were first found there, else a step after their neighbour. Then the generators at them. */
  private spread(hours: number, { closed, busUp, generatorUp }: InService): void {
    const { start, at, otherEnd, generatorBus, generators } = this.grid, { stepHours, startHours } = this.settings, { busLive, besideLive } = this, queue: number[] = [];
    const dead = (bus: number): boolean => busUp[bus] === 1 && busLive[bus]! > hours;
    for (let bus = 0; bus < busLive.length; bus++) {
      let beside = false;
      for (let e = start[bus]!; e < start[bus + 1]! && !beside; e++) beside = dead(bus) && closed[at[e]!] === 1 && busLive[otherEnd[e]!]! <= hours;
      if (!beside) besideLive[bus] = NaN;
      else {
        if (Number.isNaN(besideLive[bus]!)) besideLive[bus] = hours;
        busLive[bus] = Math.min(busLive[bus]!, Math.max(besideLive[bus]! + stepHours, hours));
      }
      if (busLive[bus]! < Infinity) queue.push(bus);
    }
    // Steps are equal, so few buses are looked at twice; the order of the queue does not change what comes out.
    for (let head = 0; head < queue.length; head++) {
      const bus = queue[head]!, time = busLive[bus]! + stepHours;
      if (busLive[bus]! <= hours) continue;
      for (let e = start[bus]!; e < start[bus + 1]!; e++) {
        const other = otherEnd[e]!;
        if (closed[at[e]!] === 0 || busUp[other] === 0 || busLive[other]! <= time) continue;
        busLive[other] = time;
        queue.push(other);
      }
    }
    for (let g = 0; g < generators; g++) if (generatorUp[g] === 1 && this.runs[g] === Infinity) this.runs[g] = busLive[generatorBus[g]!]! + startHours;
  }
}
