/** One run of a network over hours, with links taken out and put back: what `hazcade solve water` prints, and what is compared with other programs. */
import type { InpNetwork } from '../../imports/epanet-inp.js';
import type { WaterSolver } from './solver.js';

/** At a second of the run a link goes out of service, or comes back as its controls want it; `open`: it comes back and is opened. */
export interface LinkEvent { seconds: number; link: number; to: 'out' | 'back' | 'open' }

/** The network at one instant of the report. Nodes and junctions in the order of the solver's lists. */
export interface ReportRow {
  seconds: number;
  pressureM: Float64Array;
  deliveredM3h: Float64Array;
  deficitM3h: Float64Array;
  /** Of tanks, in the order of the file. */
  levelM: Float64Array;
  flowM3h: Float64Array;
}

export interface ExtendedRun {
  rows: ReportRow[];
  /** Over all steps: what left at junctions that demand, and what they demanded besides, m3. */
  deliveredM3: number;
  deficitM3: number;
  /** Instants without a solution, with the reason; flows before hold on. */
  unsolved: { seconds: number; reason: string }[];
  /** Instants solved less exactly than the file asks for. */
  inaccurate: { seconds: number; reason: string }[];
  /** Hydraulic solutions tried. */
  solutions: number;
}

/**
 * Runs from 0 to `hours` (both ends reported). Events of one second act together, before that second is solved; of one link the last counts.
 * @param reportSeconds step of the report
 */
export function runExtendedPeriod(solver: WaterSolver, network: InpNetwork, hours: number, events: readonly LinkEvent[], reportSeconds: number): ExtendedRun {
  const run: ExtendedRun = { rows: [], deliveredM3: 0, deficitM3: 0, unsolved: [], inaccurate: [], solutions: 0 };
  const capacity = new Float64Array(solver.links.length).fill(1), end = Math.round(hours * 3600);
  const pending = [...events].sort((a, b) => a.seconds - b.seconds);
  const before = solver.newState();
  let next = 0;
  solver.reset();
  for (;;) {
    const now = solver.seconds;
    const first = next;
    for (; next < pending.length && pending[next]!.seconds <= now; next++) capacity[pending[next]!.link] = pending[next]!.to === 'out' ? 0 : 1;
    solver.setCapacity(capacity);
    for (const { link, to } of pending.slice(first, next)) if (to === 'open' && capacity[link]! > 0) solver.open(link);
    const { unsolved, inaccurate } = solver.solve(before);
    run.solutions++;
    if (unsolved !== undefined) run.unsolved.push({ seconds: now, reason: unsolved });
    if (inaccurate !== undefined) run.inaccurate.push({ seconds: now, reason: inaccurate });
    if (now % reportSeconds === 0 || now === end) run.rows.push(rowOf(solver, network));
    if (now >= end) return run;
    const report = now - (now % reportSeconds) + reportSeconds;
    const reached = solver.advance(Math.min(end, report, pending[next]?.seconds ?? end));
    book(run, solver, (reached - now) / 3600);
  }
}

/** Adds what flowed over a step; called after it, for the flows of the step are still those solved at its start. */
function book(run: ExtendedRun, solver: WaterSolver, stepHours: number): void {
  for (let j = 0; j < solver.junctionCount; j++) {
    run.deliveredM3 += Math.max(0, solver.deliveredM3h(j)) * stepHours;
    run.deficitM3 += solver.deficitM3h(j) * stepHours;
  }
}

function rowOf(solver: WaterSolver, network: InpNetwork): ReportRow {
  const { junctionCount, nodes, links, seconds } = solver, firstTank = junctionCount + network.reservoirs.length;
  return {
    seconds,
    pressureM: Float64Array.from(nodes, (_, node) => solver.pressureM(node)),
    deliveredM3h: Float64Array.from({ length: junctionCount }, (_, junction) => solver.deliveredM3h(junction)),
    deficitM3h: Float64Array.from({ length: junctionCount }, (_, junction) => solver.deficitM3h(junction)),
    levelM: Float64Array.from(network.tanks, (_, tank) => solver.levelM(firstTank + tank)),
    flowM3h: Float64Array.from(links, (_, link) => solver.flowM3h(link)),
  };
}
