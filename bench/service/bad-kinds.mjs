/** The sorts of bad requests. Each makes one, different each time, as the bytes that go over the wire. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { zip } from './zip.mjs';

const CRLF = '\r\n';
const pick = (next, list) => list[Math.floor(next() * list.length)];
const hex = (next, length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');

/** @returns a request; `body` and headers as given, a length that is right unless given */
function request(method, path, headers = {}, body = '') {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8');
  const all = { host: 'localhost', ...(bytes.length > 0 ? { 'content-length': bytes.length } : {}), ...headers };
  const lines = Object.entries(all).filter(([, value]) => value !== undefined).flatMap(([name, value]) => [value].flat().map((v) => `${name}: ${v}`));
  return { text: Buffer.concat([Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, '', ''].join(CRLF), 'latin1'), bytes]) };
}

const bearer = (token) => ({ authorization: `Bearer ${token}` });
const json = (token) => ({ ...bearer(token), 'content-type': 'application/json' });
const post = (token, body, path = '/v1/studies') => request('POST', path, json(token), typeof body === 'string' ? body : JSON.stringify(body));
const upload = (token, bytes, path = '/v1/models', type = 'application/zip') => request('POST', path, { ...bearer(token), 'content-type': type }, bytes);

/** Values of a wrong type, or that break programs. */
const STRANGE = [null, true, -1, 1e308, 0.5, '', ' ', '\u0000', '\ud800', 'x'.repeat(5_000), [], [[]], {}, { a: 1 }, '../../etc/passwd', "' OR 1=1 --", '${7*7}', '<script>', '%00', '\u202e', 1e21, -0];
const READS = ['/v1/studies/x', '/v1/models', '/v1/scenarios', '/v1/keys', '/v1/audit', '/metrics', '/v1/studies/x/results'];
const MODEL = Buffer.from('format: hazcade-model/1\nid: bad\ntitle: Bad\n');

function wrongToken(next, { reader }) {
  const jwt = (head, body) => `${Buffer.from(JSON.stringify(head)).toString('base64url')}.${Buffer.from(JSON.stringify(body)).toString('base64url')}.`;
  return pick(next, [
    undefined, 'Bearer', 'Bearer ', 'Basic YWRtaW46YWRtaW4=', `Bearer hzk_${hex(next, 49)}`, `Bearer ${reader.slice(0, -1)}`, `Bearer ${reader}x`, `Bearer ${reader.toUpperCase()}`, `Token ${reader}`, `Bearer ${reader} ${reader}`,
    `Bearer ${jwt({ alg: 'none' }, { sub: 'admin', scope: 'hazcade:admin' })}`, `Bearer ${jwt({ alg: 'HS256' }, { sub: 'admin' })}${hex(next, 40)}`, `Bearer ${hex(next, 8_000)}`, 'Bearer \u00e9\u00e8', `Bearer ${"' OR '1'='1"}`,
  ]);
}

/** The body of a study with one thing wrong. */
function wrongStudy(next) {
  const body = { scenario: 'winter-storm', replications: 10 };
  const key = pick(next, ['scenario', 'model', 'seed', 'replications', 'precision', 'variants', 'physics', 'project', 'extra', hex(next, 4)]);
  const value = pick(next, STRANGE);
  const fits = (key === 'seed' && typeof value === 'string' && value !== '' && value.length <= 200) || (key === 'variants' && value === true) || (key === 'precision' && value === 0.5);
  return { ...body, [key]: fits ? { not: value } : value, scenario: key === 'scenario' ? value : pick(next, ['winter-storm', hex(next, 6)]) };
}

