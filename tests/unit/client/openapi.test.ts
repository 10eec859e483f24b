/** The client's types are those of the service's OpenAPI document: `npm run client:update` writes them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { testApp } from '../api/app.js';

const FILE = join(import.meta.dirname, '../../../src/client/openapi.ts');
const HEAD = '/** Routes, requests and answers of the service: made from its OpenAPI document by `npm run client:update`, not by hand. */\n';

it('is what the service answers', async () => {
  const { app } = await testApp(), document = (await app.inject('/v1/openapi.json')).json<Parameters<typeof openapiTypes>[0]>();
  const text = HEAD + astToString(await openapiTypes(document, { alphabetize: true }));
  if (process.env['UPDATE_CLIENT']) writeFileSync(FILE, text);
  expect(readFileSync(FILE, 'utf8')).toBe(text);
});
