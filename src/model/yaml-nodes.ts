/**
 * What the parser of YAML knows of where things are, asked in constant time: its own search of a key, and its own check for keys that stand twice,
 * look at all keys of a map each time, so a file of a megabyte of keys would take hours.
 */
import { isMap, isScalar, isSeq, type Document, type Pair, type YAMLMap } from 'yaml';
import type { Path } from './problems.js';

/** A key that stands twice: its name, the offset of the later one, the path of its map, and the value of the earlier one, which is lost. */
export interface DoubleKey { name: string; offset: number; map: Path; earlier: unknown }

export class YamlNodes {
  private readonly pairs = new WeakMap<YAMLMap, Map<unknown, Pair>>();

  constructor(private readonly document: Document.Parsed) {}

  /** Of all maps, in the order of the text. */
  doubleKeys(): DoubleKey[] {
    const found: DoubleKey[] = [];
    this.collect(this.document.contents, [], found);
    return found.sort((a, b) => a.offset - b.offset);
  }

  /** Offset of the value at a path, or of its key; undefined: there is none, or it lies behind an alias. */
  offset(path: Path, key = false): number | undefined {
    let node: unknown = this.document.contents, pair: Pair | undefined;
    for (const step of path) {
      pair = isMap(node) ? this.pairsOf(node).get(step) : undefined;
      node = pair !== undefined ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
      if (node === undefined) return undefined;
    }
    return startOf(key ? pair?.key : node);
  }

  private pairsOf(map: YAMLMap): Map<unknown, Pair> {
    let pairs = this.pairs.get(map);
    if (pairs === undefined) this.pairs.set(map, pairs = new Map(map.items.map((pair) => [nameOf(pair), pair])));
    return pairs;
  }

  private collect(node: unknown, path: Path, found: DoubleKey[]): void {
    if (isSeq(node)) node.items.forEach((item, i) => { this.collect(item, [...path, i], found); });
    if (!isMap(node)) return;
    const values = new Map<unknown, unknown>();
    for (const pair of node.items) {
      const name = nameOf(pair);
      if (values.has(name)) found.push({ name: String(name), offset: startOf(pair.key) ?? 0, map: path, earlier: values.get(name) });
      values.set(name, pair.value);
      this.collect(pair.value, [...path, String(name)], found);
    }
  }
}

const nameOf = ({ key }: Pair): unknown => (isScalar(key) ? key.value : key);
const startOf = (node: unknown): number | undefined => (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
