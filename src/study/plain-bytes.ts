/**
 * Plain data as bytes and back, for files and for other machines: what structured cloning carries between threads (objects, arrays, maps, sets,
 * typed arrays, shared memory, NaN, undefined), with nothing in it that the version of Node decides. v8.serialize would be read only by the
 * same or a newer Node, and knows no shared memory.
 *
 * Layout: length of the text (4 bytes, little-endian), the text (JSON, UTF-8), zeros to a multiple of 8, the buffers, each to a multiple of 8.
 * In the text, what JSON has no word for is {"$": [word, ...]}. What was one object or buffer in several places is one afterwards: containers
 * are numbered as they are met, and {"$": ["same", n]} is the n-th. Holes in arrays stay holes. Reading makes data, never code.
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

/** Where a buffer of the text lies now. */
interface Place { memory: Memory; from: number; length: number }

/**
 * @param room gives memory for so many bytes, at a multiple of 8; default: new memory
 * @throws CascadeError DATA_NOT_PLAIN (a function, a symbol, an instance of a class)
 */
export function toBytes(value: unknown, room = (length: number): Uint8Array => new Uint8Array(length)): Uint8Array {
  const { tree, buffers } = new Plainer().whole(value), text = new TextEncoder().encode(tree);
  let at = padded(4 + text.length);
  const bytes = room(at + buffers.reduce((sum, memory) => sum + padded(memory.byteLength), 0));
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.fill(0, 4 + text.length, at);
  for (const memory of buffers) {
    const end = at + memory.byteLength, next = at + padded(memory.byteLength);
    bytes.set(new Uint8Array(memory), at);
    bytes.fill(0, end, next);
    at = next;
  }
  return bytes;
}

/**
 * @param bytes with `inPlace` at a multiple of 8 in their buffer
 * @param inPlace views look into `bytes` itself: nothing is copied, and the bytes must not change. For what is read and soon forgotten
 * @throws CascadeError DATA_UNREADABLE: not what toBytes writes, or cut off
 */
