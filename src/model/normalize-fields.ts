/** Footprints computed by a model of the hazard, checked by the schema before, as the engine means them; nonsense is a FIELD_INVALID. */
import { FieldReader } from './field-reader.js';
import { motionScope } from './ground-motion-models.js';
import type { Problems, Where } from './problems.js';
import { hoursOf, kilometresOf, shareOf } from './quantities.js';
import type { FieldFootprintData } from './schema-fields.js';
import { positionOf } from './selectors.js';
import { trackOf } from './storm-track.js';
import type { AttenuationRegion, FieldFootprint, FireFootprint, FloodFootprint, GroundMotionFootprint, Landfall, Mechanism, PlumeFootprint, QuakeSource, StormFootprint } from './types-fields.js';

/** @returns undefined when the footprint is none of these forms */
export function fieldFootprintOf(data: FieldFootprintData, problems: Problems, where: Where, folder: string): FieldFootprint | undefined {
  const at = (key: string): FieldReader => new FieldReader(problems, (path = []) => where([key, ...path]), folder);
  if (data['ground-motion']) return groundMotionOf(data['ground-motion'], at('ground-motion'));
  if (data.storm) return stormOf(data.storm, at('storm'));
  if (data.flood) return floodOf(data.flood, at('flood'));
  if (data.plume) return plumeOf(data.plume, at('plume'));
  return data.fire && fireOf(data.fire, at('fire'));
}

function groundMotionOf(data: NonNullable<FieldFootprintData['ground-motion']>, read: FieldReader): GroundMotionFootprint {
  const { model } = data, { magnitude, regional } = motionScope(model);
  if (data.region !== undefined && !regional) read.wrong(`region: ${model} tells no regions apart`, 'region');
  return {
    form: 'ground-motion', ...(model === undefined ? {} : { model }), magnitude: read.numeric(data.magnitude, 6, magnitude, 'magnitude'), source: quakeSourceOf(data.source, read),
    mechanism: (data.mechanism ?? 'unspecified') as Mechanism, region: (data.region ?? 'global') as AttenuationRegion, vs30: read.number(data.vs30, 760, 100, 2000, 'vs30'),
    residuals: (data.residuals ?? 'correlated') as 'correlated' | 'none', clusteredSites: data.clusteredSites ?? false, maxKm: read.km(data.max, 300, 'above 0', 'max'),
  };
}

function quakeSourceOf(data: NonNullable<FieldFootprintData['ground-motion']>['source'], read: FieldReader): QuakeSource {
  const place = (at: readonly number[], ...path: string[]) => positionOf(at, read.problems, () => read.where(['source', ...path]));
  if (data.point) return { form: 'point', at: place(data.point, 'point') };
  if (data.line) return { form: 'line', line: read.points(data.line, 'source', 'line') };
  const { trace, strike, dip, length, width, topDepth } = data.rectangle!;
  const side = (value: string | undefined, name: string) => (value === undefined ? undefined : read.km(value, 0, 'above 0', 'source', 'rectangle', name));
  return { form: 'rectangle', trace: place(trace, 'rectangle', 'trace'), strike, dip, lengthKm: side(length, 'length'), widthKm: side(width, 'width'), topKm: read.km(topDepth, 0, 'any', 'source', 'rectangle', 'topDepth') };
}

function stormOf(data: NonNullable<FieldFootprintData['storm']>, read: FieldReader): StormFootprint {
  const ambientHpa = read.number(data.ambient, 1013, 870, 1085, 'ambient');
  const track = trackOf(data, ambientHpa, read);
  return {
    form: 'storm', track, ambientHpa, hollandB: data.hollandB === undefined ? undefined : read.number(data.hollandB, 1.5, 0.5, 3, 'hollandB'),
    surfaceFactor: shareOf(data.surfaceFactor) ?? 0.9, gustFactor: read.number(data.gustFactor, 1.23, 1, 3, 'gustFactor'), asymmetry: shareOf(data.asymmetry) ?? 0.55,
    crossTrackKm: read.km(data.crossTrack, 0, 'any', 'crossTrack'), pace: read.numeric(data.pace, 1, { min: 0.2, max: 5 }, 'pace'), maxKm: read.km(data.max, 500, 'above 0', 'max'),
    ...(data.landfall === undefined ? {} : { landfall: landfallOf(data.landfall, track.at(-1)?.hours ?? 0, read) }),
  };
}

function landfallOf({ at, reduction, decay, background }: NonNullable<NonNullable<FieldFootprintData['storm']>['landfall']>, endHours: number, read: FieldReader): Landfall {
  const hours = hoursOf(at)!;
  if (hours >= endHours) read.wrong(`at: expecting a time before the end of the track (${endHours} h), found ${at}`, 'landfall', 'at');
  return { hours, reduction: shareOf(reduction) ?? 0.9, decayPerHour: read.number(decay, 0.095, 0, 2, 'landfall', 'decay'), backgroundMs: read.number(background, 13.74, 0, 40, 'landfall', 'background') };
}

function floodOf(data: NonNullable<FieldFootprintData['flood']>, read: FieldReader): FloodFootprint {
  if (data.areas && data.ground !== undefined) read.wrong('takes areas by level or the heights of the ground, not both', 'ground');
  return {
    form: 'flood', level: read.rising(data.level.map(([time, m]): [number, number] => [hoursOf(time)!, m]), 'the times of a hydrograph', 'level'),
    offset: read.numeric(data.offset, 0, { min: -1000, max: 1000 }, 'offset'), ground: data.ground ?? 'elevationM',
    areas: data.areas?.map(({ from, polygon }, i) => ({ fromM: from, polygon: read.points(polygon, 'areas', i, 'polygon') })),
    within: data.within && read.points(data.within, 'within'), travel: data.travel && { from: read.points(data.travel.from, 'travel', 'from'), speedMs: data.travel.speed },
  };
}

function plumeOf(data: NonNullable<FieldFootprintData['plume']>, read: FieldReader): PlumeFootprint {
  return {
    form: 'plume', at: positionOf(data.at, read.problems, () => read.where(['at'])), windFrom: read.numeric(data.windFrom, 0, { min: -720, max: 720 }, 'windFrom'),
    windMs: read.numeric(data.windSpeed, 1, { min: 0.1, max: 100 }, 'windSpeed'), sector: data.sector,
    bands: read.rising(data.bands.map(([distance, share]): [number, number] => [kilometresOf(distance)!, shareOf(share)!]), 'the distances of bands', 'bands'), nearKm: read.km(data.near, 0, 'any', 'near'),
  };
}

function fireOf(data: NonNullable<FieldFootprintData['fire']>, read: FieldReader): FireFootprint {
  return {
    form: 'fire', from: read.points(data.from, 'from'), windFrom: read.numeric(data.windFrom, 0, { min: -720, max: 720 }, 'windFrom'), rateMs: read.numeric(data.rate, 1, { min: 1e-4, max: 20 }, 'rate'),
    ratio: read.numeric(data.ratio, 2, { min: 1, max: 20 }, 'ratio'), barriers: (data.barriers ?? []).map((line, i) => read.points(line, 'barriers', i)), maxKm: read.km(data.max, 0, 'above 0', 'max'),
  };
}
