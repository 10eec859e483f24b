/**
 * Pumps with part of their capacity, as a station with some of its sets down or short of power: at every head it lifts that part of its flow. The flows of
 * its head curve (or the power of a pump of constant power) are multiplied by the part.
 */
import { LINK, type EpanetProject } from './engine.js';

interface Pump { link: number; index: number; curve: number; flows: number[]; heads: number[]; power: number }

export class PumpCapacity {
  private readonly pumps: Pump[] = [];
  /** Memory for the points of a curve. */
  private readonly points: number;

  /** @param links toolkit indices; @param isPump by link. To be made before hydraulics are opened: pumps that share a curve get one each. */
  constructor(private readonly project: EpanetProject, links: Int32Array, isPump: (link: number) => boolean) {
    const taken = new Set<number>();
    for (let link = 0; link < links.length; link++) {
      if (!isPump(link)) continue;
      const index = links[link]!, shared = project.headCurve(index), power = project.linkValue(index, LINK.power);
      const { flows, heads } = shared === 0 ? { flows: [], heads: [] } : project.curve(shared);
      const curve = taken.has(shared) && shared !== 0 ? project.copyCurve(index, flows, heads) : shared;
      taken.add(shared);
      this.pumps.push({ link, index, curve, flows, heads, power });
    }
    this.points = project.reserve(Math.max(1, ...this.pumps.map((pump) => pump.flows.length)));
  }

  /** @param capacity by link, above 0 for pumps that run; @param inForce what was set last, to be brought up to date */
  set(capacity: Float64Array, inForce: Float64Array): void {
    for (const { link, index, curve, flows, heads, power } of this.pumps) {
      const part = capacity[link]!;
      if (part === 0 || part === inForce[link]) continue;
      inForce[link] = part;
      if (curve === 0) this.project.setLinkValue(index, LINK.power, power * part);
      else this.project.setCurve(curve, flows, heads, part, this.points);
    }
  }
}
