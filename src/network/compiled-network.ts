/**
 * The network the engine runs on: typed arrays over one SharedArrayBuffer, integers only, in asset order
 * (index = rank of the key by code unit). Made by compile.ts, read by the engine, handed to workers as it is.
 * Names of assets and needs stay outside (NetworkNames), so a worker of a million assets gets no strings.
 */

/** Roles of a need. A refill need is hidden: it is the refill group of the buffer of another need. */
export const enum Role { Function, Repair, Refill }

export type ArrayKind = 'u8' | 'i16' | 'i32' | 'u32' | 'f64';

/** Sizes that fix every array length. */
export interface NetworkSizes {
  assets: number; needs: number; edges: number; kinds: number; services: number; sectors: number; profiles: number;
  /** (service area, service) pairs: one `slot` each, the worst of its needs counts. */
  slots: number;
}

/** Each array: element kind and length. `A` assets, `X` needs (hidden ones too), `E` supplier entries. */
export const LAYOUT = {
  // assets
  assetSubject0: ['u32', (s: NetworkSizes) => s.assets], // 64-bit hash of the key, for draws
  assetSubject1: ['u32', (s: NetworkSizes) => s.assets],
  assetSector: ['u8', (s: NetworkSizes) => s.assets],
  assetKind: ['i32', (s: NetworkSizes) => s.assets], // index of the (deduplicated, overridden) kind record
  assetIsArea: ['u8', (s: NetworkSizes) => s.assets],
  assetPeople: ['i32', (s: NetworkSizes) => s.assets],
  assetPeopleProfile: ['i16', (s: NetworkSizes) => s.assets], // 0 = constant
  assetCritical: ['i32', (s: NetworkSizes) => s.assets], // rank, 2^31-1 = none
  assetServed: ['f64', (s: NetworkSizes) => s.assets], // people downstream of the asset (for the order people-served)
  assetLon: ['f64', (s: NetworkSizes) => s.assets], // NaN: no place
  assetLat: ['f64', (s: NetworkSizes) => s.assets],
  assetInitialDamage: ['u8', (s: NetworkSizes) => s.assets],
  // needs of asset i: needStart[i] .. needFunctionEnd[i] carry function, .. needStart[i + 1] are repair and hidden refill needs
  needStart: ['i32', (s: NetworkSizes) => s.assets + 1],
  needFunctionEnd: ['i32', (s: NetworkSizes) => s.assets],
  // kinds
  kindCutOff: ['i32', (s: NetworkSizes) => s.kinds], // parts
  kindRestart: ['f64', (s: NetworkSizes) => s.kinds], // ticks, or -1 - index into NetworkNames.distributions
  kindCapacity: ['i32', (s: NetworkSizes) => s.kinds * 5], // parts by damage state
  // needs
  needAsset: ['i32', (s: NetworkSizes) => s.needs],
  needSubject0: ['u32', (s: NetworkSizes) => s.needs],
  needSubject1: ['u32', (s: NetworkSizes) => s.needs],
  needRole: ['u8', (s: NetworkSizes) => s.needs],
  needBest: ['u8', (s: NetworkSizes) => s.needs], // 1: combine best (required-th best level)
  needService: ['i16', (s: NetworkSizes) => s.needs],
  needSlot: ['i32', (s: NetworkSizes) => s.needs], // slot of a service area's need, else -1
  needRequired: ['f64', (s: NetworkSizes) => s.needs], // required, in the need's weight unit (integer); for best the count
  needSupply: ['f64', (s: NetworkSizes) => s.needs], // sum of weights, same unit
  needImpact: ['f64', (s: NetworkSizes) => s.needs], // millionths (integer)
  needDelay: ['f64', (s: NetworkSizes) => s.needs], // ticks
  needBuffer: ['f64', (s: NetworkSizes) => s.needs], // ticks of the full need; 0 none; -1 - index into distributions
  needRefill: ['f64', (s: NetworkSizes) => s.needs], // ticks from empty to full; 0 at once
  needCover: ['i32', (s: NetworkSizes) => s.needs], // parts
  needInitial: ['i32', (s: NetworkSizes) => s.needs], // parts of the buffer at the start
  needDrainWorking: ['u8', (s: NetworkSizes) => s.needs],
  needPartner: ['i32', (s: NetworkSizes) => s.needs], // buffer need -> its hidden refill need and back; -1 none
  needDemand: ['f64', (s: NetworkSizes) => s.needs], // integer, in NetworkNames.services[s].demandUnit
  needDemandProfile: ['i16', (s: NetworkSizes) => s.needs],
  // suppliers of need x: supStart[x] .. supStart[x + 1]
  supStart: ['i32', (s: NetworkSizes) => s.needs + 1],
  supAsset: ['i32', (s: NetworkSizes) => s.edges],
  supWeight: ['i32', (s: NetworkSizes) => s.edges],
  // needs that asset i supplies: outStart[i] .. outStart[i + 1], by need
  outStart: ['i32', (s: NetworkSizes) => s.assets + 1],
  outNeed: ['i32', (s: NetworkSizes) => s.edges],
  outWeight: ['i32', (s: NetworkSizes) => s.edges],
  // profiles: 168 factors each; profile 0 is constant 1
  profileFactor: ['f64', (s: NetworkSizes) => s.profiles * 168],
  // slots
  slotAsset: ['i32', (s: NetworkSizes) => s.slots],
  slotService: ['i16', (s: NetworkSizes) => s.slots],
} as const satisfies Record<string, readonly [ArrayKind, (s: NetworkSizes) => number]>;

