/** Input-output tables from JSON: `hazcade-economy/1` (docs/economy.md). Every mistake has its line. */
import type { JsonSchema } from '../model/check-schema.js';
import { LocatedJson } from './located-json.js';

export const ECONOMY_FORMAT = 'hazcade-economy/1';

export interface EconomySector {
  id: string;
  title: string;
  /** Planned output, money a day. */
  output: number;
  /** Resilience coefficient, 1 / day; undefined: follows at once. */
  resilience?: number;
  /** Instead: after so many days alone only `to` of its inoperability is left. */
  recovery?: { days: number; to: number };
}

export interface Economy {
  title: string;
  currency: string;
  sectors: EconomySector[];
  /** `interdependency`: A* itself; `technical`: a_ij = input of i for one unit of output of j. */
  kind: 'interdependency' | 'technical';
  /** Rows in the order of sectors. */
  matrix: number[][];
}

interface Written { title?: string; currency?: string; sectors: (Omit<EconomySector, 'title' | 'output'> & { title?: string; output?: number })[]; kind?: Economy['kind']; matrix: number[][] }

const TEXT: JsonSchema = { type: 'string', maxLength: 1000 };
const COEFFICIENT: JsonSchema = { type: 'number', title: 'a coefficient of at least 0', minimum: 0, maximum: 1e9 };
const MOST_SECTORS = 1000;

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    format: { const: ECONOMY_FORMAT }, title: TEXT, currency: { type: 'string', title: 'a code of three capitals', pattern: '^[A-Z]{3}$' },
    sectors: {
      type: 'array', minItems: 1, maxItems: MOST_SECTORS, title: `1 to ${MOST_SECTORS} sectors`,
      items: {
        type: 'object', required: ['id'], additionalProperties: false,
        properties: {
          id: { type: 'string', title: 'an id: a letter or digit, then letters, digits, - _ .', pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*$', maxLength: 100 },
          title: TEXT,
          output: { type: 'number', title: 'an output above 0', exclusiveMinimum: 0, maximum: 1e15 },
          resilience: { type: 'number', title: 'a resilience coefficient above 0', exclusiveMinimum: 0, maximum: 1e6 },
          recovery: {
            type: 'object', required: ['days'], additionalProperties: false,
            properties: { days: { type: 'number', title: 'a number of days above 0', exclusiveMinimum: 0, maximum: 1e6 }, to: { type: 'number', title: 'a share above 0, below 1', exclusiveMinimum: 0, maximum: 0.999_999 } },
          },
        },
      },
    },
    kind: { enum: ['interdependency', 'technical'] },
    matrix: { type: 'array', items: { type: 'array', items: COEFFICIENT } },
  },
  required: ['format', 'sectors', 'matrix'],
  additionalProperties: false,
};

/** What is left of an inoperability after `recovery.days` where nothing else is said (Lian and Haimes take one part in a hundred). */
const LEFT = 0.01;

/**
 * @param file named in problems
 * @throws ValidationError with all problems of the form, or all of the content
 */
export function readEconomy(file: string, text: string): Economy {
  const json = LocatedJson.read<Written>(file, text, SCHEMA);
  const { title = '', currency = 'XXX', sectors, kind = 'interdependency', matrix } = json.data;
  const seen = new Set<string>();
  sectors.forEach(({ id, output, resilience, recovery }, i) => {
    if (seen.has(id)) json.error('ECONOMY_DUPLICATE', `sector "${id}" stands twice`, ['sectors', i, 'id']);
    seen.add(id);
    if (kind === 'technical' && output === undefined) json.error('ECONOMY_OUTPUT_MISSING', `sector "${id}" has no output: technical coefficients need those of all sectors`, ['sectors', i]);
    if (resilience !== undefined && recovery !== undefined) json.error('ECONOMY_RESILIENCE_TWICE', `sector "${id}" has both resilience and recovery: expecting one`, ['sectors', i, 'recovery']);
  });
  if (matrix.length !== sectors.length) json.error('ECONOMY_MATRIX', `expecting ${sectors.length} rows, one for each sector, found ${matrix.length}`, ['matrix']);
  matrix.forEach((row, i) => { if (row.length !== sectors.length) json.error('ECONOMY_MATRIX', `expecting ${sectors.length} entries, found ${row.length}`, ['matrix', i]); });
  json.throwIfErrors();
  return {
    title, currency, kind, matrix,
    sectors: sectors.map(({ id, title: name = id, output = 1, resilience, recovery }) => ({
      id, title: name, output, ...(resilience === undefined ? {} : { resilience }), ...(recovery === undefined ? {} : { recovery: { days: recovery.days, to: recovery.to ?? LEFT } }),
    })),
  };
}
