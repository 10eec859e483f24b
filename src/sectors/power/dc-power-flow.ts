/** The sector model `dc-power-flow`: DC power flow with balancing, shedding, overload trips and black start (docs/power.md). */
import type { LayerInputs, LayerProblem, SectorModel, SectorPlugin } from '../../engine/sector-model.js';
import { CascadeError, nearest, ValidationError } from '../../errors.js';
import { readPowerNetwork } from '../../imports/power-file.js';
import type { CompiledNetwork } from '../../network/compiled-network.js';
import { customerClasses } from '../customer-classes.js';
import { ComponentNames } from './components.js';
import { loadSolver } from './dispatch-model.js';
import type { Grid } from './grid.js';
import { LayerAnswers } from './layer-answers.js';
import { LayerMap, readMap } from './layer-map.js';
import { PowerLayer } from './layer-model.js';
import { LAYER_SCHEMA, settingsOf, type LayerParams, type LayerSettings } from './layer-params.js';
import { LeastCostShedding } from './least-cost.js';
import { PowerCase } from './power-case.js';
import { OverloadRelays } from './relay.js';
import { Restoration } from './restoration.js';
import { DEFAULT_CLASS } from './shedding.js';
import { GridState } from './state.js';

export const dcPowerFlow: SectorPlugin = {
  name: 'dc-power-flow',
  schema: LAYER_SCHEMA,
  files: { required: ['network'], optional: [] },
  check,
  create,
};

/** Every problem of the network file and of the table, and a warning if the intact grid is overloaded already. */
function check(params: Record<string, unknown>, inputs: LayerInputs): LayerProblem[] {
  const file = inputs.files['network'];
  if (file === undefined) return [];
  try {
    const solved = new PowerCase(readPowerNetwork(file.text, file.path)), names = new ComponentNames(solved.grid);
    return [...readMap(inputs, solved.grid, names).problems, ...paramProblems(params as LayerParams, names, inputs), ...intactProblems(params as LayerParams, solved, names)];
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code, severity, line, message }) => ({ code, severity, file: file.path, ...(line === undefined ? {} : { line }), message }));
    if (error instanceof CascadeError) return [{ code: error.code, severity: 'error', file: file.path, message: error.message }];
    throw error;
  }
}

/** Names in the parameters that stand for nothing. */
function paramProblems({ blackStart, priorities }: LayerParams, names: ComponentNames, { files, map, mapPath }: LayerInputs): LayerProblem[] {
  const starters = (blackStart?.generators ?? []).flatMap((name): LayerProblem[] => {
    const found = names.find(name);
    if (typeof found !== 'string' && found.kind === 'gen') return [];
    return [{ code: 'COMPONENT_UNKNOWN', severity: 'error', file: files['network']!.path, message: `blackStart: component "${name}" ${typeof found === 'string' ? found : 'is no generator'}` }];
  });
  const assets = new Set(map.map(({ asset }) => asset)), strangers = Object.keys(priorities ?? {}).filter((asset) => !assets.has(asset));
  return [...starters, ...strangers.map((asset): LayerProblem => ({ code: 'POWER_PRIORITY_UNMAPPED', severity: 'error', file: mapPath, message: `priorities: "${asset}" owns no component. Expecting assets of the table${suggestion(asset, assets)}` }))];
}

function suggestion(asset: string, assets: ReadonlySet<string>): string {
  const near = nearest(asset, assets);
  return near === undefined ? '' : `. Did you mean "${near}"?`;
}

