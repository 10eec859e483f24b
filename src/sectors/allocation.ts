/**
 * Scarce capacity shared out, in any sector, without network data: a pool of suppliers, the consumers that draw on it, and a rule. Each
 * consumer's share rises in stages from 0 to all of its demand; a stage ends for all its consumers at once, and the stage for which the
 * capacity no longer suffices stops part of the way, at the same lambda (0..1) for all (constrained equal shares of what each can take:
 * no one is given what it cannot use, all capacity that can be used is).
 *
 * - proportional: one stage, 0 -> 1 of everybody's demand
 * - priority: a stage for each class, the least number first
 * - reserved: first 0 -> the guaranteed part of everybody, then the guaranteed part -> 1
 *
 * Capacity = sum of capacity x offered of the suppliers that are up; demand = demand x offered of the consumers that are up, x what hazards make of it.
 */
import type { LayerProblem, SectorAnswer, SectorModel, SectorPlugin } from '../engine/sector-model.js';
import { FULL } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import { customerClasses } from './customer-classes.js';
import { Components } from './sector.js';

interface Consumer { demand: number; class?: number; reserved?: number }
interface AllocationParams { rule: 'proportional' | 'priority' | 'reserved'; suppliers: Record<string, number>; consumers: Record<string, number | Consumer>; customers?: Record<string, number> }

const NOTHING_MORE: SectorAnswer = Object.freeze({});

/** From which part of its demand to which each consumer (by position among the consumers) is brought in a stage; equal: not in it. */
interface Stage { from: Float64Array; to: Float64Array }

class Allocation implements SectorModel {
  /** Share of its demand that each consumer reaches, 0..1. */
  private readonly reached: Float64Array;
  /** What each consumer can take of its demand, 0..1; 0: down. */
  private readonly takes: Float64Array;
  private readonly order: Int32Array;
  private readonly full: Float64Array;
  /** As it is now. */
  private readonly demand: Float64Array;

  /**
   * @param suppliers positions of suppliers in `components`; consumers likewise
   * @param capacity by supplier, in the unit of demand
   * @param demand by consumer
   */
  constructor(
    readonly components: Int32Array, private readonly suppliers: Int32Array, private readonly capacity: Float64Array,
    private readonly consumers: Int32Array, private readonly nominal: Float64Array, private readonly stages: readonly Stage[],
  ) {
    const n = consumers.length;
    this.reached = new Float64Array(n);
    this.takes = new Float64Array(n);
    this.order = new Int32Array(n);
    this.full = new Float64Array(n);
    this.demand = nominal.slice();
  }

  reset(): void { this.demand.set(this.nominal); }

  setDemand(factors: Float64Array): void { for (let c = 0; c < this.demand.length; c++) this.demand[c] = this.nominal[c]! * factors[this.consumers[c]!]!; }

  solve(_hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    const { consumers, reached, suppliers, takes } = this;
    let capacity = 0;
    for (let s = 0; s < suppliers.length; s++) {
      const i = suppliers[s]!;
      shares[i] = FULL;
      if (up[i] === 1) capacity += this.capacity[s]! * (offered[i]! / FULL);
    }
    for (let c = 0; c < consumers.length; c++) takes[c] = up[consumers[c]!] === 1 ? offered[consumers[c]!]! / FULL : 0;
    this.allot(capacity);
    for (let c = 0; c < consumers.length; c++) if (up[consumers[c]!] === 1) shares[consumers[c]!] = partsOf(reached[c]!);
    // One that is down is told what it would have if it alone came up.
    for (let c = 0; c < consumers.length; c++) {
      const i = consumers[c]!;
      if (up[i] === 1) continue;
      takes[c] = offered[i]! / FULL;
      this.allot(capacity);
      shares[i] = partsOf(reached[c]!);
      takes[c] = 0;
    }
    return NOTHING_MORE;
  }

  /** Fills `reached` for what the consumers take now. */
  private allot(capacity: number): void {
    const { demand, reached, takes } = this;
    let left = capacity;
    reached.fill(0);
    for (const { from, to } of this.stages) {
      let wanted = 0;
      for (let c = 0; c < demand.length; c++) wanted += demand[c]! * between(takes[c]!, from[c]!, to[c]!);
      const lambda = wanted <= left * (1 + EXACT) ? 1 : this.lambda(left, from, to);
      for (let c = 0; c < demand.length; c++) if (to[c]! > from[c]!) reached[c] = from[c]! + lambda * (to[c]! - from[c]!);
      if (lambda < 1) return;
      left -= wanted;
    }
  }

  /** How far a stage goes with what is left: the sum of what is taken is piecewise linear in lambda, and bends where a consumer has all it can take. */
  private lambda(left: number, from: Float64Array, to: Float64Array): number {
    const { demand, full, order, takes } = this;
    let slope = 0;
    for (let c = 0; c < demand.length; c++) {
      const span = to[c]! - from[c]!;
      full[c] = span > 0 ? Math.min(1, Math.max(0, (takes[c]! - from[c]!) / span)) : 0;
      if (full[c]! > 0) slope += demand[c]! * span;
      order[c] = c;
    }
    order.sort((p, q) => full[p]! - full[q]! || p - q);
    let at = 0, taken = 0;
    for (const c of order) {
      if (full[c] === 0) continue;
      const next = taken + slope * (full[c]! - at);
      if (next > left) break;
      taken = next;
      at = full[c]!;
      slope -= demand[c]! * (to[c]! - from[c]!);
    }
    return slope > 0 ? Math.min(1, at + (left - taken) / slope) : at;
  }
}

