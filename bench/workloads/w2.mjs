/**
 * W2, a reference workload inside the semantics of Hazcade: a seeded layered infrastructure with some feedback, two pulses of damage, one
 * pool of crews. The same rules and the same draws as an independent engine, so that every replication can be compared line by line.
 * Draws: two rounds of a 32-bit mixer over a 64-bit key, a pure function of (seed, replication, purpose, counter).
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { W2Lanes } from './w2-lanes.mjs';

const TICKS = 2 ** 19;
const HIT_BELOW = [85_899_345, 42_949_672];

/** 32-bit finaliser of MurmurHash3. */
const fmix = (word) => {
  let h = word | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** Key of (seed, replication, purpose). */
export function w2Key(seed, replication, purpose) {
  const k0 = fmix(fmix((seed + Math.imul(replication, 0x9e3779b9)) >>> 0) ^ Math.imul(purpose + 1, 0x85ebca77));
  return [k0, fmix((k0 + 0x6c8e9cf5 + replication) >>> 0)];
}

/** Draw number c of a key, 32 bits. */
export const w2Draw = (k0, k1, c) => fmix(fmix((Math.imul(c, 0x9e3779b1) + k0) >>> 0) ^ k1);

const A = [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239];
const B = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1];
const C = [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];

/** Acklam's inverse normal, the one W2 is defined with. */
function inverseNormal(p) {
  if (p < 0.02425 || p > 1 - 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p < 0.5 ? p : 1 - p));
    const z = (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5]) / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1);
    return p < 0.5 ? z : -z;
  }
  const q = p - 0.5, r = q * q;
  return ((((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q) / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1);
}

/** Repair time of a 32-bit draw, ticks; W2h rounds up to whole hours. */
export function w2RepairTicks(u, wholeHours = false) {
  const ticks = Math.max(1, Math.min(2e9, Math.floor(12 * Math.exp(0.6 * inverseNormal((u + 0.5) / 2 ** 32)) * TICKS + 0.5)));
  return wholeHours ? Math.ceil(ticks / TICKS) * TICKS : ticks;
}

const BUFFERS = [0, 0.5, 4, 8, 24], REFILLS = [0, 6, 24];
export const w2Id = (i) => `a${String(i).padStart(7, '0')}`;

/**
 * The needs of W2, asset by asset.
 * @yields {{asset: number, suppliers: number[], required: number, bufferHours: number, refillHours: number}}
 */
export function* w2Needs(n, seed = 7) {
  const [k0, k1] = w2Key(seed, 0, 16);
  let c = 0;
  const ui = (m) => Math.floor((w2Draw(k0, k1, c++) * m) / 2 ** 32);
  for (let i = 9; i < n; i++) {
    for (let g = 0; g < 2; g++) {
      const lo = Math.max(0, i - 200), count = 1 + ui(3), suppliers = [];
      const add = (from, m) => { for (;;) { const s = from + ui(m); if (!suppliers.includes(s)) { suppliers.push(s); return; } } };
      for (let j = 0; j < count; j++) add(lo, i - lo);
      const feedback = ui(1000) < 30 && i < n - 1;
      if (feedback) add(i + 1, Math.min(200, n - 1 - i));
      let required = 1 + ui(suppliers.length);
      if (required === suppliers.length && required > 1 && !feedback && ui(10) !== 0) required--;
      yield { asset: i, suppliers, required, bufferHours: BUFFERS[ui(5)], refillHours: REFILLS[ui(3)] };
    }
  }
}

/** Repair times: W2Draws gives them as shares of 4096 h; own draws follow W2's law. */
const REPAIR = { w2: { uniform: { min: '0h', max: '4096h' } }, own: { lognormal: { median: '12h', sigma: 0.6 } } };
const kindOf = (i) => `part-${i % 4}`;

/** All of the model but its assets. @param draws whose draws it will be run with: `w2` (W2Draws) or `own` (the engine's) */
function w2Head(n, draws) {
  const kinds = Object.fromEntries([0, 1, 2, 3].map((s) => [kindOf(s), {
    title: `Part of sector ${s}`, sector: `s${s}`, services: [`service-${s}`], cutOff: 1, restart: '1h',
    capacityLeft: { slight: 0, moderate: 0, extensive: 0, complete: 0 }, repair: { slight: '0h', moderate: '0h', extensive: '0h', complete: REPAIR[draws] }, sources: {},
  }]));
  return { format: 'hazcade-model/1', id: `w2-${n}`, title: 'W2', kinds, services: [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }] };
}

/** W2 as a model file's content (hazcade-model/1). */
export function w2Model(n, seed = 7, draws = 'w2') {
  const assets = Array.from({ length: n }, (_, i) => ({ id: w2Id(i), kind: kindOf(i), needs: [] }));
  for (const need of w2Needs(n, seed)) assets[need.asset].needs.push(needOf(need));
  return { ...w2Head(n, draws), assets };
}

