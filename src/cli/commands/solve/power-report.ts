/** What `hazcade solve power` answers: one value for machines, and its tables for people. */
import { human, percent } from '../../../report/numbers.js';
import { textTable, type Column } from '../../../report/text-table.js';
import type { CascadeResult } from '../../../sectors/power/cascade.js';
import type { Component, ComponentNames } from '../../../sectors/power/components.js';
import { RADIANS_PER_DEGREE } from '../../../sectors/power/grid.js';
import type { FlowResult, PowerCase } from '../../../sectors/power/power-case.js';
import type { ScreenedOutage } from '../../../sectors/power/screening.js';

const NOTE = 'DC power flow: no voltages, no reactive power, no losses; ratings in MVA are read as MW.';

export interface PowerOptions {
  json?: boolean;
  opf?: boolean;
  n1?: boolean;
  n2?: boolean;
  outage?: string;
  cascade?: boolean;
  mode: 'ramp' | 'proportional' | 'governor';
  rampMinutes: number;
  top: number;
}

interface Screened { branch: string; row: number; islands?: string[]; largestMw?: number; largest?: string; normMw?: number; changed?: string; changedMw?: number; loading?: number; loaded?: string; overloads?: number }

interface FlowRow { branch: string; row: number; flowMw: number; ratingMw: number | null; loading: number | null }

export interface PowerAnswer {
  file: string;
  note: string;
  buses: number;
  branches: number;
  generators: number;
  loadMw: number;
  opf?: { feasible: boolean; cost?: number };
  flow: {
    outages: string[]; mode: string | null; islands: number; separated: string[][]; lostMw: number; overloads: number;
    buses: { bus: string; angleDeg: number }[]; branches: FlowRow[]; generators: { generator: string; row: number; outputMw: number }[];
  };
  n1?: Screened[];
  n2?: { pairs: number; split: number; overloading: number; worst: (Screened & { second: string })[] };
  cascade?: { trips: { seconds: number; branch: string; row: number }[]; lostMw: number; lastSeconds: number; islands: number; overloads: number };
}

/** Solves what the options ask for. */
export async function answer(solved: PowerCase, names: ComponentNames, outages: readonly Component[], options: PowerOptions): Promise<PowerAnswer> {
  const dispatch = options.opf === true ? await solved.optimise() : undefined;
  const { network, buses, branches, generators } = solved.grid, result = solved.flows(outages);
  return {
    file: network.file, note: NOTE, buses, branches, generators, loadMw: result.loadMw,
    ...(options.opf === true ? { opf: dispatch === undefined ? { feasible: false } : { feasible: true, cost: dispatch.cost } } : {}),
    flow: flowAnswer(result, names, outages, options.mode),
    ...(options.n1 === true ? { n1: singles(solved, names) } : {}),
    ...(options.n2 === true ? { n2: pairs(solved, names, options.top) } : {}),
    ...(options.cascade === true ? { cascade: cascadeAnswer(solved.cascade(outages), names) } : {}),
  };
}

function flowAnswer({ flow, state, lostMw, separated }: FlowResult, names: ComponentNames, outages: readonly Component[], mode: string): PowerAnswer['flow'] {
  const { grid } = flow, branches = Array.from(flow.flows, (flowMw, row): FlowRow => {
    const rated = grid.ratingMw[row]! < Infinity;
    return { branch: names.nameOf('branch', row), row: row + 1, flowMw, ratingMw: rated ? grid.ratingMw[row]! : null, loading: rated ? Math.abs(flowMw) / grid.ratingMw[row]! : null };
  });
  return {
    outages: outages.flatMap(({ kind, rows }) => rows.map((row) => names.nameOf(kind, row))), mode: outages.length > 0 ? mode : null,
    islands: flow.islands.count, separated: separated.map((list) => list.map((bus) => names.nameOf('bus', bus))), lostMw,
    overloads: branches.filter(({ loading }) => loading !== null && loading > 1 + 1e-9).length,
    buses: grid.network.buses.map((_, bus) => ({ bus: names.nameOf('bus', bus), angleDeg: angleOf(flow, bus) })), branches,
    generators: Array.from(state.generatorMw, (outputMw, row) => ({ generator: names.nameOf('gen', row), row: row + 1, outputMw })),
  };
}

/** Angle with the slack of its island, where there is one, at the angle of the file; degrees. */
function angleOf({ grid, angles, islands }: FlowResult['flow'], bus: number): number {
  const slack = grid.network.buses.findIndex(({ type }, other) => type === 'slack' && islands.of[other] === islands.of[bus]);
  return slack < 0 ? angles[bus]! / RADIANS_PER_DEGREE : (angles[bus]! - angles[slack]!) / RADIANS_PER_DEGREE + grid.network.buses[slack]!.angleDeg;
}

function screened(outage: ScreenedOutage, names: ComponentNames): Screened {
  const [row] = outage.branches as [number], branch = names.nameOf('branch', row);
  if (outage.cutOff.length > 0) return { branch, row: row + 1, islands: outage.cutOff.map((bus) => names.nameOf('bus', bus)) };
  const { largestMw, normMw, changedMw, loading, overloads } = outage, name = (b: number): string => names.nameOf('branch', b);
  return { branch, row: row + 1, largestMw, largest: name(outage.largest), normMw, changed: name(outage.changed), changedMw, ...(outage.loaded < 0 ? {} : { loading, loaded: name(outage.loaded), overloads }) };
}

