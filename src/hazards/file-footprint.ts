/**
 * A footprint from files, sampled at places: opens each file, converts places to its coordinates and its values to the hazard's unit. What is not
 * known for sure (a coordinate system, a unit, which band) is refused, never guessed.
 */
import { basename, extname, resolve } from 'node:path';
import { CascadeError, nearest, ValidationError, type Problem } from '../errors.js';
import { contentHash, MOST_VALUES, type HazardFile, type HazardFileFormat } from '../imports/hazard-file.js';
import { HAZARD_FORMATS } from '../imports/hazard-formats.js';
import type { FootprintFile } from '../model/types.js';
import { crsConversion, sameCrs, type CrsConversion } from './file-crs.js';
import { unitConversion, unitName } from './file-units.js';
import { sampleFile } from './sample-file.js';

/** What a file is, for people and for the identity of a study. */
export interface SampledFile {
  /** As the scenario names it. */
  path: string;
  format: string;
  /** SHA-256 of its bytes. */
  sha256: string;
  crs: string;
  unit: string;
  fields: string[];
}

export interface FootprintSample {
  /** By realisation, or time: value at each place in the hazard's unit; NaN: not hit (outside, no data, and unless they are levels 0 or below, below `least`). */
  values: Float64Array[];
  /** Of the realisations. */
  weights: number[];
  /** 1: the place lies inside the grid, in an area, or in reach of a site; of several files in that of one. */
  inside: Uint8Array;
  files: SampledFile[];
}

/**
 * @param unit of the hazard
 * @param lon places in WGS 84 degrees
 * @throws ValidationError with every problem of all its files
 */
export async function sampleFootprint(spec: FootprintFile, unit: string, lon: Float64Array, lat: Float64Array): Promise<FootprintSample> {
  const sample: FootprintSample = { values: [], weights: [], inside: new Uint8Array(lon.length), files: [] }, problems: Problem[] = [], known = new Set<string>();
  for (const path of spec.paths) {
    try {
      await addFile(sample, spec, path, unit, lon, lat);
    } catch (error) {
      if (!(error instanceof CascadeError)) throw error;
      // What is wrong with the footprint is wrong for each of its files, but said once.
      for (const problem of problemsOf(error, spec)) if (!known.has(key(problem))) { known.add(key(problem)); problems.push(problem); }
    }
  }
  if (problems.length > 0) throw new ValidationError(problems);
  const count = sample.values.length;
  if (spec.weights && spec.weights.length !== count) throw new ValidationError(problemsOf(new CascadeError('FOOTPRINT_OPTION', `weights: expecting ${count}, one for each realisation, found ${spec.weights.length}`), spec));
  if (spec.times && spec.times.length !== count) throw new ValidationError(problemsOf(new CascadeError('FOOTPRINT_OPTION', `times: expecting ${count}, one for each path or band, found ${spec.times.length}`), spec));
  sample.weights = spec.weights ?? new Array<number>(count).fill(1);
  return sample;
}

const key = ({ code, file, line, message }: Problem): string => [code, file, line, message].join('\n');

function problemsOf(error: CascadeError, { origin: { folder: _folder, ...place } }: FootprintFile): Problem[] {
  return error instanceof ValidationError ? error.problems : [{ code: error.code, severity: 'error', ...place, message: error.message }];
}

async function addFile(sample: FootprintSample, spec: FootprintFile, path: string, unit: string, lon: Float64Array, lat: Float64Array): Promise<void> {
  const file = resolve(spec.origin.folder, path), format = formatOf(spec, path), sites = spec.sites === undefined ? undefined : resolve(spec.origin.folder, spec.sites);
  if (sites !== undefined && format.format !== 'ground-motion-csv') throw new CascadeError('FOOTPRINT_OPTION', `sites go with a table of events, not with ${format.format} (${path})`);
  const opened = await format.open(file, { field: spec.field, sites });
  try {
    const chosen = fieldsOf(opened, spec, path), from = unitOf(opened, chosen, spec, path), convert = unitConversion(from, unit), crs = conversionOf(opened, spec, path);
    checkShape(opened, spec, path);
    if (chosen.length * lon.length > MOST_VALUES) throw new CascadeError('FOOTPRINT_FILE_LIMIT', `${chosen.length} realisations at ${lon.length} places are more than ${MOST_VALUES} values: name fewer realisations`);
    const { values, inside } = await sampleFile(opened, crs, chosen, { bilinear: spec.sampling === 'bilinear', withinKm: spec.withinKm ?? 0 }, lon, lat);
    const least = spec.least ?? Number.MIN_VALUE;
    // Levels count above the ground, which differs from asset to asset: what hits is told later (study/file-intensities.ts).
    for (const list of values) sample.values.push(list.map((value) => { const v = convert(value); return (spec.ground !== undefined || v >= least) && Math.abs(v) < Infinity ? v : NaN; }));
    inside.forEach((is, i) => { if (is === 1) sample.inside[i] = 1; });
    sample.files.push({ path, format: format.format, sha256: await contentHash(file, format.limit), crs: crs.name, unit: from, fields: chosen.map((f) => opened.fields[f]!.name) });
    if (sites !== undefined) sample.files.push({ path: spec.sites!, format: 'sites', sha256: await contentHash(sites, format.limit), crs: crs.name, unit: '', fields: [] });
  } finally {
    opened.close();
  }
}

