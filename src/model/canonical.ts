import { createHash } from 'node:crypto';
import type { Asset, Hazard, Kind, Model, Scenario } from './types.js';

/** JSON with sorted keys, without undefined fields: equal content gives equal text. Infinity is written as a string. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    let text = '';
    // By code unit, as `order`.
    for (const key of Object.keys(value).sort()) {
      const inner = (value as Record<string, unknown>)[key];
      if (inner !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(inner)}`;
    }
    return `{${text}}`;
  }
  return typeof value === 'number' && !Number.isFinite(value) ? `"${value}"` : JSON.stringify(value) ?? 'null';
}

/**
 * SHA-256 of the content of a model but its layers: which of them run, and how, is the study's affair. Kinds count where assets use
 * them, so a larger library changes no hash.
 */
export function modelHash(model: Omit<Model, 'hash'>): string {
  const hash = createHash('sha256');
  const { assets, kinds: _library, ...head } = model;
  hash.update(canonicalJson({ ...head, physics: [] }));
  const kindTexts = new Map<Kind, number>();
  let batch: string[] = [];
  // A million assets share few kinds: each kind is written once, where it is first met, and then by its number.
  for (const asset of assets) {
    let kind = kindTexts.get(asset.kind);
    if (kind === undefined) {
      kindTexts.set(asset.kind, kind = kindTexts.size);
      batch.push(canonicalJson(asset.kind));
    }
    batch.push(assetText(asset, kind));
    if (batch.length >= 1000) { hash.update(batch.join('\n')); batch = []; }
  }
  return hash.update(batch.join('\n')).digest('hex');
}

/** One line of fixed order: canonical without sorting keys a million times. */
function assetText(a: Asset, kind: number): string {
  const needs = a.needs.map((n) => [
    n.id, n.service, n.type, n.suppliers.map((s) => [s.asset, s.weight]), n.required, n.combine, n.impact, n.delayHours,
    n.role, n.demand, n.demandProfile ?? null, n.buffer ? canonicalJson(n.buffer) : null,
  ]);
  return JSON.stringify([
    a.id, a.key, a.name, kind, a.sector, a.place ? [a.place.lon, a.place.lat] : null, a.people, a.peopleProfile ?? null, a.critical ?? null,
    canonicalJson(a.attributes), a.initialDamage, needs,
  ]);
}

/**
 * SHA-256 of the content of a scenario, without the paths of its model and of the files of footprints (a study adds the hashes of their contents),
 * without what says which layers run, and without the questions to ask of it.
 */
export function scenarioHash(scenario: Omit<Scenario, 'hash'>): string {
  const { modelPath: _path, physics: _layers, questions: _asked, ...content } = scenario;
  return createHash('sha256').update(canonicalJson({ ...content, hazards: content.hazards.map(withoutPaths) })).digest('hex');
}

function withoutPaths(hazard: Hazard): unknown {
  if (hazard.footprint.form !== 'file') return hazard;
  const { paths: _paths, sites: _sites, origin: _origin, ...file } = hazard.footprint.file;
  return { ...hazard, footprint: { form: 'file', file } };
}
