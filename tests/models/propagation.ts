/** Who stops when assets are lost, all or nothing and without buffers: a second, simple reading of a model's tables for tests of structure. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type Row = Record<string, string>;

/** Rows of a comma-separated file without quoted line breaks. */
export function csvRows(path: string): Row[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const cells = (line: string) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? '');
  const columns = cells(head!);
  return lines.map((line) => Object.fromEntries(cells(line).map((value, i) => [columns[i]!, value])));
}

interface Demand { suppliers: number[]; weights: number[]; required: number; impact: number; service: string }

export class Structure {
  readonly ids: string[];
  readonly sector: string[];
  readonly isArea: boolean[];
  readonly people: number[];
  readonly needs: Demand[][];
  private readonly cutOff: number[];
  private readonly consumers: number[][];

  constructor(folder: string, kindsFolder: string) {
    const assets = csvRows(join(folder, 'assets.csv'));
    const kinds = new Map<string, { sector: string; cutOff?: number; serviceArea?: boolean }>();
    for (const file of readdirSync(kindsFolder)) for (const kind of parse(readFileSync(join(kindsFolder, file), 'utf8')).kinds) kinds.set(kind.id, kind);
    const index = new Map(assets.map((asset, i) => [asset['id']!, i]));
    this.ids = assets.map((asset) => asset['id']!);
    this.sector = assets.map((asset) => kinds.get(asset['kind']!)!.sector);
    this.isArea = assets.map((asset) => kinds.get(asset['kind']!)!.serviceArea ?? false);
    this.cutOff = assets.map((asset) => kinds.get(asset['kind']!)!.cutOff ?? 0);
    this.people = assets.map((asset) => Number(asset['people'] || 0));
    this.needs = assets.map(() => []);
    this.consumers = assets.map(() => []);
    for (const row of csvRows(join(folder, 'needs.csv'))) {
      if (row['role'] === 'repair') continue;
      const consumer = index.get(row['asset']!)!;
      const suppliers = row['from']!.split('|').map((id) => index.get(id)!);
      const weights = row['weights'] ? row['weights'].split('|').map(Number) : suppliers.map(() => 1);
      this.needs[consumer]!.push({ suppliers, weights, required: Number(row['required'] || 1), impact: Number(row['impact'] || 1), service: row['service']! });
      for (const supplier of suppliers) this.consumers[supplier]!.push(consumer);
    }
  }

  /** Supply of a need given who has stopped, 0..1. */
  supply(need: Demand, stopped: Uint8Array): number {
    let sum = 0;
    need.suppliers.forEach((supplier, i) => { if (!stopped[supplier]) sum += need.weights[i]!; });
    return Math.min(1, (sum + 1e-9) / need.required);
  }

  private works(asset: number, stopped: Uint8Array): boolean {
    const f = Math.min(1, ...this.needs[asset]!.map((need) => 1 - need.impact * (1 - this.supply(need, stopped))));
    return f > 1e-9 && f >= this.cutOff[asset]! - 1e-9;
  }

  /** 1 for every asset that stops when `lost` are lost (these included). Service areas never stop; see areasShort. */
  stopped(lost: number[]): Uint8Array {
    const stopped = new Uint8Array(this.ids.length);
    const queue = [...lost];
    for (const asset of lost) stopped[asset] = 1;
    for (let asset = queue.pop(); asset !== undefined; asset = queue.pop()) {
      for (const consumer of this.consumers[asset]!) {
        if (stopped[consumer] || this.isArea[consumer] || this.works(consumer, stopped)) continue;
        stopped[consumer] = 1;
        queue.push(consumer);
      }
    }
    return stopped;
  }

  /** Service areas in which a need sees less than it requires. */
  areasShort(stopped: Uint8Array): number[] {
    return this.ids.map((_, i) => i).filter((i) => this.isArea[i] && this.needs[i]!.some((need) => this.supply(need, stopped) < 1));
  }
}
