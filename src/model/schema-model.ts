/** Format of models, `hazcade-model/1`. */
import { Type, type Static } from 'typebox';
import { KindFields } from './schema-kinds.js';
import { OverrideFields } from './schema-damage.js';
import {
  BufferFields, Combine, Count, Dependency, Duration, field, fields, Id, Name, optional, part, Position, State, Suppliers, Text,
} from './schema-parts.js';
import { ID_PATTERN, NAME_PATTERN } from './names.js';

export const Need = fields({
  service: field(Id, 'Service it needs'),
  from: field(Suppliers, 'Suppliers: ids, or {asset, weight}'),
  required: optional(Type.Number({ exclusiveMinimum: 0 }), 'How much of the summed weights is required; default 1'),
  combine: optional(Combine, 'sum (default), or best: the required-th best level counts'),
  impact: optional(Type.Number({ minimum: 0, maximum: 1000 }), 'Share of function it carries; default 1. Above 1, function is gone before supply is'),
  delay: optional(Duration, 'A dip shorter than this is not felt; default 0h'),
  type: optional(Dependency, 'Type of dependency; default physical'),
  role: optional(Type.Enum(['function', 'repair']), 'repair: jobs open only while it is met; default function'),
  demand: optional(Type.Number({ minimum: 0, maximum: 1e12 }), 'Nominal rate in the unit of the service; default 0: not counted'),
  demandProfile: optional(Name, 'Profile of the demand'),
  buffer: Type.Optional(Type.Unsafe<string | Static<typeof BufferFields>>({
    anyOf: [{ const: 'none' }, Duration, BufferFields], title: 'a duration, {hours, refill, ...}, or none', description: 'Reserve; left out: that of the kind for this service',
  })),
}, { title: 'a need' });
export type NeedData = Static<typeof Need>;

export const Asset = fields({
  id: field(Id, 'Unique id'),
  key: optional(Id, 'Identity for draws; default the id'),
  name: optional(Text, 'Name for people; default the id'),
  kind: field(Id, 'Kind from the library'),
  sector: optional(Id, 'Default: that of the kind'),
  place: optional(Position, '[lon, lat] in WGS 84 degrees'),
  people: optional(Count, 'Residents of a service area; staff or visitors elsewhere'),
  peopleProfile: optional(Name, 'Profile of the people'),
  critical: optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 2 }), 'Rank for critical-first: 1 first'),
  initialDamage: optional(State, 'State at the start; default none'),
  attributes: Type.Optional(Type.Unsafe<Record<string, string | number | boolean>>({
    type: 'object', propertyNames: { pattern: NAME_PATTERN }, additionalProperties: { type: ['string', 'number', 'boolean'], title: 'a text, number, true or false' }, description: 'Free attributes for selectors',
  })),
  ...OverrideFields,
  needs: Type.Optional(Type.Array(part<NeedData>('need'), { description: 'What it depends on' })),
}, { title: 'an asset' });
export type AssetData = Static<typeof Asset>;

const factors = (n: number) => Type.Array(Type.Number({ minimum: 0, maximum: 1000 }), { minItems: n, maxItems: n, title: `${n} factors` });
const Profile = Type.Unsafe<{ weekday: number[]; weekend: number[] } | { hours: number[] }>({
  type: 'object', additionalProperties: false, minProperties: 1, maxProperties: 2, title: '{weekday, weekend} of 24 factors each, or {hours} of 168',
  properties: { weekday: factors(24), weekend: factors(24), hours: factors(168) },
});

const csvPath = (text: string) => Type.Optional(Type.String({ description: text, pattern: '\\.(csv|tsv|txt)$', title: 'a path that ends in .csv, .tsv or .txt' }));

export const ModelFile = fields({
  format: field(Type.Literal('hazcade-model/1'), 'Format name and version'),
  id: field(Id, 'Id of the model'),
  title: optional(Text, 'Name for people; default the id'),
  description: optional(Text, 'What it shows, and what not'),
  timeZone: optional(Text, 'IANA time zone, as Europe/Brussels; default UTC'),
  kinds: Type.Optional(Type.Unsafe<string | Record<string, Static<typeof KindFields>>>({
    anyOf: [{ type: 'string', title: 'a path' }, { type: 'object', additionalProperties: KindFields, propertyNames: { pattern: ID_PATTERN } }], title: 'a path of a kind library, or a map of kinds',
    description: 'Folder or file of kinds instead of the shipped ones, or kinds in addition to them; default: the shipped library',
  })),
  sectors: Type.Optional(Type.Array(fields({ id: Id, title: Type.Optional(Text) }), { description: 'Order and titles of sectors' })),
  services: Type.Optional(Type.Array(fields({ id: Name, title: Type.Optional(Text), unit: field(Text, 'Unit of the demand, as MW'), quantity: field(Text, 'Unit of its integral over hours, as MWh') }), { description: 'Services beside the shipped ones, or in their stead' })),
  profiles: Type.Optional(Type.Unsafe<Record<string, Static<typeof Profile>>>({ type: 'object', propertyNames: { pattern: NAME_PATTERN }, additionalProperties: Profile, description: 'Hour-of-week factors, Monday 00:00 local time first' })),
  assets: Type.Optional(Type.Array(part<AssetData>('asset'), { description: 'Assets and their needs' })),
  tables: Type.Optional(fields({
    assets: csvPath('Table of assets'), needs: csvPath('Table of needs'),
    places: Type.Optional(Type.String({ description: 'GeoJSON of places', pattern: '\\.(geojson|json)$', title: 'a path that ends in .geojson or .json' })),
  }, { description: 'Tables beside or instead of inline assets; paths inside the model folder' })),
  physics: Type.Optional(Type.Array(fields({
    id: field(Id, 'Name of the layer; own outcomes of its model are called measure.ID'), sector: Id, model: field(Name, 'Name of the flow model'),
    use: optional(Type.Enum(['always', 'on-request']), 'on-request: runs only where a scenario asks for it; default always'),
    carries: optional(Type.Array(Name, { minItems: 1 }), 'Services that the flow model delivers between its components: their needs among each other do so no more while it runs'),
    files: Type.Optional(Type.Unsafe<Record<string, string>>({ type: 'object', propertyNames: { pattern: NAME_PATTERN }, additionalProperties: { type: 'string', title: 'a path inside the folder of the model' }, description: 'Role -> network file, inside the folder of the model' })),
    map: csvPath('Table asset <-> component of the network file: columns asset, component and share'),
    params: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object', description: 'Parameters of the flow model; links may be a CSV file with columns from, to' })),
  }), { description: 'Flow models of sectors' })),
}, { title: 'Hazcade model', description: 'Assets of a region and what they need' });
export type ModelData = Static<typeof ModelFile>;
