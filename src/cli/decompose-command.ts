/** What `compare --interactions` and `compare --silo` do: figures on the terminal or as JSON, and a result folder; stopped, it can be continued. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { DecomposeOptions, Interactions, Silos } from '../decompose.js';
import { canonicalJson } from '../model/canonical.js';
import { VERSION } from '../version.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { UsageError } from './failure.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';
import { checkFolder, RESULTS_FILE, writeResultFolder } from './result-folder.js';
import { openStudy } from './study.js';
import { quoted } from './study-command.js';
import type { StudyOptions } from './study-options.js';

export interface DecomposeCommandOptions extends StudyOptions { interactions?: boolean; silo?: boolean; sets?: string[][]; order?: 1 | 2 | 3; outcome?: string[]; out?: string; resume?: string; force?: boolean }

interface Found { interactions?: Interactions; silos?: Silos }

/** A decomposition has no partial figures: a difference needs all its studies. @returns the exit code */
export async function decomposeCommand(io: Io, path: string, options: DecomposeCommandOptions): Promise<ExitCode> {
  const startedAt = performance.now(), study = await openStudy(path, options), { scenario } = study, wanted = options.out, from = options.resume;
  await checkFolder(wanted ?? join('results', scenario.id), study.inputs, options.force ?? false);
  if (from !== undefined && !(existsSync(from) && (await readdir(from)).some((name) => name.endsWith('.partial.bin')))) throw new UsageError('RESUME_NOTHING', `${from} holds no unfinished study (partial.bin)`);
  const folder = from ?? `${wanted ?? join('results', `${scenario.id}-parts`)}.unfinished`, found = await compute(io, study, options, { folder, resume: from !== undefined });
  if (found === undefined) {
    io.err(`Interrupted: a difference is shown only when all its studies are done. Continue with --resume ${quoted(folder)}\n`);
    return EXIT.interrupted;
  }
  await rmdir(folder).catch(() => undefined);
  const digest = createHash('sha256').update(canonicalJson(found)).digest('hex'), out = wanted ?? join('results', `${scenario.id}-parts-${digest.slice(0, 8)}`);
  const { interactionReport, siloReport } = await import('../report/decomposition.js'), page = { columns: io.columns, color: io.color };
  const text = (how: { columns?: number; color?: boolean }): string => [...(found.interactions === undefined ? [] : [interactionReport(found.interactions, how)]), ...(found.silos === undefined ? [] : [siloReport(found.silos, how)])].join('\n');
  const results = { format: 'hazcade-parts/1', study: { scenario: scenario.id, title: scenario.title, ...study.inputs, replications: (found.interactions ?? found.silos)!.replications, version: VERSION, digest }, ...found };
  const meta = { finishedAt: new Date().toISOString(), host: hostname(), node: process.version, workers: options.workers ?? null, seconds: Math.round(performance.now() - startedAt) / 1000 };
  const { decompositionTables } = await import('../exports/decomposition-tables.js');
  const files = new Map([[RESULTS_FILE, `${JSON.stringify(results, null, 2)}\n`], ['meta.json', `${JSON.stringify(meta, null, 2)}\n`], ['report.txt', text({ columns: 100 })]]);
  for (const [name, table] of await decompositionTables(found)) files.set(`tables/${name}.csv`, table);
  await writeResultFolder(out, files);
  if (options.json) writeJson(io, found);
  else io.out(`${text(page)}\nFiles    ${out}\n`);
  return (found.interactions?.failed ?? 0) + (found.silos?.failed ?? 0) > 0 ? EXIT.failed : EXIT.ok;
}

/** @returns undefined when interrupted; what was done is then in the folder */
async function compute(io: Io, { model, scenario, options: prepared }: Awaited<ReturnType<typeof openStudy>>, options: DecomposeCommandOptions, state: { folder: string; resume: boolean }): Promise<Found | undefined> {
  const { interactions, silos } = await import('../decompose.js'), interrupt = listenForInterrupt(io), stop = new AbortController(), watching = interrupt.requested$.subscribe(() => stop.abort());
  const progress = openProgress(io, 'replications', options.quiet ?? false);
  const how: DecomposeOptions = { ...prepared, ...state, workers: options.workers, outcomes: options.outcome, signal: stop.signal, onProgress: (done, planned) => progress.update({ done, planned }) };
  try {
    return {
      ...(options.interactions === true ? { interactions: await interactions(model, scenario, { ...how, sets: options.sets, order: options.order }) } : {}),
      ...(options.silo === true ? { silos: await silos(model, scenario, how) } : {}),
    };
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return undefined;
  } finally {
    progress.stop();
    watching.unsubscribe();
    interrupt.dispose();
  }
}
