/**
 * User equilibrium of traffic (J. G. Wardrop 1952: no trip can get quicker by another way) by Algorithm B (R. B. Dial, Transportation Research
 * Part B 40 (2006) 917-936): rounds in which each origin's bush is revised and its trips move to equal costs, until the relative gap,
 * by separate shortest paths (gap.ts), is small enough. No chance, no clock: the same network, demand and start give the same bits.
 */
import { CascadeError } from '../../errors.js';
import { BushEditor } from './bush-editor.js';
import { BushLabels } from './bush-labels.js';
import { BushLoader } from './bush-loader.js';
import { Bushes, type Roads } from './bushes.js';
import type { Demand } from './demand.js';
import { Drift } from './drift.js';
import { Equilibrator } from './equilibrate.js';
import { GapMeter, type Quality } from './gap.js';
import type { RoadGraph } from './graph.js';
import type { LinkCosts } from './link-costs.js';

export interface Target {
  /** Relative gap that ends the assignment. */
  gap: number;
  /** Most rounds; default 200. */
  maxRounds?: number;
}

export interface Assigned extends Quality {
  rounds: number;
  /** False: the gap was not reached in so many rounds. */
  converged: boolean;
}

const MOST_ROUNDS = 200;

/** From this round on, what one round moved is followed further, after one of so many (drift.ts): few networks need as many rounds. */
const DRIFT_FROM = 16, DRIFT_EVERY = 4;

// After the bushes' revision, passes go on while one moves more than this share of what the first did, at most so many; an origin waits
// for the next round that has less left to do than this share of the mean. Found by trial on Sioux Falls, Anaheim and Chicago-Sketch; the
// times change little around them.
const WORTH_GOING_ON = 0.1;
const MOST_PASSES = 32;
const WORTH_A_PASS = 0.1;

/** Most numbers in the table of flows (origins x links): 1 GB. */
const MOST_FLOWS = 1 << 27;

export class Assignment {
  /** The flows; to begin from those of another assignment on the same network and pairs, copy its bushes. */
  readonly bushes: Bushes;
  /** By origin: excess x flow that its last pass moved. */
  private readonly moved: Float64Array;
  private readonly meter: GapMeter;
  private readonly editor: BushEditor;
  private readonly loader: BushLoader;
  private readonly equilibrator: Equilibrator;
  private readonly roads: Roads;
  private drift?: Drift;

  /** @throws CascadeError ROADS_TOO_LARGE */
  constructor(readonly graph: RoadGraph, readonly costs: LinkCosts, readonly demand: Demand) {
    const flows = demand.origins.length * graph.links;
    if (flows > MOST_FLOWS) throw new CascadeError('ROADS_TOO_LARGE', `${graph.network.file}: ${demand.origins.length} origins on ${graph.links} links make ${flows} flows. Expecting at most ${MOST_FLOWS}: use fewer zones`);
    this.moved = new Float64Array(demand.origins.length);
    this.bushes = new Bushes(graph, demand);
    const roads: Roads = this.roads = { graph, costs, demand, bushes: this.bushes }, labels = new BushLabels(roads);
    this.meter = new GapMeter(graph, costs, demand);
    this.editor = new BushEditor(roads, labels);
    this.loader = new BushLoader(roads, labels);
    this.equilibrator = new Equilibrator(roads, labels);
  }

  /**
   * Assigns the demand to the network as it now is (open links, capacities, trips), from the flows of last time; after `bushes.clear()`
   * from free flow. The costs are then those of the flows `bushes.total`.
   */
  assign({ gap, maxRounds = MOST_ROUNDS }: Target): Assigned {
    const { graph, costs, bushes } = this;
    for (let e = 0; e < graph.links; e++) costs.at(e, bushes.total[e]!);
    this.loader.fitAll();
    for (let rounds = 0; ; rounds++) {
      bushes.sum(graph.links);
      const quality = this.meter.measure(bushes.total), converged = quality.relativeGap <= gap;
      if (converged || rounds >= maxRounds) return { ...quality, rounds, converged };
      if (rounds < DRIFT_FROM || rounds % DRIFT_EVERY !== 0) this.round();
      else this.roundAndFurther();
    }
  }

  /** Shortest cost by pair at the flows of the last answer; Infinity: no open way. Written over by the next. */
  get pairCost(): Float64Array { return this.meter.pairCost; }

  private round(): void {
    const origins = this.demand.origins.length;
    for (let k = 0; k < origins; k++) {
      this.editor.revise(k);
      this.equilibrator.pass(k);
    }
    const first = this.pass(origins, 0);
    let before = first;
    for (let pass = 1; pass < MOST_PASSES && before > WORTH_GOING_ON * first; pass++) before = this.pass(origins, (WORTH_A_PASS * before) / origins);
  }

  private roundAndFurther(): void {
    const drift = this.drift ??= new Drift(this.roads);
    drift.remember();
    this.round();
    this.bushes.sum(this.graph.links);
    drift.follow();
  }

  /** One pass over the origins whose last one moved at least so much. @returns what all moved */
  private pass(origins: number, least: number): number {
    const { moved } = this;
    let all = 0;
    for (let k = 0; k < origins; k++) {
      if (moved[k]! >= least) moved[k] = this.equilibrator.pass(k);
      all += moved[k]!;
    }
    return all;
  }
}
