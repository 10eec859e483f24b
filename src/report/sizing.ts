/** A sizing on the terminal: the shares by amount, the answer with its range, what drives it, and how it did on fresh seeds. */
import pc from 'picocolors';
import type { Share, Trial } from '../study/size-search.js';
import type { Sizing } from '../study/size.js';
import { count, percent } from './numbers.js';
import { cut, textTable, wrap, type Column } from './text-table.js';

export interface SizingOptions { columns?: number; color?: boolean }

const withInterval = ({ value, interval: [low, high] }: Share): string => `${percent(value)} (${percent(low)}–${percent(high)})`;

/** The text, ending in a newline. */
export function sizingReport(sizing: Sizing, { columns = 80, color = false }: SizingOptions = {}): string {
  const width = Math.max(40, Math.min(100, columns)), c = pc.createColors(color);
  const { resource, target, confidence, scenarios, trials, fresh } = sizing;
  const table = (of: readonly Trial[]): string[] => {
    const [heading = '', ...lines] = textTable([
      { heading: 'amount', align: 'right' }, ...scenarios.map(({ id }): Column => ({ heading: id, align: 'right' })), { heading: 'enough', align: 'left' },
    ], of.map(({ amount, shares }) => [count(amount), ...shares.map(withInterval), shares.every((s) => s.value >= confidence) ? 'yes' : 'no']), width);
    return [c.dim(cut(heading, width)), ...lines.map((line) => cut(line, width))];
  };
  return `${[
    ...wrap(`Least ${resource} for ${target} in ${percent(confidence)} of replications`, width).map((line) => c.bold(line)),
    c.dim(cut(scenarios.map((s) => `${s.title}: ${count(s.replications)} replications${s.current === null ? '' : `, has ${count(s.current)}`}`).join('; '), width)),
    '', ...table(trials), '',
    ...answer(sizing).flatMap((line) => wrap(line, width)),
    ...(fresh === undefined ? [] : ['', c.bold('On fresh seeds'), ...table(fresh)]),
  ].join('\n')}\n`;
}

function answer({ amount, unit, range: [low, high], driving, exceptions, confidence, trials }: Sizing): string[] {
  if (amount === undefined) return [`Answer: none; ${count(trials.at(-1)!.amount)} ${unit} are not enough, the most looked at (--most): ${driving.scenario} holds in ${percent(driving.value)}.`];
  const range = low === amount && high === amount ? 'certain at 95 %'
    : `at 95 % between ${low === undefined ? '?' : count(low)} and ${high === undefined ? 'more than these replications can tell: take more' : count(high)}`;
  const outOfLine = exceptions.map((n) => `${count(n)} ${n < amount ? 'would do' : 'would not'}`);
  return [
    `Answer: ${count(amount)} ${unit} (${range})`,
    `Driving: ${driving.scenario}: ${withInterval(driving)} ${amount === trials[0]!.amount ? 'with it' : 'with one unit less'}, wanted ${percent(confidence)}`,
    ...(exceptions.length === 0 ? [] : [`Beware: more is not always better here: ${outOfLine.join(', ')}. The answer is enough, and one less is not.`]),
  ];
}
