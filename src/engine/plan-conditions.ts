/**
 * When plans fire. A condition is a tree: events (a hazard begins, damage, a time) and states (a level, people without) at its leaves, `all`
 * and `any` above them. A plan whose whole condition is one event fires each time that happens; any other fires when its condition becomes
 * true, again only after it was false. Inside `all` and `any` an event counts from then on.
 */
import type { CompiledCondition, CompiledLeaf, CompiledPlan, CompiledStateCondition } from './compiled-plans.js';
import { NeedBit } from './flags.js';
import type { Kernel } from './kernel.js';

interface Node { /** Number of the leaf, or -1. */ leaf: number; all: boolean; of: Node[] }

const isEvent = ({ on }: CompiledLeaf): boolean => on !== 'level' && on !== 'working' && on !== 'people' && on !== 'buffer';

export class PlanConditions {
  private readonly leaves: CompiledLeaf[] = [];
  /** Plan of each leaf. */
  private readonly planOf: number[] = [];
  private readonly roots: Node[];
  /** Leaves by what they wait for, so that what nobody waits for costs nothing. */
  private readonly listening: Record<'hazard' | 'hazard-ends' | 'detected' | 'damage' | 'time', number[]> = { hazard: [], 'hazard-ends': [], detected: [], damage: [], time: [] };
  private readonly watchedNeeds = new Map<number, number[]>();
  /** By leaf: an event that happened; not yet used where it is a whole condition. */
  private readonly happened: Uint8Array;
  /** By leaf: since when a state holds, tick; -1: it does not. */
  private readonly since: Float64Array;
  /** By plan. */
  private readonly wasTrue: Uint8Array;
  /** By leaf `fall`: which of its assets worked when last looked at. */
  private readonly worked: Uint8Array[];

  /** By plan, for what is looked at in every settled state: leaf of a plan that is one event (but a fall), else -1; asset and level of one that is a level alone, need and level of one that is a buffer alone, else -1. */
  private readonly eventOf: Int32Array;
  private readonly levelOf: Int32Array;
  private readonly bufferOf: Int32Array;
  private readonly belowOf: Float64Array;

  /**
   * @param inForce by plan: 1 where it is looked at, which a fork may change on the way
   * @param calendar puts an instant for a plan on the calendar
   */
  constructor(private readonly k: Kernel, plans: readonly CompiledPlan[], private readonly inForce: Uint8Array, private readonly calendar: (tick: number, plan: number) => void) {
    this.roots = plans.map((plan, p) => this.nodeOf(plan.when, p));
    const n = this.leaves.length;
    this.happened = new Uint8Array(n);
    this.since = new Float64Array(n);
    this.wasTrue = new Uint8Array(plans.length);
    const whole = plans.map(({ when }) => when);
    this.eventOf = Int32Array.from(this.roots, ({ leaf }) => (leaf >= 0 && isEvent(this.leaves[leaf]!) && this.leaves[leaf]!.on !== 'fall' ? leaf : -1));
    this.levelOf = Int32Array.from(whole, (when) => (when.on === 'level' ? when.asset : -1));
    this.bufferOf = Int32Array.from(whole, (when) => (when.on === 'buffer' ? when.need : -1));
    this.belowOf = Float64Array.from(whole, (when) => (when.on === 'level' ? when.below : when.on === 'buffer' ? when.belowLevel : 0));
    this.worked = this.leaves.map((leaf) => new Uint8Array(leaf.on === 'fall' ? leaf.assets.length : 0));
    for (const x of this.watchedNeeds.keys()) k.needBits[x]! |= NeedBit.Watched;
  }

  private nodeOf(when: CompiledCondition, plan: number): Node {
    if ('of' in when) return { leaf: -1, all: when.on === 'all', of: when.of.map((part) => this.nodeOf(part, plan)) };
    const leaf = this.leaves.push(when) - 1;
    this.planOf.push(plan);
    if (when.on in this.listening) this.listening[when.on as keyof typeof this.listening].push(leaf);
    if (when.on === 'buffer') this.watchedNeeds.set(when.need, [...(this.watchedNeeds.get(when.need) ?? []), leaf]);
    return { leaf, all: false, of: [] };
  }

  /** At the start; asset levels are those of the start. */
  reset(): void {
    this.happened.fill(0);
    this.since.fill(-1);
    this.wasTrue.fill(0);
    for (let i = 0; i < this.leaves.length; i++) this.listen(i);
  }

  /** A fork brings plan p into force, before anything of this instant: what happened before does not count, states are looked at from now on. */
  begin(p: number): void {
    for (let i = 0; i < this.leaves.length; i++) {
      if (this.planOf[i] !== p) continue;
      this.happened[i] = 0;
      this.listen(i);
      if (this.leaves[i]!.on === 'buffer') this.watchLeaf(i);
    }
  }

  private listen(i: number): void {
    const leaf = this.leaves[i]!;
    if (leaf.on === 'time' && leaf.tick >= this.k.now) this.wake(leaf.tick, this.planOf[i]!);
    else if (leaf.on === 'fall') for (let j = 0; j < leaf.assets.length; j++) this.worked[i]![j] = this.k.level[leaf.assets[j]!]! > 0 ? 1 : 0;
  }

