/** Events of a catalogue -> occurrences for the engine. A hazard is compiled anew only where an event moves it or gives it another footprint. */
import type { CompiledHazard } from '../engine/compiled-scenario.js';
import type { GivenOccurrence } from '../engine/contracts.js';
import { ticksNear } from '../engine/units.js';
import { inPlaceOf } from '../model/motion-model.js';
import type { Catalogue, CatalogueEvent, Footprint, Hazard, Place, Scenario, Strike } from '../model/types.js';
import { networkFrom } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { combine, hashKey } from '../random/hash.js';
import { compileHazard } from '../study/assemble-hazards.js';
import type { PreparedStudy } from '../study/prepare.js';
import { ScenarioNames } from '../study/scenario-names.js';

/** Something that an event draws for all its assets: of one of its strikes, by place. */
export interface Cut { strike: number; of: 'intensity' | 'common' }

/** Compiled hazards kept; events come mostly one after the other. */
const KEPT = 512;

export class EventCourses {
  private readonly names: ScenarioNames;
  private readonly compiled = new Map<Strike, CompiledHazard>();
  private readonly hazardIndex: Map<string, number>;

  constructor(private readonly catalogue: Catalogue, private readonly study: PreparedStudy) {
    const { model, scenario, packet } = study;
    this.names = new ScenarioNames(model, scenario, networkFrom(packet.network as SharedArrayBuffer), packet.names as NetworkNames);
    this.hazardIndex = new Map(scenario.hazards.map((h, i) => [h.id, i]));
  }

  /** Hours of the last of the event's hazards after it begins. */
  static span(event: CatalogueEvent): number { return event.strikes.reduce((most, s) => Math.max(most, s.onsetHours), 0); }

  /**
   * The occurrences of an event.
   * @param tick when it begins
   * @param time of the event's occurrences of this number: tells the draws of several apart; 0 is the first
   * @param part of the joint distribution of what is drawn for all its assets (engine/shells.ts): what leads, and quantiles
   */
  occurrences(event: CatalogueEvent, tick: number, time: number, part?: { leader: Cut; band: readonly [number, number] }): GivenOccurrence[] {
    const [key0, key1] = hashKey(`event:${event.id}`), path = new Uint32Array(2), { scenario } = this.study, cuts = part === undefined ? [] : this.cuts(event);
    return event.strikes.map((strike, i): GivenOccurrence => {
      combine(key0, key1, time, i, path);
      return {
        hazard: this.hazardIndex.get(strike.hazard)!, tick: tick + ticksNear(strike.onsetHours, scenario.ticksPerHour), path0: path[0]!, path1: path[1]!, event: time,
        ...(strike.at === undefined && strike.footprint === undefined ? {} : { as: this.moved(strike) }),
        ...(strike.intensity === undefined ? {} : { intensity: strike.intensity }), ...(strike.durationHours === undefined ? {} : { duration: strike.durationHours }),
        ...(part !== undefined && cuts.some(({ strike: at }) => at === i) ? { part: partOf(i, cuts, part) } : {}),
      };
    });
  }

  /** What is cut into parts: the intensities that are drawn and, if there are any, what the strengths of assets have in common. */
  cuts(event: CatalogueEvent): Cut[] {
    const drawn = this.drawn(event);
    if (drawn.length === 0) return [];
    const common = Array.from(event.strikes.keys()).filter((i) => { const { common: share, effects } = this.hazardOf(event.strikes[i]!); return share > 0 && effects.some((e) => e.effect === 'damage' && e.probability === undefined); });
    return [...drawn.map((strike): Cut => ({ strike, of: 'intensity' })), ...common.map((strike): Cut => ({ strike, of: 'common' }))];
  }

  /** Places of the event's strikes whose intensities are drawn and follow from no other of the event: of what the scenario draws together, a hazard once, and of what it draws as one, one. */
  private drawn({ strikes }: CatalogueEvent): number[] {
    const { correlations = [] } = this.study.scenario, taken = new Set<string>();
    return strikes.flatMap((strike, i) => {
      const group = correlations.find(({ hazards }) => hazards.includes(strike.hazard)), name = group === undefined ? String(i) : group.rho === 1 ? `${group.id}/` : `${group.id}/${strike.hazard}`;
      if (typeof (strike.intensity ?? this.hazardOf(strike).intensity) === 'number' || taken.has(name)) return [];
      taken.add(name);
      return [i];
    });
  }

  /** Warnings of compiling, such as footprints that hold nothing. */
  get warnings(): ScenarioNames['warnings'] { return this.names.warnings; }

  private hazardOf(strike: Strike): Hazard { return this.study.scenario.hazards[this.hazardIndex.get(strike.hazard)!]!; }

  private moved(strike: Strike): CompiledHazard {
    const known = this.compiled.get(strike);
    if (known !== undefined) return known;
    const hazard = this.hazardOf(strike), footprint = strike.footprint === undefined ? hazard.footprint : inPlaceOf(hazard, this.catalogue.footprints[strike.footprint]!);
    const id = strike.footprint === undefined ? hazard.id : sampleId(hazard.id, strike.footprint);
    const compiled = { ...compileHazard(this.names, { ...hazard, id, footprint: strike.at === undefined ? footprint : movedTo(footprint, strike.at) }, this.study.options.footprints), id: hazard.id };
    if (this.compiled.size >= KEPT) this.compiled.delete(this.compiled.keys().next().value!);
    this.compiled.set(strike, compiled);
    return compiled;
  }
}

function partOf(strike: number, cuts: readonly Cut[], { leader, band }: { leader: Cut; band: readonly [number, number] }): NonNullable<GivenOccurrence['part']> {
  const has = (of: Cut['of']): boolean => cuts.some((cut) => cut.strike === strike && cut.of === of);
  return { from: band[0], to: band[1], intensity: has('intensity'), common: has('common'), ...(leader.strike === strike ? { leads: leader.of } : {}) };
}

/** What a hazard with a footprint of the catalogue is called where footprints are sampled from files. */
const sampleId = (hazard: string, footprint: string): string => `${hazard}@${footprint}`;

/** The scenario with a hazard more for every footprint that an event gives one of its hazards: for sampling of files alone. */
export function withEventFootprints(scenario: Scenario, { events, footprints }: Catalogue): Scenario {
  const more = new Map<string, Hazard>();
  for (const { strikes } of events) {
    for (const { hazard, footprint } of strikes) {
      const own = scenario.hazards.find((h) => h.id === hazard);
      if (footprint !== undefined && own !== undefined) more.set(sampleId(hazard, footprint), { ...own, id: sampleId(hazard, footprint), footprint: footprints[footprint]! });
    }
  }
  return { ...scenario, hazards: [...scenario.hazards, ...more.values()] };
}

/** The footprint with its centre, or its first point, at a place; the others keep their distance in degrees. */
export function movedTo(footprint: Footprint, to: Place): Footprint {
  const shifted = (points: [number, number][]): [number, number][] => {
    const [first] = points as [[number, number], ...[number, number][]], lon = to.lon - first[0], lat = to.lat - first[1];
    return points.map(([x, y]) => [x + lon, y + lat]);
  };
  switch (footprint.form) {
    case 'circle': return { ...footprint, center: to };
    case 'attenuation': return { ...footprint, from: shifted(footprint.from) };
    case 'polygon': return { ...footprint, polygon: shifted(footprint.polygon) };
    default: return footprint;
  }
}
