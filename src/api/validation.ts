/** Requests are checked against the schemas that OpenAPI shows. Bodies as they are; texts of the address (query, path, headers) may stand for numbers. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FastifyInstance } from 'fastify';

const OPTIONS = { strict: false, removeAdditional: false, useDefaults: true, verbose: true } as const;
/** Values (members of objects, entries of lists) of a request whose problems are all told. */
const MOST_VALUES = 1_000;

export function useValidation(app: FastifyInstance): void {
  const exact = checker(false), lenient = checker(true);
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? exact : lenient)(schema as object));
  // What a route answers is what it sends; tests hold every answer to its schema.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

/**
 * Every problem of a request is told, unless it has so many values that there could be megabytes of problems, which this thread would make
 * while everybody else waits: then only the first.
 */
function checker(coerceTypes: boolean) {
  const first = new Ajv2020({ ...OPTIONS, coerceTypes }), all = new Ajv2020({ ...OPTIONS, coerceTypes, allErrors: true });
  return (schema: object) => {
    // When first asked: compiling all of them took half of the CPU time of a start, most of it for problems that nobody has.
    let quick: ValidateFunction | undefined, thorough: ValidateFunction | undefined;
    return (data: unknown) => {
      if ((quick ??= first.compile(schema))(data)) return true;
      const { errors } = isSmall(data) && !(thorough ??= all.compile(schema))(data) ? thorough : quick;
      return { error: (errors ?? []) as never };
    };
  };
}

function isSmall(data: unknown): boolean {
  const open = [data];
  for (let next = open.pop(), values = 0; next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inside = Object.values(next);
    values += inside.length;
    if (values > MOST_VALUES) return false;
    for (const value of inside) open.push(value);
  }
  return true;
}