/** An intact grid that is overloaded would trip of itself. A best dispatch keeps all ratings, so it is not looked at. */
function intactProblems({ relay, dispatch }: LayerParams, solved: PowerCase, names: ComponentNames): LayerProblem[] {
  if (relay === 'none' || dispatch === 'least-cost') return [];
  const { flow } = solved.flows(), { grid } = flow, over = Array.from(flow.flows.keys()).filter((b) => Math.abs(flow.flows[b]!) > grid.ratingMw[b]! * (1 + 1e-6));
  if (over.length === 0) return [];
  const worst = over.slice(0, 5).map((b) => `${names.nameOf('branch', b)} (${Math.abs(flow.flows[b]!).toFixed(1)} of ${grid.ratingMw[b]!} MW)`);
  return [{ code: 'POWER_OVERLOADED_INTACT', severity: 'warning', file: grid.network.file, message: `${over.length} branches carry more than their rating before anything fails, and will trip: ${worst.join(', ')}. Expecting another dispatch ("dispatch": "least-cost"), or "relay": "none"` }];
}

async function create(given: Record<string, unknown>, network: CompiledNetwork, indexOf: (asset: string) => number, inputs: LayerInputs): Promise<SectorModel> {
  const params = given as LayerParams, settings = settingsOf(params), file = inputs.files['network'];
  if (file === undefined) throw new CascadeError('LAYER_FILE_MISSING', 'dc-power-flow needs a file under files.network: a MATPOWER case or a pandapower network');
  const solved = new PowerCase(readPowerNetwork(file.text, file.path), settings.balance);
  if (settings.dispatch === 'least-cost' && (await solved.optimise()) === undefined) throw new CascadeError('POWER_INFEASIBLE', `${file.path}: no dispatch keeps all limits of the intact grid. Expecting "dispatch": "file", or higher ratings`);
  const { grid } = solved, names = new ComponentNames(grid);
  const { problems, links } = readMap(inputs, grid, names), [problem] = [...problems, ...paramProblems(params, names, inputs)].filter(({ severity }) => severity === 'error');
  if (problem !== undefined) throw new CascadeError(problem.code, `${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}: ${problem.message}`);
  const map = new LayerMap(links, indexOf, grid);
  const classes = params.priorities === undefined && params.customers === undefined ? undefined : classesOf(params, map, indexOf, grid, customerClasses(params.customers ?? {}, map.assets, network, inputs, 'dc-power-flow')), state = new GridState(grid);
  const leastCost = settings.balance.shedding === 'least-cost' ? new LeastCostShedding(await loadSolver(), state, classes) : undefined;
  const { governor, rule } = settings.balance;
  return new PowerLayer(map.assets, {
    answers: new LayerAnswers(map, state, grid.generatorMw, settings.balance, classes, settings.memoEntries, leastCost), map,
    relays: settings.relay === undefined ? undefined : new OverloadRelays(grid, settings.relay), recloseHours: settings.recloseHours,
    restoration: restorationOf(settings, grid, names), nominalHz: rule === 'governor' ? governor.nominalHz : undefined,
  });
}

/** Class of each load: the best of the assets that own it or its bus. @param byCustomer of assets that have no priority of their own */
function classesOf({ priorities = {} }: LayerParams, map: LayerMap, indexOf: (asset: string) => number, grid: Grid, byCustomer: readonly (number | undefined)[]): Int32Array {
  const own = new Map(Object.entries(priorities).map(([asset, c]) => [map.assets.indexOf(indexOf(asset)), c])), ofPosition = new Map(byCustomer.map((c, p) => [p, own.get(p) ?? c]));
  return Int32Array.from({ length: grid.loads }, (_, l) => {
    const { load, bus } = map.owners, itself = map.ownsLoad(l), { start, position } = itself ? load : bus, row = itself ? l : grid.loadBus[l]!;
    const found = Array.from(position.subarray(start[row], start[row + 1]), (p) => ofPosition.get(p)).filter((c) => c !== undefined);
    return found.length === 0 ? DEFAULT_CLASS : Math.min(...found);
  });
}

function restorationOf({ restoration }: LayerSettings, grid: Grid, names: ComponentNames): Restoration | undefined {
  if (restoration === undefined) return undefined;
  const generators = new Uint8Array(grid.generators);
  for (const name of restoration.names) {
    const found = names.find(name);
    if (typeof found !== 'string') for (const row of found.rows) generators[row] = 1;
  }
  return new Restoration(grid, { ...restoration, generators });
}
