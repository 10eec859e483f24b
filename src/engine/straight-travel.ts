/**
 * Travel where no layer knows roads: great circle x detour / speed. An area beyond a river or a strait is entered and left over crossings only,
 * and by those that work: over the one that makes the way shortest. Where several areas lie between, the longest of these ways counts.
 */
import type { CompiledNetwork } from '../network/compiled-network.js';
import { greatCircleKm } from '../numerics/sphere.js';
import type { CompiledTravel } from './compiled-recovery.js';
import type { TravelTimes } from './sector-model.js';

export class StraightTravel implements TravelTimes {
  /** @param level of each asset now, parts */
  constructor(private readonly network: CompiledNetwork, private readonly level: Int32Array, private readonly travel: CompiledTravel) {}

  /** An asset without a place is taken to be where the other is: 0, if there is a way. */
  hours(from: number, to: number): number {
    if (from === to) return 0;
    const { crossings, detour, kmPerHour } = this.travel;
    let km = this.km(from, to);
    for (const { inside, over } of crossings) {
      if (inside[from] === inside[to]) continue;
      let least = Infinity;
      for (const bridge of over) if (this.level[bridge]! > 0) least = Math.min(least, this.km(from, bridge) + this.km(bridge, to));
      km = Math.max(km, least);
    }
    return (km * detour) / kmPerHour;
  }

  private km(from: number, to: number): number {
    const { assetLat, assetLon } = this.network, km = greatCircleKm(assetLon[from]!, assetLat[from]!, assetLon[to]!, assetLat[to]!);
    return Number.isNaN(km) ? 0 : km;
  }
}
