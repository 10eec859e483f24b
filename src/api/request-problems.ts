/** What is wrong with a request, in the words of the service: what was expected, what was found, the nearest right name. */
import { nearest, type Problem } from '../errors.js';

/** An error of Ajv, with the schema and the value it is about (`verbose`). */
export interface SchemaError { instancePath: string; keyword: string; message?: string; params: Record<string, unknown>; parentSchema?: { properties?: Record<string, unknown>; description?: string }; data?: unknown }

/** @param part of the request: `body`, `querystring`, `params`, `headers` */
export function requestProblem(part: string, error: SchemaError): Problem {
  const { property, words } = wordsOf(error);
  return { code: 'VALUE_INVALID', severity: 'error', file: part, pointer: property === undefined ? error.instancePath : `${error.instancePath}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`, message: words };
}

function wordsOf({ keyword, params, message = keyword, parentSchema, data }: SchemaError): { property?: string; words: string } {
  switch (keyword) {
    case 'additionalProperties': {
      const property = String(params['additionalProperty']), known = Object.keys(parentSchema?.properties ?? {});
      return { property, words: `there is no "${property.slice(0, 100)}" here; expecting ${known.length > 0 ? known.join(', ') : 'nothing'}${meant(property, known)}` };
    }
    case 'required': return { words: `"${String(params['missingProperty'])}" is missing` };
    case 'type': return { words: `expecting ${String(params['type'])}${found(data)}` };
    case 'const': return { words: `expecting ${JSON.stringify(params['allowedValue'])}${found(data)}` };
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      return { words: `expecting one of ${allowed.join(', ')}${found(data)}${typeof data === 'string' ? meant(data, allowed) : ''}` };
    }
    case 'pattern': return { words: `${message}${found(data)}${parentSchema?.description === undefined ? '' : ` (${parentSchema.description})`}` };
    default: return { words: `${message}${found(data)}` };
  }
}

const meant = (wrong: string, known: readonly string[]): string => { const near = nearest(wrong.slice(0, 100), known); return near === undefined ? '' : `. Did you mean "${near}"?`; };

/** Of what the request holds only so much that one sees which it is. */
function found(data: unknown): string {
  if (data === undefined) return '';
  if (typeof data === 'object' && data !== null) return Array.isArray(data) ? ', found a list' : ', found an object';
  const text = JSON.stringify(data);
  return `, found ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`;
}
