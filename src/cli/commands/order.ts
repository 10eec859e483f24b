/** `hazcade order SCENARIO --replication K`: how far the rules for the order of repairs are from the best order. */
import type { PhysicsMode } from '../../model/types.js';
import type { OrderComparison } from '../../study/compare-orders.js';
import { declare, existing, writeJson, type Declare } from '../command.js';
import { physicsOption } from '../study-options.js';
import { nonEmpty, wholeNumber } from '../values.js';

interface Options { json?: boolean; replication: number; seed?: string; variant?: string; physics?: PhysicsMode; outcome?: string; exact?: number; window?: number }

export const order: Declare = (session) =>
  declare('order', 'Compare the rules for the order of repairs with the best order there is, in one replication.', ['order scenarios/tutorial.yaml --replication 0', 'order scenarios/winter-storm.yaml -r 12 --outcome person-hours.electricity --window 3'])
    .argument('<scenario>', 'scenario file')
    .requiredOption('-r, --replication <k>', 'number of the replication, from 0', wholeNumber(0))
    .option('-s, --seed <seed>', 'seed (default: the scenario\'s)', nonEmpty)
    .option('--variant <id>', 'a variant of the scenario instead of its base')
    .addOption(physicsOption())
    .option('--outcome <name>', 'outcome to be least, e.g. person-hours.water (default: the headline)', nonEmpty)
    .option('--exact <n>', 'most jobs for which the best order is found exactly (default 8); with more, by a rolling horizon', wholeNumber(0))
    .option('--window <n>', 'jobs of the rolling horizon (default 4)', wholeNumber(1))
    .action(async (path: string, options: Options) => {
      const { io } = session;
      const [{ openStudy, variantOf }, { prepareVariant }, { compareOrders }] = await Promise.all([import('../study.js'), import('../../study/prepare.js'), import('../../study/compare-orders.js')]);
      const base = await openStudy(existing(path, 'scenario'), { seed: options.seed, physics: options.physics });
      const study = options.variant === undefined ? base : prepareVariant(base, variantOf(base.scenario, options.variant));
      const { exact, outcome, window } = options, compared = await compareOrders(study, options.replication, { outcome, exact, window });
      if (options.json) { writeJson(io, compared); return; }
      const names = new Map(study.model.assets.map((a) => [a.id, a.name]));
      io.out(await describe(`${study.scenario.title}, replication ${options.replication}`, compared, study.scenario.crews.length > 0 || (study.scenario.resources?.parts.length ?? 0) > 0, (id) => names.get(id) ?? id, io.columns ?? 100));
    });

async function describe(title: string, { best, jobs, method, outcome, replays, rules, unit }: OrderComparison, limited: boolean, nameOf: (id: string) => string, columns: number): Promise<string> {
  const [{ count, human, percent }, { textTable }] = await Promise.all([import('../../report/numbers.js'), import('../../report/text-table.js')]);
  const share = (gap: number): string => (best.value === 0 ? '–' : percent(gap / best.value));
  const found = method === 'exact' ? 'best order' : 'best order found';
  const rows = [[found, human(best.value), '', ''], ...rules.map(({ rule, value, gap }) => [rule, human(value), human(gap), share(gap)])];
  const lines = [
    title, `${count(jobs.length)} jobs; ${outcome}, ${unit}; ${method === 'exact' ? `exact, by ${count(replays)} replays` : `more than can be ordered exactly: a rolling horizon, ${count(replays)} replays`}`,
    ...(limited ? [] : ['The scenario does not limit crews: every order gives the same.']), '',
    ...textTable([{ heading: 'order', align: 'left' }, { heading: unit, align: 'right' }, { heading: 'more', align: 'right' }, { heading: 'of the best', align: 'right' }], rows, columns),
    '', `The ${found}`, ...best.order.map((id, i) => `${String(i + 1).padStart(4)}  ${nameOf(id) === id ? id : `${nameOf(id)} (${id})`}`),
  ];
  return `${lines.join('\n')}\n`;
}