export function fromBytes(bytes: Uint8Array, inPlace = false): unknown {
  try {
    const textLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
    const { value, buffers } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + textLength))) as { value: unknown; buffers: BufferRow[] };
    let at = padded(4 + textLength);
    const memories = buffers.map(([length, shared]): Place => {
      if (!Number.isSafeInteger(length) || length < 0 || at + length > bytes.length) throw new RangeError('it is cut off');
      const from = at;
      at += padded(length);
      if (inPlace && shared !== 1) return { memory: bytes.buffer, from: bytes.byteOffset + from, length };
      const memory = shared === 1 ? new SharedArrayBuffer(length) : new ArrayBuffer(length);
      new Uint8Array(memory).set(bytes.subarray(from, from + length));
      return { memory, from: 0, length };
    });
    return new Reviver(memories).revived(value);
  } catch (error) {
    throw new CascadeError('DATA_UNREADABLE', `these bytes hold no data of Hazcade: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Writes a value in terms of JSON; buffers are gathered. */
class Plainer {
  private readonly buffers = new Map<Memory, number>();
  private readonly containers = new Map<object, number>();

  whole(value: unknown): { tree: string; buffers: Memory[] } {
    const plain = this.plainer(value), buffers = [...this.buffers.keys()];
    return { tree: JSON.stringify({ value: plain, buffers: buffers.map((memory): BufferRow => [memory.byteLength, memory instanceof SharedArrayBuffer ? 1 : 0]) }), buffers };
  }

  private plainer(value: unknown): unknown {
    switch (typeof value) {
      case 'string': case 'boolean': return value;
      case 'number': return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: ['number', Object.is(value, -0) ? '-0' : String(value)] };
      case 'undefined': return { $: ['undefined'] };
      case 'bigint': return { $: ['bigint', value.toString()] };
      case 'object': return value === null ? null : this.object(value);
      default: throw notPlain(typeof value);
    }
  }

  private object(value: object): unknown {
    if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return { $: ['buffer', this.memory(value)] };
    if (ArrayBuffer.isView(value)) {
      const view = value as View, name = view.constructor.name;
      if (!Object.hasOwn(VIEWS, name)) throw notPlain(name);
      return { $: ['view', name, this.memory(view.buffer), view.byteOffset, view.length] };
    }
    const before = this.containers.get(value);
    if (before !== undefined) return { $: ['same', before] };
    this.containers.set(value, this.containers.size);
    return this.container(value);
  }

  private container(value: object): unknown {
    const pair = ([key, item]: [unknown, unknown]): [unknown, unknown] => [this.plainer(key), this.plainer(item)];
    if (Array.isArray(value)) {
      const keys = Object.keys(value);
      return keys.length === value.length ? value.map((item) => this.plainer(item)) : { $: ['sparse', value.length, keys.map((key) => [Number(key), this.plainer(value[Number(key)])])] };
    }
    if (value instanceof Map) return { $: ['map', [...value].map(pair)] };
    if (value instanceof Set) return { $: ['set', [...value].map((item) => this.plainer(item))] };
    if (!isPlain(value)) throw notPlain(`an instance of ${value.constructor.name}`);
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, this.plainer(item)]);
    return Object.hasOwn(value, '$') ? { $: ['object', entries] } : Object.fromEntries(entries);
  }

  private memory(memory: Memory): number {
    if (!this.buffers.has(memory)) this.buffers.set(memory, this.buffers.size);
    return this.buffers.get(memory)!;
  }
}

const notPlain = (what: string): CascadeError => new CascadeError('DATA_NOT_PLAIN', `only plain data can be written for another machine, found ${what}`);

/** Makes the value again, containers in the order in which they were met. */
class Reviver {
  private readonly containers: object[] = [];

  constructor(private readonly places: readonly Place[]) {}

  revived(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      this.containers.push(value);
      for (let i = 0; i < value.length; i++) value[i] = this.revived(value[i]);
      return value;
    }
    return Object.hasOwn(value, '$') ? this.special((value as { $: unknown[] }).$) : this.fill(value as Record<string, unknown>, Object.entries(value));
  }

  private fill(fields: Record<string, unknown>, entries: [string, unknown][]): unknown {
    this.containers.push(fields);
    for (const [key, item] of entries) {
      if (key === '__proto__') throw new TypeError('a key __proto__');
      fields[key] = this.revived(item);
    }
    return fields;
  }

  private special([word, ...rest]: unknown[]): unknown {
    const [first] = rest;
    switch (word) {
      case 'undefined': return undefined;
      case 'number': if (Object.hasOwn(NUMBERS, first as string)) return NUMBERS[first as string]; break;
      case 'bigint': return BigInt(first as string);
      case 'same': if (this.containers[first as number]) return this.containers[first as number]; break;
      case 'buffer': return wholeOf(this.places[first as number]!);
      case 'object': return this.fill({}, first as [string, unknown][]);
      case 'map': return this.with(new Map<unknown, unknown>(), (map) => { for (const [key, item] of first as [unknown, unknown][]) map.set(this.revived(key), this.revived(item)); });
      case 'set': return this.with(new Set<unknown>(), (set) => { for (const item of first as unknown[]) set.add(this.revived(item)); });
      case 'sparse': return this.with(new Array<unknown>(first as number), (array) => { for (const [i, item] of rest[1] as [number, unknown][]) array[i] = this.revived(item); });
      case 'view': {
        const [name, memory, offset, length] = rest as [keyof typeof VIEWS, number, number, number];
        if (Object.hasOwn(VIEWS, name)) return viewOf(VIEWS[name], this.places[memory]!, offset, length);
      }
    }
    throw new TypeError(`the word ${JSON.stringify(word)} with ${JSON.stringify(rest).slice(0, 60)}`);
  }

  private with<T extends object>(container: T, fill: (container: T) => void): T {
    this.containers.push(container);
    fill(container);
    return container;
  }
}

const wholeOf = ({ memory, from, length }: Place): Memory => (length === memory.byteLength ? memory : memory.slice(from, from + length));

function viewOf(type: (typeof VIEWS)[keyof typeof VIEWS], { memory, from, length: bytes }: Place, offset: number, length: number): View {
  if (!(offset >= 0) || !(length >= 0) || offset + length * type.BYTES_PER_ELEMENT > bytes) throw new RangeError('a view beyond its buffer');
  return new type(memory as ArrayBuffer, from + offset, length);
}
