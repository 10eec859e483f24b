/**
 * Empty tanks give nothing. EPANET 2.2 may leave the links of tanks at their least level open, and deliver water that nobody has (docs/water.md): the links by
 * which an empty tank loses water are shut, and the step is solved again.
 */
import type { InpNetwork } from '../../imports/epanet-inp.js';
import type { WaterSolver } from './solver.js';

/** A tank is empty this near its least level, and water stands higher by more than this, metres; a loss below the other is rounding, m3/h. */
const NEAR_M = 1e-3, LOST_M3H = 0.05;

/** A tank with its links; sign 1: flow in the link's direction leaves the tank; ends: the node at the other end, -1 where the link is a pump. */
interface TankLinks { node: number; minimumM: number; links: number[]; signs: number[]; ends: number[] }

export class EmptyTanks {
  /** By link, 1: shut because its tank is empty. Part of the solver's state. */
  readonly dry: Uint8Array;
  private readonly tanks: readonly TankLinks[];

  /** @param elevationM of nodes */
  constructor(network: InpNetwork, private readonly solver: Pick<WaterSolver, 'levelM' | 'pressureM' | 'flowM3h'>, private readonly elevationM: Float64Array) {
    this.dry = new Uint8Array(network.links.length);
    const first = network.junctions.length + network.reservoirs.length, nodeOf = new Map([...network.junctions, ...network.reservoirs, ...network.tanks].map(({ id }, node) => [id, node]));
    this.tanks = network.tanks.map(({ id, minimumM }, i) => {
      const links = network.links.flatMap(({ from, to }, link) => (from === id || to === id ? [link] : [])), signs = links.map((link) => (network.links[link]!.from === id ? 1 : -1));
      const ends = links.map((link, l) => { const { kind, from, to } = network.links[link]!; return kind === 'pump' ? -1 : nodeOf.get(signs[l] === 1 ? to : from)!; });
      return { node: first + i, minimumM, links, signs, ends };
    });
  }

  /** What was shut at an empty tank stays shut while the tank is empty: most steps are then solved once. @param out by link, 1 is added */
  keepShut(out: Uint8Array): void {
    for (const { node, minimumM, links } of this.tanks) for (const link of links) {
      if (this.dry[link] === 1 && this.solver.levelM(node) > minimumM + NEAR_M) this.dry[link] = 0;
      if (this.dry[link] === 1) out[link] = 1;
    }
  }

  /**
   * Looks at a solution.
   * @param out links that were out, to be corrected; @param capacity as asked for; @param first of this step: links that would fill their tank are opened again
   * @returns whether the step must be solved again
   */
  correct(out: Uint8Array, capacity: Float64Array, first: boolean): boolean {
    const opened = first && this.openFilling(out, capacity);
    return this.shutLosing(out) || opened;
  }

  private headM(node: number): number { return this.solver.pressureM(node) + this.elevationM[node]!; }

  /** Opens what was shut at an empty tank where water now stands higher outside. */
  private openFilling(out: Uint8Array, capacity: Float64Array): boolean {
    let any = false;
    for (const { node, links, ends } of this.tanks) for (let i = 0; i < links.length; i++) {
      const link = links[i]!, end = ends[i]!;
      if (end < 0 || this.dry[link] === 0 || capacity[link] === 0 || this.headM(end) <= this.headM(node) + NEAR_M) continue;
      this.dry[link] = out[link] = 0;
      any = true;
    }
    return any;
  }

  private shutLosing(out: Uint8Array): boolean {
    let any = false;
    for (const { node, minimumM, links, signs } of this.tanks) {
      if (this.solver.levelM(node) > minimumM + NEAR_M) continue;
      let lostM3h = 0;
      for (let i = 0; i < links.length; i++) lostM3h += signs[i]! * this.solver.flowM3h(links[i]!);
      if (lostM3h <= LOST_M3H) continue;
      for (let i = 0; i < links.length; i++) {
        if (out[links[i]!] === 1 || signs[i]! * this.solver.flowM3h(links[i]!) <= 0) continue;
        out[links[i]!] = this.dry[links[i]!] = 1;
        any = true;
      }
    }
    return any;
  }
}
