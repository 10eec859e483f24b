/**
 * The scenario library on Harbour City: each scenario has a page, choices that matter and questions; none is another with new numbers. `UPDATE_DOCS=1` writes
 * docs/scenarios anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { FEATURE_NAMES, featuresOf } from './scenario-features.js';
import { markdownOf, pageOf, type Page } from './scenario-pages.js';

/** Not scenarios of the library: a lesson by hand, and a scenario run again with flow models. */
const APART = ['tutorial', 'winter-storm-physics'];
const FOLDER = new URL('../../docs/scenarios/', import.meta.url);
const UPDATE = process.env.UPDATE_DOCS === '1';
const ids = readdirSync('scenarios').filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length)).filter((id) => !APART.includes(id)).sort();
/** The event areas of the holistic risk analysis of Asker and Bærum 2020 (Overordnet beredskapsplan, chapter 10), in our words, and the scenario that stands for each. */
const AREAS: Record<string, string> = {
  'major fire at an institution': 'hospital-fire', 'forest fire': 'heath-wildfire', 'explosion in an industrial area': 'tank-farm-explosion', 'tunnel fire': 'tunnel-fire',
  'bus accident': 'bus-accident', 'ferry accident': 'ferry-accident', 'failure of a building': 'snow-collapse', 'acute pollution from a ship': 'ship-pollution',
  'river flood': 'winter-storm', 'storm surge': 'winter-storm', 'landslide': 'quick-clay', 'loss of water and wastewater': 'water-contamination', 'loss of power': 'blackout',
  'loss of electronic communication': 'internet-outage', 'pandemic': 'pandemic', 'shortage of medicines': 'medicine-shortage', 'nuclear accident': 'nuclear-release',
  'attack on municipal IT': 'municipal-ransomware', 'life-threatening violence': 'school-attack',
};

/** Scenarios that use each feature of the language. */
const examples = (): [string, Page[]][] => FEATURE_NAMES.map((feature) => [feature, pages.filter(({ scenario }) => featuresOf(scenario).includes(feature))]);

let pages: Page[];
beforeAll(async () => {
  pages = [];
  for (const id of ids) pages.push(await pageOf(`scenarios/${id}.yaml`));
}, 300_000);

test('at least twenty scenarios, among them every event area of the municipal list and two hybrid ones', () => {
  expect(ids.length).toBeGreaterThanOrEqual(20);
  for (const [area, id] of Object.entries(AREAS)) expect(ids, area).toContain(id);
  expect(ids).toContain('storm-sabotage');
  expect(ids).toContain('flood-cyber-disinformation');
});

test('all four core sectors lead somewhere', () => {
  const leading = new Set(pages.map((page) => page.leading));
  for (const sector of ['power', 'water', 'transport', 'finance']) expect([...leading], sector).toContain(sector);
});

test('none is another with new numbers: hazards, and the way through the sectors, differ', () => {
  const seen = new Map<string, string>();
  for (const page of pages) {
    for (const [what, chain] of [['hazards', page.hazards.join(', ')], ['course', `${page.leading}: ${page.longest.join(' → ')}; ${page.measures.join(', ')}`]] as const) {
      const key = `${what}: ${chain}`;
      expect(seen.get(key), `${page.id} has the ${what} of ${seen.get(key)}: ${chain}`).toBeUndefined();
      seen.set(key, page.id);
    }
  }
});

test('each has at least two variants that spare people something, and questions to ask', () => {
  for (const page of pages) {
    const forPeople = page.avoided.filter((v) => v.personHours >= 1 || (v.casualties ?? 0) > 0 || (v.exposed ?? 0) > 0);
    expect(forPeople.length, `${page.id}: variants that spare people something`).toBeGreaterThanOrEqual(2);
    expect(page.scenario.questions?.length ?? 0, page.id).toBeGreaterThanOrEqual(2);
  }
});

test('between them they show each feature of hazards, people, recovery and plans', () => {
  expect(examples().filter(([, shown]) => shown.length === 0).map(([feature]) => feature)).toEqual([]);
});

test('on the Hook the generator runs dry when the span falls, and an early barge spares all of that', () => {
  const ferry = pages.find(({ id }) => id === 'ferry-accident')!, early = ferry.avoided.find(({ id }) => id === 'early-barge')!;
  expect(ferry.means['person-hours.health']).toBeGreaterThan(10_000);
  expect(early.personHours).toBeCloseTo(ferry.means['person-hours.health']!, 3);
});

test('docs/scenarios has the page of each, and a list with the chains', () => {
  if (UPDATE) mkdirSync(FOLDER, { recursive: true });
  const list = ['<!-- Made by tests/models/library.test.ts. -->', '# Scenarios on Harbour City', '', '| scenario | hazards | leading sector | longest chain | measures |', '|---|---|---|---|---|',
    ...pages.map((page) => `| [${page.scenario.title}](${page.id}.md) | ${page.hazards.join(', ')} | ${page.leading} | ${page.longest.join(' → ')} | ${page.measures.join(', ')} |`),
    '', '## Where to find an example', '', '| of | in |', '|---|---|', ...examples().map(([feature, shown]) => `| ${feature} | ${shown.map(({ id }) => `[${id}](${id}.md)`).join(', ')} |`), ''].join('\n');
  const files = new Map([['README.md', list], ...pages.map((page): [string, string] => [`${page.id}.md`, markdownOf(page)])]);
  if (UPDATE) for (const [name, text] of files) writeFileSync(new URL(name, FOLDER), text);
  expect(readdirSync(FOLDER).sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files) expect(existsSync(new URL(name, FOLDER)) && readFileSync(new URL(name, FOLDER), 'utf8'), name).toBe(text);
});
