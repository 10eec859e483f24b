/** What-if changes, after reading. */
import type { Selector } from './types-base.js';
import type { Buffer, Supplier } from './types-model.js';

/** One what-if change, by selector. */
export type Change =
  | { change: 'set'; select: Selector; /** Dotted field of the asset or kind, e.g. `restart`, `buffers.electricity.hours`. */ values: Record<string, unknown> }
  | { change: 'harden'; select: Selector; /** Fragility medians are multiplied by it. */ factor: number }
  | { change: 'invulnerable'; select: Selector }
  | { change: 'add-buffer'; select: Selector; service: string; buffer: Buffer }
  | { change: 'add-supplier'; select: Selector; service: string; supplier: Supplier }
  | { change: 'add-asset'; asset: Record<string, unknown> }
  | { change: 'remove'; select: Selector }
  | { change: 'scenario'; values: Record<string, unknown> };

export interface Variant { id: string; title: string; changes: Change[]; /** Euro; undefined: unknown. */ costEuro?: number }
