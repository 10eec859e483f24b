/** Reference networks of the power bench, and layers on them as studies run them. The data is no part of the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { sectorPlugin } from '../../dist/sectors/index.js';
import { readPowerNetwork } from '../../dist/imports/power-file.js';

const FOLDER = new URL('../../../shared/data/power/', import.meta.url);

export const hasPowerData = () => existsSync(FOLDER);
export const FULL = 3_603_600;

/** Text of a case file. */
const textOf = (name) => readFileSync(new URL(`${name}.m`, FOLDER), 'utf8');

/**
 * The sector model `dc-power-flow` on a case, every bus, branch and generator an asset of its own; nothing is remembered.
 * @returns the model, its inputs with all up, and the position of each branch's asset
 */
export async function powerLayer(name, params) {
  const text = textOf(name), network = readPowerNetwork(text, `${name}.m`);
  const number = (kind, row) => `${kind}-${String(row).padStart(5, '0')}`;
  const map = [
    ...network.buses.map(({ id }, row) => [number('bus', row), `bus:${id}`]), ...network.branches.map((_, row) => [number('line', row), `branch#${row + 1}`]),
    ...network.generators.map((_, row) => [number('unit', row), `gen#${row + 1}`]),
  ].map(([asset, component], i) => ({ asset, component, share: 1, line: i + 2 }));
  const index = new Map(map.map(({ asset }) => asset).sort().map((asset, i) => [asset, i]));
  const model = await sectorPlugin('dc-power-flow').create({ ...params, memoEntries: 0 }, undefined, (asset) => index.get(asset), {
    files: { network: { path: `${name}.m`, text } }, map, mapPath: 'map.csv', mode: 'exact', startHourOfWeek: 0,
  });
  const count = model.components.length;
  return { model, network, up: new Uint8Array(count).fill(1), offered: new Int32Array(count).fill(FULL), shares: new Int32Array(count), lines: network.branches.map((_, row) => index.get(number('line', row))) };
}

const rows = (name) => readFileSync(new URL(`expected/dcsimsep_${name}.csv`, FOLDER), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));

/** The network that DCSIMSEP ran, and its runs under a rule: branches lost at the start, number of trips. */
export function dcsimsepRuns(name, rule) {
  const [branches, generators, loads] = ['base', 'gen', 'load'].map((part) => rows(`${name}_${part}`).map((row) => row.map(Number)));
  const ids = [...new Set(branches.flatMap(([, from, to]) => [from, to]))].sort((a, b) => a - b), index = new Map(ids.map((id, i) => [id, i]));
  const network = {
    file: name, baseMva: 100, buses: ids.map((id) => ({ id: String(id), type: 'load', shuntMw: 0, angleDeg: 0, baseKv: 110 })),
    loads: loads.map(([bus, mw]) => ({ bus: index.get(bus), mw, inService: true })),
    generators: generators.map(([bus, outputMw, maxMw, status]) => ({ bus: index.get(bus), outputMw, minMw: 0, maxMw, inService: status === 1 })),
    branches: branches.map(([, from, to, reactancePu, ratingMw]) => ({ from: index.get(from), to: index.get(to), reactancePu, ratingMw, tap: 1, shiftDeg: 0, minAngleDeg: -Infinity, maxAngleDeg: Infinity, inService: true })),
  };
  const runs = rows(`${name}_cascades`).filter(([mode]) => mode === rule).map(([, initial, , trips]) => ({ lost: initial.split('+').map((branch) => branch - 1), trips: Number(trips) }));
  return { network, runs };
}
