/**
 * People downstream of each asset: the residents of the service areas that depend on it, directly or through others (an area counts its own).
 * Assets of one feedback loop serve the same people, so the work is done on the condensed, acyclic graph, consumers first.
 * Exact with one bit per area while that takes at most EXACT_WORK word operations (any model of 20,000 assets; many of 100,000).
 * Above: each component keeps its SAMPLE areas of highest priority people / u and sums by priority sampling (Duffield, Lund, Thorup 2007):
 * exact where at most SAMPLE - 1 areas are downstream, else unbiased with a relative error of about 13 %. u is a hash of the area's key, so
 * the figure does not depend on numbering.
 */
import { type CompiledNetwork, Role } from './compiled-network.js';
import { strongComponents, type Components } from './components.js';

const EXACT_WORK = 4e8;
const SAMPLE = 64;
/** Areas in one pass of the exact method, in words of 32. */
const PASS_WORDS = 8;

/** Members of component c: list[start[c]] .. list[start[c + 1]]. */
function members({ of, count }: Components): { start: Int32Array; list: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const c of of) start[c + 1]!++;
  for (let c = 0; c < count; c++) start[c + 1]! += start[c]!;
  const fill = start.slice();
  const list = new Int32Array(of.length);
  for (let i = 0; i < of.length; i++) list[fill[of[i]!]!++] = i;
  return { start, list };
}

/** Condensation of the network, with its members. */
type Condensed = Components & { start: Int32Array; list: Int32Array };

/** Calls `begin` for every asset and `visit(component, consumer component)` for every edge between components, consumers before suppliers. */
function eachEdge(network: CompiledNetwork, components: Condensed, begin: (c: number, asset: number) => void, visit: (c: number, consumer: number) => void): void {
  const { outStart, outNeed, needAsset, needRole } = network;
  const { of, count, start, list } = components;
  for (let c = 0; c < count; c++) {
    for (let m = start[c]!; m < start[c + 1]!; m++) {
      const asset = list[m]!;
      begin(c, asset);
      for (let e = outStart[asset]!; e < outStart[asset + 1]!; e++) {
        const need = outNeed[e]!;
        const consumer = of[needAsset[need]!]!;
        if (consumer !== c && needRole[need] !== Role.Repair) visit(c, consumer);
      }
    }
  }
}

function exact(network: CompiledNetwork, components: Condensed, areas: number[]): Float64Array {
  const served = new Float64Array(components.count);
  const bits = new Int32Array(components.count * PASS_WORDS);
  const rank = new Int32Array(network.sizes.assets);
  for (let first = 0; first < areas.length; first += 32 * PASS_WORDS) {
    const pass = areas.slice(first, first + 32 * PASS_WORDS);
    bits.fill(0);
    rank.fill(-1);
    pass.forEach((area, r) => { rank[area] = r; });
    eachEdge(network, components, (c, asset) => {
      const r = rank[asset]!;
      if (r >= 0) bits[c * PASS_WORDS + (r >>> 5)]! |= 1 << (r & 31);
    }, (c, consumer) => {
      for (let w = 0; w < PASS_WORDS; w++) bits[c * PASS_WORDS + w]! |= bits[consumer * PASS_WORDS + w]!;
    });
    for (let at = 0; at < bits.length; at++) {
      const c = Math.floor(at / PASS_WORDS);
      for (let word = bits[at]!; word !== 0; word &= word - 1) {
        const r = 32 * (at % PASS_WORDS) + 31 - Math.clz32(word & -word);
        served[c]! += network.assetPeople[pass[r]!]!;
      }
    }
  }
  return served;
}

function sampled(network: CompiledNetwork, components: Condensed, areas: number[]): Float64Array {
  const { assetPeople, assetSubject0 } = network;
  const priority = (area: number) => assetPeople[area]! / ((assetSubject0[area]! + 0.5) / 2 ** 32);
  const byPriority = [...areas].sort((a, b) => priority(b) - priority(a) || a - b);
  const rank = new Int32Array(network.sizes.assets).fill(-1);
  byPriority.forEach((area, r) => { rank[area] = r; });

  const sketch = new Int32Array(components.count * SAMPLE); // ranks of the best areas, ascending
  const size = new Uint8Array(components.count);
  const merged = new Int32Array(SAMPLE);
  const merge = (c: number, other: Int32Array, from: number, length: number) => {
    const mine = c * SAMPLE;
    let i = 0;
    let j = 0;
    let k = 0;
    while (k < SAMPLE && (i < size[c]! || j < length)) {
      const a = i < size[c]! ? sketch[mine + i]! : Infinity;
      const b = j < length ? other[from + j]! : Infinity;
      if (a <= b) i++;
      if (b <= a) j++;
      merged[k++] = Math.min(a, b);
    }
    sketch.set(merged.subarray(0, k), mine);
    size[c] = k;
  };
  const own = new Int32Array(1);
  eachEdge(network, components, (c, asset) => {
    if (rank[asset]! < 0) return;
    own[0] = rank[asset]!;
    merge(c, own, 0, 1);
  }, (c, consumer) => merge(c, sketch, consumer * SAMPLE, size[consumer]!));

  const served = new Float64Array(components.count);
  for (let c = 0; c < components.count; c++) {
    const full = size[c] === SAMPLE;
    const threshold = full ? priority(byPriority[sketch[c * SAMPLE + SAMPLE - 1]!]!) : 0;
    for (let k = 0; k < (full ? SAMPLE - 1 : size[c]!); k++) {
      served[c]! += Math.max(threshold, assetPeople[byPriority[sketch[c * SAMPLE + k]!]!]!);
    }
    served[c] = Math.round(served[c]!);
  }
  return served;
}

/**
 * People downstream by asset index; see the header for when it is exact.
 * @param exactWork word operations the exact method may take (tests set it)
 */
export function peopleServed(network: CompiledNetwork, exactWork = EXACT_WORK): Float64Array {
  const { sizes, assetIsArea, assetPeople } = network;
  const areas: number[] = [];
  for (let i = 0; i < sizes.assets; i++) if (assetIsArea[i] && assetPeople[i]! > 0) areas.push(i);
  const found = strongComponents(network);
  const components = { ...found, ...members(found) };
  const work = (sizes.edges + sizes.assets) * Math.ceil(areas.length / 32);
  const served = work <= exactWork ? exact(network, components, areas) : sampled(network, components, areas);
  return Float64Array.from(components.of, (c) => served[c]!);
}
