/** A page for each scenario of the library, made of the scenario's own file and a short seeded run of it: its story, its chain, figures, choices, questions, sources and limits. */
import { applyVariant } from '../../src/model/variant.js';
import type { CascadeEvent, Replicator } from '../../src/engine/contracts.js';
import { readStudyInput } from '../../src/model/read-scenario.js';
import type { Model, Numeric, Scenario } from '../../src/model/types.js';
import type { Link } from '../../src/model/types-interactions.js';
import type { Condition } from '../../src/model/types-plans.js';
import { eventsOf, outcomesOf, replicatorOf } from './replicate.js';

/** Replications from which pages are made: enough to show a chain, few enough for a test. */
export const RUNS = 24;
/** Of these, replications that are watched event by event. */
const WATCHED = 6;

/** What tells one scenario of the library from another. */
export interface Chain {
  id: string;
  /** Types of its hazards, sorted. */
  hazards: string[];
  /** Sector of the service that people miss most; if they miss none, the sector with the most lost asset-hours. */
  leading: string;
  /** Sectors along the longest chain of falls, from the root, repeats in a row taken once. */
  longest: string[];
  /** What its plans and variants do. */
  measures: string[];
}

export interface Page extends Chain { scenario: Scenario; means: Record<string, number>; longestAssets: string[]; avoided: { id: string; title: string; costEuro?: number; personHours: number; lostAssetHours: number; /** Persons; undefined: the scenario counts none. */ casualties?: number; exposed?: number }[] }

export async function pageOf(file: string): Promise<Page> {
  const { model, scenario } = readStudyInput(file), replicator = await replicatorOf(model, scenario), means = meansOf(replicator);
  const leading = leadingSector(model, means);
  const chain = longestChain(replicator), sectorOf = new Map(model.assets.map((asset) => [asset.id, asset.sector]));
  const avoided = [];
  for (const variant of scenario.variants) {
    const changed = applyVariant(model, scenario, variant), with_ = meansOf(await replicatorOf(changed.model, changed.scenario));
    const less = (outcome: string): number | undefined => (means[outcome] === undefined ? undefined : means[outcome] - (with_[outcome] ?? 0));
    avoided.push({ id: variant.id, title: variant.title, costEuro: variant.costEuro, personHours: less('person-hours.all')!, lostAssetHours: less('lost-asset-hours.all')!, casualties: less('casualties.all'), exposed: less('exposed-people.all') });
  }
  return {
    id: scenario.id, scenario, means, leading, avoided, hazards: [...new Set(scenario.hazards.map(({ type }) => type))].sort(), longestAssets: chain,
    longest: chain.map((asset) => sectorOf.get(asset)!).filter((sector, i, all) => sector !== all[i - 1]),
    measures: [...new Set([...scenario.plans.flatMap((plan) => plan.measures.map((measure) => measure.do)), ...scenario.variants.flatMap((variant) => variant.changes.map((change) => change.change))])].sort(),
  };
}

function leadingSector(model: Model, means: Record<string, number>): string {
  const most = (prefix: string, names: string[]): string => names.reduce((best, name) => ((means[prefix + name] ?? 0) > (means[prefix + best] ?? 0) ? name : best));
  const service = most('person-hours.', model.services.map(({ id }) => id)), offers = model.assets.find((asset) => asset.kind.services.includes(service));
  return offers !== undefined && means[`person-hours.${service}`]! >= 1 ? offers.sector : most('lost-asset-hours.', model.sectors.map(({ id }) => id).filter((id) => id !== 'population'));
}

function meansOf(replicator: Replicator): Record<string, number> {
  const sums: Record<string, number> = {};
  for (let k = 0; k < RUNS; k++) for (const [name, value] of Object.entries(outcomesOf(replicator, replicator.replicate(k)))) sums[name] = (sums[name] ?? 0) + value / RUNS;
  return sums;
}

/** Assets along the chain of falls with the most falls, of the first replication that has it. */
function longestChain(replicator: Replicator): string[] {
  let longest: string[] = [];
  for (let k = 0; k < WATCHED; k++) {
    const events = eventsOf(replicator, k), byId = new Map(events.map((event) => [event.id, event])), last = events.reduce<CascadeEvent | undefined>((deepest, event) => (event.kind === 'fall' && event.depth > (deepest?.depth ?? -1) ? event : deepest), undefined);
    const chain: string[] = [];
    for (let at = last; at !== undefined; at = at.cause === undefined ? undefined : byId.get(at.cause)) if (at.kind === 'fall') chain.unshift(at.asset!);
    if (chain.length > longest.length) longest = chain;
  }
  return longest;
}

