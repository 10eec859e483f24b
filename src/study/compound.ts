/**
 * In what sense a scenario is compound, after J. Zscheischler et al., "A typology of compound weather and climate events", Nature Reviews Earth &
 * Environment 1 (2020) 333-347: preconditioned (something weakens before another strikes), multivariate (several at one place and time), temporally
 * compounding (one after another at one place), spatially compounding (several places at once that share something: here crews). Read off the links, the footprints
 * and the typical times of a scenario (medians, modes, means), so it is a description and no result.
 */
import type { CompiledScenario } from '../engine/compiled-scenario.js';
import type { Hazard, Numeric, Scenario } from '../model/types.js';

export const COMPOUND_KINDS = ['preconditioned', 'multivariate', 'temporally compounding', 'spatially compounding'] as const;
export type CompoundKind = (typeof COMPOUND_KINDS)[number];

export interface CompoundLabel { kind: CompoundKind; /** What makes it so, as `rain makes slide likelier (wet-slopes)`. */ because: string[] }

const LINKED = { rate: 'changes the rate of', trigger: 'changes the chance of', fragility: 'weakens or strengthens assets', repair: 'slows or speeds repair' } as const;

/** The labels that apply, in the order of COMPOUND_KINDS. @param compiled the same scenario on its model */
export function compoundLabels(scenario: Scenario, compiled: CompiledScenario): CompoundLabel[] {
  const because: Record<CompoundKind, string[]> = { preconditioned: preconditions(scenario), multivariate: [], 'temporally compounding': recurrences(scenario), 'spatially compounding': [] };
  for (const { id, hazards } of scenario.correlations ?? []) because.multivariate.push(`intensities of ${hazards.join(', ')} are drawn together (${id})`);
  const times = timesOf(scenario), sharedCrews = scenario.crews.length > 0;
  scenario.hazards.forEach((a, i) => scenario.hazards.slice(i + 1).forEach((b, n) => {
    const p = times.get(a.id), q = times.get(b.id);
    if (p === undefined || q === undefined) return;
    const shared = meet(compiled.hazards[i]!.assets, compiled.hazards[i + 1 + n]!.assets), together = p.from <= q.to && q.from <= p.to;
    if (shared && together) because.multivariate.push(`${a.id} and ${b.id} strike the same assets at once`);
    else if (shared) because['temporally compounding'].push(`${p.from < q.from ? `${b.id} strikes where ${a.id}` : `${a.id} strikes where ${b.id}`} struck before`);
    else if (sharedCrews && damages(a) && damages(b)) because['spatially compounding'].push(`${a.id} and ${b.id} strike apart and share crews`);
  }));
  return COMPOUND_KINDS.filter((kind) => because[kind].length > 0).map((kind) => ({ kind, because: because[kind] }));
}

function preconditions({ links = [], triggers }: Scenario): string[] {
  return [
    ...links.filter((link) => link.by !== 1).map(({ id, while: { hazard }, linked }) => `${hazard} ${LINKED[linked.multiply]}${linked.multiply === 'rate' ? ` ${linked.hazard}` : linked.multiply === 'trigger' ? ` ${linked.trigger}` : ''} (${id})`),
    ...triggers.flatMap((t) => (t.while === undefined ? [] : [`${t.hazard} only while ${t.while.hazard} (${t.id})`])),
  ];
}

/** What comes again by itself. */
function recurrences({ hazards, horizonHours, triggers }: Scenario): string[] {
  return [
    ...hazards.filter((h) => h.arrivals !== undefined && (h.arrivals.perYear * horizonHours) / 8760 > 1).map((h) => `${h.id} comes again and again`),
    ...triggers.filter((t) => t.repeat).map((t) => `${t.hazard} may follow ${t.cause.on === 'hazard' ? t.cause.hazard : t.cause.on} again and again (${t.id})`),
  ];
}

/** When each hazard typically acts, hours from the start; those without an onset after what triggers them first. */
function timesOf({ hazards, triggers }: Scenario): Map<string, { from: number; to: number }> {
  const from = new Map(hazards.flatMap((h) => (h.onsetHours === undefined ? [] : [[h.id, typical(h.onsetHours)] as const])));
  const earliest = Math.min(...from.values());
  for (let changed = true; changed; ) {
    changed = false;
    for (const t of triggers) {
      const cause = t.cause.on === 'hazard' ? from.get(t.cause.hazard) : earliest + (t.cause.on === 'outage' ? t.cause.afterHours : 0);
      if (cause === undefined || cause === Infinity || from.has(t.hazard)) continue;
      from.set(t.hazard, cause + typical(t.lagHours));
      changed = true;
    }
  }
  return new Map(hazards.flatMap((h) => { const at = from.get(h.id); return at === undefined ? [] : [[h.id, { from: at, to: at + typical(h.durationHours) }] as const]; }));
}

function typical(numeric: Numeric): number {
  if (typeof numeric === 'number') return numeric;
  switch (numeric.dist) {
    case 'lognormal': return numeric.median;
    case 'triangular': case 'pert': return numeric.mode;
    case 'uniform': return (numeric.min + numeric.max) / 2;
    case 'normal': case 'exponential': return numeric.mean;
    case 'weibull': return numeric.scale;
    case 'empirical': return [...numeric.values].sort((a, b) => a - b)[Math.floor(numeric.values.length / 2)]!;
  }
}

const damages = (hazard: Hazard): boolean => hazard.effects.some((effect) => effect.effect === 'damage');

function meet(a: Int32Array, b: Int32Array): boolean {
  const inA = new Set(a);
  return b.some((asset) => inA.has(asset));
}
