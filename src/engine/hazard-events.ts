/** The part of the event stream that tells of occurrences of hazards, and of what triggers them. */
import { Step } from './contracts.js';
import { KIND, NO_DRAFT, type Draft } from './drafts.js';
import type { Kernel } from './kernel.js';
import type { Recorder } from './recorder.js';

export class HazardEvents {
  private readonly occurrencesOf: Draft[] = [];
  /** By path of the occurrence that follows. */
  private readonly triggersOf = new Map<string, Draft>();
  private latestTrigger = NO_DRAFT;
  /** What an occurrence did to the demand of a need, by occurrence x number of needs + need. */
  private readonly demandsOf = new Map<number, Draft>();

  constructor(private readonly k: Kernel, private readonly recorder: Recorder) {}

  reset(): void {
    this.occurrencesOf.length = 0;
    this.triggersOf.clear();
    this.demandsOf.clear();
    this.latestTrigger = NO_DRAFT;
  }

  /** Occurrence o begins. @param detail what was drawn of its field */
  begins(o: number, intensity: number, detail: string | undefined): void {
    const { k, recorder } = this, { drafts } = recorder, { occurrences } = k, parent = occurrences.parent[o]!;
    const raising = parent < 0 ? (occurrences.conditions?.raising(occurrences.hazard[o]!) ?? []) : [];
    const trigger = occurrences.rule[o]! >= 0 ? (this.triggersOf.get(`${occurrences.path0[o]} ${occurrences.path1[o]}`) ?? this.of(parent)) : this.of(raising[0] ?? -1);
    // Without lag it begins in the instant of its cause, and stands after it.
    const wave = trigger !== NO_DRAFT && drafts.tick[trigger] === k.now && drafts.order.stepOf(trigger) === Step.Hazard ? drafts.order.waveOf(trigger) + 1 : 0;
    const event = recorder.add(KIND.hazard, Step.Hazard, occurrences.hazard[o]!, trigger, raising.length > 1 ? raising.map((by) => this.of(by)) : undefined, wave);
    event.source = this.pathOf(o);
    event.intensity = intensity;
    if (detail !== undefined) event.detail = detail;
    this.occurrencesOf[o] = event.id;
  }

  /** The beginning of occurrence o; -1: none. */
  of(o: number): Draft { return this.occurrencesOf[o] ?? NO_DRAFT; }

  ends(o: number): void {
    const { recorder } = this, event = recorder.add(KIND['hazard-end'], Step.Hazard, this.k.occurrences.hazard[o]!, this.of(o));
    event.source = this.pathOf(o);
    recorder.acting = event.id;
  }

  /** @param path0 path1 of the occurrence that follows */
  trigger(r: number, o: number, asset: number, path0: number, path1: number): void {
    const { k, recorder } = this, { drafts } = recorder;
    recorder.applyFalls();
    const cause = asset >= 0 ? (recorder.hits[asset]! || recorder.fallsOf[asset]!) : this.of(o), { id, on } = k.scenario.triggers[r]!;
    // After the damage, or the occurrence, that it answers.
    const wave = on === 'damage' ? 1 : on === 'hazard' && cause !== NO_DRAFT && drafts.tick[cause] === k.now ? drafts.order.waveOf(cause) : 0;
    const event = recorder.add(KIND.trigger, on === 'damage' ? Step.Damage : Step.Hazard, r, cause, undefined, wave);
    event.source = id;
    if (asset >= 0) event.asset = recorder.names.assets[asset]!;
    this.latestTrigger = event.id;
    this.triggersOf.set(`${path0} ${path1}`, event.id);
  }

  /** A hazard marked `once` was triggered again: the occurrence has one more cause. */
  furtherCause(h: number, parent: number): void {
    const { occurrences } = this.k;
    for (let o = 0; o < occurrences.count; o++) {
      if (occurrences.hazard[o] !== h) continue;
      this.recorder.add(KIND.trigger, Step.Hazard, h, this.latestTrigger || this.of(parent)).source = this.pathOf(o);
      return;
    }
  }

  /** Occurrence o multiplies what need x of asset a requires. */
  demand(a: number, x: number, by: number, o: number): void {
    const { recorder } = this, event = recorder.asset(KIND.demand, Step.Damage, a, this.of(o));
    event.need = recorder.names.needs[x]!;
    event.to = by;
    this.demandsOf.set(o * recorder.names.needs.length + x, event.id);
  }

  /** The demand of need x as it is, by the occurrence that stands for it. */
  demandOf(x: number): Draft {
    const o = this.k.strains?.bearerOf(x) ?? -1;
    return o < 0 ? NO_DRAFT : (this.demandsOf.get(o * this.recorder.names.needs.length + x) ?? NO_DRAFT);
  }

  /** `storm`, or `storm > flood` for an occurrence that another one triggered. */
  pathOf(o: number): string {
    const { occurrences, scenario } = this.k, own = scenario.hazards[occurrences.hazard[o]!]!.id, parent = occurrences.parent[o]!;
    return parent < 0 ? own : `${this.pathOf(parent)} > ${own}`;
  }
}
