/**
 * The event stream of one observed replication: an object for each event, with its cause and all its causes. What befalls assets and needs is
 * here; hazard-events.ts, plan-events.ts and recovery-events.ts write the rest. Watching changes nothing: the recorder only reads. Events of one pass through the steps are sorted by (step, wave, kind, key), numbered and emitted together.
 */
import type { NetworkNames } from '../network/network-names.js';
import { DAMAGE_STATES } from '../model/types.js';
import { By, lastShortSupplier } from './causes.js';
import { EVENT_KINDS, Step, type CascadeEvent } from './contracts.js';
import { Drafts, KIND, NO_DRAFT, type Draft } from './drafts.js';
import { HazardEvents } from './hazard-events.js';
import type { Kernel } from './kernel.js';
import { PlanEvents } from './plan-events.js';
import { RecoveryEvents } from './recovery-events.js';
import { RiseWaves } from './rise-waves.js';
import { Parts } from './units.js';

/** Methods that run for most events are arrows, as those of Drafts. */
export class Recorder {
  readonly drafts = new Drafts();
  private readonly rises: RiseWaves;
  /** Latest event of each kind of change, by asset, need and occurrence. */
  readonly hits: Int32Array;
  readonly fallsOf: Int32Array;
  private readonly risesOf: Int32Array;
  readonly repairsOf: Int32Array;
  private readonly restartsOf: Int32Array;
  readonly bufferEnds: Int32Array;
  /** Falls of the wave being computed: not yet causes of others. */
  private readonly newFalls: Draft[] = [];
  private newFallCount = 0;
  private newRound = -1;
  private newWave = -1;
  /** The plan or the end of a hazard that acts now. */
  acting = NO_DRAFT;
  /** What plans do at once starts the instant again: events of earlier steps wait for that pass. */
  plansAct = false;
  readonly hazards: HazardEvents;
  /** Events of plans and of people. */
  readonly plans: PlanEvents;
  /** What crews, stocks and tankers do. */
  readonly recovery: RecoveryEvents;
  private emit: (event: CascadeEvent) => void = () => undefined;

  constructor(private readonly k: Kernel, readonly names: NetworkNames) {
    const slots = (n: number): Int32Array => new Int32Array(n);
    this.rises = new RiseWaves(k, (a) => this.isReady(a));
    this.hits = slots(k.assets);
    this.fallsOf = slots(k.assets);
    this.risesOf = slots(k.assets);
    this.repairsOf = slots(k.assets);
    this.restartsOf = slots(k.assets);
    this.bufferEnds = slots(k.network.sizes.needs);
    this.hazards = new HazardEvents(k, this);
    this.plans = new PlanEvents(k, this);
    this.recovery = new RecoveryEvents(k, names, this);
  }

  /** A replication begins. @param emit is shown its events */
  begin(emit: (event: CascadeEvent) => void): void {
    this.emit = emit;
    this.drafts.reset();
    for (const slots of [this.hits, this.fallsOf, this.risesOf, this.repairsOf, this.restartsOf, this.bufferEnds]) slots.fill(NO_DRAFT);
    this.newFallCount = 0;
    this.acting = NO_DRAFT;
    this.plansAct = false;
    this.hazards.reset();
    this.plans.reset();
    this.recovery.reset();
  }

  readonly damage = (a: number, state: number, _origin: number, o: number): void => {
    const event = this.asset(KIND.damage, Step.Damage, a, this.hazards.of(o));
    event.state = DAMAGE_STATES[state]!;
    if (o >= 0) event.source = this.hazards.pathOf(o);
    this.hits[a] = event.id;
  };

  trip(a: number, _origin: number, o: number): void { this.hits[a] = this.asset(KIND.trip, Step.Damage, a, o >= 0 ? this.hazards.of(o) : this.acting).id; }

  release(a: number): void { this.repairsOf[a] = this.asset(KIND.release, Step.Hazard, a, this.acting).id; }

  /** A derating of asset a is over. */
  relieved(a: number): void { this.repairsOf[a] = this.acting; }

