/** The schemas of all file formats: as published for editors, and compiled for reading. */
import { AssetFields, ModelFile } from './schema-model.js';
import { KindsFile } from './schema-kinds.js';
import { DEFS } from './schema-parts.js';
import { ScenarioFile } from './schema-scenario.js';
import { SetFields } from './schema-set.js';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** JSON Schemas (draft 2020-12) by file name, as in the folder `schemas`. */
export function publishedSchemas(): Record<string, Record<string, unknown>> {
  const publish = (format: string, schema: object) => ({ $schema: DRAFT, $id: `urn:hazcade:${format}`, ...(JSON.parse(JSON.stringify(schema)) as object) });
  return {
    'hazcade-model-1.schema.json': publish('model:1', ModelFile),
    'hazcade-scenario-1.schema.json': publish('scenario:1', ScenarioFile),
    'hazcade-kinds-1.schema.json': publish('kinds:1', KindsFile),
  };
}

/** Schemas that data is checked against. */
export const CHECKED = { model: ModelFile, scenario: ScenarioFile, kinds: KindsFile, asset: { ...AssetFields, $defs: DEFS }, set: SetFields } as const;
