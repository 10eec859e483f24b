import { expect, it } from 'vitest';
import { normalizeModel } from '../../../src/model/read.js';
import { physicsProblems } from '../../../src/study/check-physics.js';
import { smallModel } from '../model/files.js';

const modelWith = (...physics: { model: string; params: object }[]) =>
  normalizeModel({ ...smallModel(), physics: physics.map((p, i) => ({ id: `layer-${i}`, sector: 'power', ...p })) }).model;
const problemsOf = async (...physics: { model: string; params: object }[]) => (await physicsProblems(modelWith(...physics), 'model.yaml')).map((p) => `${p.file} ${p.code} ${p.message}`);

it('says nothing of good parameters', async () => {
  expect(await problemsOf({ model: 'connectivity', params: { mode: 'source', sources: ['plant'], links: [['plant', 'plant-2']] } })).toEqual([]);
});

it('names every fault of every layer with the file', async () => {
  const found = await problemsOf(
    { model: 'conectivity', params: {} },
    { model: 'connectivity', params: { mode: 'giants', links: [['plant']], more: 1 } },
    { model: 'connectivity', params: { mode: 'source', links: [] } },
    { model: 'connectivity', params: { mode: 'giant', links: [['plant', 'plnt']] } },
  );
  expect(found[0]).toMatch(/^model\.yaml SECTOR_MODEL_UNKNOWN physics "layer-0": .*Did you mean "connectivity"\?$/);
  expect(found.filter((f) => f.startsWith('model.yaml SECTOR_PARAMS_INVALID physics "layer-1": params'))).toHaveLength(3);
  expect(found.at(-2)).toMatch(/^model\.yaml SECTOR_SOURCES_MISSING physics "layer-2": /);
  expect(found.at(-1)).toBe('model.yaml LAYER_ASSET_UNKNOWN physics "layer-3": "plnt" is not an asset of the model. Did you mean "plant"?');
});

it('names files that the flow model has no use for, and an asset of two layers', async () => {
  const links = { mode: 'giant', links: [['plant', 'plant-2']] }, { model } = normalizeModel({ ...smallModel(), physics: ['a', 'b'].map((id) => ({ id, sector: 'power', model: 'connectivity', params: links })) });
  model.physics.push({ ...model.physics[0]!, id: 'c', files: { network: { path: 'grid.m', text: '' } } });
  expect((await physicsProblems(model, 'model.yaml')).map((p) => `${p.code} ${p.message}`)).toEqual([
    'LAYER_TWICE physics "b": asset "plant" belongs to layer "a" too; expected one', 'LAYER_TWICE physics "b": asset "plant-2" belongs to layer "a" too; expected one',
    'LAYER_FILE_UNKNOWN physics "c": sector model "connectivity" has no use for files.network; expecting no files.',
  ]);
});

it('an economy may observe assets of another layer; it carries nothing', async () => {
  const table = { format: 'hazcade-economy/1', currency: 'EUR', sectors: [{ id: 'power', output: 1 }], matrix: [[0]] };
  const { model } = normalizeModel({ ...smallModel(), physics: [
    { id: 'a', sector: 'power', model: 'connectivity', params: { mode: 'source', sources: ['plant'], links: [['plant', 'plant-2']] } }, { id: 'b', sector: 'power', model: 'inoperability', params: {} },
  ] });
  Object.assign(model.physics[1]!, { files: { table: { path: 'economy.json', text: JSON.stringify(table) } }, map: { path: 'map.csv', lines: [{ asset: 'plant', component: 'sector:power', share: 1, line: 2 }] } });
  expect(await physicsProblems(model, 'model.yaml')).toEqual([]);
});
