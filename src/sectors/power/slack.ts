/**
 * The convention of plain power flow: what an island's generators and loads do not balance, its slack takes, whatever its limits. The slack is the first
 * generator in service at the island's bus of type slack; without one, the first generator in service at all (as MATPOWER has it).
 */
import type { Islands } from './islands.js';
import type { GridState } from './state.js';

/** Balances every island of the state by its slack, in place. Islands without generation stay as they are. */
export function slackBalance(state: GridState, islands: Islands): void {
  const { grid } = state, missing = new Float64Array(islands.count), injections = state.inject();
  for (let bus = 0; bus < grid.buses; bus++) missing[islands.of[bus]!]! -= injections[bus]!;
  for (let island = 0; island < islands.count; island++) {
    const g = slackGenerator(state, islands, island);
    if (g >= 0) state.generatorMw[g]! += missing[island]!;
  }
}

/** -1: the island has no generator in service. */
function slackGenerator(state: GridState, islands: Islands, island: number): number {
  const { grid } = state;
  let first = -1;
  for (let g = 0; g < grid.generators; g++) {
    const bus = grid.generatorBus[g]!;
    if (state.generatorUp[g] === 0 || islands.of[bus] !== island) continue;
    if (grid.network.buses[bus]!.type === 'slack') return g;
    if (first < 0) first = g;
  }
  return first;
}
