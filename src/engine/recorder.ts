/**
 * The event stream of one observed replication: an object for each event, with its cause and all its causes. Watching changes nothing:
 * the recorder only reads. Events of one pass through the steps are sorted by (step, wave, kind, key), numbered and emitted together.
 */
import type { NetworkNames } from '../network/network-names.js';
import { DAMAGE_STATES } from '../model/types.js';
import { By, lastShortSupplier } from './causes.js';
import { EVENT_KINDS, Step, type CascadeEvent, type EventKind } from './contracts.js';
import { addOnce, type Draft } from './drafts.js';
import type { Kernel } from './kernel.js';
import { PlanEvents } from './plan-events.js';
import { RecoveryRecorder } from './recovery-recorder.js';
import { Parts } from './units.js';

/** Place of each kind in EVENT_KINDS. */
const KIND = Object.fromEntries(EVENT_KINDS.map((kind, i) => [kind, i])) as Record<EventKind, number>;

const NOT_RISING = -2, UNPLACED = -1;

const ascending = (i: number, j: number): number => i - j;

const order = (p: Draft, q: Draft): number => p.event.step - q.event.step || p.event.wave - q.event.wave || p.kind - q.kind || p.key - q.key;

/** Mostly few and nearly in order: by insertion, unless there are many. */
function sortDrafts(drafts: Draft[]): void {
  if (drafts.length > 32) { drafts.sort(order); return; }
  for (let i = 1; i < drafts.length; i++) {
    const d = drafts[i]!;
    let j = i;
    for (; j > 0 && order(drafts[j - 1]!, d) > 0; j--) drafts[j] = drafts[j - 1]!;
    drafts[j] = d;
  }
}

export class Recorder {
  /** Wave of each asset that rises in the step being closed. */
  private readonly riseWave: Int32Array;
  private drafts: Draft[] = [];
  private count = 0;
  /** Latest event of each kind of change, by asset, need and occurrence. */
  readonly hits: (Draft | undefined)[];
  readonly fallsOf: (Draft | undefined)[];
  /** Falls of the wave being computed: not yet causes of others. */
  private readonly newFalls: Draft[] = [];
  private newRound = -1;
  private newWave = -1;
  private readonly risesOf: (Draft | undefined)[];
  readonly repairsOf: (Draft | undefined)[];
  private readonly restartsOf: (Draft | undefined)[];
  readonly bufferEnds: (Draft | undefined)[];
  readonly occurrencesOf: (Draft | undefined)[] = [];
  /** By path of the occurrence that follows. */
  private readonly triggersOf = new Map<string, Draft>();
  /** What an occurrence did to the demand of a need, by occurrence x number of needs + need. */
  private readonly demandsOf = new Map<number, Draft>();
  /** The plan or the end of a hazard that acts now. */
  acting: Draft | undefined;
  /** What plans do at once starts the instant again: events of earlier steps wait for that pass. */
  plansAct = false;
  private deferred: Draft[] = [];
  /** Events of plans and of people. */
  readonly plans: PlanEvents;
  private latestTrigger: Draft | undefined;
  /** What crews, stocks and tankers do. */
  readonly recovery: RecoveryRecorder;

  constructor(private readonly k: Kernel, readonly names: NetworkNames, private readonly emit: (event: CascadeEvent) => void) {
    this.riseWave = new Int32Array(k.assets).fill(NOT_RISING);
    this.plans = new PlanEvents(k, this);
    const slots = (n: number): undefined[] => new Array<undefined>(n);
    this.hits = slots(k.assets);
    this.fallsOf = slots(k.assets);
    this.risesOf = slots(k.assets);
    this.repairsOf = slots(k.assets);
    this.restartsOf = slots(k.assets);
    this.bufferEnds = slots(k.network.sizes.needs);
    this.recovery = new RecoveryRecorder(k, names, this);
  }

  hazard(o: number, intensity: number, detail: string | undefined): void {
    const { k } = this, { occurrences } = k, parent = occurrences.parent[o]!;
    const raising = parent < 0 ? (occurrences.conditions?.raising(occurrences.hazard[o]!) ?? []) : [];
    const trigger = occurrences.rule[o]! >= 0 ? (this.triggersOf.get(`${occurrences.path0[o]} ${occurrences.path1[o]}`) ?? this.occurrencesOf[parent]) : this.occurrencesOf[raising[0] ?? -1];
    const d = this.add('hazard', Step.Hazard, occurrences.hazard[o]!, trigger, raising.length > 1 ? raising.map((by) => this.occurrencesOf[by]!) : undefined);
    d.event.source = this.pathOf(o);
    // Without lag it begins in the instant of its cause, and stands after it.
    if (trigger !== undefined && trigger.event.tick === k.now && trigger.event.step === Step.Hazard) d.event.wave = trigger.event.wave + 1;
    d.event.intensity = intensity;
    if (detail !== undefined) d.event.detail = detail;
    this.occurrencesOf[o] = d;
  }

