/** The hazard catalogue: sound in itself, true to the kind library, and each type of it runs on harbour-city and hurts something. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findTypes, HAZARD_GROUPS, HAZARD_TYPES, kindsHurt, likeTypes } from '../../../src/catalogue/catalogue.js';
import type { CatalogueAct, HazardType } from '../../../src/catalogue/hazard-type.js';
import { shippedKinds } from '../../../src/model/kinds.js';
import { normalizeScenario } from '../../../src/model/read-scenario.js';
import { readModel } from '../../../src/model/read.js';
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
const STRONG: Record<string, number> = { depth: 4, gust: 90, pga: 1.5, temperature: 60 };

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

function lossOf(hazard: object): number {
  const { scenario } = normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '12d', hazards: [hazard] });
  expect(checkScenario(scenario, model).filter((p) => p.code !== 'DEMAND_CARRIED')).toEqual([]);
  const { network, names, scenario: compiled } = assemble(model, scenario, { causes: false, gridPoints: 2 });
  const simulation = new Simulation({ network, names, scenario: compiled, layers: [] });
  return simulation.replicate(0).values[simulation.outcomes.findIndex((o) => o.name === 'lost-asset-hours.all')]!;
}

describe('each type runs on harbour-city and hurts something, in each of its ways', () => {
  const counted: string[] = [];
  for (const type of HAZARD_TYPES.filter((t) => t.id !== 'other')) {
    test(type.id, () => {
      const ways = hazardsOf(type);
      expect(ways.length).toBeGreaterThan(0);
      expect(ways.filter(({ hazard }) => !(lossOf(hazard) > 0)).map(({ how }) => how)).toEqual([]);
      expect(kindsHurt(type, kinds).length).toBeGreaterThan(0);
      counted.push(type.id);
    });
  }
  test('at least 40', () => expect(counted.length).toBeGreaterThanOrEqual(40));
});

test('search by words, by kind and by sector', () => {
  expect(findTypes({ text: 'flood RIVER' }, kinds).map((t) => t.id)).toContain('river-flood');
  expect(findTypes({ text: 'GH0101' }, kinds).map((t) => t.id)).toEqual(['earthquake']);
  expect(findTypes({ hurts: 'solar-park' }, kinds).map((t) => t.id)).toContain('hail');
  expect(findTypes({ hurts: 'finance', text: 'space' }, kinds)).toEqual([]);
  expect(likeTypes('earthquak')[0]).toBe('earthquake');
});

const DOC = new URL('../../../docs/hazards.md', import.meta.url), BEGIN = '<!-- types -->', END = '<!-- end -->';

/** UPDATE_DOCS=1 writes the table anew. */
test('docs/hazards.md has the table of types', () => {
  const acts = (type: HazardType): string => type.acts.map((act) => (act.effect === 'crews' ? 'crews' : act.effect === 'demand' ? `demand for ${act.service}` : act.effect)).filter((text, i, all) => all.indexOf(text) === i).join(', ');
  const rows = HAZARD_TYPES.map((type) => `| ${type.group} | ${type.id} | ${type.title} | ${type.hip ?? `- (${type.noProfile})`} | ${type.measures.map((m) => `\`${m.measure}\` ${m.units[0]}`).join(', ') || '-'} | ${acts(type) || '-'} |`);
  const table = `| group | id | what | profile | measures | effects beside fragility |\n|---|---|---|---|---|---|\n${rows.join('\n')}`;
  const text = readFileSync(DOC, 'utf8'), from = text.indexOf(BEGIN) + BEGIN.length, to = text.indexOf(END, from);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(DOC, `${text.slice(0, from)}\n${table}\n${text.slice(to)}`);
  else expect(text.slice(from, to).trim()).toBe(table);
});
