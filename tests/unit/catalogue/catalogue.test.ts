/** The hazard catalogue: sound in itself, true to the kind library, and each type of it runs on harbour-city and hurts something. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findTypes, HAZARD_GROUPS, HAZARD_TYPES, kindsHurt, likeTypes, withUnit } from '../../../src/catalogue/catalogue.js';
import type { CatalogueAct, CatalogueMeasure, HazardType } from '../../../src/catalogue/hazard-type.js';
import { shippedKinds } from '../../../src/model/kinds.js';
import { normalizeScenario } from '../../../src/model/read-scenario.js';
import { readModel } from '../../../src/model/read.js';
import type { Model } from '../../../src/model/types.js';
import { checkScenario } from '../../../src/model/read-scenario.js';
import { assemble } from '../../../src/study/assemble.js';
import { Simulation } from '../../../src/study/simulation.js';

const kinds = shippedKinds();
const model = readModel(fileURLToPath(new URL('../../../models/harbour-city', import.meta.url))).model;
const present = new Set(model.assets.map((a) => a.kind.id));

test('ids are unique; each type has a profile or says why not; every group but "other" has types', () => {
  expect(new Set(HAZARD_TYPES.map((t) => t.id)).size).toBe(HAZARD_TYPES.length);
  for (const type of HAZARD_TYPES) expect([type.id, type.hip === undefined]).toEqual([type.id, type.noProfile !== undefined]);
  expect(new Set(HAZARD_TYPES.map((t) => t.group))).toEqual(new Set(HAZARD_GROUPS));
});

test('kinds are those of the library, and the units of measures those of its fragilities', () => {
  const known = new Set(kinds.map((k) => k.id)), units = new Map(kinds.flatMap((k) => k.fragility.map((f) => [f.measure, f.unit])));
  for (const type of HAZARD_TYPES) {
    expect(type.acts.flatMap((act) => act.kinds).filter((id) => !known.has(id)), type.id).toEqual([]);
    for (const { measure, units: allowed } of type.measures) if (units.has(measure)) expect(allowed[0], `${type.id} ${measure}`).toBe(units.get(measure));
  }
  // What kinds react to is what some type is measured in.
  expect([...units.keys()].filter((measure) => !HAZARD_TYPES.some((t) => t.measures.some((m) => m.measure === measure)))).toEqual([]);
});

/** Intensities that are strong for the shipped kinds. */
const STRONG: Record<string, number> = { depth: 4, gust: 90, pga: 1.5, temperature: 60, pgd: 5 };

/** What a scenario of the type may say: damage by its measures, and each of its acts. */
function hazardsOf(type: HazardType): { how: string; hazard: object }[] {
  const common = { id: 'h', type: type.id, onset: '1h', duration: '10d', footprint: { select: { all: true } } };
  const byMeasure = type.measures.filter((m) => STRONG[m.measure] !== undefined).map(({ measure, units }) => ({ how: measure, hazard: { ...common, measure, unit: units[0], intensity: STRONG[measure] } }));
  return [...byMeasure, ...type.acts.flatMap((act) => effectOf(act) ?? []).map(({ how, effect }) => ({ how, hazard: { ...common, effects: [effect] } }))];
}

function effectOf({ effect, kinds: named, service }: CatalogueAct): { how: string; effect: object } | undefined {
  const select = { kind: named.filter((id) => present.has(id)) }, how = `${effect} ${service ?? ''}`;
  switch (effect) {
    case 'damage': return { how, effect: { damage: { select, probability: 1, state: 'extensive' } } };
    case 'trip': return { how, effect: { trip: { select } } };
    case 'derate': return { how, effect: { derate: { select, to: 0.3 } } };
    case 'demand': return { how, effect: { demand: { select, service, by: 20 } } };
    // It hurts nobody by itself: tests/unit/engine/interactions.test.ts.
    case 'crews': return undefined;
  }
}

function lossOf(hazard: object, city = model): number {
  const { scenario } = normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '12d', hazards: [hazard] });
  expect(checkScenario(scenario, city).filter((p) => p.code !== 'DEMAND_CARRIED')).toEqual([]);
  const { network, names, scenario: compiled } = assemble(city, scenario, { causes: false, gridPoints: 2 });
  const simulation = new Simulation({ network, names, scenario: compiled, layers: [] });
  return simulation.replicate(0).values[simulation.outcomes.findIndex((o) => o.name === 'lost-asset-hours.all')]!;
}

/** Harbour City with kinds that break from an intensity on. */
function frail(named: readonly string[], { measure, units }: CatalogueMeasure, at: number): Model {
  const curve = { measure, unit: units[0]!, form: 'step' as const, states: [{ state: 'extensive' as const, at }] }, changed = new Map([...present].map((id) => [id, model.assets.find((a) => a.kind.id === id)!.kind]));
  for (const id of named) if (changed.has(id)) changed.set(id, { ...changed.get(id)!, fragility: [...changed.get(id)!.fragility, curve] });
  return { ...model, assets: model.assets.map((a) => ({ ...a, kind: changed.get(a.kind.id)! })) };
}

