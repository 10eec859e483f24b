/** From the shell: CPU time of whole processes to the first result, and of checking a model of 10,000 assets. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from '../../dist/index.js';
import { assertWork, row } from '../lib/figure.mjs';
import { interleaved } from '../lib/measure.mjs';
import { output, ROOT, treeCpuSeconds, withFolder } from '../lib/processes.mjs';
import { SCENARIO } from '../lib/storm.mjs';
import { w2Id } from '../workloads/w2.mjs';

export const title = 'Start';

const NEEDS_PER_ASSET = 2.5;

/** Assets of one kind, each but the first with two or three needs of its predecessors: the same model as tables and as one YAML file. */
function writeModels(folder, assets) {
  const kinds = { part: { title: 'Part', sector: 'parts', services: ['supply'], sources: {} } }, services = [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }];
  const head = { format: 'hazcade-model/1', id: 'start', kinds, services };
  const needs = [];
  for (let i = 1; needs.length < NEEDS_PER_ASSET * assets; i = (i % (assets - 1)) + 1) needs.push({ asset: i, supplier: Math.floor((i * (needs.length % 7)) / 7) });
  const tables = join(folder, 'tables');
  mkdirSync(tables);
  writeFileSync(join(tables, 'model.json'), JSON.stringify({ ...head, tables: { assets: 'assets.csv', needs: 'needs.csv' } }));
  writeFileSync(join(tables, 'assets.csv'), `id,kind,lon,lat,people\n${Array.from({ length: assets }, (_, i) => `${w2Id(i)},part,${3 + (i % 100) / 100},${52 + Math.floor(i / 100) / 100},${i % 50}\n`).join('')}`);
  writeFileSync(join(tables, 'needs.csv'), `asset,service,from,buffer\n${needs.map(({ asset, supplier }) => `${w2Id(asset)},supply,${w2Id(supplier)},4\n`).join('')}`);
  const ofAsset = Array.from({ length: assets }, () => []);
  for (const { asset, supplier } of needs) ofAsset[asset].push(`      - {service: supply, from: ${w2Id(supplier)}, buffer: 4h}\n`);
  const inline = join(folder, 'inline.yaml');
  writeFileSync(inline, `${Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('')}assets:\n${ofAsset.map((lines, i) => `  - id: ${w2Id(i)}\n    kind: part\n    place: [${3 + (i % 100) / 100}, ${52 + Math.floor(i / 100) / 100}]\n    people: ${i % 50}\n${lines.length > 0 ? `    needs:\n${lines.join('')}` : ''}`).join('')}`);
  return { tables, inline, needs: needs.length };
}

export async function run({ rounds = 9, toy = false }) {
  const hazcade = (...args) => treeCpuSeconds(process.execPath, [join(ROOT, 'bin/hazcade.js'), ...args]), assets = toy ? 200 : 10_000;
  return withFolder(async (folder) => {
    const { tables, inline, needs } = writeModels(folder, assets), result = join(folder, 'result');
    const first = readModel(tables).model, second = readModel(inline).model;
    assertWork(first.assets.length === assets && first.assets.reduce((sum, a) => sum + a.needs.length, 0) === needs, 'the tables hold another model');
    assertWork(first.hash === second.hash, 'tables and YAML hold different models');
    const runStorm = ['run', SCENARIO, '--replications', '64', '--out', result, '--force', '--quiet'];
    const printed = await output(process.execPath, [join(ROOT, 'bin/hazcade.js'), ...runStorm, '--json']);
    assertWork(JSON.parse(printed).study.replications === 64, 'hazcade run printed no result of 64 replications');
    const taken = await interleaved(toy ? 1 : Math.min(rounds, 5), {
      run: () => hazcade(...runStorm), tables: () => hazcade('validate', tables), inline: () => hazcade('validate', inline),
    });
    return [
      row('hazcade run winter-storm.yaml --replications 64: CPU seconds to the end', taken.run, { most: 1.5 }),
      row(`hazcade validate, ${assets} assets with ${needs} needs from CSV: CPU seconds`, taken.tables, { most: 2 }),
      row('the same as one inline YAML: CPU seconds', taken.inline, { most: 12 }),
    ];
  });
}
