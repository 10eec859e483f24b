/** Plain data as bytes: what structured cloning carries must come back the same, and nothing else must come in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes } from '../../../src/study/plain-bytes.js';

const again = (value: unknown): unknown => fromBytes(toBytes(value));

describe('plain bytes', () => {
  it('carry what structured cloning carries', () => {
    const value = {
      text: 'Übung', none: undefined, nothing: null, numbers: [1.5, -0, NaN, Infinity, -Infinity], big: 2n ** 70n, dollar: { $: ['view'] },
      map: new Map<unknown, unknown>([['a', new Float64Array([NaN, 1])], [2, undefined]]), set: new Set([1, 'x']), bytes: Uint8Array.of(1, 2, 3), words: Uint16Array.of(65535),
    };
    expect(again(value)).toStrictEqual(value);
    expect(Object.is((again({ x: -0 }) as { x: number }).x, -0)).toBe(true);
  });

  it('are the inverse of reading, for any nesting of JSON and numbers', () => {
    const leaf = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.bigInt(), fc.float64Array({ maxLength: 5 }), fc.uint8Array({ maxLength: 9 }));
    const key = fc.string().filter((name) => name !== '__proto__');
    const { tree } = fc.letrec((tie) => ({ tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true })) }));
    fc.assert(fc.property(tree, (value) => { expect(again(value)).toStrictEqual(value); }), { numRuns: 300 });
  });

  it('are the same in memory that was used before', () => {
    const value = { text: 'x', odd: Uint8Array.of(1, 2, 3), list: [Float64Array.of(1.5)] };
    expect(toBytes(value, (length) => new Uint8Array(length + 8).fill(255).subarray(8))).toEqual(toBytes(value));
  });

  it('read in place look into the bytes, and no further than their own buffer', () => {
    const bytes = toBytes({ a: Uint8Array.of(1, 2, 3), b: Float64Array.of(4.5), c: new Uint8Array([9, 8, 7]).subarray(1).buffer });
    const value = fromBytes(bytes, true) as { a: Uint8Array; b: Float64Array; c: ArrayBuffer };
    expect([...value.a, ...value.b, ...new Uint8Array(value.c)]).toEqual([1, 2, 3, 4.5, 9, 8, 7]);
    expect(value.b.buffer).toBe(bytes.buffer);
    const far = new TextEncoder().encode(JSON.stringify({ value: { $: ['view', 'Uint8Array', 0, 0, 9] }, buffers: [[8, 0]] })), spoilt = new Uint8Array(128);
    new DataView(spoilt.buffer).setUint32(0, far.length, true);
    spoilt.set(far, 4);
    expect(() => fromBytes(spoilt, true)).toThrow(/a view beyond its buffer/);
  });

  it('keep shared memory shared, and two views on one buffer on one buffer', () => {
    const shared = new SharedArrayBuffer(16), { whole, half } = again({ whole: new Int32Array(shared), half: new Int32Array(shared, 8) }) as { whole: Int32Array; half: Int32Array };
    expect(whole.buffer).toBeInstanceOf(SharedArrayBuffer);
    half[0] = 7;
    expect(whole[2]).toBe(7);
  });

  it('keep what is shared shared, circles too, and holes holes', () => {
    const one = { x: 1 }, sparse: unknown[] = [, one, , 3];
    const value: Record<string, unknown> = { one, list: [one, one], sparse, map: new Map([[one, sparse]]), dollar: { $: 1, one } };
    value['self'] = value;
    const back = again(value) as typeof value;
    expect(back).toStrictEqual(value);
    expect(Object.keys(back['sparse'] as unknown[])).toEqual(['1', '3']);
    for (const other of [(back['list'] as unknown[])[1], (back['sparse'] as unknown[])[1], [...(back['map'] as Map<unknown, unknown>).keys()][0], (back['dollar'] as { one: unknown }).one]) expect(other).toBe(back['one']);
    expect(back['self']).toBe(back);
  });

  it('give equal bytes for equal data', () => {
    expect(toBytes({ a: [1, Float64Array.of(2)] })).toEqual(toBytes({ a: [1, Float64Array.of(2)] }));
  });

  it.each([['a function', () => 1], ['a symbol', Symbol('s')], ['an instance of a class', new Date(0)], ['a view that is none', new DataView(new ArrayBuffer(2))]])('refuse %s', (_, value) => {
    expect(() => toBytes({ value })).toThrow(expect.objectContaining({ code: 'DATA_NOT_PLAIN' }) as Error);
  });

  const text = (tree: unknown): Uint8Array => {
    const json = new TextEncoder().encode(JSON.stringify(tree)), bytes = new Uint8Array(4 + json.length);
    new DataView(bytes.buffer).setUint32(0, json.length, true);
    bytes.set(json, 4);
    return bytes;
  };
  it.each([
    ['nothing', new Uint8Array(0)], ['cut off text', toBytes({ a: 1 }).subarray(0, 9)], ['cut off buffers', toBytes(new Float64Array(100)).subarray(0, 200)],
    ['no JSON', Uint8Array.of(2, 0, 0, 0, 123, 123)], ['a class by name', text({ value: { $: ['view', 'Function', 0, 0, 0] }, buffers: [] })],
    ['a buffer that is not there', text({ value: { $: ['buffer', 3] }, buffers: [] })], ['an inherited word', text({ value: { $: ['number', 'toString'] }, buffers: [] })],
    ['a prototype', new Uint8Array([...text(JSON.parse('{"value":{"__proto__":{"x":1}},"buffers":[]}'))])],
    ['a container that is not there', text({ value: [{ $: ['same', 4] }], buffers: [] })], ['a list of impossible length', text({ value: { $: ['sparse', -1, []] }, buffers: [] })],
    ['a view beyond its buffer', text({ value: { $: ['view', 'Uint8Array', 0, 0, 9] }, buffers: [[0, 0]] })],
  ])('refuse to read %s', (_, bytes) => {
    expect(() => fromBytes(bytes)).toThrow(expect.objectContaining({ code: 'DATA_UNREADABLE' }) as Error);
  });
});
