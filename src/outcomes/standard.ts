/**
 * The outcomes of a replication (docs/semantics.md, "Outcomes"): what is read off the engine's state at the horizon. Names are
 * `measure.subject`. A service has outcomes of people only if some service area needs it, and of demand only if some need states one.
 */
import type { CompiledCrowd } from '../engine/compiled-plans.js';
import type { OutcomeInfo } from '../engine/contracts.js';
import type { Kernel } from '../engine/kernel.js';
import { Group } from '../engine/meters.js';
import { FULL } from '../engine/units.js';
import { StuckAssets } from './deadlock.js';
import { recoveryOutcomes } from './recovery.js';

/** Writes the outcome of the replication at a place of an array: a double that a call returns becomes an object. */
type Read = (k: Kernel, values: Float64Array, at: number) => void;
export interface Outcome { info: OutcomeInfo; read: Read }

export class StandardOutcomes {
  readonly list: Outcome[] = [];
  private readonly stuck: StuckAssets;

  constructor(private readonly k: Kernel) {
    this.stuck = new StuckAssets(k);
    const { meters, names, scenario } = k, perHour = scenario.ticksPerHour;
    const hours = scenario.horizonTicks / perHour;
    const persons: number[] = [];
    names.services.forEach((service, s) => {
      const g = s * Group.Kinds + Group.People;
      if (meters.total[g]! > 0) { persons.push(g); this.addPeople(service.id, g, perHour, hours); }
    });
    this.add('person-hours.all', 'person-hours', 'Person-hours without, summed over services', (kernel, values, at) => {
      let sum = 0;
      for (const g of persons) sum += kernel.meters.integral[g]!;
      values[at] = sum / FULL / perHour;
    });
    names.services.forEach((service, s) => {
      const g = s * Group.Kinds + Group.Demand;
      if (meters.total[g]! > 0) this.add(`unserved.${service.id}`, service.quantity, `Unserved ${service.id}`, (kernel, values, at) => { values[at] = (kernel.meters.integral[g]! / FULL / perHour) * service.demandUnit; });
    });
    names.sectors.forEach((sector, s) => this.add(`lost-asset-hours.${sector}`, 'asset-hours', `Lost asset-hours, ${sector}`, (kernel, values, at) => { values[at] = kernel.meters.sectorIntegral[s]! / FULL / perHour; }));
    this.add('lost-asset-hours.all', 'asset-hours', 'Lost asset-hours, all sectors', (kernel, values, at) => {
      let sum = 0;
      for (let s = 0; s < kernel.meters.sectors; s++) sum += kernel.meters.sectorIntegral[s]!;
      values[at] = sum / FULL / perHour;
    });
    this.addCounts();
    if (k.resources !== undefined) this.list.push(...recoveryOutcomes(k, k.resources));
    if (scenario.crowd !== undefined) this.addCrowd(scenario.crowd, perHour);
    scenario.probes?.forEach(({ name, service }, i) => this.add(name, 'people', `People without ${names.services[service]!.id} at a time`, (kernel, values, at) => { values[at] = kernel.meters.probes[i]! / FULL; }));
  }

  /** Works out what is common to the reads. Call before reading. */
  prepare(): void { this.stuck.count(); }

  private addPeople(service: string, g: number, perHour: number, hours: number): void {
    const people = ({ meters }: Kernel): number => meters.total[g]! / FULL;
    this.add(`person-hours.${service}`, 'person-hours', `Person-hours without ${service}`, (k, values, at) => { values[at] = k.meters.integral[g]! / FULL / perHour; });
    this.add(`peak-people.${service}`, 'people', `Peak of people without ${service}`, (k, values, at) => { values[at] = k.meters.peak[g]! / FULL; });
    this.add(`affected-people.${service}`, 'people', `Peak of people in areas that lack ${service}`, (k, values, at) => { values[at] = k.meters.peak[g + Group.Affected - Group.People]!; });
    this.addTime(`hours-to-90.${service}`, `Time until 90 % have ${service} again`, hours, g, ({ meters }) => meters.back90, perHour);
    this.addTime(`hours-to-100.${service}`, `Time until all have ${service} again`, hours, g, ({ meters }) => meters.back100, perHour);
    this.add(`resilience-loss.${service}`, 'hours', `Area above the service curve (Bruneau 2003), ${service}`, (k, values, at) => { values[at] = k.meters.integral[g]! / FULL / perHour / people(k); });
    // More people than nominal may be there, by their profile.
    this.add(`lowest-service.${service}`, 'share', `Lowest share of people with ${service}`, (k, values, at) => { values[at] = Math.max(0, 1 - k.meters.peak[g]! / FULL / people(k)); });
    // Slopes are 0 when nothing changed, and when it was at once or never (no slope to speak of).
    this.add(`fall-slope.${service}`, 'share/h', `Mean slope of the fall to the lowest service (Bruneau 2003), ${service}`, (k, values, at) => {
      const change = k.meters.peak[g]! / FULL / people(k), ticks = k.meters.peakTick[g]! - k.occurrences.firstOnset;
      values[at] = change > 0 && ticks > 0 && ticks < Infinity ? change / (ticks / perHour) : 0;
    });
    this.add(`recovery-slope.${service}`, 'share/h', `Mean slope of the recovery from the lowest service (rapidity, Bruneau 2003), ${service}`, (k, values, at) => {
      const change = k.meters.peak[g]! / FULL / people(k), ticks = k.meters.back100[g]! - k.meters.peakTick[g]!;
      values[at] = change > 0 && ticks > 0 && ticks < Infinity ? change / (ticks / perHour) : 0;
    });
  }

