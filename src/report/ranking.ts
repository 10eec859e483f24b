/** A ranking on the terminal and for scripts: what would hardening each asset, or giving it a buffer, save? */
import pc from 'picocolors';
import type { PreparedStudy } from '../study/prepare.js';
import type { RankQuestion } from '../study/rank-block.js';
import type { Ranking } from '../study/rank.js';
import { count, human, intervalText, percent, quantity } from './numbers.js';
import { cut, textTable, wrap } from './text-table.js';

/** One ranked asset or need, by its own id. */
export interface RankedSubject { id: string; name: string; sector: string; mean: number; standardError: number; interval: [number, number]; pairs: number }

export interface RankingReport extends Omit<Ranking, 'entries'> {
  scenario: string;
  title: string;
  seed: string;
  /** What is asked: the asset cannot be hit, or a need gets a buffer of these hours. */
  question: RankQuestion;
  /** Subjects that could have been ranked. */
  subjects: number;
  entries: RankedSubject[];
}

/** A ranking by the model's own ids. @param subjects assets, or needs, that could have been ranked */
export function namedRanking(study: PreparedStudy, question: RankQuestion, subjects: number, ranking: Ranking): RankingReport {
  const { id, title, seed } = study.scenario, nameOf = namesOf(study, question);
  return {
    scenario: id, title, seed, question, subjects, ...ranking,
    entries: ranking.entries.map((e) => ({ ...nameOf(e.subject), mean: e.mean, standardError: e.standardError, interval: [...e.interval], pairs: e.pairs })),
  };
}

/** Index of an asset or need -> what to call it. */
function namesOf({ labels, model }: PreparedStudy, { ask }: RankQuestion): (subject: number) => Pick<RankedSubject, 'id' | 'name' | 'sector'> {
  if (ask === 'shield') return (subject) => { const { id, name, sector } = labels.asset(subject); return { id, name, sector }; };
  const sectors = new Map(model.assets.map((a) => [a.id, a.sector]));
  return (subject) => { const { id, asset } = labels.need(subject); return { id, name: id, sector: sectors.get(asset) ?? '' }; };
}

export interface RankingOptions { columns?: number; color?: boolean; limit?: number }

/** The first `limit` (default 20) of the ranking, and how much work it was. */
export function rankingReport(ranking: RankingReport, { columns = 80, color = false, limit = 20 }: RankingOptions = {}): string {
  const width = Math.max(40, Math.min(100, columns));
  const c = pc.createColors(color);
  const { question, unit, outcome, replications, subjects, pairs, entries } = ranking;
  const asked = question.ask === 'shield' ? 'if the asset could not be hit' : `if the need had a buffer of ${human(question.bufferHours)} h`;
  const rows = entries.slice(0, limit).map((e, i) => [String(i + 1), e.id === e.name ? e.id : `${e.name} (${e.id})`, e.sector, quantity(e.mean, unit), intervalText(e.interval, unit), percent(e.pairs / Math.max(1, replications))]);
  const [heading = '', ...lines] = textTable([
    { heading: '', align: 'right' }, { heading: question.ask === 'shield' ? 'asset' : 'need', align: 'left', least: 14 }, { heading: 'sector', align: 'left', least: 6 }, { heading: 'avoided', align: 'right' }, { heading: '95 % interval', align: 'left' }, { heading: 're-run', align: 'right' },
  ], rows, width);
  const full = subjects * replications;
  return `${[
    c.bold(cut(ranking.title, width)),
    ...wrap(`${outcome} avoided a replication ${asked}; ${count(replications)} replications`, width).map((l) => c.dim(l)), '',
    ...(rows.length > 0 ? [c.dim(cut(heading, width)), ...lines.map((l) => cut(l, width))] : ['Nothing would be avoided: no subject did anything in any replication.']),
    ...(entries.length > limit ? [`… and ${count(entries.length - limit)} more (--limit)`] : []), '',
    cut(`Re-runs: ${count(pairs)} instead of ${count(full)} of full studies${pairs > 0 ? ` (${human(full / pairs, 2)} times fewer)` : ''}`, width),
    ...(ranking.failed > 0 ? [c.red(`${count(ranking.failed)} replications failed and are left out.`)] : []),
  ].join('\n')}\n`;
}
