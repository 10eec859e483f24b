/** A page for each scenario of the library, made of the scenario's own file and a short seeded run of it: its story, its chain, figures, choices, questions, sources and limits. */
import { applyVariant } from '../../src/model/variant.js';
import type { CascadeEvent, Replicator } from '../../src/engine/contracts.js';
import { readStudyInput } from '../../src/model/read-scenario.js';
import type { Model, Numeric, Scenario } from '../../src/model/types.js';
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

export interface Page extends Chain { scenario: Scenario; means: Record<string, number>; longestAssets: string[]; avoided: { id: string; title: string; costEuro?: number; personHours: number; lostAssetHours: number }[] }

export async function pageOf(file: string): Promise<Page> {
  const { model, scenario } = readStudyInput(file), replicator = await replicatorOf(model, scenario), means = meansOf(replicator);
  const leading = leadingSector(model, means);
  const chain = longestChain(replicator), sectorOf = new Map(model.assets.map((asset) => [asset.id, asset.sector]));
  const avoided = [];
  for (const variant of scenario.variants) {
    const changed = applyVariant(model, scenario, variant), with_ = meansOf(await replicatorOf(changed.model, changed.scenario));
    avoided.push({ id: variant.id, title: variant.title, costEuro: variant.costEuro, personHours: means['person-hours.all']! - with_['person-hours.all']!, lostAssetHours: means['lost-asset-hours.all']! - with_['lost-asset-hours.all']! });
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
  const onsets = scenario.hazards.filter((hazard) => hazard.onsetHours !== undefined).map((hazard) => `- **${hazard.title}** (${hazard.type}) begins after ${hours(hazard.onsetHours!)} and lasts ${hours(hazard.durationHours)}.`);
  const follows = scenario.triggers.map((trigger) => {
    const { cause } = trigger;
    const from = cause.on === 'hazard' ? titleOf.get(cause.hazard)! : cause.on === 'damage' ? 'damage' : `an outage of ${duration(cause.afterHours)}`;
    return `- ${from} → **${titleOf.get(trigger.hazard)!}** in ${percent(trigger.probability)} of the cases, after ${hours(trigger.lagHours)}.`;
  });
  return [...onsets, ...follows];
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
    `${figure(means['assets-hit.all']!)} assets hit, ${figure(means['assets-lost.all']!)} lost, ${figure(means['sectors-reached.all']!)} sectors reached.`, '',
    '## Choices', '', '| variant | cost, euro | avoids person-hours | avoids lost asset-hours |', '|---|---|---|---|',
    ...avoided.map((v) => `| ${v.title} (\`${v.id}\`) | ${v.costEuro === undefined ? '' : figure(v.costEuro)} | ${figure(v.personHours)} | ${figure(v.lostAssetHours)} |`), '',
    '## Questions to ask', '', ...(scenario.questions ?? []).map((question) => `- ${question}`), '',
    '## Sources of figures', '', ...scenario.sources.map((source) => `- ${source}`), '',
    '## Limits', '', ...scenario.limits.map((limit) => `- ${limit}`),
  ].join('\n')}\n`;
}

