/** Sampled footprints -> intensities at assets, in the terms of the engine: depths from levels, courses from maps of several times. */
import type { CompiledCourses } from '../engine/compiled-scenario.js';
import { CascadeError } from '../errors.js';
import type { Asset, FootprintFile, Hazard } from '../model/types.js';
import { log } from '../numerics/elementary.js';
import type { FootprintSamples } from './footprints.js';
import type { ScenarioNames } from './scenario-names.js';

export interface FileIntensities {
  /** Asset indices, ascending: those hit in a realisation, or at a time, at least. */
  assets: Int32Array;
  /** By realisation: logarithm of the (greatest) intensity at each of them; -Infinity: not hit. */
  ln: Float64Array[];
  weights: readonly number[];
  /** Of maps of several times: the course at each. */
  courses?: CompiledCourses;
  /** Assets without a place. */
  skipped: Int32Array;
}

/** A number that an asset has as attribute; NaN: none. */
function attributeOf({ attributes }: Asset, name: string): number {
  const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return typeof value === 'number' ? value : NaN;
}

/** Intensity at an asset from the value sampled at its place: of levels, the depth above its ground. NaN: not hit. */
export function intensityOf(value: number, { ground, least = Number.MIN_VALUE }: FootprintFile, asset: Asset): number {
  if (ground === undefined) return value;
  const depth = value - attributeOf(asset, ground);
  return depth >= least ? depth : NaN;
}

/** @throws CascadeError FOOTPRINT_UNSAMPLED: the files were not read, or not at one of these places */
export function fileIntensities(at: ScenarioNames, { id }: Hazard, file: FootprintFile, samples: FootprintSamples | undefined): FileIntensities {
  const sample = samples?.hazards.get(id), { assetLon: lon, assetLat: lat } = at.network;
  if (samples === undefined || sample === undefined) throw new CascadeError('FOOTPRINT_UNSAMPLED', `the footprint of hazard "${id}" is a file that has not been read: give assemble or prepareStudy the option footprints: await sampleFootprints(model, scenario)`);
  const assets: number[] = [], found: number[][] = [], skipped: number[] = [];
  let unknown = 0;
  for (let a = 0; a < lon.length; a++) {
    if (Number.isNaN(lon[a]!) || Number.isNaN(lat[a]!)) { skipped.push(a); continue; }
    const place = samples.places.find(lon[a]!, lat[a]!), asset = at.model.assets[a]!;
    if (place === undefined) throw new CascadeError('FOOTPRINT_UNSAMPLED', `the footprint of hazard "${id}" has not been sampled at [${lon[a]!}, ${lat[a]!}]: sampleFootprints looks at assets of the model and of the scenario's variants`);
    if (sample.values.every((list) => Number.isNaN(list[place]!))) continue;
    if (file.ground !== undefined && Number.isNaN(attributeOf(asset, file.ground))) { unknown++; continue; }
    const values = sample.values.map((list) => intensityOf(list[place]!, file, asset));
    if (values.every(Number.isNaN)) continue;
    assets.push(a);
    found.push(values);
  }
  if (unknown > 0) at.warn('GROUND_UNKNOWN', `hazard "${id}": ${unknown} asset${unknown === 1 ? '' : 's'} in reach without a number "${file.ground!}" cannot be flooded`);
  const whole = { assets: Int32Array.from(assets), weights: sample.weights, skipped: Int32Array.from(skipped) };
  if (file.times === undefined) return { ...whole, ln: sample.values.map((_, r) => Float64Array.from(found, (values) => (Number.isNaN(values[r]!) ? -Infinity : log(values[r]!)))) };
  const peaks = found.map((values) => Math.max(...values.map(wetOrDry)));
  return { ...whole, ln: [Float64Array.from(peaks, log)], courses: coursesOf(found, peaks, file.times) };
}

const wetOrDry = (value: number): number => (Number.isNaN(value) ? 0 : value);

function coursesOf(found: readonly number[][], peaks: readonly number[], times: readonly number[]): CompiledCourses {
  const n = times.length;
  return {
    start: Int32Array.from({ length: found.length + 1 }, (_, i) => i * n), hours: Float64Array.from(found.flatMap(() => times)), shares: Float64Array.from(found.flatMap((values, i) => values.map((value) => wetOrDry(value) / peaks[i]!))),
    lastHours: times.at(-1)!,
  };
}
