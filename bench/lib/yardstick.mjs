/** What this machine gives just now: the C++ program of W2, so that milliseconds of one run can be judged beside those of another. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { note, row } from './figure.mjs';
import { answers, output, ROOT, withFolder } from './processes.mjs';

/** A row: microseconds of CPU a replication of W2 S in C++, or why there is none. */
export async function yardstick() {
  const source = join(ROOT, '../shared/peers/w2/w2.cpp'), name = 'yardstick: µs of CPU a replication of W2 S in C++';
  if (!existsSync(source) || !answers('g++', ['--version'])) return note(name, 'skipped: needs g++ and ../shared/peers/w2/w2.cpp');
  return withFolder(async (folder) => {
    const program = join(folder, 'w2'), values = [];
    await output('g++', ['-O3', '-march=native', '-std=c++20', source, '-o', program]);
    for (let round = 0; round < 3; round++) values.push(1e6 / JSON.parse(await output(program, ['1000', '30000'])).reps_per_cpu_s);
    return row(name, values);
  });
}
