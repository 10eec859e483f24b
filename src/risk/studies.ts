/** The scenarios of a catalogue made ready, as they are or as a way through the logic tree changes them. */
import type { ReadCatalogue } from '../model/read-catalogue.js';
import type { Change } from '../model/types.js';
import { applyVariant } from '../model/variant.js';
import { prepareStudy, type PreparedStudy } from '../study/prepare.js';
import type { CatalogueStudies } from './event-plan.js';

/** @param causes follow causes: needed for a loss that is read off them; otherwise left out, which is faster and changes no loss */
export function catalogueStudies({ model, scenario, scenarios }: ReadCatalogue, seed: string, changes: readonly Change[], causes: boolean): CatalogueStudies {
  const prepare = (which: ReadCatalogue['scenario'], applied: readonly Change[]): PreparedStudy => {
    const changed = applyVariant(model, { ...which, seed }, { id: 'branch', title: 'branch', changes: [...applied] });
    return prepareStudy(changed.model, changed.scenario, [], { causes, gridPoints: 2 });
  };
  // A change of the catalogue's scenario says nothing of others.
  const ofModel = changes.filter((change) => change.change !== 'scenario');
  return { base: prepare(scenario, changes), own: new Map([...scenarios].map(([path, own]) => [path, prepare(own, ofModel)])) };
}
