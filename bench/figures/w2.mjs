/**
 * W2 through the public library against other engines: C++ with the same draws, SimPy with its own; and the cost of an event from a thousand
 * to a million assets. `--dump [--hours] [--replications R]` prints W2's lines instead.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assertWork, note, row, short } from '../lib/figure.mjs';
import { interleaved, ratios } from '../lib/measure.mjs';
import { answers, output, ROOT, scriptJson, withFolder } from '../lib/processes.mjs';
import { LARGEST_INLINE, w2Replicator } from '../engines/w2-study.mjs';
import { w2Line, writeW2Model } from '../workloads/w2.mjs';

const PEERS = join(ROOT, '../shared/peers/w2');

/**
 * Replications of one measurement: this engine, C++, SimPy; each about a second or more. The warm-up of S and M goes on until the time of a replication
 * no longer falls: after 400 replications of M the optimiser was still at work, whose threads count (windows of 400: 1.4, 0.75, 0.7, 0.68, 0.66, 0.63, then 0.62 ms each).
 */
const SIZES = {
  S: { n: 1000, here: 20_000, warmUp: 20_000, cpp: 100_000, simpy: 1000, lines: 300 },
  M: { n: 10_000, here: 2000, warmUp: 2400, cpp: 8000, simpy: 100, lines: 30 },
  L: { n: 100_000, here: 80, warmUp: 200 },
  XL: { n: 1_000_000, here: 4, warmUp: 1 },
};
const TOY = { S: { n: 1000, here: 40, warmUp: 10, cpp: 1000, simpy: 5, lines: 5 }, M: { n: 2000, here: 10, warmUp: 2, cpp: 200, simpy: 2, lines: 5 } };

export const title = 'W2, reference workload';

/** @param options size: one of S, M, L, XL; rounds; toy; dump, hours, replications */
export async function run({ size, rounds = 9, toy = false, dump = false, hours = false, replications }) {
  const sizes = toy ? TOY : SIZES;
  if (dump) return dumpLines(sizes[size ?? 'S'], replications, hours);
  const rows = [];
  if (size === undefined || size === 'S' || size === 'M') rows.push(...await againstOthers(sizes, size, toy ? 1 : rounds));
  if (!toy) rows.push(...await bySize(size === undefined ? ['S', 'M', 'L'] : [size]));
  return rows;
}

async function dumpLines({ n, lines }, replications = lines ?? 1, wholeHours) {
  await withModel(n, 'w2', async (folder) => {
    const replicator = await w2Replicator(n, { folder, wholeHours });
    for (let k = 0; k < replications; k++) process.stdout.write(`${w2Line(k, replicator.outcomes, replicator.replicate(k).values)}\n`);
  });
  return [];
}

/** Calls with a model folder where the model is too large to be made in memory, else with undefined. */
function withModel(n, draws, call) {
  if (n <= LARGEST_INLINE) return call();
  return withFolder((folder) => {
    writeW2Model(folder, n, 7, draws);
    return call(folder);
  });
}

async function againstOthers(sizes, size, rounds) {
  const rows = [], cppSource = join(PEERS, 'w2.cpp'), simpySource = join(PEERS, 'w2_simpy.py');
  const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find((p) => p !== undefined && existsSync(simpySource) && answers(p, ['-c', 'import simpy']));
  const cppThere = existsSync(cppSource) && answers('g++', ['--version']);
  if (!cppThere) rows.push(note('W2 against C++', `skipped: needs g++ and ../shared/peers/w2/w2.cpp`));
  if (python === undefined) rows.push(note('W2 against SimPy', `skipped: needs Python with simpy and ../shared/peers/w2/w2_simpy.py`));
  await withFolder(async (folder) => {
    const cpp = join(folder, 'w2');
    if (cppThere) await output('g++', ['-O3', '-march=native', '-std=c++20', cppSource, '-o', cpp]);
    for (const name of ['S', 'M']) {
      if (size !== undefined && size !== name) continue;
      if (cppThere) rows.push(await agreement(name, sizes[name], cpp), await againstCpp(name, sizes[name], cpp, rounds));
      if (python !== undefined) rows.push(await againstSimpy(name, sizes[name], python, simpySource, rounds));
    }
  });
  return rows;
}

