/**
 * Plain data as bytes and back, for files and for other machines: what structured cloning carries between threads (objects, arrays, maps, sets,
 * typed arrays, shared memory, NaN, undefined), with nothing in it that the version of Node decides. v8.serialize would be read only by the
 * same or a newer Node, and knows no shared memory.
 *
 * Layout: length of the text (4 bytes, little-endian), the text (JSON, UTF-8), zeros to a multiple of 8, the buffers, each to a multiple of 8.
 * In the text, what JSON has no word for is {"$": [word, ...]}. Views on one buffer stay views on one buffer. Reading makes data, never code.
 */
import { CascadeError } from '../errors.js';

type View = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array | BigInt64Array | BigUint64Array;
type Memory = ArrayBuffer | SharedArrayBuffer;

const VIEWS = { Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array };
const NUMBERS: Record<string, number> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };
const ALIGN = 8;

const padded = (length: number): number => Math.ceil(length / ALIGN) * ALIGN;
const isPlain = (value: object): boolean => { const proto: unknown = Object.getPrototypeOf(value); return proto === Object.prototype || proto === null; };

/** The text's table of buffers: bytes, and 1 where the memory is shared. */
type BufferRow = [bytes: number, shared: 0 | 1];

/** @throws CascadeError DATA_NOT_PLAIN (a function, a symbol, an instance of a class; more text than a string holds) */
export function toBytes(value: unknown): Uint8Array {
  const buffers = new Map<Memory, number>();
  const tree = JSON.stringify({ value: plainer(value, buffers), buffers: [...buffers.keys()].map((memory): BufferRow => [memory.byteLength, memory instanceof SharedArrayBuffer ? 1 : 0]) });
  const text = new TextEncoder().encode(tree);
  let at = padded(4 + text.length);
  const bytes = new Uint8Array(at + [...buffers.keys()].reduce((sum, memory) => sum + padded(memory.byteLength), 0));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  for (const memory of buffers.keys()) {
    bytes.set(new Uint8Array(memory), at);
    at += padded(memory.byteLength);
  }
  return bytes;
}

/** @throws CascadeError DATA_UNREADABLE: not what toBytes writes, or cut off */
export function fromBytes(bytes: Uint8Array): unknown {
  try {
    const textLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
    const { value, buffers } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + textLength))) as { value: unknown; buffers: BufferRow[] };
    let at = padded(4 + textLength);
    const memories = buffers.map(([length, shared]): Memory => {
      if (!Number.isSafeInteger(length) || length < 0 || at + length > bytes.length) throw new RangeError('it is cut off');
      const memory = shared === 1 ? new SharedArrayBuffer(length) : new ArrayBuffer(length);
      new Uint8Array(memory).set(bytes.subarray(at, at + length));
      at += padded(length);
      return memory;
    });
    return revived(value, memories);
  } catch (error) {
    throw new CascadeError('DATA_UNREADABLE', `these bytes hold no data of Hazcade: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The value in terms of JSON; buffers are gathered. */
function plainer(value: unknown, buffers: Map<Memory, number>): unknown {
  switch (typeof value) {
    case 'string': case 'boolean': return value;
    case 'number': return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: ['number', Object.is(value, -0) ? '-0' : String(value)] };
    case 'undefined': return { $: ['undefined'] };
    case 'bigint': return { $: ['bigint', value.toString()] };
    case 'object': return value === null ? null : Array.isArray(value) ? value.map((item) => plainer(item, buffers)) : plainerObject(value, buffers);
    default: throw notPlain(typeof value);
  }
}

function plainerObject(value: object, buffers: Map<Memory, number>): unknown {
  const memoryOf = (memory: Memory): number => {
    if (!buffers.has(memory)) buffers.set(memory, buffers.size);
    return buffers.get(memory)!;
  };
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return { $: ['buffer', memoryOf(value)] };
  if (value instanceof Map) return { $: ['map', [...value].map((entry) => entry.map((item) => plainer(item, buffers)))] };
  if (value instanceof Set) return { $: ['set', [...value].map((item) => plainer(item, buffers))] };
  if (ArrayBuffer.isView(value)) {
    const view = value as View, name = view.constructor.name;
    if (!Object.hasOwn(VIEWS, name)) throw notPlain(name);
    return { $: ['view', name, memoryOf(view.buffer), view.byteOffset, view.length] };
  }
  if (!isPlain(value)) throw notPlain(`an instance of ${value.constructor.name}`);
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, plainer(item, buffers)]);
  return Object.hasOwn(value, '$') ? { $: ['object', entries] } : Object.fromEntries(entries);
}

const notPlain = (what: string): CascadeError => new CascadeError('DATA_NOT_PLAIN', `only plain data can be written for another machine, found ${what}`);

function revived(value: unknown, memories: readonly Memory[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = revived(value[i], memories);
    return value;
  }
  if (Object.hasOwn(value, '$')) return special((value as { $: unknown[] }).$, memories);
  const fields = value as Record<string, unknown>;
  for (const key of Object.keys(fields)) {
    if (key === '__proto__') throw new TypeError('a key __proto__');
    fields[key] = revived(fields[key], memories);
  }
  return value;
}

function special([word, ...rest]: unknown[], memories: readonly Memory[]): unknown {
  const items = (): unknown[] => (rest[0] as unknown[]).map((item) => revived(item, memories));
  switch (word) {
    case 'undefined': return undefined;
    case 'number': if (Object.hasOwn(NUMBERS, rest[0] as string)) return NUMBERS[rest[0] as string]; break;
    case 'bigint': return BigInt(rest[0] as string);
    case 'buffer': if (memories[rest[0] as number]) return memories[rest[0] as number]; break;
    case 'map': return new Map(items() as [unknown, unknown][]);
    case 'set': return new Set(items());
    case 'object': return Object.fromEntries(items() as [string, unknown][]);
    case 'view': {
      const [name, memory, offset, length] = rest as [keyof typeof VIEWS, number, number, number];
      if (Object.hasOwn(VIEWS, name) && memories[memory]) return new VIEWS[name](memories[memory] as ArrayBuffer, offset, length);
    }
  }
  throw new TypeError(`the word ${JSON.stringify(word)} with ${JSON.stringify(rest).slice(0, 60)}`);
}
