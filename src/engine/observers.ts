/**
 * Layers that only observe: nothing hangs on their answers, so any asset may be theirs, that of another layer too. Their models are told the
 * levels of the settled state, at the end of each instant that has changed one of them.
 */
import type { SectorModel } from './sector-model.js';
import { Flag } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** An observing model, and what it was told last. */
export interface Observer {
  readonly id: string;
  readonly model: SectorModel;
  readonly up: Uint8Array;
  readonly level: Int32Array;
  /** Written by the model, read by nobody. */
  readonly shares: Int32Array;
}

export function makeObserver(id: string, model: SectorModel): Observer {
  const n = model.components.length;
  return { id, model, up: new Uint8Array(n), level: new Int32Array(n), shares: new Int32Array(n) };
}

/** The instant is settled: tells the models whose assets stand otherwise than at their last. */
export function observe(k: Kernel): void {
  for (const observer of k.observers) if (look(k, observer)) tell(k, observer);
}

/** Back to the start, of which a model is told only if something is amiss then. */
export function resetObservers(k: Kernel): void {
  for (const { model, up, level } of k.observers) {
    model.reset();
    up.fill(1);
    level.fill(Parts.Full);
  }
  observe(k);
}

/** Writes down how its assets stand; @returns whether any has changed */
function look(k: Kernel, { model: { components }, up, level }: Observer): boolean {
  let changed = false;
  for (let i = 0; i < components.length; i++) {
    const a = components[i]!, isUp = (k.flags[a]! & Flag.Up) !== 0 ? 1 : 0;
    if (isUp === up[i] && k.level[a] === level[i]) continue;
    changed = true;
    up[i] = isUp;
    level[i] = k.level[a]!;
  }
  return changed;
}

function tell(k: Kernel, { id, model, up, level, shares }: Observer): void {
  const hours = k.now / k.scenario.ticksPerHour, { unsolved } = model.solve(hours, up, level, shares);
  k.asks++;
  if (unsolved !== undefined) k.mark ??= { code: 'SECTOR_UNSOLVED', message: `sector model "${id}" at hour ${hours}: ${unsolved}` };
}
