/**
 * The outcomes of a replication (docs/semantics.md, "Outcomes"): what is read off the engine's state at the horizon. Names are
 * `measure.subject`. A service has outcomes of people only if some service area needs it, and of demand only if some need states one.
 */
import type { OutcomeInfo } from '../engine/contracts.js';
import type { Kernel } from '../engine/kernel.js';
import { AFFECTED, DEMAND, GROUP_KINDS, PEOPLE } from '../engine/meters.js';
import { FULL } from '../engine/units.js';
import { stuckAssets } from './deadlock.js';

type Read = (k: Kernel) => number;
export interface Outcome { info: OutcomeInfo; read: Read }

/** What every read of one replication shares, worked out once. */
interface Ends { waiting: number; deadlocked: number; down: number }

export class StandardOutcomes {
  readonly list: Outcome[] = [];
  private ends: Ends = { waiting: 0, deadlocked: 0, down: 0 };

  constructor(k: Kernel) {
    const { meters, names, scenario } = k, perHour = scenario.ticksPerHour;
    const hours = scenario.horizonTicks / perHour;
    const persons: number[] = [];
    names.services.forEach((service, s) => {
      const g = s * GROUP_KINDS + PEOPLE;
      if (meters.total[g]! > 0) { persons.push(g); this.addPeople(service.id, g, perHour, hours); }
    });
    this.add('person-hours.all', 'person-hours', 'Person-hours without, summed over services', (kernel) => persons.reduce((sum, g) => sum + kernel.meters.integral[g]!, 0) / FULL / perHour);
    names.services.forEach((service, s) => {
      const g = s * GROUP_KINDS + DEMAND;
      if (meters.total[g]! > 0) this.add(`unserved.${service.id}`, service.quantity, `Unserved ${service.id}`, (kernel) => (kernel.meters.integral[g]! / FULL / perHour) * service.demandUnit);
    });
    names.sectors.forEach((sector, s) => this.add(`lost-asset-hours.${sector}`, 'asset-hours', `Lost asset-hours, ${sector}`, (kernel) => kernel.meters.sectorIntegral[s]! / FULL / perHour));
    this.add('lost-asset-hours.all', 'asset-hours', 'Lost asset-hours, all sectors', (kernel) => kernel.meters.sectorIntegral.reduce((sum, x) => sum + x, 0) / FULL / perHour);
    this.addCounts();
  }

  /** Works out what is common to the reads. Call before reading. */
  prepare(k: Kernel): void { this.ends = stuckAssets(k); }

  private addPeople(service: string, g: number, perHour: number, hours: number): void {
    const people = (k: Kernel): number => k.meters.total[g]! / FULL;
    this.add(`person-hours.${service}`, 'person-hours', `Person-hours without ${service}`, (k) => k.meters.integral[g]! / FULL / perHour);
    this.add(`peak-people.${service}`, 'people', `Peak of people without ${service}`, (k) => k.meters.peak[g]! / FULL);
    this.add(`affected-people.${service}`, 'people', `Peak of people in areas that lack ${service}`, (k) => k.meters.peak[g + AFFECTED - PEOPLE]!);
    this.addTime(`hours-to-90.${service}`, `Time until 90 % have ${service} again`, hours, (k) => k.meters.back90[g]!, perHour);
    this.addTime(`hours-to-100.${service}`, `Time until all have ${service} again`, hours, (k) => k.meters.back100[g]!, perHour);
    this.add(`resilience-loss.${service}`, 'hours', `Area above the service curve (Bruneau 2003), ${service}`, (k) => k.meters.integral[g]! / FULL / perHour / people(k));
    this.add(`lowest-service.${service}`, 'share', `Lowest share of people with ${service}`, (k) => 1 - k.meters.peak[g]! / FULL / people(k));
    this.add(`fall-slope.${service}`, 'share/h', `Mean slope of the fall to the lowest service (Bruneau 2003), ${service}`, (k) => slope(k.meters.peak[g]! / FULL / people(k), k.meters.peakTick[g]! - k.occurrences.firstOnset, perHour));
    this.add(`recovery-slope.${service}`, 'share/h', `Mean slope of the recovery from the lowest service (rapidity, Bruneau 2003), ${service}`, (k) => slope(k.meters.peak[g]! / FULL / people(k), k.meters.back100[g]! - k.meters.peakTick[g]!, perHour));
  }

  private addTime(name: string, title: string, hours: number, end: Read, perHour: number): void {
    this.list.push({
      info: { name, unit: 'hours', title, censored: true, limit: hours, binary: false },
      read: (k) => { const tick = end(k); return tick === 0 || tick === Infinity ? tick : (tick - Math.min(k.occurrences.firstOnset, tick)) / perHour; },
    });
  }

  private addCounts(): void {
    this.add('assets-hit.all', 'assets', 'Assets hit', (k) => k.hits);
    this.add('assets-lost.all', 'assets', 'Assets hit or fallen', (k) => k.lost);
    this.add('areas-lost.all', 'areas', 'Service areas fallen', (k) => k.areasLost);
    this.add('cascade-depth.all', 'falls', 'Longest chain of falls after a root', (k) => k.maxDepth);
    this.add('sectors-reached.all', 'sectors', 'Sectors with an asset hit or fallen', (k) => k.sectorsReached);
    this.add('damage-cost.all', 'EUR', 'Direct damage', (k) => k.damageCost);
    this.add('peak-down.all', 'assets', 'Most assets without function at one time', (k) => k.peakOut);
    this.add('down-at-horizon.all', 'assets', 'Assets below their start level at the horizon', () => this.ends.down);
    this.add('waiting-at-horizon.all', 'assets', 'Assets down, undamaged and not restarting at the horizon', () => this.ends.waiting);
    this.add('deadlocked-at-horizon.all', 'assets', 'Assets that wait for each other at the horizon', () => this.ends.deadlocked);
    this.add('damages.all', 'events', 'Damage events', (k) => k.damages);
    this.add('falls.all', 'events', 'Falls', (k) => k.falls);
    this.add('rises.all', 'events', 'Rises', (k) => k.rises);
    this.add('repairs.all', 'events', 'Repairs done', (k) => k.repairs);
  }

  private add(name: string, unit: string, title: string, read: Read): void {
    this.list.push({ info: { name, unit, title, censored: false, binary: false }, read });
  }
}

/** Change over a time; 0 when nothing changed, and when it was at once or never (no slope to speak of). */
function slope(change: number, ticks: number, perHour: number): number {
  return change > 0 && ticks > 0 && ticks < Infinity ? change / (ticks / perHour) : 0;
}