  private addTime(name: string, title: string, hours: number, g: number, endsOf: (k: Kernel) => Float64Array, perHour: number): void {
    this.list.push({
      info: { name, unit: 'hours', title, censored: true, limit: hours, binary: false },
      read: (k, values, at) => {
        const tick = endsOf(k)[g]!;
        values[at] = tick === 0 || tick === Infinity ? tick : (tick - Math.min(k.occurrences.firstOnset, tick)) / perHour;
      },
    });
  }

  private addCounts(): void {
    this.add('assets-hit.all', 'assets', 'Assets hit', (k, values, at) => { values[at] = k.hits; });
    this.add('assets-lost.all', 'assets', 'Assets hit or fallen', (k, values, at) => { values[at] = k.lost; });
    this.add('areas-lost.all', 'areas', 'Service areas fallen', (k, values, at) => { values[at] = k.areasLost; });
    this.add('cascade-depth.all', 'falls', 'Longest chain of falls after a root', (k, values, at) => { values[at] = k.maxDepth; });
    this.add('sectors-reached.all', 'sectors', 'Sectors with an asset hit or fallen', (k, values, at) => { values[at] = k.sectorsReached; });
    this.add('damage-cost.all', 'EUR', 'Direct damage', (k, values, at) => { values[at] = k.damageCost; });
    this.addLosses();
    this.add('peak-down.all', 'assets', 'Most assets without function at one time', (k, values, at) => { values[at] = k.peakOut; });
    this.add('down-at-horizon.all', 'assets', 'Assets below their start level at the horizon', (_, values, at) => { values[at] = this.stuck.down; });
    this.add('waiting-at-horizon.all', 'assets', 'Assets down, undamaged and not restarting at the horizon', (_, values, at) => { values[at] = this.stuck.waiting; });
    this.add('deadlocked-at-horizon.all', 'assets', 'Assets that wait for each other at the horizon', (_, values, at) => { values[at] = this.stuck.deadlocked; });
    this.add('damages.all', 'events', 'Damage events', (k, values, at) => { values[at] = k.damages; });
    this.add('falls.all', 'events', 'Falls', (k, values, at) => { values[at] = k.falls; });
    this.add('rises.all', 'events', 'Rises', (k, values, at) => { values[at] = k.rises; });
    this.add('repairs.all', 'events', 'Repairs done', (k, values, at) => { values[at] = k.repairs; });
  }

  /** What befalls people beyond lacking services; only in scenarios that have it. */
  private addCrowd({ casualties, exposure, evacuation }: CompiledCrowd, perHour: number): void {
    if (casualties) this.add('casualties.all', 'people', 'People killed or badly hurt', (k, values, at) => { values[at] = k.crowd!.casualties; });
    if (exposure) this.add('exposed-people.all', 'people', 'People exposed to a hazard', (k, values, at) => { values[at] = k.crowd!.exposures.exposed; });
    if (evacuation) this.add('evacuated-person-hours.all', 'person-hours', 'Person-hours away from home, evacuated', (k, values, at) => { values[at] = k.crowd!.movements.awayTicks / perHour; });
  }

  /** Where loss curves are in use, and so the cost is booked by asset: of which sector, and by which hazard. */
  private addLosses(): void {
    const { losses, names, scenario } = this.k;
    if (losses === null) return;
    names.sectors.forEach((sector, s) => { this.add(`damage-cost.${sector}`, 'EUR', `Direct damage, ${sector}`, (k, values, at) => { values[at] = k.losses!.bySector[s]!; }); });
    scenario.hazards.forEach((hazard, h) => { this.add(`damage-cost-by.${hazard.id}`, 'EUR', `Direct damage by hazard ${hazard.id}`, (k, values, at) => { values[at] = k.losses!.byHazard[h]!; }); });
    this.add('damage-cost-by.own-failures', 'EUR', 'Direct damage by own failures', (k, values, at) => { values[at] = k.losses!.byHazard[scenario.hazards.length]!; });
  }

  private add(name: string, unit: string, title: string, read: Read): void {
    this.list.push({ info: { name, unit, title, censored: false, binary: false }, read });
  }
}
