/** The smallest synthetic models: too few assets for a region, so one village on one line. */
import type { ModelTables, Spot } from './model-tables.js';

const SPOT: Spot = [0, 0];

/** Adds `assets` assets (at least 10): one chain of power, telecom and water, and homes for the rest. */
export function addVillage(tables: ModelTables, assets: number): void {
  const add = (id: string, kind: string) => tables.asset(id, kind, SPOT, { region: 'village' });
  const supplied = (id: string, kind: string, from: string) => {
    tables.need(add(id, kind), 'electricity', from);
    return id;
  };
  add('infeed', 'grid-infeed');
  supplied('line', 'mv-line', 'infeed');
  supplied('sub', 'substation', 'line');
  const feeders = [1, 2].map((k) => supplied(`feeder-${k}`, 'overhead-feeder', 'sub'));
  supplied('office', 'central-office', 'feeder-1');
  supplied('cell', 'cell-site', 'feeder-2');
  tables.need('cell', 'communications', 'office');
  supplied('pump', 'water-pump', 'feeder-1');
  add('main', 'water-main');
  tables.need('main', 'water', 'pump');
  for (let k = 1; tables.assets < assets; k++) {
    const homes = tables.homes(`homes-${k}`, SPOT, 'village', feeders[k % feeders.length]!);
    tables.need(homes, 'water', 'main', { impact: 0.5 });
    tables.need(homes, 'communications', ['office', 'cell'], { impact: 0.3, type: 'cyber' });
  }
}
