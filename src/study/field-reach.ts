/** The assets that a field of intensities may reach. */
import type { CompiledField } from '../hazards/field-data.js';
import type { ScenarioNames } from './scenario-names.js';

/** Assets a field may reach, ascending; those without a place, which it cannot. */
export interface FieldReach { assets: Int32Array; skipped: Int32Array; field: CompiledField }

/** Assets whose place passes a test, and those without a place. */
export function reachable(at: ScenarioNames, test: (lon: number, lat: number, a: number) => boolean): { assets: Int32Array; skipped: Int32Array } {
  const { assetLon, assetLat } = at.network, assets: number[] = [], skipped: number[] = [];
  for (let a = 0; a < assetLon.length; a++) {
    if (Number.isNaN(assetLon[a]!) || Number.isNaN(assetLat[a]!)) skipped.push(a);
    else if (test(assetLon[a]!, assetLat[a]!, a)) assets.push(a);
  }
  return { assets: Int32Array.from(assets), skipped: Int32Array.from(skipped) };
}