/** W2 as a model folder with tables, written piece by piece: the way a model of a million assets comes. */
export function writeW2Model(folder, n, seed = 7, draws = 'w2') {
  writeFileSync(join(folder, 'model.json'), JSON.stringify({ ...w2Head(n, draws), tables: { assets: 'assets.csv', needs: 'needs.csv' } }));
  writeLines(join(folder, 'assets.csv'), 'id,kind', (function* () { for (let i = 0; i < n; i++) yield `${w2Id(i)},${kindOf(i)}`; })());
  writeLines(join(folder, 'needs.csv'), 'asset,service,from,required,buffer,refill', (function* () {
    for (const { asset, suppliers, required, bufferHours, refillHours } of w2Needs(n, seed)) {
      yield `${w2Id(asset)},supply,${suppliers.map(w2Id).join('|')},${required},${bufferHours > 0 ? `${bufferHours},${refillHours}` : ','}`;
    }
  })());
}

function writeLines(file, head, lines) {
  const fd = openSync(file, 'w');
  try {
    let text = `${head}\n`;
    for (const line of lines) {
      text += `${line}\n`;
      if (text.length > 1 << 20) { writeSync(fd, text); text = ''; }
    }
    writeSync(fd, text);
  } finally {
    closeSync(fd);
  }
}

const needOf = ({ suppliers, required, bufferHours, refillHours }) => ({
  service: 'supply', from: suppliers.map(w2Id), required, ...(bufferHours > 0 ? { buffer: { hours: `${bufferHours}h`, refill: `${refillHours}h` } } : {}),
});

/** The two pulses and the crews of W2 as a scenario file's content (hazcade-scenario/1), for a model given beside it. */
export function w2Scenario(n) {
  const pulse = (id, onset, below) => ({
    id, type: 'other', title: id, onset, duration: '1s', measure: 'pulse', unit: '1', intensity: 1, footprint: { select: { all: true } },
    effects: [{ damage: { probability: below / 2 ** 32, state: 'complete' } }],
  });
  return {
    format: 'hazcade-scenario/1', id: `w2-${n}`, title: 'W2', story: 'Reference workload', model: '.', start: '2026-01-05T00:00:00Z', horizon: '720h', ticksPerHour: TICKS,
    seed: 'w2', replications: 100, hazards: [pulse('pulse-0', '1h', HIT_BELOW[0]), pulse('pulse-1', '13h', HIT_BELOW[1])],
    recovery: { order: 'first-come', crews: [{ id: 'crews', skills: [], count: Math.max(2, Math.floor(n / 100)), from: '0h' }] },
  };
}

/** Purposes of draws, as in src/engine/contracts.ts. */
const HIT = 6, REPAIR_TIME = 9;

/** W2's own draws behind the engine's DrawSource: hits by asset number, repair hours as a uniform in (0, 4096 h). */
export class W2Draws {
  constructor(pulses, seed = 7, wholeHours = false) {
    this.pulses = pulses.map((word) => word | 0);
    this.lanes = new W2Lanes();
    this.seed = seed;
    this.wholeHours = wholeHours;
    this.purpose = 0;
    this.pulse = 0;
    this.k0 = this.k1 = 0;
    this.a0 = this.a1 = this.b0 = this.b1 = this.c0 = this.c1 = this.d0 = this.d1 = 0;
    this.replication = -1;
  }

  select(replication, purpose, context0, _context1) {
    if (replication !== this.replication) this.setKeys(replication);
    this.purpose = purpose;
    this.pulse = (context0 | 0) === this.pulses[0] ? 0 : 1;
    this.k0 = this.pulse === 0 ? this.a0 : this.b0;
    this.k1 = this.pulse === 0 ? this.a1 : this.b1;
  }

  /** Keys of the purposes of a replication: hits by pulse 0 and 1, repair of damage 0 and 1. */
  setKeys(replication) {
    this.replication = replication;
    [this.a0, this.a1] = w2Key(this.seed, replication, 0);
    [this.b0, this.b1] = w2Key(this.seed, replication, 1);
    [this.c0, this.c1] = w2Key(this.seed, replication, 2);
    [this.d0, this.d1] = w2Key(this.seed, replication, 3);
  }

  below(probability, assets, _subject0, _subject1, _n, out) {
    return this.lanes.below(this.k0, this.k1, assets, Math.ceil(probability * 2 ** 32 - 0.5), out);
  }

  fill(assets, subject0, subject1, n, out) {
    for (let i = 0; i < assets.length; i++) out[i] = this.uniform(subject0[assets[i]], subject1[assets[i]], n, assets[i]);
  }

  draw(subject0, subject1, n, index, cell) { cell[0] = this.uniform(subject0, subject1, n, index); }

  uniform(_subject0, _subject1, _n, index) {
    if (this.purpose === HIT) return (w2Draw(this.k0, this.k1, index) + 0.5) / 2 ** 32;
    if (this.purpose !== REPAIR_TIME) return 0.5;
    // The ordinal of the damage: 1 only when the asset was hit by both pulses.
    const second = this.pulse === 1 && w2Draw(this.a0, this.a1, index) < HIT_BELOW[0];
    const u = second ? w2Draw(this.d0, this.d1, index) : w2Draw(this.c0, this.c1, index);
    return w2RepairTicks(u, this.wholeHours) / TICKS / 4096;
  }
}

/** One line of W2's output from the outcomes of a replication. */
export function w2Line(replication, outcomes, values) {
  const value = (name) => values[outcomes.findIndex((o) => o.name === name)];
  const lost = [0, 1, 2, 3].map((s) => value(`lost-asset-hours.s${s}`).toFixed(6));
  return [replication, ...lost, ...['peak-down', 'damages', 'falls', 'rises', 'repairs', 'waiting-at-horizon'].map((m) => value(`${m}.all`))].join(' ');
}