/** Does it hang on the strength of the hazard in this measure what it does? By the fragility of shipped kinds; or by an act that begins at the intensity that the catalogue names: a tenth less does nothing. */
function reacts(type: HazardType, measure: CatalogueMeasure): boolean {
  const common = { id: 'h', type: type.id, onset: '1h', duration: '10d', footprint: { select: { all: true } }, measure: measure.measure, unit: measure.units[0] };
  const strong = STRONG[measure.measure];
  if (strong !== undefined) return lossOf({ ...common, intensity: strong }) > lossOf({ ...common, intensity: strong / 10 });
  if (measure.from === undefined) return false;
  const { at } = measure.from, act = type.acts.find(({ effect }) => effect !== 'crews' && effect !== 'demand');
  if (act === undefined) return false;
  const city = act.effect === 'damage' ? frail(act.kinds, measure, at) : model, { effect } = effectOf(act)!;
  const effects = act.effect === 'damage' ? ['damage'] : [{ [act.effect]: { ...(effect as Record<string, object>)[act.effect], above: at } }];
  const [under, over] = [0.9, 1.1].map((share) => lossOf({ ...common, intensity: share * at, effects }, city));
  expect(under, `${type.id}: below ${at}`).toBe(0);
  return over! > 0;
}

describe('each type runs on harbour-city and hurts something, in each of its ways', () => {
  const counted: string[] = [];
  for (const type of HAZARD_TYPES.filter((t) => t.id !== 'other')) {
    test(type.id, () => {
      const ways = hazardsOf(type);
      expect(ways.length).toBeGreaterThan(0);
      expect(ways.filter(({ hazard }) => !(lossOf(hazard) > 0)).map(({ how }) => how)).toEqual([]);
      expect(kindsHurt(type, kinds).length).toBeGreaterThan(0);
      if (type.measures.some((measure) => reacts(type, measure))) counted.push(type.id);
      else expect(type.measures.filter((m) => STRONG[m.measure] !== undefined || m.from !== undefined).map((m) => m.measure)).toEqual([]);
    });
  }
  test('at least 40 by the strength they have in a measure of their own', () => expect(counted.length).toBeGreaterThanOrEqual(40));
});

test('search by words, by kind and by sector', () => {
  expect(findTypes({ text: 'flood RIVER' }, kinds).map((t) => t.id)).toContain('river-flood');
  expect(findTypes({ text: 'GH0101' }, kinds).map((t) => t.id)).toEqual(['earthquake']);
  expect(findTypes({ hurts: 'solar-park' }, kinds).map((t) => t.id)).toContain('hail');
  expect(findTypes({ hurts: 'finance', text: 'space' }, kinds)).toEqual([]);
  expect(likeTypes('earthquak')[0]).toBe('earthquake');
});

const DOC = new URL('../../../docs/hazards.md', import.meta.url), END = '<!-- end -->';

/** UPDATE_DOCS=1 writes the tables anew. */
function inDocument(begin: string, table: string): void {
  const text = readFileSync(DOC, 'utf8'), from = text.indexOf(begin) + begin.length, to = text.indexOf(END, from);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(DOC, `${text.slice(0, from)}\n${table}\n${text.slice(to)}`);
  else expect(text.slice(from, to).trim()).toBe(table);
}

test('docs/hazards.md has the table of types', () => {
  const acts = (type: HazardType): string => type.acts.map((act) => (act.effect === 'crews' ? 'crews' : act.effect === 'demand' ? `demand for ${act.service}` : act.effect)).filter((text, i, all) => all.indexOf(text) === i).join(', ');
  const rows = HAZARD_TYPES.map((type) => `| ${type.group} | ${type.id} | ${type.title} | ${type.hip ?? `- (${type.noProfile})`} | ${type.measures.map((m) => `\`${m.measure}\` ${m.units[0]}`).join(', ') || '-'} | ${acts(type) || '-'} |`);
  inDocument('<!-- types -->', `| group | id | what | profile | measures | effects beside fragility |\n|---|---|---|---|---|---|\n${rows.join('\n')}`);
});

test('docs/hazards.md says from which intensities on', () => {
  const measures = [...new Map(HAZARD_TYPES.flatMap((t) => t.measures).map((m) => [m.measure, m])).values()];
  inDocument('<!-- from -->', `| measure | from | by |\n|---|---|---|\n${measures.flatMap(({ measure, units, from }) => (from === undefined ? [] : [`| \`${measure}\` | ${withUnit(from.at, units[0]!)} | ${from.source} |`])).join('\n')}`);
});
