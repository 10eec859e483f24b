/**
 * Footprints from files, sampled once for a study: at the places of all assets that the model has and that variants of the scenario add. What comes
 * out is plain numbers; nothing later opens a file, so that workers and variants need none.
 */
import { createHash } from 'node:crypto';
import { CascadeError, ValidationError, type Problem } from '../errors.js';
import type { FootprintSample } from '../hazards/file-footprint.js';
import { canonicalJson } from '../model/canonical.js';
import type { Hazard, Model, Place, Scenario } from '../model/types.js';
import { log } from '../numerics/elementary.js';
import { quantile } from '../numerics/quantiles.js';

/** Places in the order in which they are sampled: those of the model's assets, then those that variants add. */
interface Places { lon: Float64Array; lat: Float64Array; find(lon: number, lat: number): number | undefined }

/** Footprints of a study. */
export interface FootprintSamples {
  /** By hazard id. */
  readonly hazards: ReadonlyMap<string, FootprintSample>;
  readonly places: Places;
  readonly summaries: readonly FootprintSummary[];
  /** FOOTPRINT_OUTSIDE, FOOTPRINT_NO_DATA. */
  readonly warnings: readonly Problem[];
}

/** What was sampled for a hazard, over the assets of the model. */
export interface FootprintSummary {
  hazard: string;
  measure: string;
  unit: string;
  files: FootprintSample['files'];
  realisations: number;
  /** Assets with a place; of these, inside the file's extent; of these, hit in a realisation at least. */
  assets: number;
  inside: number;
  hit: number;
  /** Over all that are hit, in all realisations, in the hazard's unit; undefined: none is. */
  intensity?: { min: number; median: number; max: number };
}

/**
 * Reads the files of all footprints of a scenario. Undefined: it has none.
 * @throws ValidationError with every problem of all files
 */
export async function sampleFootprints(model: Model, scenario: Scenario): Promise<FootprintSamples | undefined> {
  const from = scenario.hazards.filter(({ footprint }) => footprint.form === 'file');
  if (from.length === 0) return undefined;
  const { sampleFootprint } = await import('../hazards/file-footprint.js');
  const places = placesOf(model, scenario), hazards = new Map<string, FootprintSample>(), problems: Problem[] = [], warnings: Problem[] = [], summaries: FootprintSummary[] = [];
  for (const hazard of from) {
    const { id, unit, footprint } = hazard;
    if (footprint.form !== 'file') continue;
    try {
      const sample = await sampleFootprint(footprint.file, unit, places.lon, places.lat), summary = summaryOf(hazard, sample, model, places);
      hazards.set(id, sample);
      summaries.push(summary);
      const { folder: _folder, ...place } = footprint.file.origin, warn = (code: string, message: string): void => { warnings.push({ code, severity: 'warning', ...place, message }); };
      if (summary.inside === 0) warn('FOOTPRINT_OUTSIDE', `hazard "${id}": none of the ${summary.assets} assets with a place lies inside ${footprint.file.paths.join(', ')} (read as ${[...new Set(sample.files.map((f) => f.crs))].join(', ')})${await swapped(sampleFootprint(footprint.file, unit, places.lat, places.lon))}`);
      else if (summary.hit === 0) warn('FOOTPRINT_NO_DATA', `hazard "${id}": ${summary.inside} assets lie inside ${footprint.file.paths.join(', ')}, but each where there is no data, or a value that hits nothing`);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      problems.push(...error.problems.map((problem) => ({ ...problem, message: `hazard "${id}": ${problem.message}` })));
    }
  }
  if (problems.length > 0) throw new ValidationError(problems);
  return { hazards, places, summaries, warnings };
}

/** What is said when places would be inside with longitude and latitude the other way round; such numbers may be no place at all. */
async function swapped(sampling: Promise<FootprintSample>): Promise<string> {
  const inside = await sampling.then((sample) => sample.inside.some((is) => is === 1), () => false);
  return inside ? '. With easting and northing the other way round they would: files have easting (longitude) first' : '';
}

