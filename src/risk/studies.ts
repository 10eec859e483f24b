/** The scenarios of a catalogue made ready, as they are or as a way through the logic tree changes them. */
import type { ReadCatalogue } from '../model/read-catalogue.js';
import type { Change, Scenario } from '../model/types.js';
import { applyVariant } from '../model/variant.js';
import { prepareStudy, type PreparedStudy } from '../study/prepare.js';
import { sampleFootprints, type FootprintSamples } from '../study/footprints.js';
import { withEventFootprints } from './event-courses.js';
import type { CatalogueStudies } from './event-plan.js';

/** Footprints from files, by path of an event's own scenario; '': of the catalogue's. */
export type CatalogueSamples = ReadonlyMap<string, FootprintSamples | undefined>;

/** Reads the files of all footprints. Throws ValidationError with every problem of a scenario's. */
export async function sampleCatalogue({ model, scenario, scenarios, catalogue }: ReadCatalogue): Promise<CatalogueSamples> {
  // Also at the places of assets that branches add.
  const branches = catalogue.tree.flatMap((level) => level.branches.map(({ id, title, changes }) => ({ id, title, changes })));
  const sample = (which: Scenario): Promise<FootprintSamples | undefined> => sampleFootprints(model, { ...which, variants: [...which.variants, ...branches] });
  const samples = new Map([['', await sample(withEventFootprints(scenario, catalogue))]]);
  for (const [path, own] of scenarios) samples.set(path, await sample(own));
  return samples;
}

/** @param causes follow causes: needed for a loss that is read off them; otherwise left out, which is faster and changes no loss */
export function catalogueStudies({ model, scenario, scenarios }: ReadCatalogue, seed: string, changes: readonly Change[], causes: boolean, samples: CatalogueSamples = new Map()): CatalogueStudies {
  const prepare = (path: string, which: ReadCatalogue['scenario'], applied: readonly Change[]): PreparedStudy => {
    const changed = applyVariant(model, { ...which, seed }, { id: 'branch', title: 'branch', changes: [...applied] });
    return prepareStudy(changed.model, changed.scenario, [], { causes, gridPoints: 2, footprints: samples.get(path) });
  };
  // A change of the catalogue's scenario says nothing of others.
  const ofModel = changes.filter((change) => change.change !== 'scenario');
  return { base: prepare('', scenario, changes), own: new Map([...scenarios].map(([path, own]) => [path, prepare(path, own, ofModel)])) };
}