  derate(a: number, to: number, _origin: number, o: number): void {
    const event = this.asset(KIND.derate, Step.Damage, a, o >= 0 ? this.hazards.of(o) : this.acting);
    event.to = to;
    this.hits[a] = event.id;
  }

  readonly bufferEnd = (x: number): void => {
    this.applyFalls();
    const event = this.asset(KIND['buffer-end'], Step.Fall, this.k.network.needAsset[x]!, this.lastFall(x) || this.hazards.demandOf(x));
    event.need = this.names.needs[x]!;
    this.bufferEnds[x] = event.id;
  };

  readonly fall = (a: number, to: number, by: number, need: number, supplier: number): void => {
    const { drafts, k } = this;
    this.applyFalls(k.round, k.wave);
    let cause = by === By.Hit ? this.hits[a]! : supplier >= 0 ? this.fallsOf[supplier]! : NO_DRAFT;
    if (by === By.Need) {
      const end = this.bufferEnds[need]!;
      // Unless a supplier fell since: then that is the last to fall.
      if (supplier < 0) cause = this.hazards.demandOf(need);
      if (drafts.tick[end] === k.now && !(supplier >= 0 && k.fallTick[supplier] === k.now)) cause = end;
    }
    // Nothing fell: demand rose beyond what the flow model can deliver.
    const strain = by === By.Share && supplier < 0 && k.layerOf[a]! >= 0 ? k.layers[k.layerOf[a]!]!.strain : -1;
    if (strain >= 0) cause = this.hazards.of(strain);
    this.collectCauses(a, to, by);
    // What a flow model takes away has no supplier to look for.
    drafts.addOnce(cause);
    const event = this.asset(KIND.fall, k.netting ? Step.Rise : Step.Fall, a, cause, drafts.collected(), k.wave);
    event.depth = k.newDepth[a]!;
    event.from = (k.netting ? k.levelBefore[a]! : k.level[a]!) / Parts.Full;
    event.to = to / Parts.Full;
    if (need >= 0) event.need = this.names.needs[need]!;
    this.newFalls[this.newFallCount++] = event.id;
    this.newRound = k.round;
    this.newWave = k.wave;
  };

  /** Falls of waves before the given one become causes. */
  readonly applyFalls = (round = -1, wave = -1): void => {
    if (this.newFallCount === 0 || (round === this.newRound && wave === this.newWave)) return;
    for (let i = 0; i < this.newFallCount; i++) {
      const d = this.newFalls[i]!;
      this.fallsOf[this.drafts.order.keyOf(d)] = d;
    }
    this.newFallCount = 0;
  };

  /** A later wave of the same step takes an asset further down: one event, net. */
  fallsFurther(a: number, to: number): void {
    this.applyFalls(this.k.round, this.k.wave);
    this.drafts.event(this.fallsOf[a]!).to = to / Parts.Full;
  }

  /** @param pool whose crew left for it; -1: crews are unlimited */
  repairStart(a: number, pool: number): void { this.repairsOf[a] = this.recovery.repairStart(a, pool); }

  readonly repairEnd = (a: number, state: number): void => {
    const event = this.asset(KIND['repair-end'], Step.Repair, a, this.repairsOf[a]! || this.hits[a]!);
    event.state = DAMAGE_STATES[state]!;
    this.repairsOf[a] = event.id;
  };

  /** Capacity comes back while a repair lasts. */
  restored(a: number, parts: number): void {
    const event = this.asset(KIND.restore, Step.Rise, a, this.repairsOf[a]!);
    event.to = parts / Parts.Full;
    this.repairsOf[a] = event.id;
  }

  readonly restart = (a: number): void => { this.restartsOf[a] = this.asset(KIND.restart, Step.Rise, a, this.enabler(a)).id; };

  /** Step 6 is over: one rise for each asset that ends higher. */
  closeRises(list: Int32Array, n: number, before: Int32Array): void {
    const { rises } = this, count = rises.arrange(list, n, before);
    for (let i = 0; i < count; i++) {
      const a = rises.assets[i]!;
      this.rise(a, before[a]!, rises.waves[i]!, rises.by[a]!);
    }
  }

