/** Reference data of the power tests: cases of MATPOWER and PGLib with the answers of other programs. Not part of the repository; tests that need it are skipped, and say so, where it is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { readPowerNetwork } from '../../src/imports/power-file.js';
import type { PowerNetwork } from '../../src/imports/power-network.js';

const FOLDER = new URL('../../../shared/data/power/', import.meta.url);
export const HAS_POWER_DATA = existsSync(FOLDER);

export const caseOf = (name: string): PowerNetwork => readPowerNetwork(readFileSync(new URL(`${name}.m`, FOLDER), 'utf8'), `${name}.m`);

/** One outage as PYPOWER solved it. */
export interface ExpectedOutage {
  branch: number; buses_cut_off?: number[]; max_abs_flow_MW: number; pf_l2: number; biggest_change_branch: number; biggest_change_MW: number;
  max_loading?: number; max_loading_branch?: number; overloaded?: number;
}

/** A file of PYPOWER's answers. */
export interface ExpectedCase { va_deg: number[]; pf_MW: number[]; pg_MW: number[]; dcopf: { success: boolean; cost: number }; n1?: ExpectedOutage[] }

export const expectedOf = (name: string): ExpectedCase => JSON.parse(readFileSync(new URL(`expected/${name}.json`, FOLDER), 'utf8')) as ExpectedCase;

export interface ExpectedSummary { case: string; va_l2_deg: number; pf_l2_MW: number; pf_abs_sum_MW: number; dcopf_cost: number }

export const summary = (): ExpectedSummary[] => (JSON.parse(readFileSync(new URL('expected/matpower_octave_summary.json', FOLDER), 'utf8')) as { cases: ExpectedSummary[] }).cases;

/** Rows of a table of DCSIMSEP, without its heading. */
export const dcsimsepTable = (name: string): string[][] => readFileSync(new URL(`expected/dcsimsep_${name}.csv`, FOLDER), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));

/** Largest |a - b|, each as part of |b| where that is above 1 (MW, degrees). */
export const worstDifference = (a: ArrayLike<number>, b: readonly number[]): number => b.reduce((worst, x, i) => Math.max(worst, Math.abs(a[i]! - x) / Math.max(1, Math.abs(x))), 0);
