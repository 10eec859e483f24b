/** The ground-motion models by the name that footprints give; what each holds for is in model/ground-motion-models.ts. */
import type { GroundMotionModelName } from '../model/ground-motion-models.js';
import type { AttenuationRegion, Mechanism } from '../model/types-fields.js';
import { Bindi14 } from './bindi14.js';
import { Bssa14 } from './bssa14.js';
import type { GroundMotionModel, Sites } from './ground-motion-model.js';

/** `measure`: one of the model's. */
type Make = new (measure: string, mechanism: Mechanism, sites: Sites, region: AttenuationRegion) => GroundMotionModel;

export const MODEL_CLASSES: Readonly<Record<GroundMotionModelName, Make>> = { bssa14: Bssa14, bindi14: Bindi14 };

/** One event at one site. */
export interface GroundMotionQuery { magnitude: number; rJbKm: number; vs30: number; z1Km?: number; mechanism?: Mechanism; region?: AttenuationRegion }

/** @returns ln of the median (g, or cm/s for `pgv`) and the standard deviations of ln Y between events and within one */
export function groundMotionAt(name: GroundMotionModelName, measure: string, { magnitude, rJbKm, vs30, z1Km = NaN, mechanism = 'unspecified', region = 'global' }: GroundMotionQuery): { lnMedian: number; tau: number; phi: number } {
  const model = new MODEL_CLASSES[name](measure, mechanism, { vs30: Float64Array.of(vs30), z1Km: Float64Array.of(z1Km) }, region);
  const site = Int32Array.of(0), distance = Float64Array.of(rJbKm), out = new Float64Array(1);
  model.setMagnitude(magnitude);
  model.medians(site, distance, out);
  const lnMedian = out[0]!;
  model.phis(site, distance, out);
  return { lnMedian, tau: model.tau, phi: out[0]! };
}