/** Sums of decimals are not exact: so much more than the capacity is still enough. */
const EXACT = 1e-12;

/** How much of from..to lies below what can be taken. */
const between = (takes: number, from: number, to: number): number => Math.max(0, Math.min(takes, to) - from);

/** To whole parts, rounded down, so that no more is given than there is; 1e-6 of a part forgives the decimal notation. */
const partsOf = (share: number): number => Math.min(FULL, Math.floor(share * FULL + 1e-6));

function stagesOf(rule: AllocationParams['rule'], consumers: readonly Consumer[]): Stage[] {
  const n = consumers.length, stage = (from: (c: number) => number, to: (c: number) => number): Stage => ({ from: Float64Array.from({ length: n }, (_, c) => from(c)), to: Float64Array.from({ length: n }, (_, c) => to(c)) });
  const reserved = (c: number): number => consumers[c]!.reserved ?? 0, classOf = (c: number): number => consumers[c]!.class ?? 1;
  switch (rule) {
    case 'proportional': return [stage(() => 0, () => 1)];
    case 'priority': return [...new Set(consumers.map((_, c) => classOf(c)))].sort((a, b) => a - b).map((rank) => stage(() => 0, (c) => (classOf(c) === rank ? 1 : 0)));
    case 'reserved': return [stage(() => 0, reserved), stage(reserved, () => 1)];
  }
}

const consumersOf = ({ consumers }: AllocationParams): [string, Consumer][] => Object.entries(consumers).map(([id, value]) => [id, typeof value === 'number' ? { demand: value } : value]);
const sum = (numbers: number[]): number => numbers.reduce((total, x) => total + x, 0);

/** Registered in index.ts. Components are the suppliers and consumers. */
export const allocation = {
  name: 'allocation',
  schema: {
    type: 'object',
    properties: {
      rule: { enum: ['proportional', 'priority', 'reserved'], description: 'how scarce capacity is shared out' },
      suppliers: { type: 'object', additionalProperties: { type: 'number', exclusiveMinimum: 0, maximum: 1e12 }, minProperties: 1, description: 'asset id -> capacity, in any unit, the same for all' },
      consumers: {
        type: 'object', minProperties: 1, description: 'asset id -> demand in the unit of capacity, or {demand, class, reserved}',
        additionalProperties: {
          anyOf: [
            { type: 'number', exclusiveMinimum: 0, maximum: 1e12 },
            {
              type: 'object', additionalProperties: false, required: ['demand'],
              properties: {
                demand: { type: 'number', exclusiveMinimum: 0, maximum: 1e12 },
                class: { type: 'integer', minimum: 1, maximum: 1000, description: 'for rule priority: 1 (default) is served first' },
                reserved: { type: 'number', minimum: 0, maximum: 1, description: 'for rule reserved: the guaranteed part of its demand; default 0' },
              },
            },
          ],
          title: 'a demand above 0, or {demand, class, reserved}',
        },
      },
      customers: { type: 'object', additionalProperties: { type: 'integer', minimum: 1, maximum: 1000 }, minProperties: 1, description: 'for rule priority: kind -> class, of consumers without a class of their own that are of it or serve it' },
    },
    required: ['rule', 'suppliers', 'consumers'],
    additionalProperties: false,
  },
  check(params: Record<string, unknown>): LayerProblem[] {
    const typed = params as unknown as AllocationParams, capacity = sum(Object.values(typed.suppliers)), demand = sum(consumersOf(typed).map(([, consumer]) => consumer.demand));
    return demand <= capacity * (1 + EXACT) ? [] : [{ code: 'ALLOCATION_SHORT', severity: 'warning', file: '', message: `all consumers together ask for ${demand}, all suppliers have ${capacity}: scarce from the start on` }];
  },
  create(params, network, indexOf, inputs): SectorModel {
    const typed = params as unknown as AllocationParams, { rule, suppliers } = typed, consumers = consumersOf(typed).sort(([a], [b]) => indexOf(a) - indexOf(b));
    const both = consumers.find(([id]) => Object.hasOwn(suppliers, id));
    if (both) throw new CascadeError('ALLOCATION_BOTH', `asset "${both[0]}" is a supplier and a consumer of one pool; expected one of the two`);
    const pool = Object.entries(suppliers).sort(([a], [b]) => indexOf(a) - indexOf(b)), components = new Components([...pool, ...consumers].map(([id]) => id), indexOf);
    if (typed.customers !== undefined) {
      const classes = customerClasses(typed.customers, components.assets, network, inputs, 'allocation');
      consumers.forEach((entry) => { const given = classes[components.position(entry[0])]; if (entry[1].class === undefined && given !== undefined) entry[1] = { ...entry[1], class: given }; });
    }
    return new Allocation(
      components.assets, Int32Array.from(pool, ([id]) => components.position(id)), Float64Array.from(pool, ([, capacity]) => capacity),
      Int32Array.from(consumers, ([id]) => components.position(id)), Float64Array.from(consumers, ([, { demand }]) => demand), stagesOf(rule, consumers.map(([, consumer]) => consumer)),
    );
  },
} satisfies SectorPlugin;
