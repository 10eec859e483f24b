/** Requests are checked against the schemas that OpenAPI shows. Bodies as they are; texts of the address (query, path, headers) may stand for numbers. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance } from 'fastify';

const OPTIONS = { allErrors: true, strict: false, removeAdditional: false, useDefaults: true, verbose: true } as const;

export function useValidation(app: FastifyInstance): void {
  const exact = new Ajv2020({ ...OPTIONS, coerceTypes: false }), lenient = new Ajv2020({ ...OPTIONS, coerceTypes: true });
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? exact : lenient).compile(schema as object));
  // What a route answers is what it sends; tests hold every answer to its schema.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}
