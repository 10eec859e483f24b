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

describe('the check of a body', () => {
  const problemsOf = async (url: string, payload: object, type = 'application/json') => {
    const { app } = await testApp(), begun = performance.now(), answer = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'REQUEST_INVALID']);
    return { problems: (answer.json() as { problems: { message: string }[] }).problems, ms: performance.now() - begun };
  };

  it('tells every problem', async () => {
    const { problems } = await problemsOf('/v1/studies', { scenari: 'x', replications: 0 });
    expect(problems.map((p) => p.message)).toEqual(expect.arrayContaining([expect.stringContaining('scenario'), expect.stringContaining('"scenari"'), expect.stringContaining('>= 1')]));
  });

  it('of hundreds of thousands of unknown members tells one', async () => {
    const { problems } = await problemsOf('/v1/studies', Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, 1])));
    expect(problems).toHaveLength(1);
  });

  it.each(['scopes', 'projects'])('does not compare or list the entries of a long list (%s)', async (list) => {
    const { problems, ms } = await problemsOf('/v1/keys', { name: 'n', subject: 's', scopes: ['read'], [list]: Array.from({ length: 200_000 }, (_, i) => i) });
    expect(problems).toHaveLength(1);
    // Pair by pair it took minutes.
    expect(ms).toBeLessThan(5_000);
  });
});