/** The same lines: counts equal, lost hours within a thousandth. */
async function agreement(name, { n, lines }, cpp) {
  for (const wholeHours of [false, true]) {
    const theirs = (await output(cpp, [String(n), String(lines), '--dump', ...(wholeHours ? ['--hours'] : [])])).trim().split('\n');
    const replicator = await w2Replicator(n, { wholeHours });
    theirs.forEach((line, k) => {
      const wanted = line.split(' ').map(Number), found = w2Line(k, replicator.outcomes, replicator.replicate(k).values).split(' ').map(Number);
      assertWork(wanted.every((x, i) => (i >= 1 && i <= 4 ? Math.abs(x - found[i]) <= 1e-3 : x === found[i])), `${wholeHours ? 'W2h' : 'W2'}, ${n} assets, replication ${k}: C++ says ${wanted.join(' ')}, found ${found.join(' ')}`);
    });
  }
  return note(`W2 and W2h ${name}: lines equal to C++`, `${lines} of ${lines} each`);
}

const here = async ({ n, here: replications, warmUp }, draws, folder) => {
  const result = await scriptJson('engines/w2.mjs', [n, replications, warmUp, draws, ...(folder === undefined ? [] : [folder])]);
  assertWork(result.failures === 0, `${result.failures} replications failed`);
  // Counted events of a replication grow with the assets: 0.23 to 0.27 each.
  const events = result.events / replications / n;
  assertWork(events > 0.2 && events < 0.32, `${events} counted events an asset and replication; W2 has 0.23 to 0.27`);
  return result;
};

async function againstCpp(name, size, cpp, rounds) {
  const { ours, theirs } = await interleaved(rounds, {
    ours: async () => { const r = await here(size, 'w2'); return r.cpuSeconds / r.replications; },
    theirs: async () => 1 / JSON.parse(await output(cpp, [String(size.n), String(size.cpp)])).reps_per_cpu_s,
  });
  return row(`W2 ${name}: CPU time over that of C++, same draws`, ratios(ours, theirs), { unit: 'x', most: 4 });
}

async function againstSimpy(name, size, python, source, rounds) {
  const { ours, theirs } = await interleaved(rounds, {
    ours: async () => { const r = await here(size, 'own'); return r.cpuSeconds / r.replications; },
    theirs: async () => 1 / JSON.parse(await output(python, [source, String(size.n), String(size.simpy), '--random'])).reps_per_cpu_s,
  });
  return row(`W2 ${name}: CPU time of SimPy over ours, own draws each`, ratios(theirs, ours), { unit: 'x', least: 25 });
}

async function bySize(names) {
  const rows = [];
  for (const name of names) {
    const size = SIZES[name];
    rows.push(...await withModel(size.n, 'w2', async (folder) => {
      const { cpuSeconds, events, replications, loadSeconds, loadCpuSeconds, peakMB } = await here(size, 'w2', folder);
      const cost = row(`W2 ${name}: ns of CPU a counted event (${short(events / replications)} a replication)`, [(cpuSeconds / events) * 1e9]);
      if (name !== 'XL') return [cost];
      return [
        row('W2 XL: minutes from CSV to a ready replicator', [loadSeconds / 60], { most: 5 }),
        note('W2 XL: CPU seconds of that', short(loadCpuSeconds)),
        row('W2 XL: peak memory, GiB, without a heap flag', [peakMB / 1024], { most: 8 }),
        cost, row('W2 XL: CPU seconds a replication', [cpuSeconds / replications]),
      ];
    }));
  }
  return rows;
}