  private wake(tick: number, plan: number): void { if (this.inForce[plan] === 1) this.calendar(tick, plan); }

  /** Something befell hazard h. */
  onHazard(what: 'hazard' | 'hazard-ends' | 'detected', h: number): void {
    for (const i of this.listening[what]) if ((this.leaves[i] as { hazard: number }).hazard === h) this.happened[i] = 1;
  }

  /** True where a plan waits for the detection of hazard h. */
  awaits(h: number): boolean {
    for (const i of this.listening.detected) if (this.inForce[this.planOf[i]!] === 1 && (this.leaves[i] as { hazard: number }).hazard === h) return true;
    return false;
  }

  onDamage(a: number, state: number): void {
    for (const i of this.listening.damage) {
      const leaf = this.leaves[i] as Extract<CompiledLeaf, { on: 'damage' }>;
      if (state >= leaf.state && leaf.members[a] === 1) this.happened[i] = 1;
    }
  }

  /** An instant that a plan asked for has come. */
  onTime(p: number): void {
    for (const i of this.listening.time) if (this.planOf[i] === p && (this.leaves[i] as { tick: number }).tick <= this.k.now) this.happened[i] = 1;
  }

  /** True when plan p's condition becomes true in this settled state. To be asked once in each, also of plans that may not fire. */
  becomesTrue(p: number): boolean {
    const event = this.eventOf[p]!, watched = this.levelOf[p]!;
    if (event >= 0) {
      if (this.happened[event] === 0) return false;
      this.happened[event] = 0;
      return true;
    }
    const { k } = this, need = this.bufferOf[p]!;
    if (need >= 0) k.rules.advanceBuffer(need);
    const above = watched >= 0 ? k.level[watched]! >= this.belowOf[p]! : need >= 0 && k.bufferLevel[need]! > this.belowOf[p]!;
    // Was not true, and is not.
    if (above && this.wasTrue[p] === 0 && this.since[this.roots[p]!.leaf]! < 0) return false;
    return this.nowTrue(p);
  }

  private nowTrue(p: number): boolean {
    const root = this.roots[p]!;
    if (root.leaf >= 0 && isEvent(this.leaves[root.leaf]!)) {
      this.lookForFalls(root.leaf);
      const happened = this.happened[root.leaf] === 1;
      this.happened[root.leaf] = 0;
      return happened;
    }
    const holds = this.holds(root), before = this.wasTrue[p] === 1;
    this.wasTrue[p] = holds ? 1 : 0;
    return holds && !before;
  }

  /** All parts are looked at, whatever the first say: each keeps since when it holds. */
  private holds(node: Node): boolean {
    if (node.leaf >= 0) return this.leafHolds(node.leaf);
    let some = false, every = true;
    for (const part of node.of) {
      if (this.holds(part)) some = true;
      else every = false;
    }
    return node.all ? every : some;
  }

  private leafHolds(i: number): boolean {
    const leaf = this.leaves[i]!, { k, since } = this;
    switch (leaf.on) {
      case 'level': case 'working': case 'people': case 'buffer': break;
      default: this.lookForFalls(i); return this.happened[i] === 1;
    }
    if (!this.stateHolds(leaf)) { since[i] = -1; return false; }
    const wait = leaf.on === 'buffer' ? 0 : leaf.forTicks;
    if (since[i]! < 0) {
      since[i] = k.now;
      if (wait > 0) this.wake(k.now + wait, this.planOf[i]!);
    }
    return since[i]! + wait <= k.now;
  }

  private stateHolds(leaf: CompiledStateCondition): boolean {
    const { k } = this;
    switch (leaf.on) {
      case 'level': return k.level[leaf.asset]! < leaf.below;
      case 'working': {
        let working = 0;
        for (const a of leaf.assets) if (k.level[a]! > 0) working++;
        return working < leaf.below;
      }
      case 'people': return k.meters.without(leaf.service) > leaf.above;
      case 'buffer':
        k.rules.advanceBuffer(leaf.need);
        return k.bufferLevel[leaf.need]! <= leaf.belowLevel;
    }
  }

  /** A fall: an asset that worked when last looked at works no more. */
  private lookForFalls(i: number): void {
    const leaf = this.leaves[i]!, worked = this.worked[i]!;
    if (leaf.on !== 'fall') return;
    for (let j = 0; j < worked.length; j++) {
      const works = this.k.level[leaf.assets[j]!]! > 0 ? 1 : 0;
      if (works < worked[j]!) this.happened[i] = 1;
      worked[j] = works;
    }
  }

  /** A watched buffer took a new rate: the crossing of its level is an instant. */
  watch(x: number): void {
    if (this.k.bufferRate[x]! >= 0) return;
    for (const i of this.watchedNeeds.get(x) ?? []) this.watchLeaf(i);
  }

  private watchLeaf(i: number): void {
    const { k } = this, { belowLevel, need } = this.leaves[i] as Extract<CompiledLeaf, { on: 'buffer' }>, rate = k.bufferRate[need]!;
    if (rate >= 0) return;
    k.rules.advanceBuffer(need);
    const above = k.bufferLevel[need]! - belowLevel;
    if (above > 0) this.wake(k.now + Math.ceil(above / -rate), this.planOf[i]!);
  }
}
