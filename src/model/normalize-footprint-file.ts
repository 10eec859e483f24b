/** A footprint from a file, already checked by the schema: paths are held inside the scenario's folder, what excludes each other is told. The files are read later. */
import { strictlyInside } from './inside-folder.js';
import { show, type Problems, type Where } from './problems.js';
import { kilometresOf } from './quantities.js';
import type { FootprintFileData } from './schema-footprint-file.js';
import type { FootprintFile } from './types.js';

/** What paths are called in problems. */
const PLACE_OF_FILES = 'files of a footprint lie inside the folder of the scenario';

/**
 * @param unit of the hazard
 * @param folder of the scenario
 */
export function footprintFileOf(data: FootprintFileData, unit: string | undefined, folder: string, problems: Problems, where: Where): FootprintFile {
  const paths = Array.isArray(data.path) ? [...data.path] : [data.path], several = paths.length > 1;
  paths.forEach((path, i) => strictlyInside(path, folder, problems, () => where(Array.isArray(data.path) ? ['path', i] : ['path']), PLACE_OF_FILES));
  if (data.sites !== undefined) strictlyInside(data.sites, folder, problems, () => where(['sites']), PLACE_OF_FILES);
  if (unit === undefined || unit === '') problems.error('FOOTPRINT_UNIT', 'a hazard whose footprint is a file needs a unit: the values of the file are converted to it', where());
  if (data.realisations !== undefined && several) problems.error('FOOTPRINT_OPTION', 'realisations are either several paths or several parts of one file', where(['realisations']));
  const count = several ? paths.length : Array.isArray(data.realisations) ? data.realisations.length : undefined;
  if (data.weights) checkWeights(data.weights, count, data.realisations === undefined && !several, problems, where);
  const withinKm = data.within === undefined ? undefined : kilometresOf(data.within)!;
  if (withinKm === 0) problems.error('QUANTITY_INVALID', 'within must be above 0', where(['within']));
  const realisations = Array.isArray(data.realisations) ? data.realisations.map(String) : data.realisations;
  if (Array.isArray(realisations) && new Set(realisations).size < realisations.length) problems.error('FOOTPRINT_OPTION', 'a realisation stands twice: give it a larger weight', where(['realisations']));
  return {
    paths, sites: data.sites, format: data.format, field: data.field === undefined ? undefined : String(data.field), realisations, weights: data.weights && [...data.weights],
    crs: data.crs, unit: data.unit, sampling: data.sampling === 'bilinear' ? 'bilinear' : 'nearest', withinKm, least: data.least, origin: { folder, ...where() },
  };
}

/** @param count of realisations; undefined: known only when the file is read */
function checkWeights(weights: readonly number[], count: number | undefined, single: boolean, problems: Problems, where: Where): void {
  if (single) problems.error('FOOTPRINT_OPTION', 'weights are those of realisations, or of several paths', where(['weights']));
  else if (count !== undefined && weights.length !== count) problems.error('FOOTPRINT_OPTION', `weights: expecting ${count}, one for each realisation, found ${show(weights)}`, where(['weights']));
  if (!weights.some((weight) => weight > 0)) problems.error('FOOTPRINT_OPTION', 'weights: expecting one above 0', where(['weights']));
}
