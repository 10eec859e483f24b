/** model.yaml of a synthetic model. */
import type { ModelTables } from './model-tables.js';

/** Services that the shipped list does not name. */
const SERVICES = { 'card-switch': 'Card switching', clearing: 'Clearing', 'food-supply': 'Food supply', 'bulk-fuel': 'Bulk fuel', 'fuel-delivery': 'Fuel delivery' };

/** Share of the residents at home by hour; a sixth are away in the middle of a working day. */
const AT_HOME = {
  weekday: [1, 1, 1, 1, 1, 1, 0.97, 0.92, 0.87, 0.85, 0.84, 0.84, 0.84, 0.84, 0.84, 0.85, 0.87, 0.91, 0.94, 0.96, 0.97, 0.98, 1, 1],
  weekend: [1, 1, 1, 1, 1, 1, 1, 1, 0.98, 0.96, 0.94, 0.93, 0.93, 0.93, 0.93, 0.93, 0.94, 0.95, 0.95, 0.95, 0.96, 0.97, 0.98, 1],
};

export function modelFile(options: { assets: number; seed: string }, tables: ModelTables): string {
  return `# Written by hazcade generate --assets ${options.assets}; the seed is in the description.
format: hazcade-model/1
id: synthetic-${options.assets}
title: Synthetic model of ${options.assets} assets
description: ${JSON.stringify(`Made by hazcade generate with seed ${options.seed}: ${tables.assets} assets, ${tables.needs} needs, ${tables.people} residents. No real place.`)}
timeZone: UTC
services:
${Object.entries(SERVICES).map(([id, title]) => `  - {id: ${id}, title: ${title}, unit: units/h, quantity: units}`).join('\n')}
profiles:
  residential: {weekday: [${AT_HOME.weekday.join(', ')}], weekend: [${AT_HOME.weekend.join(', ')}]}
tables: {assets: assets.csv, needs: needs.csv}
`;
}
