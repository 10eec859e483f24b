/** Models from files or plain objects. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Problem } from '../errors.js';
import { modelHash } from './canonical.js';
import { fitsSchema } from './check-schema.js';
import { readPlaces } from './geojson.js';
import { addShippedKinds, ownKinds, readKinds } from './kinds.js';
import { insideFolder, strictlyInside, there } from './inside-folder.js';
import { readLayers } from './layers.js';
import { ModelBuilder, type Vocabulary } from './model-builder.js';
import { assetDraftOf, needDraftOf } from './need-drafts.js';
import { order, type Place, type Problems as ProblemList, Problems, type Where } from './problems.js';
import { readData, sourceOfValue, type SourceData } from './read-data.js';
import type { ModelData } from './schema-model.js';
import { SHIPPED_SECTORS, SHIPPED_SERVICES } from './services.js';
import { ASSET_NAMES, KIND_NAMES } from './lost-names.js';
import { soundPart } from './sound-part.js';
import { readAssetTable, readNeedTable } from './tables.js';
import type { Asset, Kind, Model, Service } from './types.js';
import { warnAboutModel } from './validate.js';

/** A model that was read, with what to know about it. */
export interface ReadModel { model: Model; warnings: Problem[] }

export interface ReadModelOptions {
  /** The kind library lies inside the folder of the model, as its other files do: for models that others send. */
  confined?: boolean;
}

/**
 * Reads a model: a folder with `model.yaml` (or `model.json`), or one file.
 * @throws ValidationError with the problems of all its files
 */
export function readModel(path: string, options: ReadModelOptions = {}): ReadModel {
  const problems = new Problems();
  const model = modelFrom(path, problems, options);
  problems.throwIfErrors();
  return { model: model!, warnings: problems.all() };
}

/**
 * A model from plain data in the form of the file format.
 * @param options.folder where tables and kind libraries are looked for; without it, they are refused
 * @throws ValidationError
 */
export function normalizeModel(data: unknown, options: { folder?: string } = {}): ReadModel {
  const problems = new Problems();
  const model = build(sourceOfValue(data), options.folder, problems);
  problems.throwIfErrors();
  return { model: model!, warnings: problems.all() };
}

/** The model of a path, of what is sound in it; undefined when it is so wrong that nothing can be made of it. Problems tell. */
export function modelFrom(path: string, problems: ProblemList, options: ReadModelOptions = {}): Model | undefined {
  const file = modelFileOf(path);
  const source = readData(file, problems);
  return source && build(source, dirname(file), problems, options);
}

/** The file that holds the model at this path: the path itself, or `model.yaml` (or `model.json`) in this folder. */
export function modelFileOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return path;
  const json = join(path, 'model.json');
  return !statSync(join(path, 'model.yaml'), { throwIfNoEntry: false }) && statSync(json, { throwIfNoEntry: false }) ? json : join(path, 'model.yaml');
}

function build(written: SourceData, folder: string | undefined, problems: ProblemList, options: ReadModelOptions = {}): Model | undefined {
  const source = fitsSchema('model', written, problems) ? written : soundPart('model', written, problems);
  if (!source) return undefined;
  const data = source.data as ModelData;
  const profiles = profilesOf(data, source, problems);
  const vocabulary: Vocabulary = { kinds: kindsOf(data, source, folder, problems, options), services: servicesOf(data, source, problems), profiles };
  if (data.sectors) vocabulary.sectors = new Set(data.sectors.map((s) => s.id));
  const builder = new ModelBuilder(vocabulary, problems);
  const at = (name: string | undefined, read: (file: string) => void, field: string) => {
    if (name === undefined) return;
    const file = insideFolder(name, folder, problems, () => source.locate(['tables', field]));
    if (file !== undefined) read(file);
    else if (field === 'assets') problems.forgive({ codes: ASSET_NAMES });
  };
  data.assets?.forEach((asset, i) => builder.addAsset(assetDraftOf(asset), (path = []) => source.locate(['assets', i, ...path]), () => source.locate(['assets', i])));
  at(data.tables?.assets, (file) => { if (!readAssetTable(file, builder, problems)) problems.forgive({ codes: ASSET_NAMES }); }, 'assets');
  data.assets?.forEach((asset, i) => asset.needs?.forEach((need, n) => {
    const where: Where = (path = []) => source.locate(['assets', i, 'needs', n, ...path]);
    const draft = needDraftOf(need, problems, where);
    if (draft) builder.addNeed(asset.id, draft, where);
  }));
  at(data.tables?.needs, (file) => readNeedTable(file, builder, problems), 'needs');
  at(data.tables?.places, (file) => readPlaces(file, builder, problems), 'places');
  const { assets, placeOf } = builder.finish();
  // When something could not be read, it may have been the assets.
  if (assets.length === 0 && !problems.hasErrors) problems.error('MODEL_EMPTY', 'the model has no assets', source.locate([]));
  const content: Omit<Model, 'hash'> = {
    format: 'hazcade-model/1', id: data.id, title: data.title ?? data.id, description: data.description ?? '', sectors: sectorsOf(data, assets),
    services: usedServices(data, assets, vocabulary.services), kinds: [...vocabulary.kinds.values()].sort((a, b) => order(a.id, b.id)), assets, profiles,
    physics: readLayers(data, { source, folder, builder, services: vocabulary.services, problems }), timeZone: timeZoneOf(data, source, problems),
  };
  // With errors it is asked for its names only.
  if (problems.hasErrors) return { ...content, hash: '' };
  const model = { ...content, hash: modelHash(content) };
  warnAboutModel(model, problems, placeOf);
  return model;
}

