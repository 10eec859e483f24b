/** A replication that is watched: events to subscribers, simulation time to policies, and their actions back into the engine. */
import type { Subject } from 'rxjs/internal/Subject';
import type { Subscription } from 'rxjs/internal/Subscription';
import { SimulationClock } from '../engine/clock.js';
import type { CompiledMeasure } from '../engine/compiled-scenario.js';
import { Purpose, type Action, type CascadeEvent, type Policy, type PolicyContext } from '../engine/contracts.js';
import { NeedBit } from '../engine/flags.js';
import type { Kernel } from '../engine/kernel.js';
import type { Recorder } from '../engine/recorder.js';
import type { PassObserver } from '../engine/replication.js';
import { FULL, partsDown } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import { hashKey } from '../random/hash.js';
import type { SimulationInput } from './make-kernel.js';

export class Observed implements PassObserver {
  private readonly clock: SimulationClock;
  private readonly subscriptions: Subscription[] = [];
  private readonly actions: Action[] = [];
  private readonly index = new Map<string, number>();

  constructor(private readonly k: Kernel, private readonly input: SimulationInput, recorder: Recorder, private readonly stream: Subject<CascadeEvent>, policies: Policy[], private readonly isClosed: () => boolean, emit: (event: CascadeEvent) => void = (event) => stream.next(event)) {
    this.clock = new SimulationClock(k);
    recorder.begin(emit);
    k.recorder = recorder;
    k.crews.tellStart();
    if (policies.length > 0) input.names.assets.forEach((id, a) => this.index.set(id, a));
    for (const policy of policies) this.subscriptions.push(policy(this.context()).subscribe((action) => this.actions.push(action)));
  }

  get closed(): boolean { return this.isClosed(); }

  task(payload: number): void { this.clock.run(payload); }

  settled(): boolean {
    if (this.actions.length === 0) return false;
    for (const action of this.actions.splice(0)) this.k.plans.measures.take(this.compile(action));
    return true;
  }

  close(): void {
    for (const s of this.subscriptions) s.unsubscribe();
    this.stream.complete();
    this.k.recorder = null;
  }

  private context(): PolicyContext {
    const { k } = this;
    return {
      events$: this.stream.asObservable(), clock: this.clock, replication: k.replication,
      level: (asset: string): number => k.level[this.assetOf(asset)]! / FULL,
      uniform: (name: string, n = 0): number => {
        const [h0, h1] = hashKey(name);
        k.draws.select(k.replication, Purpose.Custom, 0, 0);
        return k.draws.uniform(h0, h1, n, -1);
      },
    };
  }

  private assetOf(id: string): number {
    const a = this.index.get(id);
    if (a === undefined) throw new CascadeError('ASSET_UNKNOWN', `policy: "${id}" is not an asset of the model`);
    return a;
  }

  private compile(action: Action): CompiledMeasure {
    switch (action.do) {
      case 'hazard': return { do: 'hazard', hazard: known(this.input.scenario.hazards.findIndex((h) => h.id === action.hazard), 'hazard', action.hazard) };
      case 'crews': return { do: 'crews', pool: known(this.input.scenario.pools.findIndex((p) => p.id === action.pool), 'crew pool', action.pool), count: action.count };
      case 'derate': return { do: 'derate', assets: Int32Array.of(this.assetOf(action.asset)), to: partsDown(action.to) };
      case 'refill': {
        const a = this.assetOf(action.asset), { needStart, needFunctionEnd } = this.k.network, needs: number[] = [];
        for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) if ((this.k.needBits[x]! & NeedBit.Buffered) !== 0) needs.push(x);
        return { do: 'refill', needs: Int32Array.from(needs) };
      }
      default: return { do: action.do, assets: Int32Array.of(this.assetOf(action.asset)) };
    }
  }
}

function known(index: number, what: string, id: string): number {
  if (index < 0) throw new CascadeError('POLICY_ACTION_UNKNOWN', `policy: "${id}" is not a ${what} of the scenario`);
  return index;
}
