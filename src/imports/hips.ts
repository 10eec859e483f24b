/**
 * The UNDRR-ISC Hazard Information Profiles as tables (2025: 281 hazards, 1,648 links), from a folder with `hips-hazards.csv` (hip_code, name, type,
 * cluster) and `hips-causal-edges.csv` (source_code, target_code, reciprocated). A link says that its source may cause its target, never how
 * often; `reciprocated`: the target's profile names the source too, which is editorial confidence and no probability.
 * Licence of the profiles: CC BY 4.0, attribution UNDRR/ISC; see also the terms of use of PreventionWeb.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CascadeError, nearestOf } from '../errors.js';
import { readCsv } from '../model/csv.js';
import { Problems } from '../model/problems.js';

export const HIPS_ATTRIBUTION = 'Hazard Information Profiles, UNDRR and International Science Council, 2025 (CC BY 4.0)';

export interface HipHazard { code: string; name: string; type: string; cluster: string }

/** A hazard at the other end of a link. */
export interface HipLink extends HipHazard { reciprocated: boolean }

const HAZARDS = 'hips-hazards.csv', LINKS = 'hips-causal-edges.csv';

export class Hips {
  private readonly out = new Map<string, HipLink[]>();
  private readonly in = new Map<string, HipLink[]>();
  readonly links: number;

  constructor(readonly hazards: ReadonlyMap<string, HipHazard>, edges: readonly { source: string; target: string; reciprocated: boolean }[]) {
    this.links = edges.length;
    const add = (of: Map<string, HipLink[]>, at: string, code: string, reciprocated: boolean): void => {
      of.set(at, [...(of.get(at) ?? []), { ...hazards.get(code)!, reciprocated }]);
    };
    for (const { source, target, reciprocated } of edges) {
      add(this.out, source, target, reciprocated);
      add(this.in, target, source, reciprocated);
    }
  }

  /** The hazard of a code, or of a name (without regard to case). Throws HIP_UNKNOWN with the three nearest. */
  get(code: string): HipHazard {
    const found = this.hazards.get(code.toUpperCase()) ?? [...this.hazards.values()].find((h) => h.name.toLowerCase() === code.toLowerCase());
    if (found) return found;
    const isCode = /^[A-Za-z]{2}\d+$/.test(code), list = [...this.hazards.values()], names = list.map((h) => (isCode ? h.code : h.name.toLowerCase()));
    const near = nearestOf(isCode ? code.toUpperCase() : code.toLowerCase(), names, 3).map((name) => { const h = list[names.indexOf(name)]!; return `${h.code} ${h.name}`; });
    throw new CascadeError('HIP_UNKNOWN', `"${code}" is no code or name of the ${list.length} hazards of the profiles; nearest: ${near.join(', ')}`);
  }

  /** Hazards with all these words in code, name, type or cluster, in the order of the file, with the number of their links; all without words. */
  search(text = ''): (HipHazard & { causes: number; causedBy: number })[] {
    const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    return [...this.hazards.values()].filter((h) => { const about = `${h.code} ${h.name} ${h.type} ${h.cluster}`.toLowerCase(); return words.every((word) => about.includes(word)); })
      .map((h) => ({ ...h, causes: this.causes(h.code).length, causedBy: this.causedBy(h.code).length }));
  }

  /** What a hazard may cause, in the order of the file. @param only reciprocated links only */
  causes(code: string, only = false): HipLink[] { return ends(this.out, this.get(code), only); }

  /** What may cause a hazard: the exact inverse of `causes`. */
  causedBy(code: string, only = false): HipLink[] { return ends(this.in, this.get(code), only); }

  /** A shortest chain of links from one hazard to another, both ends included; undefined: there is none. */
  chain(from: string, to: string): HipHazard[] | undefined {
    const start = this.get(from), goal = this.get(to), before = new Map<string, string>(), queue = [start.code];
    for (let at = queue.shift(); at !== undefined && at !== goal.code; at = queue.shift()) {
      for (const { code } of this.causes(at)) if (code !== start.code && !before.has(code)) { before.set(code, at); queue.push(code); }
    }
    if (start.code !== goal.code && !before.has(goal.code)) return undefined;
    const codes = [goal.code];
    while (codes[0] !== start.code) codes.unshift(before.get(codes[0]!)!);
    return codes.map((code) => this.hazards.get(code)!);
  }
}

function ends(of: ReadonlyMap<string, HipLink[]>, { code }: HipHazard, only: boolean): HipLink[] {
  const links = of.get(code) ?? [];
  return only ? links.filter((link) => link.reciprocated) : links;
}

/** Reads both tables. Throws ValidationError with all their problems. */
export function readHips(folder: string): Hips {
  const problems = new Problems();
  const hazards = new Map<string, HipHazard>(), edges: { source: string; target: string; reciprocated: boolean }[] = [], seen = new Set<string>();
  const table = (name: string, columns: readonly string[], row: Parameters<typeof readCsv>[3]): void => {
    const file = join(folder, name);
    if (!existsSync(file)) { problems.error('FILE_NOT_FOUND', `the profiles are a folder with ${HAZARDS} and ${LINKS}`, { file }); return; }
    readCsv(file, problems, (header) => {
      const missing = columns.filter((column) => !header.columns.includes(column));
      for (const column of missing) problems.error('COLUMN_MISSING', `column "${column}" is missing; expecting ${columns.join(', ')}`, header.place());
      return missing.length === 0;
    }, row);
  };
  table(HAZARDS, ['hip_code', 'name', 'type', 'cluster'], (row) => {
    const code = row.text('hip_code');
    if (code === '' || hazards.has(code)) problems.error('HIPS_INVALID', code === '' ? 'a hazard without a code' : `the code ${code} stands twice`, row.place('hip_code'));
    else hazards.set(code, { code, name: row.text('name'), type: row.text('type'), cluster: row.text('cluster') });
  });
  table(LINKS, ['source_code', 'target_code', 'reciprocated'], (row) => {
    const source = row.text('source_code'), target = row.text('target_code'), flag = row.text('reciprocated');
    if (flag !== '0' && flag !== '1') problems.error('HIPS_INVALID', `reciprocated is 0 or 1, found "${flag}"`, row.place('reciprocated'));
    for (const [column, code] of [['source_code', source], ['target_code', target]] as const) if (!hazards.has(code)) problems.error('HIPS_INVALID', `${code} is no hazard of ${HAZARDS}`, row.place(column));
    if (source === target || seen.has(`${source} ${target}`)) problems.error('HIPS_INVALID', source === target ? `${source} cannot cause itself` : `the link ${source} to ${target} stands twice`, row.place());
    seen.add(`${source} ${target}`);
    edges.push({ source, target, reciprocated: flag === '1' });
  });
  problems.throwIfErrors();
  return new Hips(hazards, edges);
}
