/** Sector models at work: what is known of each between its answers, at the start of a replication and in it. What is done with it is in physics.ts. */
import type { CompiledNetwork } from '../network/compiled-network.js';
import { Step } from './contracts.js';
import type { DemandPort } from './demand-port.js';
import type { Kernel } from './kernel.js';
import type { SectorModel } from './sector-model.js';
import { Parts } from './units.js';

/** A sector model at work: its components' state as posed, its answer, trips to come. */
export interface Layer {
  readonly id: string;
  readonly model: SectorModel;
  /** What the model was told last, and at the start. */
  readonly up: Uint8Array;
  readonly offered: Int32Array;
  readonly startUp: Uint8Array;
  readonly startOffered: Int32Array;
  /** Undefined: no hazard changes what its components demand, or its model keeps its own. */
  port: DemandPort | undefined;
  /** It was told something: false only before the very first question. */
  told: boolean;
  readonly answer: Int32Array;
  /** Share in force of each component. */
  readonly given: Int32Array;
  readonly startGiven: Int32Array;
  /** Needs that the share of component i supplies: fedNeed[fedStart[i]] .. ; if there are none, it caps the component's level. */
  readonly fedStart: Int32Array;
  readonly fedNeed: Int32Array;
  /** Its other needs that carry function: ownNeed[ownStart[i]] .. A load cut to a half would else ask for a half for ever. */
  readonly ownStart: Int32Array;
  readonly ownNeed: Int32Array;
  /** Tick at which each component's share was last raised. */
  readonly raisedAt: Float64Array;
  changed: boolean;
  /** Component that changed last (-1: demand did), and the one that had when the model was asked: the cause of what its answer takes away. */
  lastChanged: number;
  cause: number;
  /** Occurrence that raised demand, if that changed last when the model was asked; else -1. */
  strain: number;
  askAt: number;
  /** Its state moves with time from the start on: it is asked at tick 0 of every replication. */
  timed: boolean;
  trips: { asset: number; tick: number }[];
  /** Components it has tripped: down until it, a plan or a policy closes them, however often it answers so. */
  tripped: Set<number>;
}

/** @param fed needs by component (position) that its share supplies */
export function makeLayer(id: string, model: SectorModel, fed: readonly (readonly number[])[], { needStart, needFunctionEnd }: CompiledNetwork): Layer {
  const n = model.components.length, i32 = () => new Int32Array(n).fill(Parts.Full);
  const own = Array.from(model.components, (a, i) => {
    const needs = Array.from({ length: needFunctionEnd[a]! - needStart[a]! }, (_, x) => needStart[a]! + x);
    return needs.filter((x) => fed[i]?.includes(x) !== true);
  });
  return {
    id, model, up: new Uint8Array(n), offered: i32(), startUp: new Uint8Array(n), startOffered: i32(), told: false, answer: i32(), given: i32(), startGiven: i32(),
    fedStart: startsOf(fed, n), fedNeed: Int32Array.from(fed.flat()), ownStart: startsOf(own, n), ownNeed: Int32Array.from(own.flat()),
    raisedAt: new Float64Array(n).fill(-1), port: undefined, changed: false, lastChanged: -1, cause: -1, strain: -1, askAt: Infinity, timed: false, trips: [], tripped: new Set(),
  };
}

function startsOf(lists: readonly (readonly number[])[], n: number): Int32Array {
  const start = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) start[i + 1] = start[i]! + (lists[i]?.length ?? 0);
  return start;
}

/** The model of layer l is asked, or trips what it named, at a tick. */
export function wake(k: Kernel, l: number, tick: number): void {
  if (tick * 8 < k.horizonKey) k.queue.push(tick * 8 + Step.Physics, l);
}

/** The state of the start is found: what the models were told, and gave. */
export function keepStart(k: Kernel): void {
  for (const layer of k.layers) {
    layer.timed = layer.askAt < Infinity || layer.trips.length > 0 || k.mark !== undefined;
    layer.startUp.set(layer.up);
    layer.startOffered.set(layer.offered);
    layer.startGiven.set(layer.given);
  }
}

/** Puts the models back to the start; the assets' shares, and what needs see, are those of the start already. */
export function resetLayers(k: Kernel): void {
  for (let l = 0; l < k.layers.length; l++) {
    const layer = k.layers[l]!, { fedNeed } = layer;
    layer.model.reset();
    layer.up.set(layer.startUp);
    layer.offered.set(layer.startOffered);
    layer.given.set(layer.startGiven);
    layer.answer.set(layer.startGiven);
    for (let n = 0; n < fedNeed.length; n++) k.margin[fedNeed[n]!] = k.baseline.margin[fedNeed[n]!]!;
    layer.raisedAt.fill(-1);
    layer.changed = false;
    layer.askAt = layer.timed ? 0 : Infinity;
    if (layer.timed) wake(k, l, 0);
    layer.lastChanged = layer.cause = layer.strain = -1;
    if (layer.port !== undefined) {
      layer.port.factors.fill(1);
      layer.port.changed = false;
      layer.port.bearer = -1;
    }
    layer.trips = [];
    layer.tripped.clear();
  }
  k.layersChanged = k.sharesRise = false;
}