function singles(solved: PowerCase, names: ComponentNames): Screened[] {
  const screening = solved.screening();
  return solved.rowsInService().map((row) => screened(screening.single(row), names));
}

function pairs(solved: PowerCase, names: ComponentNames, top: number): PowerAnswer['n2'] {
  const screening = solved.screening(), rows = solved.rowsInService();
  let worst: ScreenedOutage[] = [], count = 0, split = 0, overloading = 0;
  for (let a = 0; a < rows.length; a++) {
    for (let b = a + 1; b < rows.length; b++) {
      const found = screening.pair(rows[a]!, rows[b]!);
      count++;
      if (found.cutOff.length > 0) split++;
      else if (found.overloads > 0) overloading++;
      if (found.loading > (worst.length < top ? 0 : worst.at(-1)!.loading)) worst = [...worst, found].sort((x, y) => y.loading - x.loading).slice(0, top);
    }
  }
  return { pairs: count, split, overloading, worst: worst.map((found) => ({ ...screened(found, names), second: names.nameOf('branch', found.branches[1]!) })) };
}

function cascadeAnswer({ trips, ...rest }: CascadeResult, names: ComponentNames): PowerAnswer['cascade'] {
  return { trips: trips.map(({ seconds, branch }) => ({ seconds, branch: names.nameOf('branch', branch), row: branch + 1 })), ...rest };
}

const left = (heading: string): Column => ({ heading, align: 'left', least: 8 });
const right = (heading: string): Column => ({ heading, align: 'right' });

/** The same for a terminal of so many columns. */
export function text(found: PowerAnswer, options: PowerOptions, columns: number): string {
  const { flow, opf } = found, lines = [`${found.file}: ${found.buses} buses, ${found.branches} branches, ${found.generators} generators, ${human(found.loadMw, 6)} MW of load`, found.note];
  if (opf !== undefined) lines.push(opf.feasible ? `Least cost ${opf.cost!.toFixed(2)} an hour` : 'No dispatch keeps all limits; what follows starts from the dispatch of the file');
  lines.push('', `${flow.outages.length > 0 ? `After the loss of ${flow.outages.join(', ')} (mode ${flow.mode!}): ` : ''}${flow.islands} island${flow.islands === 1 ? '' : 's'}, ${flow.overloads} overloaded, ${human(flow.lostMw, 6)} MW lost`);
  for (const list of flow.separated) lines.push(`  separated: ${list.join(', ')}`);
  const loaded = flow.branches.filter((b) => b.flowMw !== 0).sort((a, b) => (b.loading ?? -1) - (a.loading ?? -1) || Math.abs(b.flowMw) - Math.abs(a.flowMw)).slice(0, options.top);
  lines.push('', ...textTable([left('most loaded'), right('MW'), right('rating'), right('loading')], loaded.map((b) => [b.branch, b.flowMw.toFixed(2), b.ratingMw === null ? '–' : human(b.ratingMw), b.loading === null ? '–' : percent(b.loading)]), columns));
  if (found.n1 !== undefined) lines.push('', ...singlesText(found.n1, options.top, columns));
  if (found.n2 !== undefined) lines.push('', ...pairsText(found.n2, columns));
  if (found.cascade !== undefined) lines.push('', ...cascadeText(found.cascade, columns));
  return `${lines.join('\n')}\n`;
}

function singlesText(rows: readonly Screened[], top: number, columns: number): string[] {
  const islands = rows.filter((row) => row.islands !== undefined), rest = rows.filter((row) => row.islands === undefined).sort((a, b) => (b.loading ?? 0) - (a.loading ?? 0) || b.largestMw! - a.largestMw!);
  return [
    `N-1: ${rows.length} branches, ${islands.length} split the network, ${rest.filter((row) => (row.overloads ?? 0) > 0).length} overload it`,
    ...islands.map((row) => `  ${row.branch} cuts off ${row.islands!.join(', ')}`),
    ...textTable([left('lost'), left('then most loaded'), right('loading'), right('overloads'), left('most flow'), right('MW')],
      rest.slice(0, top).map((row) => [row.branch, row.loaded ?? '–', row.loading === undefined ? '–' : percent(row.loading), String(row.overloads ?? '–'), row.largest!, row.largestMw!.toFixed(2)]), columns),
  ];
}

function pairsText({ pairs: count, split, overloading, worst }: NonNullable<PowerAnswer['n2']>, columns: number): string[] {
  return [
    `N-2: ${count} pairs, ${split} split the network, ${overloading} overload it`,
    ...textTable([left('lost'), left('and'), left('then most loaded'), right('loading')], worst.map((row) => [row.branch, row.second, row.loaded ?? '–', row.loading === undefined ? '–' : percent(row.loading)]), columns),
  ];
}

function cascadeText({ trips, lostMw, islands, overloads }: NonNullable<PowerAnswer['cascade']>, columns: number): string[] {
  return [
    `Cascade: ${trips.length} trips, ${human(lostMw, 6)} MW lost, ${islands} islands${overloads > 0 ? `, ${overloads} still overloaded when time was up` : ''}`,
    ...(trips.length === 0 ? [] : textTable([right('s'), left('trips')], trips.map((trip) => [trip.seconds.toFixed(2), trip.branch]), columns)),
  ];
}