  hazardEnd(o: number): void {
    this.acting = this.add('hazard-end', Step.Hazard, this.k.occurrences.hazard[o]!, this.occurrencesOf[o]);
    this.acting.event.source = this.pathOf(o);
  }

  /** @param path0 path1 of the occurrence that follows */
  trigger(r: number, o: number, asset: number, path0: number, path1: number): void {
    this.applyFalls();
    const cause = asset >= 0 ? (this.hits[asset] ?? this.fallsOf[asset]) : this.occurrencesOf[o];
    const { id, on } = this.k.scenario.triggers[r]!, d = this.add('trigger', on === 'damage' ? Step.Damage : Step.Hazard, r, cause);
    d.event.source = id;
    // After the damage, or the occurrence, that it answers.
    if (on === 'damage') d.event.wave = 1;
    else if (on === 'hazard' && cause !== undefined && cause.event.tick === this.k.now) d.event.wave = cause.event.wave;
    if (asset >= 0) d.event.asset = this.names.assets[asset]!;
    this.latestTrigger = d;
    this.triggersOf.set(`${path0} ${path1}`, d);
  }

  /** A hazard marked `once` was triggered again: the occurrence has one more cause. */
  furtherCause(h: number, parent: number): void {
    const { occurrences } = this.k;
    for (let o = 0; o < occurrences.count; o++) {
      if (occurrences.hazard[o] !== h) continue;
      const d = this.add('trigger', Step.Hazard, h, this.latestTrigger ?? this.occurrencesOf[parent]);
      d.event.source = this.pathOf(o);
      return;
    }
  }

  damage(a: number, state: number, _origin: number, o: number): void {
    const d = this.asset('damage', Step.Damage, a, this.occurrencesOf[o]);
    d.event.state = DAMAGE_STATES[state]!;
    if (o >= 0) d.event.source = this.pathOf(o);
    this.hits[a] = d;
  }

  trip(a: number, _origin: number, o: number): void { this.hits[a] = this.asset('trip', Step.Damage, a, o >= 0 ? this.occurrencesOf[o] : this.acting); }

  release(a: number): void { this.repairsOf[a] = this.asset('release', Step.Hazard, a, this.acting); }

  /** A derating of asset a is over. */
  relieved(a: number): void { this.repairsOf[a] = this.acting; }

  derate(a: number, to: number, _origin: number, o: number): void {
    const d = this.asset('derate', Step.Damage, a, o >= 0 ? this.occurrencesOf[o] : this.acting);
    d.event.to = to;
    this.hits[a] = d;
  }

  /** Occurrence o multiplies what need x of asset a requires. */
  demand(a: number, x: number, by: number, o: number): void {
    const d = this.asset('demand', Step.Damage, a, this.occurrencesOf[o]);
    d.event.need = this.names.needs[x]!;
    d.event.to = by;
    this.demandsOf.set(o * this.names.needs.length + x, d);
  }

  /** The demand of need x as it is, by the occurrence that stands for it. */
  private demandOf(x: number): Draft | undefined {
    const o = this.k.strains?.bearerOf(x) ?? -1;
    return o < 0 ? undefined : this.demandsOf.get(o * this.names.needs.length + x);
  }

  bufferEnd(x: number): void {
    this.applyFalls();
    const a = this.k.network.needAsset[x]!, d = this.asset('buffer-end', Step.Fall, a, this.lastFall(x) ?? this.demandOf(x));
    d.event.need = this.names.needs[x]!;
    d.event.wave = 0;
    this.bufferEnds[x] = d;
  }

