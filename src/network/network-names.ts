import type { Distribution, Kind } from '../model/types.js';

/** What the arrays of a CompiledNetwork stand for: strings and tables at both ends of a simulation. Plain data, can be posted. */
export interface NetworkNames {
  /** Ids by asset index (keys by code unit order). */
  assets: string[];
  /** Ids by need index; hidden refill needs end in `/refill`. */
  needs: string[];
  sectors: string[];
  /** `demandUnit`: what one unit of needDemand is, in the service's unit (0.001 = thousandths of a MW). */
  services: { id: string; unit: string; quantity: string; demandUnit: number }[];
  /** Kind records by index: library kinds, and one for each distinct set of overrides. */
  kinds: Kind[];
  profiles: string[];
  /** Distributions referred to by kindRestart and needBuffer (negative values). Unit: ticks after scaling by ticksPerHour, values in hours. */
  distributions: (Distribution & { shared?: boolean })[];
  ticksPerHour: number;
}