function formatOf({ format }: FootprintFile, path: string): HazardFileFormat {
  const ending = extname(path).toLowerCase(), found = HAZARD_FORMATS.find((f) => (format === undefined ? f.extensions.includes(ending) : f.format === format));
  if (found === undefined) throw new CascadeError('FOOTPRINT_FORMAT', `"${basename(path)}": the ending "${ending}" is not that of a known format. Expecting ${HAZARD_FORMATS.map((f) => `${f.extensions.join(' ')} (${f.format})`).join(', ')}, or \`format\``);
  return found;
}

/** Indices of the fields that are read: one, or the realisations. */
function fieldsOf(opened: HazardFile, { field, realisations }: FootprintFile, path: string): number[] {
  const names = opened.fields.map((f) => f.name), listed = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  const events = opened.shape === 'sites' && opened.ensemble, what = events ? 'event' : opened.shape === 'grid' && opened.ensemble ? 'band' : 'field';
  const index = (name: string): number => {
    const found = names.indexOf(name);
    if (found >= 0) return found;
    const near = nearest(name, names);
    throw new CascadeError('FOOTPRINT_FIELD_UNKNOWN', `${path} has no ${what} "${name}". Expecting ${names.length === 0 ? 'a file with numbers: it has none' : `one of ${listed}`}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  };
  if (realisations === 'all') {
    if (!opened.ensemble) throw new CascadeError('FOOTPRINT_OPTION', `realisations: all are bands of a GeoTIFF or events of a table; of ${path} name them: ${listed}`);
    return names.map((_, i) => i);
  }
  if (realisations) return realisations.map(index);
  // In a table of events `field` has named the measure already; its fields are the events.
  if (field !== undefined && !events) return [index(field)];
  if (names.length === 1) return [0];
  throw new CascadeError('FOOTPRINT_FIELD_MISSING', names.length === 0 ? `${path} has no numbers to read` : events
    ? `${path} has ${names.length} events: expecting \`realisations: all\`, or a list of some of ${listed}` : `${path} has several: expecting \`field\`, one of ${listed}`);
}

/** Stated by the scenario or by the file; where both, the same. */
function unitOf(opened: HazardFile, chosen: readonly number[], { unit }: FootprintFile, path: string): string {
  const stated = new Set(chosen.flatMap((f) => opened.fields[f]!.unit ?? []));
  if (stated.size > 1) throw new CascadeError('FOOTPRINT_UNIT', `${path}: realisations in different units: ${[...stated].join(', ')}`);
  const [own] = stated;
  if (unit !== undefined && own !== undefined && unitName(unit) !== unitName(own)) throw new CascadeError('FOOTPRINT_UNIT', `${path} states the unit "${own}", the scenario "${unit}": leave \`unit\` out, or correct the file`);
  const found = unit ?? own;
  if (found === undefined) throw new CascadeError('FOOTPRINT_UNIT', `${path} does not state the unit of ${opened.fields[chosen[0]!]!.name}: expecting \`unit\``);
  return found;
}

/** Stated by the scenario or by the file; where both, the same. */
function conversionOf(opened: HazardFile, { crs }: FootprintFile, path: string): CrsConversion {
  if (crs !== undefined && opened.crs !== undefined && !sameCrs(crs, opened.crs)) throw new CascadeError('FOOTPRINT_CRS', `${path} states the coordinate system ${opened.crs}, the scenario ${crs}: leave \`crs\` out, or correct the file`);
  const name = opened.crs ?? crs;
  if (name === undefined) throw new CascadeError('FOOTPRINT_CRS', `${path} does not state its coordinate system: expecting \`crs\`, as EPSG:4326`);
  return crsConversion(name);
}

/** Options that have no meaning for the form of a file, or that it needs. */
function checkShape({ shape }: HazardFile, { sampling, withinKm }: FootprintFile, path: string): void {
  if (shape !== 'grid' && sampling === 'bilinear') throw new CascadeError('FOOTPRINT_OPTION', `sampling: bilinear is for grids; ${path} has ${shape}`);
  if (shape === 'sites' && withinKm === undefined) throw new CascadeError('FOOTPRINT_OPTION', `${path} has values at sites: expecting \`within\`, how far from an asset the nearest site may be`);
  if (shape !== 'sites' && withinKm !== undefined) throw new CascadeError('FOOTPRINT_OPTION', `within is for files of sites; ${path} has ${shape === 'grid' ? 'a grid' : 'areas'}`);
}