  /** Steps 1 and 2 once more, by what damage triggered: it stands after its cause. */
  again(): void { this.drafts.place(); }

  /** Sorts, numbers and emits what one pass through the steps brought. */
  flush(): void {
    this.plansAct = false;
    this.drafts.settle(this.emit);
  }

  private readonly rise = (a: number, before: number, wave: number, supplier: number): void => {
    const cause = supplier >= 0 ? this.risesOf[supplier]! : (this.restartsOf[a]! || this.enabler(a));
    const event = this.asset(KIND.rise, Step.Rise, a, cause, undefined, wave);
    event.from = before / Parts.Full;
    event.to = this.k.level[a]! / Parts.Full;
    this.restartsOf[a] = NO_DRAFT;
    this.risesOf[a] = event.id;
  };

  /** True for an asset that rises by its own restart, repair or release in this instant. */
  private isReady(a: number): boolean { return this.restartsOf[a] !== NO_DRAFT || this.drafts.tick[this.repairsOf[a]!] === this.k.now; }

  /** The last thing that made a rise of asset a possible: its own repair or release, or a supplier's rise. */
  private readonly enabler = (a: number): Draft => {
    const { needStart, supAsset, supStart } = this.k.network, { drafts: { tick }, risesOf } = this;
    let last = this.repairsOf[a]!;
    for (let i = supStart[needStart[a]!]!, end = supStart[needStart[a + 1]!]!; i < end; i++) {
      const d = risesOf[supAsset[i]!]!;
      if (tick[d]! > tick[last]!) last = d;
    }
    return last;
  };

  /** The hits and needs that alone would bring the fall, with every short supplier. */
  private readonly collectCauses = (a: number, to: number, by: number): void => {
    const { drafts, k } = this, { needFunctionEnd, needStart, supAsset, supStart } = k.network, { contribution, level } = k;
    drafts.collect();
    // Levels are whole parts: below the cut-off is at most one part less.
    const most = to === 0 ? Math.max(0, k.cutOff[a]! - 1) : to;
    if (by === By.Hit || k.trips[a] !== 0 || k.capacity[a]! <= most) drafts.addOnce(this.hits[a]!);
    for (let x = needStart[a]!, end = needFunctionEnd[a]!; x < end; x++) {
      if (contribution[x]! > most) continue;
      const emptied = this.bufferEnds[x]!;
      if (drafts.tick[emptied] === k.now) drafts.addOnce(emptied);
      for (let i = supStart[x]!, last = supStart[x + 1]!; i < last; i++) if (level[supAsset[i]!]! < Parts.Full) drafts.addOnce(this.fallsOf[supAsset[i]!]!);
    }
  };

  /** Fall of the supplier that is short of a need and fell last. */
  lastFall(x: number): Draft {
    const supplier = lastShortSupplier(this.k, x);
    return supplier < 0 ? NO_DRAFT : this.fallsOf[supplier]!;
  }

  /** An event of asset a. @param kind its number */
  readonly asset = (kind: number, step: Step, a: number, cause: Draft, causes?: Draft[], wave = 0): CascadeEvent => {
    const event = this.add(kind, step, a, cause, causes, wave);
    event.asset = this.names.assets[a]!;
    return event;
  };

  /** @param kind its number */
  readonly add = (kind: number, step: Step, key: number, cause: Draft, causes?: Draft[], wave = 0): CascadeEvent => {
    const { k } = this;
    // All fields from the start: objects that grow differently cost the stream and its readers dearly.
    const event: CascadeEvent = {
      id: 0, tick: k.now, hours: k.now / k.scenario.ticksPerHour, step, wave, kind: EVENT_KINDS[kind]!, asset: undefined, need: undefined, source: undefined, reason: undefined, amount: undefined, from: undefined, to: undefined,
      state: undefined, intensity: undefined, people: undefined, obstacle: undefined, cause: cause === NO_DRAFT ? undefined : cause, causes: causes ?? (cause === NO_DRAFT ? [] : [cause]), depth: 0,
    };
    this.drafts.add(event, kind, key, this.plansAct && step < Step.Plan && kind !== KIND.detection);
    return event;
  };
}
