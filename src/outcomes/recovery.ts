/** Outcomes of crews and of what else their work needs; only where a scenario says something of the latter (docs/recovery.md). */
import type { OutcomeInfo } from '../engine/contracts.js';
import type { Kernel } from '../engine/kernel.js';
import type { Resources } from '../engine/resources.js';

/** As the standard outcomes: writes a value at a place of an array. */
type Read = (k: Kernel, values: Float64Array, at: number) => void;

/** @param k with resources, whose books are closed (`Crews.close`) before these are read */
export function recoveryOutcomes({ scenario }: Kernel, resources: Resources): { info: OutcomeInfo; read: Read }[] {
  const { pools, skills, ticksPerHour } = scenario, { stocks, tankers } = scenario.resources!;
  const made: { info: OutcomeInfo; read: Read }[] = [];
  const add = (name: string, unit: string, title: string, value: () => number): void => {
    made.push({ info: { name, unit, title, censored: false, binary: false }, read: (_, values, at) => { values[at] = value(); } });
  };
  pools.forEach(({ id }, p) => add(`crew-hours.${id}`, 'crew-hours', `Crews of ${id} on the way or at work`, () => resources.busy[p]! / ticksPerHour));
  skills.forEach((id, s) => add(`job-wait-hours.${id === '' ? 'any' : id}`, 'job-hours', `Jobs between damage and the start of their repair, ${id === '' ? 'no skill' : id}`, () => resources.waited[s]! / ticksPerHour));
  stocks.forEach(({ id }, s) => add(`parts-used.${id}`, 'units', `Units of ${id} taken`, () => resources.stocks.used[s]!));
  tankers.forEach(({ id }, f) => add(`deliveries.${id}`, 'deliveries', `Buffers that ${id} filled`, () => resources.tankers.deliveries[f]!));
  return made;
}