function kindsOf(data: ModelData, source: SourceData, folder: string | undefined, problems: ProblemList, { confined = false }: ReadModelOptions): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  if (typeof data.kinds === 'string') {
    const place = (): Place => source.locate(['kinds']);
    if (folder === undefined) { problems.error('PATH_UNRESOLVED', 'a path of a kind library needs a folder to start from', place()); return kinds; }
    const path = confined ? strictlyInside(data.kinds, folder, problems, place, 'the kind library lies inside the folder of the model') : resolve(folder, data.kinds);
    const library = there(data.kinds, path, problems, place);
    if (library === undefined) problems.forgive({ codes: KIND_NAMES });
    else readKinds(library, kinds, problems);
    return kinds;
  }
  addShippedKinds(kinds, problems);
  if (data.kinds) ownKinds(data.kinds, kinds, source, ['kinds'], problems);
  return kinds;
}

function servicesOf(data: ModelData, source: SourceData, problems: ProblemList): Map<string, Service> {
  const services = new Map(SHIPPED_SERVICES.map((s) => [s.id, s]));
  const own = new Set<string>();
  data.services?.forEach((s, i) => {
    if (own.has(s.id)) problems.error('SERVICE_DUPLICATE', `service "${s.id}" is defined twice`, source.locate(['services', i, 'id']));
    own.add(s.id);
    services.set(s.id, { id: s.id, title: s.title ?? s.id, unit: s.unit, quantity: s.quantity });
  });
  return services;
}

/** Services that needs or kinds of this model speak of, by id. */
function usedServices(data: ModelData, assets: readonly Asset[], services: Map<string, Service>): Service[] {
  const used = new Set(data.services?.map((s) => s.id));
  const kinds = new Set<Kind>();
  for (const asset of assets) { kinds.add(asset.kind); for (const need of asset.needs) used.add(need.service); }
  for (const kind of kinds) kind.services.forEach((s) => used.add(s));
  return [...services.values()].filter((s) => used.has(s.id)).sort((a, b) => order(a.id, b.id));
}

/** Sectors as listed in the file, else those of the assets in their usual order. */
function sectorsOf(data: ModelData, assets: readonly Asset[]): Model['sectors'] {
  if (data.sectors) return data.sectors.map((s) => ({ id: s.id, title: s.title ?? SHIPPED_SECTORS.find((known) => known.id === s.id)?.title ?? s.id }));
  const used = new Set(assets.map((a) => a.sector));
  const usual = SHIPPED_SECTORS.filter((s) => used.has(s.id)).map((s) => ({ ...s }));
  const others = [...used].filter((id) => !usual.some((s) => s.id === id)).sort(order);
  return [...usual, ...others.map((id) => ({ id, title: id }))];
}

/** Hours of the week, Monday 00:00 first. */
function profilesOf(data: ModelData, source: SourceData, problems: ProblemList): Record<string, number[]> {
  const profiles: Record<string, number[]> = {};
  for (const [name, profile] of Object.entries(data.profiles ?? {}).sort(([a], [b]) => order(a, b))) {
    if ('hours' in profile && Object.keys(profile).length === 1) profiles[name] = [...profile.hours];
    else if ('weekday' in profile && 'weekend' in profile) profiles[name] = Array.from({ length: 7 }, (_, day) => (day < 5 ? profile.weekday : profile.weekend)).flat();
    else problems.error('VALUE_INVALID', `profile "${name}": expecting both weekday and weekend, or hours alone`, source.locate(['profiles', name]));
  }
  return profiles;
}

function timeZoneOf(data: ModelData, source: SourceData, problems: ProblemList): string {
  const zone = data.timeZone ?? 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    problems.error('VALUE_INVALID', `timeZone: expecting an IANA time zone such as Europe/Brussels, found "${zone}"`, source.locate(['timeZone']));
  }
  return zone;
}
