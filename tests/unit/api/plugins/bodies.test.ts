/** Bodies: bounded in size and depth, as they are. */
import { describe, expect, it } from 'vitest';
import { deeperThan } from '../../../../src/api/plugins/bodies.js';
import { testApp } from '../app.js';

describe('depth of nesting', () => {
  it.each([['[[1]]', 2, false], ['[[[1]]]', 2, true], ['{"a":{"b":1}}', 2, false], ['{"a":{"b":[]}}', 2, true], ['"[[[["', 0, false], ['"\\"[[["', 0, false], ['["\\\\",[1]]', 1, true], ['[],[],[]', 1, false], ['', 0, false]])('%s deeper than %d: %s', (text, levels, deeper) => {
    expect(deeperThan(text, levels)).toBe(deeper);
  });

  it('is read in one pass, without a stack', () => { expect(deeperThan('['.repeat(4_000_000), 5_000_000)).toBe(false); });
});

describe('a body', () => {
  const limits = { jsonBytes: 2_000, bodyBytes: 4_000, jsonDepth: 8 };
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  it.each([
    ['too deep', nested(9), 'application/json', {}, 400, 'BODY_TOO_DEEP'],
    ['deep enough to be read', nested(8), 'application/json', {}, 400, 'REQUEST_INVALID'],
    ['too large', `"${'x'.repeat(2_000)}"`, 'application/json', {}, 413, 'BODY_TOO_LARGE'],
    ['no JSON', '{"a":', 'application/json', {}, 400, 'BODY_NOT_JSON'],
    ['with a prototype', '{"__proto__":{"x":1}}', 'application/json', {}, 400, 'BODY_NOT_JSON'],
    ['with a constructor', '{"constructor":{"prototype":{"x":1}}}', 'application/json', {}, 400, 'BODY_NOT_JSON'],
    ['empty', '', 'application/json', {}, 400, 'BODY_EMPTY'],
    ['of another type', '<a/>', 'text/xml', {}, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['of plain text', '{}', 'text/plain', {}, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['packed', '{}', 'application/json', { 'content-encoding': 'gzip' }, 415, 'ENCODING_UNSUPPORTED'],
  ])('%s is refused', async (_what, payload, type, more, status, code) => {
    const { app } = await testApp({ limits }), answer = await app.inject({ method: 'POST', url: '/v1/keys', payload, headers: { 'content-type': type, ...more } });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });
});
