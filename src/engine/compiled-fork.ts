/** What a fork changes at a tick, in the engine's terms. Plain data, can be posted. */
import type { RepairOrder } from '../model/types.js';

/** One change, for the trace. */
export interface CompiledForkChange {
  /** Plan, crew pool or resource; `repairs` for the order of repairs. */
  source: string;
  /** What changes, for people, as "the plan is added". */
  detail: string;
  /** Amount after the change, of crews and resources. */
  amount?: number;
}

/**
 * A replication that is continued with other plans and another recovery from a tick on. The scenario's plans are those of both courses: what is in
 * force on either side of the tick is said here, so that plans keep their order and their draws.
 */
export interface CompiledFork {
  tick: number;
  /** By plan: 1 where it is in force from the tick on only. */
  added: Uint8Array;
  /** By plan: 1 where it is in force before the tick only. */
  removed: Uint8Array;
  /** By plan: the removed plan whose place it takes (it goes on counting its firings), or -1. */
  replaces: Int32Array;
  /** Units of resources that come (above 0) or go. */
  resources: { resource: number; by: number }[];
  /** Crews that pools have from then on. */
  pools: { pool: number; count: number }[];
  /** Order of repairs from then on; `listRank` as in the scenario. */
  order?: { order: RepairOrder; listRank?: Int32Array };
  changes: CompiledForkChange[];
}