function placesOf({ assets }: Model, { variants }: Scenario): Places {
  const found: Place[] = assets.flatMap(({ place }) => place ?? []);
  for (const { changes } of variants) for (const change of changes) {
    const place = change.change === 'add-asset' ? change.asset.place : undefined;
    if (Array.isArray(place)) found.push({ lon: Number(place[0]), lat: Number(place[1]) });
  }
  const byLon = new Map<number, Map<number, number>>(), lon: number[] = [], lat: number[] = [];
  for (const place of found) {
    let column = byLon.get(place.lon);
    if (column === undefined) byLon.set(place.lon, column = new Map());
    if (column.has(place.lat)) continue;
    column.set(place.lat, lon.length);
    lon.push(place.lon);
    lat.push(place.lat);
  }
  return { lon: Float64Array.from(lon), lat: Float64Array.from(lat), find: (x, y) => byLon.get(x)?.get(y) };
}

function summaryOf({ id, measure, unit }: Hazard, sample: FootprintSample, { assets }: Model, places: Places): FootprintSummary {
  const at = assets.flatMap(({ place }) => (place ? [places.find(place.lon, place.lat)!] : []));
  const hits = at.map((position) => sample.values.reduce((n, list) => n + (Number.isNaN(list[position]!) ? 0 : 1), 0)), all = new Float64Array(hits.reduce((sum, n) => sum + n, 0));
  let filled = 0;
  for (const list of sample.values) for (const position of at) if (!Number.isNaN(list[position]!)) all[filled++] = list[position]!;
  all.sort();
  return {
    hazard: id, measure, unit, files: sample.files, realisations: sample.values.length, assets: at.length,
    inside: at.reduce((n, position) => n + sample.inside[position]!, 0), hit: hits.filter((n) => n > 0).length,
    ...(all.length > 0 ? { intensity: { min: all[0]!, median: quantile(all, 50), max: all.at(-1)! } } : {}),
  };
}

/** Hash of a scenario as a study runs it: its own if no footprint is a file; else with the contents of these files. */
export function studyScenarioHash(scenario: Scenario, samples: FootprintSamples | undefined): string {
  if (samples === undefined) return scenario.hash;
  const files = [...samples.hazards].map(([hazard, sample]) => [hazard, sample.files.map((file) => file.sha256)]).sort(([a], [b]) => (a! < b! ? -1 : 1));
  return createHash('sha256').update(canonicalJson({ scenario: scenario.hash, files })).digest('hex');
}

/** Assets that a footprint from files reaches, in the terms of the engine. */
export interface FileIntensities {
  /** Asset indices, ascending: those hit in a realisation at least. */
  assets: Int32Array;
  /** By realisation: logarithm of the intensity at each of them; -Infinity: not hit. */
  ln: Float64Array[];
  weights: readonly number[];
  /** Assets without a place. */
  skipped: Int32Array;
}

/** @throws CascadeError FOOTPRINT_UNSAMPLED: the files were not read, or not at one of these places */
export function fileIntensities(hazard: string, samples: FootprintSamples | undefined, lon: ArrayLike<number>, lat: ArrayLike<number>): FileIntensities {
  const sample = samples?.hazards.get(hazard);
  if (samples === undefined || sample === undefined) throw new CascadeError('FOOTPRINT_UNSAMPLED', `the footprint of hazard "${hazard}" is a file that has not been read: give assemble or prepareStudy the option footprints: await sampleFootprints(model, scenario)`);
  const assets: number[] = [], positions: number[] = [], skipped: number[] = [];
  for (let a = 0; a < lon.length; a++) {
    if (Number.isNaN(lon[a]!) || Number.isNaN(lat[a]!)) { skipped.push(a); continue; }
    const at = samples.places.find(lon[a]!, lat[a]!);
    if (at === undefined) throw new CascadeError('FOOTPRINT_UNSAMPLED', `the footprint of hazard "${hazard}" has not been sampled at [${lon[a]!}, ${lat[a]!}]: sampleFootprints looks at assets of the model and of the scenario's variants`);
    if (sample.values.every((list) => Number.isNaN(list[at]!))) continue;
    assets.push(a);
    positions.push(at);
  }
  const ln = sample.values.map((list) => Float64Array.from(positions, (at) => (Number.isNaN(list[at]!) ? -Infinity : log(list[at]!))));
  return { assets: Int32Array.from(assets), ln, weights: sample.weights, skipped: Int32Array.from(skipped) };
}
