/** Format of scenarios, `hazcade-scenario/1`. */
import { Type, type Static } from 'typebox';
import { ID_PATTERN } from './names.js';
import { Hazard, Trigger } from './schema-hazards.js';
import { Correlation, Link } from './schema-interactions.js';
import { Duration, field, fields, Id, optional, Share, Text } from './schema-parts.js';
import { Plan, Resource } from './schema-plans.js';
import { Recovery } from './schema-recovery.js';
import { Variant } from './schema-variants.js';
import { PHYSICS_WORDS, type PhysicsWord } from './physics-words.js';

const PhysicsModes = Type.Enum([...PHYSICS_WORDS], { type: 'string', title: 'linear (or off), surrogate or exact' });

export const ScenarioFile = fields({
  format: field(Type.Literal('hazcade-scenario/1'), 'Format name and version'),
  id: field(Id, 'Id of the scenario'),
  title: optional(Text, 'Name for people; default the id'),
  story: optional(Text, 'What happens'),
  sources: Type.Optional(Type.Array(Text, { description: 'Where its figures come from' })),
  limits: Type.Optional(Type.Array(Text, { description: 'What it leaves out' })),
  questions: Type.Optional(Type.Array(Text, { description: 'What to ask of it, at a planning table or in an exercise' })),
  model: field(Text, 'Path of the model folder or file, relative to this file'),
  start: field(Text, 'Instant of the start, ISO 8601 with time zone'),
  horizon: field(Duration, 'End of the simulation after the start: 1h .. 10y'),
  ticksPerHour: optional(Type.Integer({ minimum: 60, maximum: 2 ** 32 }), 'Resolution of time; default 460800'),
  seed: Type.Optional(Type.Unsafe<string | number>({ type: ['string', 'number'], title: 'a text', description: 'Fixes every draw; default the id' })),
  replications: optional(Type.Integer({ minimum: 1, maximum: 1e9 }), 'How many; default 1000'),
  precision: Type.Optional(fields({ outcome: field(Text, 'As person-hours.electricity'), relative: field(Type.Number({ exclusiveMinimum: 0, maximum: 1 }), 'Half-width of the 95 % interval over the mean'), maxReplications: Type.Integer({ minimum: 1, maximum: 1e9 }) }, { description: 'Replicate until this precision' })),
  hazards: Type.Optional(Type.Array(Hazard, { description: 'What hits the assets' })),
  triggers: Type.Optional(Type.Array(Trigger, { description: 'Hazards that follow' })),
  links: Type.Optional(Type.Array(Link, { description: 'What hazards do to rates, triggers, fragility and repair' })),
  correlations: Type.Optional(Type.Array(Correlation, { description: 'Intensities drawn together' })),
  recovery: Type.Optional(Recovery),
  plans: Type.Optional(Type.Array(Plan, { description: 'When ... then after ... do ...' })),
  resources: Type.Optional(Type.Array(Resource, { description: 'What plans use' })),
  affectedThreshold: optional(Share, 'Affected: people of areas that see less than this; default 1'),
  physics: Type.Optional(Type.Unsafe<PhysicsWord | Record<string, PhysicsWord>>({
    anyOf: [PhysicsModes, { type: 'object', propertyNames: { pattern: ID_PATTERN }, additionalProperties: PhysicsModes }], title: 'linear (or off), surrogate, exact, or a map of layers to these',
    description: 'How the flow models of the model run; left out: exact, those for use: always',
  })),
  variants: Type.Optional(Type.Array(Variant, { description: 'What-if changes, compared under common random numbers' })),
}, { title: 'Hazcade scenario', description: 'What hits a model, how it recovers, and what is varied' });
export type ScenarioData = Static<typeof ScenarioFile>;