type Name = keyof typeof LAYOUT;
type View<K extends ArrayKind> = K extends 'u8' ? Uint8Array : K extends 'i16' ? Int16Array : K extends 'i32' ? Int32Array : K extends 'u32' ? Uint32Array : Float64Array;
export type NetworkArrays = { readonly [N in Name]: View<(typeof LAYOUT)[N][0]> };

export interface CompiledNetwork extends NetworkArrays { readonly sizes: NetworkSizes; readonly buffer: SharedArrayBuffer }

const MAGIC = 0x4841_5a43; // 'HAZC'
const VERSION = 1;
const HEADER_BYTES = 64;
const SIZE_NAMES = ['assets', 'needs', 'edges', 'kinds', 'services', 'sectors', 'profiles', 'slots'] as const;
const BYTES: Record<ArrayKind, number> = { u8: 1, i16: 2, i32: 4, u32: 4, f64: 8 };

function view(buffer: SharedArrayBuffer, kind: ArrayKind, offset: number, length: number) {
  switch (kind) {
    case 'u8': return new Uint8Array(buffer, offset, length);
    case 'i16': return new Int16Array(buffer, offset, length);
    case 'i32': return new Int32Array(buffer, offset, length);
    case 'u32': return new Uint32Array(buffer, offset, length);
    case 'f64': return new Float64Array(buffer, offset, length);
  }
}

function lay(sizes: NetworkSizes, buffer?: SharedArrayBuffer): CompiledNetwork {
  const places: [string, ArrayKind, number, number][] = [];
  let at = HEADER_BYTES;
  for (const [name, [kind, length]] of Object.entries(LAYOUT)) {
    const n = length(sizes);
    places.push([name, kind, at, n]);
    at += Math.ceil((n * BYTES[kind]) / 8) * 8;
  }
  const whole = buffer ?? new SharedArrayBuffer(at);
  if (whole.byteLength !== at) throw new Error(`compiled network: expected ${at} bytes, found ${whole.byteLength}`);
  const arrays: Record<string, unknown> = {};
  for (const [name, kind, offset, n] of places) arrays[name] = view(whole, kind, offset, n);
  return { ...(arrays as unknown as NetworkArrays), sizes, buffer: whole };
}

/** A network of zeros of the given sizes, with its header written. */
export function allocateNetwork(sizes: NetworkSizes): CompiledNetwork {
  const network = lay(sizes);
  const header = new Uint32Array(network.buffer, 0, HEADER_BYTES / 4);
  header.set([MAGIC, VERSION, ...SIZE_NAMES.map((n) => sizes[n])]);
  return network;
}

/** The views over a buffer made by allocateNetwork; throws when it is something else. */
export function networkFrom(buffer: SharedArrayBuffer): CompiledNetwork {
  const header = new Uint32Array(buffer, 0, HEADER_BYTES / 4);
  if (header[0] !== MAGIC) throw new Error('compiled network: the buffer does not begin with its magic number');
  if (header[1] !== VERSION) throw new Error(`compiled network: expected version ${VERSION}, found ${header[1]}`);
  return lay(Object.fromEntries(SIZE_NAMES.map((n, i) => [n, header[2 + i]!])) as unknown as NetworkSizes, buffer);
}