  fall(a: number, to: number, by: number, need: number, supplier: number): void {
    const { k } = this;
    this.applyFalls(k.round, k.wave);
    let cause = by === By.Hit ? this.hits[a] : supplier >= 0 ? this.fallsOf[supplier] : undefined;
    if (by === By.Need) {
      const end = this.bufferEnds[need];
      // Unless a supplier fell since: then that is the last to fall.
      if (supplier < 0) cause = this.demandOf(need);
      if (end !== undefined && end.event.tick === k.now && !(supplier >= 0 && k.fallTick[supplier] === k.now)) cause = end;
    }
    // Nothing fell: demand rose beyond what the flow model can deliver.
    const strain = by === By.Share && supplier < 0 && k.layerOf[a]! >= 0 ? k.layers[k.layerOf[a]!]!.strain : -1;
    if (strain >= 0) cause = this.occurrencesOf[strain];
    const all = this.allCauses(a, to, by);
    // What a flow model takes away has no supplier to look for.
    if (cause !== undefined && !all.includes(cause)) all.push(cause);
    const d = this.asset('fall', k.netting ? Step.Rise : Step.Fall, a, cause, all);
    d.event.wave = k.wave;
    d.event.depth = k.newDepth[a]!;
    d.event.from = (k.netting ? k.levelBefore[a]! : k.level[a]!) / Parts.Full;
    d.event.to = to / Parts.Full;
    if (need >= 0) d.event.need = this.names.needs[need]!;
    this.newFalls.push(d);
    this.newRound = k.round;
    this.newWave = k.wave;
  }

  /** Falls of waves before the given one become causes. */
  applyFalls(round = -1, wave = -1): void {
    const { newFalls } = this;
    if (newFalls.length === 0 || (round === this.newRound && wave === this.newWave)) return;
    for (const d of newFalls) this.fallsOf[d.key] = d;
    newFalls.length = 0;
  }

  /** A later wave of the same step takes an asset further down: one event, net. */
  fallsFurther(a: number, to: number): void {
    this.applyFalls(this.k.round, this.k.wave);
    this.fallsOf[a]!.event.to = to / Parts.Full;
  }

  /** @param pool whose crew left for it; -1: crews are unlimited */
  repairStart(a: number, pool: number): void { this.repairsOf[a] = this.recovery.begins('repair-start', a, pool); }

  repairEnd(a: number, state: number): void {
    const d = this.asset('repair-end', Step.Repair, a, this.repairsOf[a] ?? this.hits[a]);
    d.event.state = DAMAGE_STATES[state]!;
    this.repairsOf[a] = d;
  }

  /** Capacity comes back while a repair lasts. */
  restored(a: number, parts: number): void {
    const d = this.asset('restore', Step.Rise, a, this.repairsOf[a]);
    d.event.to = parts / Parts.Full;
    this.repairsOf[a] = d;
  }

  restart(a: number): void { this.restartsOf[a] = this.asset('restart', Step.Rise, a, this.enabler(a)); }

  /** Step 6 is over: one rise for each asset that ends higher, in the wave after the last of its suppliers that rose. */
  closeRises(list: Int32Array, n: number, before: Int32Array): void {
    const { k, riseWave } = this;
    let waiting: number[] = [];
    for (let i = 0; i < n; i++) if (k.level[list[i]!]! > before[list[i]!]!) waiting.push(list[i]!);
    if (waiting.length === 1) { this.rise(waiting[0]!, before[waiting[0]!]!, 0, -1); return; }
    if (waiting.length === 0) return;
    waiting.sort(ascending);
    const all = waiting;
    for (const a of all) riseWave[a] = UNPLACED;
    for (let wave = 0; waiting.length > 0; wave++) {
      const left: number[] = [], placed: number[] = [];
      for (const a of waiting) {
        const supplier = wave === 0 ? -1 : this.supplierRising(a, wave - 1);
        const now = wave === 0 ? this.isReady(a) || this.supplierRising(a, UNPLACED) < 0 : supplier >= 0;
        if (!now) { left.push(a); continue; }
        placed.push(a);
        this.rise(a, before[a]!, wave, supplier);
      }
      for (const a of placed) riseWave[a] = wave;
      waiting = left;
      if (placed.length > 0) continue;
      // Assets of a loop that rise together, each by another: the first by key stands for its own cause.
      const first = left[0]!;
      this.rise(first, before[first]!, 0, -1);
      riseWave[first] = wave = 0;
      waiting = left.slice(1);
    }
    for (const a of all) riseWave[a] = NOT_RISING;
  }

  /** Sorts, numbers and emits what one pass through the steps brought. */
  flush(): void {
    const { deferred, drafts } = this;
    this.plansAct = false;
    if (drafts.length === 0 && deferred.length === 0) return;
    this.drafts = deferred;
    this.deferred = [];
    sortDrafts(drafts);
    for (const d of drafts) d.event.id = ++this.count;
    for (const d of drafts) {
      const { event, cause, causes } = d;
      if (cause !== undefined) event.cause = cause.event.id;
      if (causes !== undefined) { for (const c of causes) event.causes.push(c.event.id); if (causes.length > 1) event.causes.sort(ascending); }
      else if (cause !== undefined) event.causes.push(cause.event.id);
      d.cause = d.causes = undefined;
      this.emit(event);
    }
  }

