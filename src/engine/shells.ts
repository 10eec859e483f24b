/**
 * Intensities of an event drawn from a part of their joint distribution. Behind the d intensities that are drawn stand d independent uniforms
 * (of correlated ones their innovations, together.ts). The greatest of them is at most m with probability m^d, and each is as likely to be it. So
 * the part of the unit cube in which a given one, the leader, is the greatest and lies between the quantiles p and q of the greatest has
 * probability (q - p) / d, and such parts are strata of the whole (stratified sampling by a function of the input whose law is known: P.
 * Glasserman, Monte Carlo Methods in Financial Engineering, 2004, section 4.3). Whichever of its hazards is rare, an event is in an outer part.
 *
 * Natural uniforms u are moved there: the greatest, m, changes places with the leader's; M = (p + (q - p) m^d)^(1/d) has the law of the greatest
 * inside, and u M / m is uniform there, since u / m does not depend on m. Of one intensity that is the part of its distribution between p and q.
 */
import { pow } from '../numerics/elementary.js';
import { Purpose, type GivenOccurrence } from './contracts.js';
import type { Kernel } from './kernel.js';
import type { Together } from './together.js';

export class Shells {
  // Of the event looked at last: the greatest of its natural uniforms, what it becomes, and the leader's.
  private greatest = 0;
  private moved = 0;
  private leading = 0;

  constructor(private readonly k: Kernel) {}

  /** Looks at an event of a catalogue. @returns whether its intensities are drawn from a part */
  look(event: number, together: Together | undefined): boolean {
    const { course } = this.k.occurrences;
    let part: GivenOccurrence['part'], dimensions = 0, power = 1;
    this.greatest = 0;
    if (course === undefined) return false;
    for (const given of course.occurrences) {
      if (given.event !== event || given.part === undefined) continue;
      const u = together?.holds(given.hazard) === true ? together.driver(given) : this.natural(given);
      ({ part } = given);
      dimensions++;
      this.greatest = Math.max(this.greatest, u);
      if (given.part.leads) this.leading = u;
    }
    if (part === undefined) return false;
    for (let i = 0; i < dimensions; i++) power *= this.greatest;
    const quantile = part.from + (part.to - part.from) * power;
    this.moved = dimensions === 1 ? quantile : pow(quantile, 1 / dimensions);
    return true;
  }

  /** A natural uniform of the event looked at, moved into the part. @param leads it is the leader's */
  move(u: number, leads: boolean): number {
    return leads ? this.moved : (u === this.greatest ? this.leading : u) * (this.moved / this.greatest);
  }

  /** The uniform of the intensity of a given occurrence that is drawn alone. */
  natural({ hazard, path0, path1 }: GivenOccurrence): number {
    const { draws, replication, scenario } = this.k, { key0, key1 } = scenario.hazards[hazard]!;
    draws.select(replication, Purpose.Intensity, path0, path1);
    return draws.uniform(key0, key1, 0, -1);
  }
}
