/** What `risk` does: the study, its state on disk while it runs, its figures, its result folder. */
import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { riskTables } from '../exports/risk-tables.js';
import { readCatalogue, type ReadCatalogue } from '../model/read-catalogue.js';
import { riskHtml } from '../report/risk-html.js';
import { riskTerminal } from '../report/risk-terminal.js';
import type { RiskResults } from '../risk/results.js';
import { runCatalogue, type CatalogueRun } from '../risk/run-catalogue.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { UsageError } from './failure.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';
import { checkFolder, RESULTS_FILE, writeResultFolder } from './result-folder.js';
import { quoted } from './study-command.js';
import { runningLayers, studyModelHash } from '../study/layers.js';
import { checkLayers } from '../study/open.js';

export interface RiskOptions { json?: boolean; quiet?: boolean; replications?: number; years?: number; loss?: string; deaggregate?: number; seed?: string; workers?: number; out?: string; resume?: string; force?: boolean }

/** Prints and writes the results; @returns the exit code */
export async function riskCommand(io: Io, path: string, options: RiskOptions): Promise<ExitCode> {
  const startedAt = performance.now(), read = readCatalogue(path), { catalogue, model, scenario } = read;
  const wanted = options.out, folder = `${wanted ?? join('results', catalogue.id)}.unfinished`, from = options.resume, layers = runningLayers(model, scenario);
  read.warnings.push(...await checkLayers(model, scenario.modelPath, read.warnings, layers.map(({ layer }) => layer)));
  const seed = options.seed ?? catalogue.seed ?? scenario.seed;
  await checkFolder(wanted ?? join('results', catalogue.id), { modelHash: studyModelHash(model, layers), scenarioHash: scenario.hash, seed, catalogueHash: catalogue.hash }, options.force ?? false);
  if (from !== undefined && !(existsSync(from) && (await readdir(from)).some((name) => name.endsWith('.partial.bin')))) throw new UsageError('RESUME_NOTHING', `${from} holds no unfinished study (partial.bin)`);
  const run = await study(io, read, { ...options, folder: from ?? folder, resume: from !== undefined, command: again(path, options, seed) });
  if (run === undefined) {
    io.err('Interrupted before the first block of replications was done: nothing to show.\n');
    return EXIT.interrupted;
  }
  const { results } = run, state = from ?? folder, figures = join(state, 'partial'), { partial, digest } = results.study;
  const out = partial === undefined ? wanted ?? join('results', `${catalogue.id}-${digest.slice(0, 8)}`) : figures;
  results.meta = { finishedAt: new Date().toISOString(), host: hostname(), node: process.version, workers: options.workers ?? null, seconds: Math.round(performance.now() - startedAt) / 1000 };
  await writeResultFolder(out, await filesOf(read, run));
  if (partial === undefined) await removeFigures(figures, state);
  if (options.json) writeJson(io, results);
  else io.out(riskTerminal(results, { columns: io.columns, color: io.color, story: catalogue.story, folder: out }));
  if (partial === undefined) return results.failures.length > 0 ? EXIT.failed : EXIT.ok;
  io.err(`Interrupted: continue with --resume ${quoted(state)}${wanted === undefined ? '' : ` --out ${quoted(wanted)}`}\n`);
  return EXIT.interrupted;
}

/** Partial figures of a study that is now whole, and the folder of its state where nothing else is in it. */
async function removeFigures(figures: string, state: string): Promise<void> {
  if (existsSync(join(figures, RESULTS_FILE))) await rm(figures, { recursive: true });
  await rmdir(state).catch(() => undefined);
}

async function study(io: Io, read: ReadCatalogue, options: Omit<RiskOptions, 'resume'> & { folder: string; resume: boolean; command: string }): Promise<CatalogueRun | undefined> {
  const stop = new AbortController(), interrupt = listenForInterrupt(io), progress = openProgress(io, read.catalogue.years !== undefined || (options.years ?? 0) > 0 ? 'timelines' : 'replications', options.quiet ?? false);
  const heard = interrupt.requested$.subscribe(() => stop.abort());
  try {
    const { replications, years, loss, deaggregate, seed, workers, folder, resume, command } = options;
    return await runCatalogue(read, { replications, years, loss, deaggregate, seed, workers, folder, resume, command, signal: stop.signal, onProgress: (done, planned) => progress.update({ done, planned }) });
  } finally {
    progress.stop();
    heard.unsubscribe();
    interrupt.dispose();
  }
}

/** `meta` (time, host, workers) stands in its own file, so the others are the same bytes for the same study. */
async function filesOf({ catalogue: { story, sources, limits } }: ReadCatalogue, { results, years }: CatalogueRun): Promise<Map<string, string>> {
  const timeless: RiskResults = { ...results, meta: {} };
  const files = new Map([[RESULTS_FILE, `${JSON.stringify(timeless, null, 2)}\n`], ['meta.json', `${JSON.stringify(results.meta, null, 2)}\n`], ['report.html', riskHtml({ results: timeless, story, sources, limits })]]);
  for (const [name, text] of await riskTables(timeless, years)) files.set(`tables/${name}.csv`, text);
  return files;
}

function again(path: string, { replications, years, loss, deaggregate }: RiskOptions, seed: string): string {
  const option = (name: string, value: string | number | undefined): string => (value === undefined ? '' : ` --${name} ${quoted(String(value))}`);
  return `hazcade risk ${quoted(path)} --seed ${quoted(seed)}${option('replications', replications)}${option('years', years)}${option('loss', loss)}${option('deaggregate', deaggregate)}`;
}
