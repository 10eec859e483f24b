/** A footprint from a file, already checked by the schema: paths are held inside the scenario's folder, what excludes each other is told. The files are read later. */
import { strictlyInside } from './inside-folder.js';
import { show, type Problems, type Where } from './problems.js';
import { hoursOf, kilometresOf } from './quantities.js';
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
  checkTimesAndGround(data, unit, paths.length, problems, where);
  const count = several ? paths.length : Array.isArray(data.realisations) ? data.realisations.length : undefined;
  if (data.weights) checkWeights(data.weights, count, data.realisations === undefined && !several, problems, where);
  const withinKm = data.within === undefined ? undefined : kilometresOf(data.within)!;
  if (withinKm === 0) problems.error('QUANTITY_INVALID', 'within must be above 0', where(['within']));
  const realisations = Array.isArray(data.realisations) ? data.realisations.map(String) : data.realisations;
  if (Array.isArray(realisations) && new Set(realisations).size < realisations.length) problems.error('FOOTPRINT_OPTION', 'a realisation stands twice: give it a larger weight', where(['realisations']));
  return {
    paths, sites: data.sites, format: data.format, field: data.field === undefined ? undefined : String(data.field), realisations, weights: data.weights && [...data.weights],
    crs: data.crs, unit: data.unit, sampling: data.sampling === 'bilinear' ? 'bilinear' : 'nearest', withinKm, least: data.least, ...(data.times === undefined ? {} : { times: data.times.map((time) => hoursOf(time)!) }), ...(data.ground === undefined ? {} : { ground: data.ground }), origin: { folder, ...where() },
  };
}

/** @param count of realisations; undefined: known only when the file is read */
function checkWeights(weights: readonly number[], count: number | undefined, single: boolean, problems: Problems, where: Where): void {
  if (single) problems.error('FOOTPRINT_OPTION', 'weights are those of realisations, or of several paths', where(['weights']));
  else if (count !== undefined && weights.length !== count) problems.error('FOOTPRINT_OPTION', `weights: expecting ${count}, one for each realisation, found ${show(weights)}`, where(['weights']));
  if (!weights.some((weight) => weight > 0)) problems.error('FOOTPRINT_OPTION', 'weights: expecting one above 0', where(['weights']));
}

/** Levels are heights in metres; times are those of several maps, which then are no alternatives. */
function checkTimesAndGround({ times, ground, realisations, weights, path }: FootprintFileData, unit: string | undefined, paths: number, problems: Problems, where: Where): void {
  if (ground !== undefined && unit !== undefined && unit !== 'm') problems.error('FOOTPRINT_UNIT', `ground: depths above the ground are in m, the hazard is in "${unit}"`, where(['ground']));
  if (times === undefined) return;
  const hours = times.map((time) => hoursOf(time)!), wrong = hours.findIndex((h, i) => i > 0 && h <= hours[i - 1]!);
  if (wrong >= 0) problems.error('FOOTPRINT_OPTION', 'times must rise', where(['times', wrong]));
  if (weights !== undefined) problems.error('FOOTPRINT_OPTION', 'weights are those of alternatives; maps of several times are none', where(['weights']));
  const count = Array.isArray(path) ? paths : Array.isArray(realisations) ? realisations.length : realisations === 'all' ? undefined : 1;
  if (count !== undefined && count !== times.length) problems.error('FOOTPRINT_OPTION', `times: expecting as many as paths, or bands that realisations names (${count}), found ${times.length}`, where(['times']));
}
