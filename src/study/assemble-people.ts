/** What a scenario does to people -> the engine's terms. */
import type { CompiledCrowd, CompiledPeopleEffect } from '../engine/compiled-plans.js';
import type { Hazard, PeopleEffect, Scenario } from '../model/types.js';
import { log } from '../numerics/elementary.js';
import type { ScenarioNames } from './scenario-names.js';

export const isPeopleEffect = (effect: Hazard['effects'][number]): effect is PeopleEffect => effect.effect === 'casualties' || effect.effect === 'exposure';

/** Undefined where people only lack services. */
export function compileCrowd({ hazards, plans }: Pick<Scenario, 'hazards' | 'plans'>): CompiledCrowd | undefined {
  const effects = hazards.flatMap((hazard) => hazard.effects);
  const crowd = {
    casualties: effects.some((e) => e.effect === 'casualties'), exposure: effects.some((e) => e.effect === 'exposure'),
    evacuation: plans.some((plan) => plan.measures.some((measure) => measure.do === 'evacuate')),
  };
  return crowd.casualties || crowd.exposure || crowd.evacuation ? crowd : undefined;
}

/** Where an effect asks for an intensity. */
export const lnAboveOf = ({ above }: { above?: number }): { lnAbove?: number } => (above === undefined ? {} : { lnAbove: log(above) });

/** @param positions of the selected assets among those of the hazard */
export function compilePeopleEffect(at: ScenarioNames, effect: PeopleEffect, positions: Int32Array | undefined): CompiledPeopleEffect {
  if (effect.effect === 'exposure') {
    return {
      effect: 'exposure', positions, share: effect.share, perHour: effect.perHour > 0 ? -log(1 - effect.perHour) : 0,
      service: effect.service === undefined ? -1 : at.service(effect.service), ...lnAboveOf(effect),
    };
  }
  const { byIntensity } = effect;
  return {
    effect: 'casualties', positions, share: effect.share ?? 0, perHour: 0, service: -1, ...lnAboveOf(effect),
    ...(byIntensity === undefined ? {} : { byIntensity: { intensity: Float64Array.from(byIntensity, (p) => p[0]), share: Float64Array.from(byIntensity, (p) => p[1]) } }),
  };
}
