/** Footprints computed by a model of the hazard, in scenario files. */
import { Type, type Static } from 'typebox';
import { GROUND_MOTION_MODEL_NAMES } from './ground-motion-models.js';
import { Distance, Duration, field, fields, Name, NumberNumeric, oneOf, optional, Polygon, Position, Share, Text } from './schema-parts.js';
import { MECHANISMS, REGIONS } from './types-fields.js';

const Line = Type.Array(Position, { minItems: 2, maxItems: 10_000, title: 'a line: at least two [lon, lat]' });
const PointOrLine = Type.Array(Position, { minItems: 1, maxItems: 10_000, title: 'a point or a line: one or more [lon, lat]' });
const Degrees = Type.Number({ minimum: 0, maximum: 360, title: 'degrees 0..360' });

export const GroundMotion = fields({
  model: Type.Optional(Type.Enum([...GROUND_MOTION_MODEL_NAMES], { title: 'a ground-motion model', description: 'Default bssa14' })),
  magnitude: field(NumberNumeric, 'Moment magnitude, 3 .. 8.5; of bindi14 4 .. 7.6'),
  source: field(oneOf({
    point: Position, line: Line,
    rectangle: fields({
      trace: field(Position, 'Middle of the line where the plane, prolonged upwards, meets the surface'),
      strike: field(Degrees, 'From north; the plane dips to the right'), dip: Type.Number({ exclusiveMinimum: 0, maximum: 90, title: 'degrees, above 0 to 90' }),
      length: optional(Distance, 'Along strike; left out: from the magnitude'), width: optional(Distance, 'Down the plane; left out: from the magnitude'), topDepth: optional(Distance, 'Of the upper edge; default 0km'),
    }),
  }, 'exactly one of point, line, rectangle'), 'What breaks'),
  mechanism: Type.Optional(Type.Enum([...MECHANISMS], { title: 'a mechanism', description: 'Default unspecified' })),
  region: Type.Optional(Type.Enum([...REGIONS], { title: 'a region', description: 'Of bssa14; default global' })),
  vs30: optional(Type.Number(), 'Shear-wave velocity of the upper 30 m, m/s, of assets without the attribute vs30; default 760'),
  residuals: Type.Optional(Type.Enum(['correlated', 'none'], { title: 'correlated or none', description: 'Between and, correlated in space, within events; default correlated' })),
  clusteredSites: optional(Type.Boolean(), 'Like soils stand together, so ground motions agree over longer distances; default false'),
  max: optional(Distance, 'Default 300km'),
}, { title: 'an earthquake: magnitude, source, ...' });

export const StormPointData = fields({
  time: field(Duration, 'After onset'), at: Position, pressure: optional(Type.Number(), 'Central pressure, hPa'), ambient: optional(Type.Number(), 'Pressure outside, hPa'),
  wind: optional(Type.Number(), 'Largest mean wind at 10 m, m/s'), radius: optional(Distance, 'Of the largest wind; left out: estimated'),
}, { title: 'a point of a track: time, at, pressure or wind, radius' });

export const Storm = fields({
  track: optional(Type.Array(StormPointData, { minItems: 2, maxItems: 1000 }), 'Points of the track'),
  ibtracs: Type.Optional(fields({ file: field(Text, 'IBTrACS CSV file, relative to the scenario'), storm: field(Text, 'Its SID'), from: optional(Text, 'First instant, UTC, as 2005-08-28T12:00Z'), to: optional(Text, 'Last instant') }, { description: 'Track from a file; onset is its first point' })),
  ambient: optional(Type.Number(), 'Pressure outside the storm, hPa; default 1013'),
  hollandB: optional(Type.Number(), 'Shape parameter B, 0.5 .. 3; left out: from pressure and wind where both are given, else 1.5'),
  surfaceFactor: optional(Share, 'Wind at 10 m over wind of the gradient; default 0.9'),
  gustFactor: optional(Type.Number(), 'Gust over mean wind; default 1.23'),
  asymmetry: optional(Share, 'Share of the forward speed that adds to the wind; default 0.55'),
  crossTrack: optional(Distance, 'Standard deviation of the offset across the track; default 0km'),
  pace: optional(NumberNumeric, 'Factor of the forward speed; default 1'),
  landfall: Type.Optional(fields({
    at: field(Duration, 'After onset, on the track'), reduction: optional(Share, 'Of the wind at the coast, at once; default 0.9'), decay: optional(Type.Number(), 'Rate, 1/h; default 0.095'), background: optional(Type.Number(), 'Wind to which it decays, m/s; default 13.7'),
  }, { description: 'From then on the wind decays over land, whatever the track says of it; left out: as the track says' })),
  max: optional(Distance, 'Default 500km'),
}, { title: 'a storm: track or ibtracs, ...' });

const LevelPoint = Type.Unsafe<[string, number]>({ type: 'array', prefixItems: [Duration, Type.Number()], items: false, minItems: 2, maxItems: 2, title: '[duration after onset, level in m]' });

export const Flood = fields({
  level: field(Type.Array(LevelPoint, { minItems: 1, maxItems: 10_000 }), 'Hydrograph: [duration after onset, m]'),
  offset: optional(NumberNumeric, 'Added to the level, m; default 0'),
  ground: optional(Name, 'Attribute of assets with the height of their ground, m; default elevationM'),
  areas: optional(Type.Array(fields({ from: field(Type.Number(), 'Level from which the area is wet, m'), polygon: Polygon }), { minItems: 1, maxItems: 10_000 }), 'Instead of heights: areas by level'),
  within: optional(Polygon, 'Only inside'),
  travel: Type.Optional(fields({ from: field(PointOrLine, 'Where the level is meant'), speed: field(Type.Number({ exclusiveMinimum: 0 }), 'm/s') }, { description: 'How the flood goes on; left out: everywhere at once' })),
}, { title: 'a flood: level, ...' });

const Band = Type.Unsafe<[string, number | string]>({ type: 'array', prefixItems: [Distance, Share], items: false, minItems: 2, maxItems: 2, title: '[distance, share of the intensity]' });
const windFrom = field(NumberNumeric, 'Where the wind comes from, degrees from north');

export const Plume = fields({
  at: Position, windFrom, windSpeed: field(NumberNumeric, 'm/s'), sector: field(Type.Number({ exclusiveMinimum: 0, maximum: 360, title: 'degrees, above 0 to 360' }), 'Full angle, degrees'),
  bands: field(Type.Array(Band, { minItems: 1, maxItems: 1000 }), '[up to this distance, share of the intensity], outwards'), near: optional(Distance, 'All around up to here; default 0km'),
}, { title: 'a plume: at, windFrom, windSpeed, sector, bands' });

export const Fire = fields({
  from: field(PointOrLine, 'Ignition'), windFrom, rate: field(NumberNumeric, 'Rate of spread with the wind, m/s'), ratio: optional(NumberNumeric, 'Length to breadth of the ellipse, 1 .. 20; default 2'),
  barriers: optional(Type.Array(Line, { maxItems: 1000 }), 'Lines that it does not cross'), max: field(Distance, 'Farthest'),
}, { title: 'a fire front: from, windFrom, rate, max, ...' });

/** Keys of a footprint. */
export const FIELD_FOOTPRINTS = { 'ground-motion': GroundMotion, storm: Storm, flood: Flood, plume: Plume, fire: Fire };
export interface FieldFootprintData {
  'ground-motion'?: Static<typeof GroundMotion>; storm?: Static<typeof Storm>; flood?: Static<typeof Flood>; plume?: Static<typeof Plume>; fire?: Static<typeof Fire>;
}