  private rise(a: number, before: number, wave: number, supplier: number): void {
    const cause = supplier >= 0 ? this.risesOf[supplier] : (this.restartsOf[a] ?? this.enabler(a));
    const d = this.asset('rise', Step.Rise, a, cause);
    d.event.wave = wave;
    d.event.from = before / Parts.Full;
    d.event.to = this.k.level[a]! / Parts.Full;
    this.restartsOf[a] = undefined;
    this.risesOf[a] = d;
  }

  /** True for an asset that rises by its own restart, repair or release in this instant. */
  private isReady(a: number): boolean { return this.restartsOf[a] !== undefined || this.repairsOf[a]?.event.tick === this.k.now; }

  /** The last (by key) supplier that rose in a wave, or (UNPLACED) that rises at all in this step; -1: none. */
  private supplierRising(a: number, wave: number): number {
    const { needStart, supStart, supAsset } = this.k.network;
    let last = -1;
    for (let x = needStart[a]!; x < needStart[a + 1]!; x++) {
      for (let i = supStart[x]!; i < supStart[x + 1]!; i++) {
        const s = supAsset[i]!;
        if (s > last && s !== a && this.riseWave[s] === wave) last = s;
      }
    }
    return last;
  }

  /** The last thing that made a rise of asset a possible: its own repair or release, or a supplier's rise. */
  private enabler(a: number): Draft | undefined {
    const { network } = this.k;
    let last = this.repairsOf[a];
    for (let x = network.needStart[a]!; x < network.needStart[a + 1]!; x++) {
      for (let i = network.supStart[x]!; i < network.supStart[x + 1]!; i++) {
        const d = this.risesOf[network.supAsset[i]!];
        if (d !== undefined && (last === undefined || d.event.tick > last.event.tick)) last = d;
      }
    }
    return last;
  }

  /** The hits and needs that alone would bring the fall, with every short supplier. */
  private allCauses(a: number, to: number, by: number): Draft[] {
    const { k } = this, { needFunctionEnd, needStart, supAsset, supStart } = k.network, { contribution, level } = k, found: Draft[] = [];
    // Levels are whole parts: below the cut-off is at most one part less.
    const most = to === 0 ? Math.max(0, k.cutOff[a]! - 1) : to;
    if (by === By.Hit || k.trips[a] !== 0 || k.capacity[a]! <= most) addOnce(found, this.hits[a]);
    for (let x = needStart[a]!, end = needFunctionEnd[a]!; x < end; x++) {
      if (contribution[x]! > most) continue;
      const emptied = this.bufferEnds[x];
      if (emptied !== undefined && emptied.event.tick === k.now) addOnce(found, emptied);
      for (let i = supStart[x]!, last = supStart[x + 1]!; i < last; i++) if (level[supAsset[i]!]! < Parts.Full) addOnce(found, this.fallsOf[supAsset[i]!]);
    }
    return found;
  }

  /** Fall of the supplier that is short of a need and fell last. */
  lastFall(x: number): Draft | undefined {
    const supplier = lastShortSupplier(this.k, x);
    return supplier < 0 ? undefined : this.fallsOf[supplier];
  }

  /** `storm`, or `storm > flood` for an occurrence that another one triggered. */
  pathOf(o: number): string {
    const { occurrences, scenario } = this.k, own = scenario.hazards[occurrences.hazard[o]!]!.id, parent = occurrences.parent[o]!;
    return parent < 0 ? own : `${this.pathOf(parent)} > ${own}`;
  }

  asset(kind: EventKind, step: Step, a: number, cause: Draft | undefined, causes?: Draft[]): Draft {
    const d = this.add(kind, step, a, cause, causes);
    d.event.asset = this.names.assets[a]!;
    return d;
  }

  add(kind: EventKind, step: Step, key: number, cause: Draft | undefined, causes?: Draft[]): Draft {
    const { k } = this;
    // All fields from the start: objects that grow differently cost the stream and its readers dearly.
    const event: CascadeEvent = {
      id: 0, tick: k.now, hours: k.now / k.scenario.ticksPerHour, step, wave: 0, kind, asset: undefined, need: undefined, source: undefined, reason: undefined, amount: undefined, from: undefined, to: undefined,
      state: undefined, intensity: undefined, people: undefined, obstacle: undefined, cause: undefined, causes: [], depth: 0,
    };
    const draft: Draft = { event, kind: KIND[kind], key, cause, causes };
    if (this.plansAct && step < Step.Plan && kind !== 'detection') this.deferred.push(draft);
    else this.drafts.push(draft);
    return draft;
  }
}
