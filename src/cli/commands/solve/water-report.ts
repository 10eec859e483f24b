/** Input and output of `hazcade solve water`: the file that is read, the document for machines, the tables for people. */
import { readInp, type InpNetwork } from '../../../imports/epanet-inp.js';
import { Problems } from '../../../model/problems.js';
import { readText } from '../../../model/read-file.js';
import type { ExtendedRun } from '../../../sectors/water/extended-period.js';

/** @throws ValidationError with every problem of the file */
export function readNetwork(file: string): { text: string; network: InpNetwork } {
  const problems = new Problems(), text = readText(file, 'network', problems);
  problems.throwIfErrors();
  return { text: text!, network: readInp(text!, file) };
}

interface JunctionAnswer { pressureM: number[]; deliveredM3h: number[]; minimumPressureM: number; atHour: number; deficitM3h: number[] }

/** What `--json` prints; lists over time go with `hours`. */
export interface WaterAnswer {
  file: string;
  engine: string;
  pressureDriven: boolean;
  hours: number[];
  /** By integrating flows over every step, junctions that feed water in left out, m3. */
  deliveredM3: number;
  deficitM3: number;
  /** The same by adding up the report's rows times its step, both ends included, as other programs do. */
  deliveredByReportM3: number;
  solutions: number;
  unsolved: ExtendedRun['unsolved'];
  inaccurate: ExtendedRun['inaccurate'];
  junctions: Record<string, JunctionAnswer>;
  tanks: Record<string, { levelM: number[] }>;
  flowM3h: Record<string, number[]>;
}

/** Beyond a micrometre or a millilitre a figure is noise. */
const rounded = (value: number): number => Number(value.toFixed(6));

export function answerOf(run: ExtendedRun, network: InpNetwork, asked: { engine: string; pda: boolean }): WaterAnswer {
  const { rows } = run, over = (read: (row: (typeof rows)[number]) => number): number[] => rows.map((row) => rounded(read(row)));
  const step = network.times.reportStep / 3600;
  let byReport = 0;
  for (const { deliveredM3h } of rows) for (const flow of deliveredM3h) byReport += Math.max(0, flow) * step;
  const junctions = network.junctions.map(({ id }, j): [string, JunctionAnswer] => {
    const pressureM = over((row) => row.pressureM[j]!), minimumPressureM = Math.min(...pressureM);
    return [id, { pressureM, deliveredM3h: over((row) => row.deliveredM3h[j]!), deficitM3h: over((row) => row.deficitM3h[j]!), minimumPressureM, atHour: rows[pressureM.indexOf(minimumPressureM)]!.seconds / 3600 }];
  });
  return {
    file: network.file, engine: `EPANET ${asked.engine}`, pressureDriven: asked.pda, hours: rows.map((row) => row.seconds / 3600),
    deliveredM3: rounded(run.deliveredM3), deficitM3: rounded(run.deficitM3), deliveredByReportM3: rounded(byReport), solutions: run.solutions, unsolved: run.unsolved, inaccurate: run.inaccurate,
    junctions: Object.fromEntries(junctions),
    tanks: Object.fromEntries(network.tanks.map(({ id }, t) => [id, { levelM: over((row) => row.levelM[t]!) }])),
    flowM3h: Object.fromEntries(network.links.map(({ id }, l) => [id, over((row) => row.flowM3h[l]!)])),
  };
}

/** Junctions that the table for people shows. */
const SHOWN = 15;

export function waterText(answer: WaterAnswer): string {
  const worst = Object.entries(answer.junctions).map(([id, j]) => ({ id, ...j })).sort((a, b) => a.minimumPressureM - b.minimumPressureM || (a.id < b.id ? -1 : 1)).slice(0, SHOWN);
  const last = answer.hours.at(-1) ?? 0;
  const lines = [
    `${answer.file}: ${answer.engine}, ${answer.pressureDriven ? 'pressure-dependent demand' : 'demand as the file says'}, ${last} h, ${answer.solutions} solutions`,
    deliveredText(answer, last),
    '', `Lowest pressures (${worst.length} of ${Object.keys(answer.junctions).length} junctions)`,
    ...table(['junction', 'least m', 'at h', 'at the end m'], worst.map((j) => [j.id, j.minimumPressureM.toFixed(2), j.atHour.toFixed(1), j.pressureM.at(-1)!.toFixed(2)])),
  ];
  const tanks = Object.entries(answer.tanks);
  if (tanks.length > 0) lines.push('', 'Tank levels', ...table(['tank', 'start m', 'least m', 'most m', 'end m'], tanks.map(([id, { levelM }]) => [id, ...[levelM[0]!, Math.min(...levelM), Math.max(...levelM), levelM.at(-1)!].map((level) => level.toFixed(2))])));
  for (const { reason } of answer.unsolved) lines.push('', `NOT SOLVED: ${reason}; the flows before went on`);
  if (answer.inaccurate.length > 0) lines.push('', `${answer.inaccurate.length} solutions are less exact than the file asks for, the first: ${answer.inaccurate[0]!.reason}`);
  return `${lines.join('\n')}\n`;
}

/** What was delivered of what was asked for: over the run, or, of a network without a duration, at its one instant. */
function deliveredText(answer: WaterAnswer, lastHour: number): string {
  const sum = (of: (junction: JunctionAnswer) => number[]): number => Object.values(answer.junctions).reduce((all, junction) => all + Math.max(0, of(junction)[0]!), 0);
  const instant = lastHour === 0, delivered = instant ? sum((j) => j.deliveredM3h) : answer.deliveredM3, demanded = delivered + (instant ? sum((j) => j.deficitM3h) : answer.deficitM3), unit = instant ? 'm3/h' : 'm3';
  // EPANET's pressure-dependent flows may go beyond the demand by the accuracy of its solution.
  const shown = Math.min(delivered, demanded);
  return `delivered ${shown.toFixed(1)} ${unit} of ${demanded.toFixed(1)} ${unit} demanded${demanded > 0 ? ` (${((100 * shown) / demanded).toFixed(2)} %)` : ''}`;
}

/** Columns under their heads, numbers to the right. */
function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((name, c) => Math.max(name.length, ...rows.map((row) => row[c]!.length)));
  return [head, ...rows].map((row) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ').trimEnd());
}