const TRICKS = ['/../../etc/passwd', '/v1/../../etc/passwd', '/v1/%2e%2e/%2e%2e/etc/passwd', '/docs/static/..%2f..%2f..%2fpackage.json', '/docs/static/%2e%2e/%2e%2e/package.json', '/docs/static/....//....//package.json', '/v1/models/..%2f..%2fetc', '/v1/models/%00', '/v1/models/%', '/v1/models/%c0%ae%c0%ae', '/v1/studies/..;/', '//etc/passwd', '/v1/scenarios/a%2fb%2f..%2f..%2f..', '/\\..\\..\\windows\\win.ini', '/v1/models/x/files/../../../../etc/passwd', '/v1/models/tutorial/files/..%2f..%2fhazcade.db', '/%252e%252e/%252e%252e/etc/passwd', '/.git/config', '/.env', '/hazcade.db'];
const NAMES = ['../../evil.yaml', '/etc/cron.d/evil', '..\\..\\evil.yaml', 'C:\\evil.yaml', 'a/../../../evil.yaml', './../evil', 'model.yaml\0.png', 'a//b', '', '.', '..', 'x'.repeat(2_000), 'nul', 'a/./b', '\u00ff\u00fe', 'model.yaml/'];

/** Archives that unpack to much more than they are, that lead out, that lie, or are none. */
function badZip(next) {
  const zeros = (mb) => deflateRawSync(Buffer.alloc(mb << 20));
  return pick(next, [
    () => zip([{ name: 'model.yaml', bytes: MODEL }, { name: pick(next, NAMES), bytes: Buffer.from(hex(next, 40)) }]),
    () => zip([{ name: 'model.yaml', packed: zeros(16), size: 16 << 20 }]),
    () => zip([{ name: 'model.yaml', packed: zeros(16), size: 100 }]),
    () => zip([{ name: 'model.yaml', bytes: MODEL, size: 0xffffffff }]),
    () => zip(Array.from({ length: 150 }, (_, i) => ({ name: `f${i}`, bytes: Buffer.from('x') }))),
    () => zip([{ name: 'model.yaml', bytes: MODEL }], { count: 65_535 }),
    () => zip([{ name: 'model.yaml', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
    () => zip([{ name: 'model.yaml', bytes: MODEL, flags: 1 }]),
    () => zip([{ name: 'model.yaml', bytes: MODEL, method: 99 }]),
    () => zip([{ name: 'model.yaml', bytes: MODEL }, { name: 'model.yaml', bytes: Buffer.from(hex(next, 9)) }]),
    () => zip([{ name: 'inner.zip', bytes: zip([{ name: 'a', packed: zeros(8), size: 8 << 20 }]) }]),
    () => zip([{ name: 'model.yaml', packed: Buffer.from(hex(next, 60)), size: 500 }]),
    () => { const whole = zip([{ name: 'model.yaml', bytes: MODEL }]); return whole.subarray(0, Math.floor(next() * whole.length)); },
    () => { const whole = Buffer.from(zip([{ name: 'model.yaml', bytes: MODEL }])); whole[Math.floor(next() * whole.length)] ^= 0xff; return whole; },
    () => zip([]), () => Buffer.from('PK\x03\x04'), () => gzipSync(MODEL), () => Buffer.from(hex(next, 4_000), 'hex'),
  ])();
}

/** YAML and JSON that is none, is too deep, or grows when read. */
function badText(next) {
  const lol = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`).join('\n')}\n`;
  return pick(next, [lol, '['.repeat(20_000), `${'- '.repeat(5_000)}x`, `${'{"a":'.repeat(3_000)}1`, 'a: [1, 2', '\u0000', '%YAML 9\n---\n', '!!js/function "return 1"', 'format: hazcade-model/1\nid: [1]\n', 'format: hazcade-model/1\nid: bad\ntitle: x\nassets: 5\n', 'format: other/1\n', `x: ${'y'.repeat(200_000)}`, '\ufeff\ufeff', '&a *a', '{"__proto__": {"x": 1}}', `title: ${hex(next, 8)}\n`, 'include: /etc/passwd\n', 'format: hazcade-model/1\nid: bad\ntitle: x\nkinds: ../../../../etc\n']);
}

/** `slow`: its answer takes seconds. */
export const KINDS = {
  'wrong token': { make: (next, tokens) => request(pick(next, ['GET', 'POST', 'DELETE']), pick(next, READS), { authorization: wrongToken(next, tokens) }) },
  'wrong scope': { make: (next, { reader }) => pick(next, [() => post(reader, { scenario: 'winter-storm' }), () => request('GET', pick(next, ['/v1/keys', '/v1/audit', '/metrics']), bearer(reader)), () => post(reader, { name: 'x', subject: 'x', scopes: ['admin'] }, '/v1/keys'), () => request('DELETE', '/v1/keys/0123456789ab', bearer(reader)), () => upload(reader, MODEL, '/v1/models', 'application/yaml')])() },
  'unknown address': { make: (next, { runner }) => request(pick(next, ['GET', 'POST', 'PUT']), `/${pick(next, ['', 'v1/', 'v2/', 'admin/'])}${hex(next, 8)}`, bearer(runner)) },
  'unknown id': { make: (next, { runner }) => request('GET', `/v1/${pick(next, ['studies', 'models', 'scenarios', 'drafts'])}/${encodeURIComponent(pick(next, [hex(next, 12), ...STRANGE.filter((s) => typeof s === 'string' && s !== '' && s !== '\ud800')]).slice(0, 4_000))}`, bearer(runner)) },
  'wrong method': { make: (next, { runner }) => request(pick(next, ['PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'REPORT', 'LOCK']), pick(next, ['/v1/studies', '/v1/audit', '/metrics', '/health', '/v1/openapi.json']), bearer(runner)) },
  'no JSON': { make: (next, { runner }) => post(runner, pick(next, ['{', '{"scenario":', 'undefined', '{"a":1}}', "{'a':1}", '{"a":1,}', '\u0000', 'NaN', '[1,2', '"', '{"scenario":"\\u12"}', '\ufeff{}x', '']) || ' ') },
  'deep JSON': { make: (next, { runner }) => { const n = 65 + Math.floor(next() * 40_000); return post(runner, pick(next, [`${'['.repeat(n)}${']'.repeat(n)}`, '['.repeat(n), `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`])); } },
  'large JSON': { make: (next, { runner }) => post(runner, `{"scenario":"${'x'.repeat(262_144 + Math.floor(next() * 100_000))}"}`) },
  'wrong types': { make: (next, { runner }) => post(runner, wrongStudy(next)) },
  'no object': { make: (next, { runner }) => post(runner, pick(next, [[], [1], 1, 'a', true, null])) },
  'prototype pollution': { make: (next, { runner }) => post(runner, pick(next, ['{"__proto__":{"admin":true},"scenario":"winter-storm"}', '{"constructor":{"prototype":{"admin":true}},"scenario":"winter-storm"}', '{"scenario":{"__proto__":{}}}', '{"\\u005f_proto__":{"a":1},"scenario":"winter-storm"}'])) },
  'too many replications': { make: (next, { runner }) => post(runner, { scenario: 'winter-storm', replications: pick(next, [1_000_001, 1e15, Number.MAX_SAFE_INTEGER, 1e20]) }) },
  'a project of others': { make: (next, { runner }) => post(runner, { scenario: 'winter-storm', project: pick(next, ['theirs', 'shipped', '*', '../x', 'a b', hex(next, 6)]) }) },
  'wrong media type': { make: (next, { runner }) => request('POST', '/v1/studies', { ...bearer(runner), 'content-type': pick(next, ['text/plain', 'text/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/json; charset=utf-7; =', '', 'a/b/c', 'application/jsonx', 'x'.repeat(500)]) }, '{"scenario":"x"}') },
  'packed body': { make: (next, { runner }) => request('POST', '/v1/studies', { ...json(runner), 'content-encoding': pick(next, ['gzip', 'br', 'deflate', 'gzip, gzip', 'x']) }, gzipSync(Buffer.alloc(1 << 20))) },
  'wrong query': { make: (next, { runner }) => request('GET', `/v1/${pick(next, ['audit', 'studies', 'models', 'scenarios'])}?${pick(next, ['limit=-1', 'limit=abc', 'limit=1e9', 'limit=1&limit=2', 'limit[]=1', 'limit=1.5', 'limit=', 'limit=%00', 'limit=99999999999999999999'])}`, bearer(runner)) },
  'huge query': { make: (next, { runner }) => request('GET', `/v1/studies?q=${'x'.repeat(16_384 + Math.floor(next() * 50_000))}`, bearer(runner)) },
  'huge header': { make: (next, { runner }) => request('GET', '/v1/studies', { ...bearer(runner), x: 'y'.repeat(16_384 + Math.floor(next() * 50_000)) }) },
  'many headers': { make: (next, { runner }) => request('GET', '/v1/keys', { ...bearer(runner), ...Object.fromEntries(Array.from({ length: 600 + Math.floor(next() * 900) }, (_, i) => [`x-${i}`, hex(next, 20)])) }) },
  'broken HTTP': { make: (next) => ({ text: Buffer.from(pick(next, ['GET / HTTP/9.9\r\nhost: a\r\n\r\n', 'hello\r\n\r\n', 'GET /\0 HTTP/1.1\r\nhost: a\r\n\r\n', 'GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n', 'GET / HTTP/1.1\r\n: x\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'GET / HTTP/1.1\r\nhost: a\r\nx: \x01\r\n\r\n', 'G\xc3\x89T / HTTP/1.1\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'GET http:// HTTP/1.1\r\nhost\r\n\r\n', `${hex(next, 300)}\r\n\r\n`]), 'latin1') }) },
  'smuggling': { make: (next, { runner }) => ({ text: Buffer.from(`POST /v1/studies HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${runner}\r\ncontent-type: application/json\r\n${pick(next, ['content-length: 5\r\ntransfer-encoding: chunked', 'content-length: 5\r\ncontent-length: 6', 'content-length: -1', 'content-length: 1e3', 'transfer-encoding: chunked\r\ntransfer-encoding: identity', 'transfer-encoding: xchunked', 'content-length : 5', 'content-length: 5\r\n content-length: 6'])}\r\n\r\n0\r\n\r\nGET /v1/keys HTTP/1.1\r\n\r\n`, 'latin1') }) },
  'wrong chunks': { make: (next, { runner }) => ({ text: Buffer.from(`POST /v1/studies HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${runner}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${pick(next, ['zz\r\n{}\r\n0\r\n\r\n', '-1\r\n', 'ffffffffffffffffff\r\n{', '2\r\n{}x\r\n0\r\n\r\n', `${'f'.repeat(40)}\r\n`, '2;' + 'x'.repeat(20_000) + '\r\n{}\r\n0\r\n\r\n'])}`, 'latin1') }) },
  'no host': { make: (next, { runner }) => ({ text: Buffer.from(`GET /v1/keys HTTP/1.1\r\nauthorization: Bearer ${runner}\r\n\r\n`) }) },
  'impossible expectation': { make: (next, { runner }) => request('POST', '/v1/studies', { ...json(runner), expect: pick(next, ['200-ok', 'x', '100-continu']) }, '{}') },
  'body ends early': { make: (next, { runner }) => ({ ...request('POST', '/v1/studies', { ...json(runner), 'content-length': 1_000 }, '{"scenario":'), half: true }) },
  'path tricks': { make: (next, { runner }) => request('GET', pick(next, TRICKS), bearer(runner)) },
  'bad ZIP': { make: (next, { runner }) => upload(runner, badZip(next), pick(next, ['/v1/models', '/v1/models', '/v1/scenarios'])) },
  'bad YAML and JSON': { make: (next, { runner }) => upload(runner, Buffer.from(badText(next)), pick(next, ['/v1/models', '/v1/scenarios']), pick(next, ['application/yaml', 'application/json'])) },
  'large upload': { make: (next, { runner }) => upload(runner, Buffer.alloc((1 << 20) + 1 + Math.floor(next() * 1_000), 120), '/v1/models', 'application/yaml') },
  'bad idempotency key': { make: (next, { runner }) => request('POST', '/v1/studies', { ...json(runner), 'idempotency-key': pick(next, ['', 'x'.repeat(201), 'y'.repeat(3_000)]) }, '{"scenario":"winter-storm"}') },
  'slow header': { slow: true, make: (next, { runner }) => ({ text: Buffer.from(`GET /v1/studies HTTP/1.1\r\nauthorization: Bearer ${runner}\r\nx: `), drops: hex(next, 1) }) },
  'slow body': { slow: true, make: (next, { runner }) => ({ ...request('POST', pick(next, ['/v1/studies', '/v1/models']), { ...json(runner), 'content-length': 5_000 }, '{'), drops: ' ' }) },
};
