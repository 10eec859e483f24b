/** Format of sensitivity studies, `hazcade-sensitivity/1`. */
import { Type, type Static } from 'typebox';
import { field, fields, Id, NumberNumeric, oneOf, optional, Selector, Text } from './schema-parts.js';

const Parameter = fields({
  id: field(Id, 'Unique id'),
  title: optional(Text, 'Name for people; default the id'),
  range: Type.Optional(Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'Lowest and highest value; uniform in between' })),
  distribution: optional(NumberNumeric, 'In place of a range'),
  unit: optional(Type.Enum(['s', 'min', 'h', 'd', 'w', 'y', '%'], { title: 'a unit of time, or %' }), 'Unit of the value where the field takes a duration or share with one'),
  whole: optional(Type.Boolean(), 'Rounded to a whole number; default false'),
  scenario: optional(Text, 'Dotted field of the scenario, as in a variant: hazards.gale.intensity'),
  harden: optional(Selector, 'Fragility medians of these assets are multiplied by the value'),
  set: Type.Optional(fields({ select: Selector, field: field(Text, 'Dotted field of the assets, as in a variant: buffers.electricity.hours') })),
}, { title: 'a parameter' });
export type ParameterData = Static<typeof Parameter>;

export const SensitivityFile = fields({
  format: field(Type.Literal('hazcade-sensitivity/1'), 'Format name and version'),
  parameters: Type.Array(Parameter, { minItems: 1, maxItems: 200, description: 'What is not known' }),
  outcomes: Type.Optional(Type.Array(Text, { minItems: 1, description: 'Whose mean is looked at; default the headline' })),
  replications: optional(Type.Integer({ minimum: 1, maximum: 1e6 }), 'Of each point; all have the same luck; default 100'),
  method: Type.Optional(Type.Unsafe<{ morris?: { trajectories: number; levels?: number }; sobol?: { points: number } }>({
    ...oneOf({
      morris: fields({ trajectories: field(Type.Integer({ minimum: 2, maximum: 1000 }), 'Each takes as many points as there are parameters, and one'), levels: optional(Type.Integer({ minimum: 2, maximum: 100 }), 'Of the grid, even; default 4') }),
      sobol: fields({ points: field(Type.Integer({ minimum: 8, maximum: 1e6 }), 'Of each of two samples; points x (parameters + 2) in all') }),
    }, 'exactly one of morris, sobol'), description: 'Default morris with 10 trajectories',
  })),
}, { title: 'Hazcade sensitivity', description: 'Uncertain parameters of a scenario, and how their influence is measured' });
export type SensitivityData = Static<typeof SensitivityFile>;
