/** How much water goes from zone to zone, whom it reaches, and what it does to the tanks: one instant of the stand-in (surrogate.ts). */
import type { InpNetwork } from '../../imports/epanet-inp.js';
import type { WaterZones } from './zones.js';

/** A valve or check valve that carries nothing in the undisturbed run would carry this much, metres a second through its bore. */
const USUAL_SPEED_MS = 1;
const PI = 3.141592653589793;
/** Levels this near full or empty are that, metres. */
const NEAR_M = 1e-6;

/** Results of one instant, kept with the state of the stand-in. */
export interface BalanceResult {
  /** Share of its demand that each junction is served. */
  readonly served: Float64Array;
  /** Of one-way links between zones, m3/h. */
  readonly flowM3h: Float64Array;
  /** Of tank levels, metres an hour. */
  readonly rateMh: Float64Array;
}

export class ZoneBalance {
  /** What each link can carry, m3/h. */
  private readonly mostM3h: Float64Array;
  private readonly areaM2: Float64Array;
  private readonly demand: Float64Array;
  private readonly inflow: Float64Array;
  private readonly pulled: Float64Array;
  private readonly hasSource: Uint8Array;
  /** Area of tanks that can still take, and give, water. */
  private readonly fillable: Float64Array;
  private readonly drawable: Float64Array;
  private readonly net: Float64Array;
  private readonly servedOf: Float64Array;

  /** @param carriedM3h the most that links carry in the undisturbed run; 0: nothing */
  constructor(private readonly network: InpNetwork, private readonly zones: WaterZones, carriedM3h: Float64Array) {
    const n = zones.zone.length, zeros = (): Float64Array => new Float64Array(n);
    this.mostM3h = Float64Array.from(network.links, (link, l) => (link.kind === 'pump' ? Math.max(Math.abs(carriedM3h[l]!), designM3h(network, link.headCurve)) : Math.abs(carriedM3h[l]!) || USUAL_SPEED_MS * 3600 * (PI / 4) * link.diameterM * link.diameterM));
    this.areaM2 = Float64Array.from(network.tanks, ({ diameterM }) => (PI / 4) * diameterM * diameterM);
    [this.demand, this.inflow, this.pulled, this.fillable, this.drawable, this.net, this.servedOf] = [zeros(), zeros(), zeros(), zeros(), zeros(), zeros(), zeros()];
    this.hasSource = new Uint8Array(n);
  }

  /** @param demandM3h by junction; @param tankM levels; @param capacity by link; @param result to be filled */
  solve(demandM3h: Float64Array, tankM: Float64Array, capacity: Float64Array, result: BalanceResult): void {
    this.gather(demandM3h, tankM);
    this.pull(capacity, result.flowM3h);
    this.push(result.flowM3h);
    this.spread(tankM, result);
  }

  /** What each zone demands and has. */
  private gather(demandM3h: Float64Array, tankM: Float64Array): void {
    const { junctions, reservoirs, tanks } = this.network, { zone, count } = this.zones;
    for (const list of [this.demand, this.inflow, this.pulled, this.fillable, this.drawable, this.net]) list.fill(0, 0, count);
    this.hasSource.fill(0, 0, count);
    for (let j = 0; j < junctions.length; j++) this.demand[zone[j]!]! += demandM3h[j]!;
    for (let r = 0; r < reservoirs.length; r++) this.hasSource[zone[junctions.length + r]!] = 1;
    for (let t = 0; t < tanks.length; t++) {
      const z = zone[junctions.length + reservoirs.length + t]!;
      if (tankM[t]! < tanks[t]!.maximumM - NEAR_M) this.fillable[z]! += this.areaM2[t]!;
      if (tankM[t]! > tanks[t]!.minimumM + NEAR_M) this.drawable[z]! += this.areaM2[t]!;
    }
  }

  /** From below up: what each one-way link would carry. Into a zone whose tanks can take it, all it can. */
  private pull(capacity: Float64Array, flow: Float64Array): void {
    const { zones } = this;
    for (let i = zones.count - 1; i >= 0; i--) {
      const z = zones.order[i]!;
      let most = 0;
      for (let e = 0; e < zones.edgeCount; e++) if (zones.edgeTo[e] === z) most += this.mostM3h[zones.edgeLink[e]!]! * capacity[zones.edgeLink[e]!]!;
      const want = this.hasSource[z] === 1 ? 0 : this.fillable[z]! > 0 ? most : Math.max(0, this.demand[z]! + this.pulled[z]!), part = most > 0 ? Math.min(1, want / most) : 0;
      for (let e = 0; e < zones.edgeCount; e++) {
        if (zones.edgeTo[e] !== z) continue;
        const link = zones.edgeLink[e]!;
        flow[link] = this.mostM3h[link]! * capacity[link]! * part;
        this.pulled[zones.edgeFrom[e]!]! += flow[link];
      }
    }
  }

  /** From above down: what it does carry, for a zone that runs short gives all it feeds the same share. */
  private push(flow: Float64Array): void {
    const { zones } = this;
    for (let i = 0; i < zones.count; i++) {
      const z = zones.order[i]!, need = this.demand[z]! + this.pulled[z]!;
      const share = this.hasSource[z] === 1 || this.drawable[z]! > 0 || this.inflow[z]! >= need ? 1 : Math.max(0, this.inflow[z]! / need);
      this.servedOf[z] = share;
      this.net[z] = this.hasSource[z] === 1 ? 0 : this.inflow[z]! - need * share;
      for (let e = 0; e < zones.edgeCount; e++) {
        if (zones.edgeFrom[e] !== z) continue;
        flow[zones.edgeLink[e]!]! *= share;
        this.inflow[zones.edgeTo[e]!]! += flow[zones.edgeLink[e]!]!;
      }
    }
  }

  /** Back to junctions and tanks. */
  private spread(tankM: Float64Array, { served, rateMh }: BalanceResult): void {
    const { junctions, reservoirs, tanks } = this.network, { zone } = this.zones;
    for (let j = 0; j < junctions.length; j++) served[j] = this.servedOf[zone[j]!]!;
    for (let t = 0; t < tanks.length; t++) {
      const z = zone[junctions.length + reservoirs.length + t]!, net = this.net[z]!;
      const takes = net > 0 ? tankM[t]! < tanks[t]!.maximumM - NEAR_M : tankM[t]! > tanks[t]!.minimumM + NEAR_M, area = net > 0 ? this.fillable[z]! : this.drawable[z]!;
      rateMh[t] = takes && area > 0 ? net / area : 0;
    }
  }
}

/** Flow of the middle point of a pump's curve, m3/h. */
function designM3h({ curves, units }: InpNetwork, curve: string | undefined): number {
  const points = curve === undefined ? undefined : curves.get(curve);
  return points === undefined ? 0 : points[points.length >> 1]![0] * units.flowM3h;
}
