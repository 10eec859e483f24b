/** Layers of a model file: flow models with their network files and the table that says which asset is which component. */
import { readCsv } from './csv.js';
import { strictlyInside, there } from './inside-folder.js';
import type { ModelBuilder } from './model-builder.js';
import { clip, order, type Path, type Place, type Problems } from './problems.js';
import type { SourceData } from './read-data.js';
import { readText } from './read-file.js';
import type { ModelData } from './schema-model.js';
import { Cells, checkColumns, detached } from './table-cells.js';
import type { MapLine, NetworkFile, Physics, Service } from './types.js';

type LayerData = NonNullable<ModelData['physics']>[number];

/** What the layers of a file are read with. */
export interface LayerContext {
  source: SourceData;
  /** Undefined: paths are refused. */
  folder: string | undefined;
  /** Knows the assets. */
  builder: ModelBuilder;
  services: ReadonlyMap<string, Service>;
  problems: Problems;
}

/** The layers of a model, in order of their ids. */
export function readLayers(data: ModelData, context: LayerContext): Physics[] {
  const { problems, source } = context, seen = new Set<string>();
  return (data.physics ?? []).map((layer, i) => {
    if (seen.has(layer.id)) problems.error('PHYSICS_DUPLICATE', `physics "${layer.id}" is defined twice`, source.locate(['physics', i, 'id']));
    seen.add(layer.id);
    return readLayer(layer, ['physics', i], context);
  }).sort((a, b) => order(a.id, b.id));
}

function readLayer(layer: LayerData, path: Path, context: LayerContext): Physics {
  const { problems, services, source } = context;
  layer.carries?.forEach((service, n) => {
    if (!services.has(service)) problems.unknown('SERVICE_UNKNOWN', `physics "${layer.id}" carries: service`, service, services.keys(), source.locate([...path, 'carries', n]));
  });
  const files: Record<string, NetworkFile> = {};
  for (const role of Object.keys(layer.files ?? {}).sort(order)) {
    const name = layer.files![role]!, place = source.locate([...path, 'files', role]);
    const file = there(name, strictlyInside(name, context.folder, problems, () => place), problems, () => place), text = file === undefined ? undefined : readText(file, 'network', problems);
    if (text !== undefined) files[role] = { path: name, text };
  }
  const map = layer.map === undefined ? undefined : { path: layer.map, lines: readMap(layer.map, [...path, 'map'], context) };
  return {
    id: layer.id, sector: layer.sector, model: layer.model, use: layer.use === 'on-request' ? 'on-request' : 'always', carries: [...new Set(layer.carries ?? [])].sort(order),
    files, ...(map === undefined ? {} : { map }), params: paramsOf(layer, path, context),
  };
}

/** A table of links becomes a list of pairs, in order of their ids. */
function paramsOf(layer: LayerData, path: Path, { folder, problems, source }: LayerContext): Record<string, unknown> {
  const params: Record<string, unknown> = { ...layer.params };
  if (typeof params.links !== 'string') return params;
  const place = (): Place => source.locate([...path, 'params', 'links']), file = there(params.links, strictlyInside(params.links, folder, problems, place), problems, place);
  const links: [string, string][] = [];
  if (file !== undefined) readCsv(file, problems, (row) => checkColumns(row, ['from', 'to'], undefined, problems), (row) => links.push([row.text('from'), row.text('to')]));
  params.links = links.sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]));
  return params;
}

/** The table asset <-> component: its assets are those of the model; what components there are only the flow model knows. */
function readMap(name: string, path: Path, { builder, folder, problems, source }: LayerContext): MapLine[] {
  const place = (): Place => source.locate(path), file = there(name, strictlyInside(name, folder, problems, place), problems, place), lines: MapLine[] = [];
  // Read whole first: it is held to the limit and the encoding of network files.
  if (file === undefined || readText(file, 'network', problems) === undefined) return lines;
  readCsv(file, problems, (row) => checkColumns(row, ['asset', 'component'], ['asset', 'component', 'share'], problems), (row) => {
    const cells = new Cells(row, problems), asset = cells.id('asset', true), component = row.text('component'), share = cells.number('share', 0, 1) ?? 1;
    if (component === '') cells.wrong('component', 'the cell "component" is empty');
    if (share === 0) cells.wrong('share', 'share: expecting a number above 0 and at most 1: the part of the component that belongs to the asset');
    if (asset === undefined || component === '' || share === 0) return;
    if (builder.asset(asset) === undefined) { problems.unknown('LAYER_ASSET_UNKNOWN', `component "${clip(component)}": asset`, asset, builder.ids, row.place('asset')); return; }
    lines.push({ asset: detached(asset), component: detached(component), share, line: row.place().line! });
  });
  return lines;
}
