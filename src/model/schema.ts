/**
 * The published JSON Schemas, made from the TypeBox definitions. Reading checks against the published files, so that
 * TypeBox (slow to load) is needed only to make them; a test holds files and definitions together.
 */
import { CatalogueFile } from './schema-catalogue.js';
import { FragilityFields } from './schema-damage.js';
import { ForkFile } from './schema-fork.js';
import { KindsFile } from './schema-kinds.js';
import { Asset, ModelFile, Need } from './schema-model.js';
import { ConditionFields } from './schema-plans.js';
import { PARTS } from './schema-parts.js';
import { ScenarioFile } from './schema-scenario.js';
import { SensitivityFile } from './schema-sensitivity.js';
import { SetFields } from './schema-set.js';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** JSON Schemas (draft 2020-12) by file name, as in the folder `schemas`. */
export function publishedSchemas(): Record<string, Record<string, unknown>> {
  const definitions: Record<string, object> = { ...PARTS, fragility: FragilityFields, asset: Asset, need: Need, set: SetFields, condition: ConditionFields };
  return {
    'hazcade-model-1.schema.json': published('model:1', ModelFile, definitions),
    'hazcade-scenario-1.schema.json': published('scenario:1', ScenarioFile, definitions, ['set']),
    'hazcade-kinds-1.schema.json': published('kinds:1', KindsFile, definitions),
    'hazcade-catalogue-1.schema.json': published('catalogue:1', CatalogueFile, definitions),
    'hazcade-fork-1.schema.json': published('fork:1', ForkFile, definitions),
    'hazcade-sensitivity-1.schema.json': published('sensitivity:1', SensitivityFile, definitions),
  };
}

/** Plain data, with those definitions that the schema refers to, directly or not, and `more`. */
function published(format: string, schema: object, definitions: Record<string, object>, more: string[] = []): Record<string, unknown> {
  const used = new Map<string, string>();
  const gather = (text: string) => {
    for (const [, name] of text.matchAll(/"#\/\$defs\/(\w+)"/g)) {
      if (used.has(name!)) continue;
      const definition = JSON.stringify(definitions[name!]);
      used.set(name!, definition);
      gather(definition);
    }
  };
  const text = JSON.stringify(schema);
  gather(text);
  gather(more.map((name) => `"#/$defs/${name}"`).join());
  const $defs = Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, definition]) => [name, JSON.parse(definition) as unknown]));
  return { $schema: DRAFT, $id: `urn:hazcade:${format}`, ...(JSON.parse(text) as object), $defs };
}
