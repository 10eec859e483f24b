// Writes an endless stream of 32-bit words to stdout: the draws of one study, in an order that puts neighbours side by side.
//   node bench/battery/stream.mjs ORDER [SEED] | dieharder -g 200 -d 0
// Each draw gives one word: the upper 32 of its 52 bits, or with the suffix `-low` of the order its lower 32.
// After `npm run build`.
import { writeSync } from 'node:fs';
import { CounterDraws } from '../../dist/random/draws.js';
import { hashKey } from '../../dist/random/hash.js';
import { studyKey } from '../../dist/random/study-key.js';

const [name = '', seed = 'battery'] = process.argv.slice(2);
const low = name.endsWith('-low');
const draws = new CounterDraws(studyKey(seed));

const WORDS = 1 << 16;
const buffer = new Uint32Array(WORDS);
let filled = 0;

function emit(uniform) {
  buffer[filled++] = low ? (uniform * 2 ** 52) % 2 ** 32 : uniform * 2 ** 32;
  if (filled < WORDS) return;
  filled = 0;
  for (let at = 0; at < buffer.byteLength;) at += writeSync(1, buffer, at);
}

/** Assets of a model: hashed keys that differ in a digit. */
const subjects = Array.from({ length: 10_000 }, (_, i) => hashKey(`asset-${i}`));

const ORDERS = {
  // The same asset in one replication after the other.
  replications() {
    for (let n = 0; ; n++) for (const [s0, s1] of subjects) for (let k = 0; k < 65_536; k++) { draws.select(k, 1, 0, 0); emit(draws.uniform(s0, s1, n)); }
  },
  // All assets of one replication, as a study draws.
  subjects() {
    for (let k = 0; ; k++) for (const [s0, s1] of subjects) { draws.select(k, 1, 0, 0); emit(draws.uniform(s0, s1, 0)); }
  },
  // Repeats of one asset's draw.
  repeats() {
    for (let k = 0; ; k++) for (const [s0, s1] of subjects) { draws.select(k, 10, 0, 0); for (let n = 0; n < 1000; n++) emit(draws.uniform(s0, s1, n)); }
  },
  // Subject words that count instead of hashes: the sparsest inputs there are. One occurrence (context) after the other.
  counters() {
    for (let context = 1; ; context++) { draws.select(0, 1, 0, context); for (let i = 0; i < 65_536; i++) emit(draws.uniform(0, i, 0)); }
  },
  // Neighbours in everything: two each of replications, purposes, contexts, assets and n in turn.
  mixed() {
    for (let k = 0; ; k += 2) for (let i = 0; i < 1000; i += 2) for (let bits = 0; bits < 32; bits++) {
      draws.select(k + (bits & 1), 1 + ((bits >> 1) & 1), 0, (bits >> 2) & 1);
      const [s0, s1] = subjects[i + ((bits >> 3) & 1)];
      emit(draws.uniform(s0, s1, bits >> 4));
    }
  },
};

const order = ORDERS[low ? name.slice(0, -4) : name];
if (order === undefined) {
  console.error(`order "${name}" is not known. Expecting one of: ${Object.keys(ORDERS).join(', ')}, each with or without -low`);
  process.exit(2);
}
try {
  order();
} catch (error) {
  if (error.code !== 'EPIPE') throw error; // the reader has had enough
}
