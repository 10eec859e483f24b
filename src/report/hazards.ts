/** The hazard catalogue on a terminal: what `hazcade hazards` prints. */
import pc from 'picocolors';
import { withUnit, type HazardType } from '../catalogue/hazard-type.js';
import { textTable, wrap } from './text-table.js';

/** A type with the kinds that it can hurt, by sector. */
export interface ShownType { type: HazardType; kinds: readonly { id: string; sector: string }[] }

/** A hazard of the profiles with its links. */
export interface ShownProfile {
  code: string; name: string; type: string; cluster: string;
  causes: readonly { code: string; name: string; reciprocated: boolean }[];
  causedBy: readonly { code: string; name: string; reciprocated: boolean }[];
}

export interface HazardsReportOptions { columns?: number; color?: boolean }

const widthOf = (columns = 100): number => Math.min(120, Math.max(60, columns));

const measuresOf = ({ measures }: HazardType): string => measures.map((m) => `${m.measure} (${m.units[0]})`).join(', ');
const profileOf = ({ hip, noProfile }: HazardType): string => hip ?? (noProfile === undefined ? '' : '-');

/** One line a type. */
export function hazardTable(types: readonly ShownType[], { columns, color = false }: HazardsReportOptions = {}): string {
  const width = widthOf(columns), c = pc.createColors(color);
  if (types.length === 0) return 'No hazard type fits.\n';
  const lines = textTable([
    { heading: 'type', align: 'left' }, { heading: 'profile', align: 'left' }, { heading: 'what', align: 'left', least: 18 }, { heading: 'measures', align: 'left', least: 14 }, { heading: 'kinds', align: 'right' },
  ], types.map(({ type, kinds }) => [type.id, profileOf(type), type.title, measuresOf(type), String(kinds.length)]), width);
  return `${c.bold(lines[0]!)}\n${lines.slice(1).join('\n')}\n\n${wrap(`${types.length} types. kinds: how many kinds of the shipped library it can hurt. One in full: hazcade hazards TYPE. What may cause or follow what: --hips FOLDER.`, width).map((l) => c.dim(l)).join('\n')}\n`;
}

/** One type in full. */
export function hazardPage({ type, kinds }: ShownType, options: HazardsReportOptions = {}): string {
  const width = widthOf(options.columns), c = pc.createColors(options.color ?? false), field = (name: string, text: string): string[] => {
    const [first = '', ...more] = wrap(text, width - 12);
    return [`${name.padEnd(12)}${first}`, ...more.map((line) => `${' '.repeat(12)}${line}`)];
  };
  const bySector = new Map<string, string[]>();
  for (const kind of kinds) bySector.set(kind.sector, [...(bySector.get(kind.sector) ?? []), kind.id]);
  const acts = type.acts.map((act) => (act.effect === 'crews' ? 'crews' : act.effect === 'demand' ? `demand for ${act.service} (${act.kinds.join(', ')})` : `${act.effect} (${act.kinds.join(', ')})`));
  return `${[
    c.bold(`${type.id}: ${type.title}`),
    ...field('group', type.group),
    ...field('profile', type.hip ?? `none: ${type.noProfile}`),
    ...field('measures', type.measures.length === 0 ? 'none: say what it does by effects' : type.measures.map((m) => `${m.measure} (${m.title}) in ${m.units.join(', ')}${m.from === undefined ? '' : `, hurts from about ${withUnit(m.from.at, m.units[0]!)} on (${m.from.source})`}`).join('; ')),
    ...field('effects', [...(type.measures.length > 0 ? ['damage by fragility, where a kind has one for a measure'] : []), ...acts].join('; ')),
    ...[...bySector].flatMap(([sector, ids], i) => field(i === 0 ? 'can hurt' : '', `${sector}: ${ids.join(', ')}`)),
  ].join('\n')}\n`;
}

/** One line a profile. */
export function profileTable(profiles: readonly { code: string; name: string; type: string; cluster: string; causes: number; causedBy: number }[], attribution: string, { columns, color = false }: HazardsReportOptions = {}): string {
  const width = widthOf(columns), c = pc.createColors(color);
  if (profiles.length === 0) return 'No profile fits.\n';
  const lines = textTable([
    { heading: 'profile', align: 'left' }, { heading: 'what', align: 'left', least: 18 }, { heading: 'type', align: 'left', least: 12 }, { heading: 'cluster', align: 'left', least: 12 }, { heading: 'may cause', align: 'right' }, { heading: 'caused by', align: 'right' },
  ], profiles.map((p) => [p.code, p.name, p.type, p.cluster, String(p.causes), String(p.causedBy)]), width);
  const links = profiles.reduce((sum, p) => sum + p.causes, 0);
  return `${c.bold(lines[0]!)}\n${lines.slice(1).join('\n')}\n\n${wrap(`${profiles.length} profile${profiles.length === 1 ? '' : 's'}, ${links} link${links === 1 ? '' : 's'} from them. One in full: hazcade hazards CODE --hips FOLDER. ${attribution}.`, width).map((l) => c.dim(l)).join('\n')}\n`;
}

/** Links of a hazard of the profiles. */
export function profilePage(hazard: ShownProfile, attribution: string, options: HazardsReportOptions = {}): string {
  const width = widthOf(options.columns), c = pc.createColors(options.color ?? false);
  const list = (title: string, links: ShownProfile['causes']): string[] => [
    '', `${title} (${links.length})`, ...links.map(({ code, name, reciprocated }) => `  ${code}  ${name}${reciprocated ? '' : c.dim('  (one side only)')}`),
  ];
  return `${[
    c.bold(`${hazard.code} ${hazard.name}`), `${hazard.type}, ${hazard.cluster}`, ...list('May cause', hazard.causes), ...list('May be caused by', hazard.causedBy), '',
    ...wrap(`Links say that one may cause the other, never how often: a probability is yours, or a cited one. "One side only": the other hazard's profile does not name it. ${attribution}.`, width).map((l) => c.dim(l)),
  ].join('\n')}\n`;
}
