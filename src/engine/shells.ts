/**
 * What an event draws for all its assets, drawn from a part of its joint distribution: intensities, and the parts of strengths that assets have in
 * common. Behind these d stand d independent uniforms u_i (of correlated intensities their innovations, together.ts; of strengths 1 - u, so that
 * more is worse). The rarity of them all, S = sum of -ln(1 - u_i), has the gamma distribution of shape d and does not depend on the shares that
 * the terms have in it (L. Devroye, Non-Uniform Random Variate Generation, 1986, chapter XI.4), and each term is as likely to be the greatest. So
 * the part in which a given one, the leader, is the rarest and S lies between two of its quantiles, p and q, has probability (q - p) / d, and such
 * parts are strata of the whole (stratified sampling by a function of the input whose law is known: P. Glasserman, Monte Carlo Methods in
 * Financial Engineering, 2004, section 4.3). A loss that is rare because one of them is, or because several are, lies in outer parts.
 *
 * Natural uniforms are moved there: the rarest changes places with the leader's, and all terms are multiplied by S' / S, where S' is the quantile
 * p + (q - p) F(S) of the same gamma distribution F. Of one intensity that is the part of its distribution between p and q.
 */
import { exp, log } from '../numerics/elementary.js';
import { gammaCdf, gammaQuantile } from '../numerics/gamma.js';
import { Purpose, type GivenOccurrence } from './contracts.js';
import type { Kernel } from './kernel.js';
import type { Together } from './together.js';

/** Uniforms are taken inside (0, 1), as near to its ends as those of the engine. */
const LEAST = 2 ** -54;
export const inside = (u: number): number => Math.min(1 - LEAST, Math.max(LEAST, u));

export class Shells {
  // Of the event looked at last: the greatest of its natural uniforms, the leader's, and the factor S' / S.
  private greatest = 0;
  private leading = 0;
  private factor = 1;
  private sum = 0;
  private dimensions = 0;

  constructor(private readonly k: Kernel) {}

  /** Looks at an event of a catalogue. @returns whether it is drawn from a part */
  look(event: number, together: Together | undefined): boolean {
    const { course } = this.k.occurrences;
    let from = NaN, to = NaN;
    this.greatest = this.sum = this.dimensions = 0;
    if (course === undefined) return false;
    for (const given of course.occurrences) {
      const { part } = given;
      if (given.event !== event || part === undefined) continue;
      ({ from, to } = part);
      if (part.intensity) this.count(together?.holds(given.hazard) === true ? together.driver(given) : this.natural(given), part.leads === 'intensity');
      if (part.common) this.count(1 - this.naturalCommon(given), part.leads === 'common');
    }
    const { sum, dimensions } = this;
    if (dimensions === 0) return false;
    const quantile = from + (to - from) * gammaCdf(sum, dimensions);
    this.factor = gammaQuantile(inside(quantile), dimensions) / sum;
    return true;
  }

  /** A natural uniform of the event looked at, moved into the part. @param leads it is the leader's */
  move(u: number, leads: boolean): number {
    const to = leads ? this.greatest : u === this.greatest ? this.leading : u;
    return inside(1 - exp(log(1 - to) * this.factor));
  }

  /** The uniform of the intensity of a given occurrence that is drawn alone. */
  natural(given: GivenOccurrence): number { return this.uniform(given, Purpose.Intensity, 0); }

  /** The uniform of the common part of strengths in occurrence o of the event looked at, moved into the part. */
  common(given: GivenOccurrence): number { return 1 - this.move(1 - this.naturalCommon(given), given.part!.leads === 'common'); }

  /** Number of the draw of the common part that parts are about: that of the first effect that damages by fragility; -1: none does. */
  strength(h: number): number { return this.k.scenario.hazards[h]!.effects.findIndex(({ effect, probability }) => effect === 'damage' && Number.isNaN(probability)); }

  private count(u: number, leads: boolean): void {
    this.dimensions++;
    this.sum -= log(1 - u);
    this.greatest = Math.max(this.greatest, u);
    if (leads) this.leading = u;
  }

  private naturalCommon(given: GivenOccurrence): number { return this.uniform(given, Purpose.StrengthCommon, this.strength(given.hazard)); }

  private uniform({ hazard, path0, path1 }: GivenOccurrence, purpose: Purpose, n: number): number {
    const { draws, replication, scenario } = this.k, { key0, key1 } = scenario.hazards[hazard]!;
    draws.select(replication, purpose, path0, path1);
    return inside(draws.uniform(key0, key1, n, -1));
  }
}
