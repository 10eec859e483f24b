/**
 * Footprints from files, sampled once for a study: at the places of all assets that the model has and that variants of the scenario add. What comes
 * out is plain numbers; nothing later opens a file, so that workers and variants need none.
 */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { ValidationError, type Problem } from '../errors.js';
import type { FootprintSample } from '../hazards/file-footprint.js';
import { canonicalJson } from '../model/canonical.js';
import { there } from '../model/inside-folder.js';
import { Problems } from '../model/problems.js';
import type { FootprintFile, Hazard, Model, Place, Scenario } from '../model/types.js';
import { quantile } from '../numerics/quantiles.js';
import { intensityOf } from './file-intensities.js';

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
  /** Of a footprint that changes over time. */
  times?: number;
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
    const missing = missingOf(footprint.file);
    if (missing.length > 0) { problems.push(...missing); continue; }
    try {
      const sample = await sampleFootprint(footprint.file, unit, places.lon, places.lat), summary = summaryOf(hazard, footprint.file, sample, model, places);
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

/** Files that are not there: told where they are named. */
function missingOf({ origin: { folder, ...place }, paths }: FootprintFile): Problem[] {
  const problems = new Problems();
  for (const name of paths) there(name, resolve(folder, name), problems, () => place);
  return problems.all();
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

function summaryOf({ id, measure, unit }: Hazard, file: FootprintFile, sample: FootprintSample, { assets }: Model, places: Places): FootprintSummary {
  const placed = assets.filter(({ place }) => place !== undefined), at = placed.map(({ place }) => places.find(place!.lon, place!.lat)!);
  const values = placed.map((asset, i) => sample.values.map((list) => intensityOf(list[at[i]!]!, file, asset)).filter((value) => !Number.isNaN(value)));
  const hits = values.map((list) => list.length), all = Float64Array.from(values.flat()).sort(), times = file.times?.length;
  return {
    hazard: id, measure, unit, files: sample.files, realisations: times === undefined ? sample.values.length : 1, ...(times === undefined ? {} : { times }), assets: at.length,
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