const hours = (value: Numeric): string => {
  if (typeof value === 'number') return duration(value);
  switch (value.dist) {
    case 'triangular': case 'pert': return `${duration(value.min)} to ${duration(value.max)}, mostly ${duration(value.mode)}`;
    case 'uniform': return `${duration(value.min)} to ${duration(value.max)}`;
    case 'lognormal': return `about ${duration(value.median)}`;
    case 'exponential': return `${duration(value.mean)} on average`;
    default: return 'drawn';
  }
};

function duration(value: number): string {
  if (value === 0) return '0 h';
  if (value < 1) return `${Math.round(value * 60)} min`;
  return value < 72 ? `${Number(value.toFixed(1))} h` : `${Number((value / 24).toFixed(1))} d`;
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
const figure = (value: number): string => (Math.abs(value) >= 1000 ? Number(value.toPrecision(3)).toLocaleString('en') : String(Number(value.toPrecision(3))));

/** How hazards follow from each other, a line each. */
function chainLines(scenario: Scenario): string[] {
  const titleOf = new Map(scenario.hazards.map((hazard) => [hazard.id, hazard.title]));
  const lasts = ({ durationHours, footprint: { form } }: Scenario['hazards'][number]): string => (durationHours === 0 && (form === 'storm' || form === 'flood') ? `as long as the ${form} does` : hours(durationHours));
  const onsets = scenario.hazards.filter((hazard) => hazard.onsetHours !== undefined).map((hazard) => `- **${hazard.title}** (${hazard.type}) begins after ${hours(hazard.onsetHours!)} and lasts ${lasts(hazard)}.`);
  const follows = scenario.triggers.map((trigger) => {
    const { cause } = trigger;
    const from = cause.on === 'hazard' ? titleOf.get(cause.hazard)! : cause.on === 'damage' ? 'damage' : `an outage of ${duration(cause.afterHours)}`;
    return `- ${from} → **${titleOf.get(trigger.hazard)!}** in ${percent(trigger.probability)} of the cases, after ${hours(trigger.lagHours)}.`;
  });
  const random = scenario.hazards.filter((hazard) => hazard.arrivals !== undefined).map((hazard) => `- **${hazard.title}** (${hazard.type}) comes at random, ${figure(hazard.arrivals!.perYear)} a year, and lasts ${hours(hazard.durationHours)}.`);
  const links = (scenario.links ?? []).map((link) => `- While **${titleOf.get(link.while.hazard)!}** lasts${link.while.windowHours > 0 ? ` and for ${duration(link.while.windowHours)} after` : ''}: ${linkedTo(scenario, link, titleOf)} times ${figure(link.by)}.`);
  const together = (scenario.correlations ?? []).map(({ hazards, rho }) => `- Intensities of ${hazards.map((id) => `**${titleOf.get(id)!}**`).join(' and ')} are drawn together, with a correlation of ${rho}.`);
  const stock = scenario.resources?.stocks ?? [], parts = stock.map((one) => `${one.amount} ${one.id}${(one.deliveries ?? []).map(({ amount, atHours }) => `, ${amount} more after ${duration(atHours)}`).join('')}`);
  return [...onsets, ...random, ...follows, ...links, ...together, ...(parts.length === 0 ? [] : [`- Spare parts in the region: ${parts.join('; ')}.`])];
}

function linkedTo(scenario: Scenario, { linked }: Link, titleOf: Map<string, string>): string {
  switch (linked.multiply) {
    case 'rate': return `rate of **${titleOf.get(linked.hazard)!}**`;
    case 'trigger': return `chance of **${titleOf.get(scenario.triggers.find(({ id }) => id === linked.trigger)!.hazard)!}**`;
    case 'fragility': return 'strength of what it weakens';
    case 'repair': return 'work of repairs';
  }
}

/** What has to happen for a plan, shortly. */
function whenOf(condition: Condition, titleOf: Map<string, string>): string {
  switch (condition.on) {
    case 'time': return `at ${duration(condition.atHours)}`;
    case 'hazard': return `at "${titleOf.get(condition.hazard)!}"`;
    case 'hazard-ends': return `when "${titleOf.get(condition.hazard)!}" ends`;
    case 'detected': return `when "${titleOf.get(condition.hazard)!}" is noticed`;
    case 'damage': return `at damage (${condition.state})`;
    case 'fall': return 'when what it watches falls';
    case 'level': return `when ${condition.asset} is below ${percent(condition.below)}`;
    case 'working': return `when less than ${percent(condition.below)} of what it watches work`;
    case 'people': return `when more than ${figure(condition.above)} people are without ${condition.service}`;
    case 'buffer': return `when ${condition.need} lasts less than ${duration(condition.belowHours)}`;
    case 'all': case 'any': return condition.of.map((one) => whenOf(one, titleOf)).join(condition.on === 'all' ? ' and ' : ' or ');
  }
}

/** What is done, a line each plan. */
function planLines(scenario: Scenario): string[] {
  const titleOf = new Map(scenario.hazards.map((hazard) => [hazard.id, hazard.title]));
  return scenario.plans.map((plan) => {
    const uses = Object.entries(plan.uses ?? {}).map(([resource, count]) => `${count} ${resource}`), units = plan.measures.flatMap((m) => (m.do === 'cover' && m.unit !== undefined ? [`one of ${m.unit} each`] : []));
    return `- \`${plan.id}\`${plan.active === false ? ' (only in variants)' : ''}: ${whenOf(plan.when, titleOf)}, after ${hours(plan.afterHours)}: ${[...new Set(plan.measures.map((measure) => measure.do))].join(', ')}${plan.forHours === undefined ? '' : ` for ${duration(plan.forHours)}`}${[...uses, ...units].map((what) => `, with ${what}`).join('')}.`;
  });
}

/** Persons hurt, exposed, and away from home, where a scenario counts them. */
function peopleLine(means: Record<string, number>): string[] {
  const said = ([['casualties.all', 'people killed or badly hurt'], ['exposed-people.all', 'people exposed'], ['evacuated-person-hours.all', 'person-hours away from home']] as const)
    .filter(([name]) => means[name] !== undefined).map(([name, what]) => `${figure(means[name]!)} ${what}`);
  return said.length === 0 ? [] : [`${said.join(', ')}.`, ''];
}

/** The variants, with columns for people hurt and exposed where the scenario counts them. */
function choiceRows(avoided: Page['avoided']): string[] {
  const hurt = avoided.some((v) => v.casualties !== undefined), exposed = avoided.some((v) => v.exposed !== undefined);
  const row = (cells: (string | undefined)[]): string => `| ${cells.filter((cell) => cell !== undefined).join(' | ')} |`, optional = <T>(there: boolean, cell: T): T | undefined => (there ? cell : undefined);
  return [
    row(['variant', 'cost, euro', 'avoids person-hours', 'avoids lost asset-hours', optional(hurt, 'avoids casualties'), optional(exposed, 'avoids exposed people')]),
    row(['---', '---', '---', '---', optional(hurt, '---'), optional(exposed, '---')]).replaceAll(' ', ''),
    ...avoided.map((v) => row([`${v.title} (\`${v.id}\`)`, v.costEuro === undefined ? '' : figure(v.costEuro), figure(v.personHours), figure(v.lostAssetHours), optional(hurt, figure(v.casualties ?? 0)), optional(exposed, figure(v.exposed ?? 0))])),
  ];
}

/** The page as Markdown. */
export function markdownOf({ id, scenario, means, leading, longest, longestAssets, avoided }: Page): string {
  const services = Object.keys(means).filter((name) => name.startsWith('person-hours.') && name !== 'person-hours.all' && means[name]! >= 1).sort((a, b) => means[b]! - means[a]!).slice(0, 5);
  const depth = longestAssets.length > 12 ? [...longestAssets.slice(0, 6), '…', ...longestAssets.slice(-5)] : longestAssets;
  return `${[
    '<!-- Made from the scenario by tests/models/library.test.ts: change that file, not this. -->',
    `# ${scenario.title}`, '', `\`hazcade run scenarios/${id}.yaml\``, '', scenario.story.trim(), '',
    '## The chain', '', ...chainLines(scenario), '',
    `Leading sector: ${leading}. Longest chain of falls in ${WATCHED} replications: ${longest.join(' → ')} (${depth.join(' → ')}).`, '',
    `## Figures`, '', `Means of the first ${RUNS} replications, to show the size of things; a study says it with intervals.`, '',
    '| person-hours without | |', '|---|---|', ...services.map((name) => `| ${name.slice('person-hours.'.length)} | ${figure(means[name]!)} |`), '',
    `${figure(means['assets-hit.all']!)} assets hit, ${figure(means['assets-lost.all']!)} lost, ${figure(means['sectors-reached.all']!)} sectors reached.`, '', ...peopleLine(means),
    ...(scenario.plans.length === 0 ? [] : ['## Plans', '', ...planLines(scenario), '']),
    '## Choices', '', ...choiceRows(avoided), '',
    '## Questions to ask', '', ...(scenario.questions ?? []).map((question) => `- ${question}`), '',
    '## Sources of figures', '', ...scenario.sources.map((source) => `- ${source}`), '',
    '## Limits', '', ...scenario.limits.map((limit) => `- ${limit}`),
  ].join('\n')}\n`;
}

