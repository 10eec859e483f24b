/** What the flow model of water asks of a hydraulic solver. Nodes and links are numbered as in the lists of the input file, from 0. */

/** What one solution of the hydraulics came to. */
export interface Solution {
  /** Why there is none; flows, levels and statuses are then those before. */
  unsolved?: string;
  /** Solved, but less exactly than the file asks for. */
  inaccurate?: string;
}

/** State of a solver, for its own `restore`; made by `newState` and used over and over. */
export interface SolverState { readonly byteLength: number; seconds: number }

/** Extended-period hydraulics that can be stopped at any second, changed, put back and gone on with. */
export interface WaterSolver<State extends SolverState = SolverState> {
  /** Ids of junctions, reservoirs and tanks, in this order. */
  readonly nodes: readonly string[];
  readonly junctionCount: number;
  readonly links: readonly string[];
  /** Seconds since the start. */
  readonly seconds: number;
  /** Back to the start with every link in service: the same answers follow, to the last bit. */
  reset(): void;
  /**
   * What links can do from the next solution on: 0 out of service, 1 in service; a pump may have a part of its capacity. Controls of a link that is out wait.
   * @param capacity by link
   */
  setCapacity(capacity: Float64Array): void;
  /** What junctions demand from the next solution on, beside the file. @param factors by junction, 1: as the file says */
  setDemand(factors: Float64Array): void;
  /**
   * Solves the hydraulics of the present second. May be called again after changes.
   * @param before receives the state before the solution
   */
  solve(before: State): Solution;
  /** Opens a link that is in service, as its operator may; its controls go on acting. */
  open(link: number): void;
  /** Moves tanks by the flows last solved, to the next event (tank full or empty, control, pattern, step) or at latest to `limit` seconds. @returns seconds reached */
  advance(limit: number): number;
  /** Head of water above the node, metres. */
  pressureM(node: number): number;
  /** What leaves the network at a junction, m3/h; negative for inflow. */
  deliveredM3h(junction: number): number;
  /** What is demanded at a junction and not delivered, m3/h. */
  deficitM3h(junction: number): number;
  /** Level above the tank's bottom, metres. @param node of a tank */
  levelM(node: number): number;
  flowM3h(link: number): number;
  newState(): State;
  save(state: State): void;
  restore(state: State): void;
}
