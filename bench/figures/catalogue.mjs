/** A catalogue of 10,000 events x 20 replications on the harbour city: no compilation per event, two workers, stopped and continued. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCatalogue, runCatalogue } from '../../dist/index.js';
import { assertWork, note, row, short } from '../lib/figure.mjs';
import { secondsSince } from '../lib/measure.mjs';
import { ROOT } from '../lib/processes.mjs';
import { writeCatalogue } from '../workloads/catalogue.mjs';

export const title = 'Catalogue of events on the harbour city';

export async function run({ toy = false }) {
  const events = toy ? 100 : 10_000, replications = 20, folder = mkdtempSync(join(tmpdir(), 'hazcade-catalogue-'));
  try {
    const path = writeCatalogue(folder, join(ROOT, 'catalogues/harbour-city/scenario.yaml'), events, replications), state = join(folder, 'state');
    const reading = process.cpuUsage(), read = readCatalogue(path), readSeconds = secondsSince(reading);
    const before = process.cpuUsage(), began = performance.now(), whole = await runCatalogue(read, { workers: 2 });
    const wall = (performance.now() - began) / 1000, cpu = secondsSince(before), { study, average, periods } = whole.results;
    assertWork(study.events === events && study.replications === events * replications, `${study.replications} replications of ${study.events} events`);
    assertWork(average.value > 0 && periods.at(-1).occurrence.loss > 0, 'nothing was lost');
    // A tenth of the way, then on with one worker.
    const stop = new AbortController();
    const half = await runCatalogue(read, { workers: 2, folder: state, signal: stop.signal, onProgress: (done, planned) => { if (done > planned / 10) stop.abort(); } });
    assertWork(half === undefined || half.results.study.partial !== undefined, 'the study was not stopped');
    const resumed = await runCatalogue(read, { workers: 1, folder: state, resume: true });
    assertWork(resumed.results.study.digest === study.digest, `${resumed.results.study.digest} after a stop, ${study.digest} without`);
    return [
      note('events x replications', `${events} x ${replications}`),
      row('CPU seconds of reading', [readSeconds]),
      row('wall seconds, two workers', [wall], toy ? {} : { most: 300 }),
      row('CPU seconds, all threads', [cpu]),
      row('replications per CPU second', [study.replications / cpu]),
      note('stopped at a tenth, continued with one worker', `the same digest ${study.digest.slice(0, 8)}`),
      note('events beyond the 1-in-200-year loss', `${short(whole.results.deaggregation?.events.length ?? 0)}`),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
