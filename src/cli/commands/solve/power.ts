/** `hazcade solve power FILE`: DC power flow, outages, screening, cascades and best dispatch of one network file. */
import { Option } from 'commander';
import type { Component, ComponentNames } from '../../../sectors/power/components.js';
import { declare, existing, writeJson, type Declare } from '../../command.js';
import { UsageError } from '../../failure.js';
import { wholeNumber } from '../../values.js';
import type { PowerOptions } from './power-report.js';

const EXAMPLES = ['solve power case118.m --json', 'solve power case118.m --n-1', 'solve power case39.m --outage branch:16-19,gen:30', 'solve power case118.m --opf --cascade --outage 8-5,branch#9 --mode proportional'];

export const power: Declare = (session) =>
  declare('power', 'DC power flow of a MATPOWER case (.m) or pandapower network (.json). DC knows no voltage, no reactive power and no losses.', EXAMPLES)
    .argument('<file>', 'network file, at most 64 MB')
    .option('--outage <ids>', 'components that are lost, by comma: branch:12-15 (or 12-15), branch:12-15:2 (the second parallel one), branch#17 (row), bus:12, gen:30, gen#3, load:12; islands are then balanced by --mode')
    .option('--n-1', 'lose each branch in turn: flows after it, and buses cut off (slack takes what is missing)')
    .option('--n-2', 'lose each pair of branches: how many split the network or overload it, and the worst pairs (minutes for thousands of branches)')
    .option('--opf', 'dispatch at least cost within ratings, by HiGHS; flows, screening and cascades start from it instead of from the file\'s dispatch')
    .option('--cascade', 'let overload relays trip (15 s at 150 %) after the --outage, until nothing is overloaded or 900 s have passed')
    .addOption(new Option('--mode <rule>', 'how an island is balanced after an outage: ramp (generators ramp, then trip; then load is shed), proportional (generation or load scaled down), governor (droop and under-frequency shedding)').choices(['ramp', 'proportional', 'governor']).default('ramp'))
    .option('--ramp-minutes <n>', 'time to ramp before generators trip and load is shed (mode ramp)', wholeNumber(1), 1)
    .option('--top <n>', 'rows of the table for people, and pairs listed by --n-2', wholeNumber(1), 15)
    .action(async (file: string, options: PowerOptions) => {
      const [{ readText }, { Problems }, { readPowerNetwork }, { PowerCase, DEFAULT_BALANCE }, { ComponentNames }, report] = await Promise.all([
        import('../../../model/read-file.js'), import('../../../model/problems.js'), import('../../../imports/power-file.js'), import('../../../sectors/power/power-case.js'),
        import('../../../sectors/power/components.js'), import('./power-report.js'),
      ]);
      if (options.cascade === true && options.outage === undefined) throw new UsageError('OUTAGE_MISSING', '--cascade needs an --outage to start from, such as --outage branch:8-5');
      const problems = new Problems(), content = readText(existing(file, 'network file'), 'network', problems);
      problems.throwIfErrors();
      const network = readPowerNetwork(content!, file);
      const solved = new PowerCase(network, { ...DEFAULT_BALANCE, rule: options.mode, rampMinutes: options.rampMinutes });
      const names = new ComponentNames(solved.grid), outages = outagesOf(options.outage, names);
      const answer = await report.answer(solved, names, outages, options);
      if (options.json) writeJson(session.io, answer);
      else session.io.out(report.text(answer, options, session.io.columns ?? 100));
    });

function outagesOf(list: string | undefined, names: ComponentNames): Component[] {
  if (list === undefined) return [];
  return list.split(',').map((id) => id.trim()).map((id) => {
    if (id === '') throw new UsageError('COMPONENT_UNKNOWN', `--outage: expecting names of components by comma, such as branch:8-5,gen:30, found "${list}"`);
    const found = names.find(id);
    if (typeof found === 'string') throw new UsageError('COMPONENT_UNKNOWN', `component "${id}" ${found}`);
    return found;
  });
}
