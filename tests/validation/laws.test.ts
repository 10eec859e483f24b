/**
 * Laws of cascade sizes.
 *
 * CASCADE: I. Dobson, B. A. Carreras, D. E. Newman, A loading-dependent model of probabilistic cascading failure, Probability in the Engineering and
 * Informational Sciences 19 (2005) 15-32. n components with uniform loads; a disturbance adds d to each, each failure adds p to all others, load 1
 * fails. The number failed is quasibinomial: P(r) = C(n, r) d (d + r p)^(r - 1) (1 - d - r p)^(n - r).
 * Here: `grid` offers 1 - r / n after r failures. Component i also counts on `margin` i, which offers m / n: it stands while r < m. The hazard derates
 * each margin to level m with such probabilities that P(least level <= m) = d + m p, the law of (1 - d - load) / p rounded up.
 *
 * Branching: T. E. Harris, The theory of branching processes (1963); total progeny, R. Otter, Ann. Math. Stat. 20 (1949) 206-224, M. Dwass, J. Appl.
 * Prob. 6 (1969) 682-686: P(T = t) = P(sum of t offspring numbers = t - 1) / t; for Poisson offspring the law of Borel.
 */
import { toArray, lastValueFrom } from 'rxjs';
import { test } from 'vitest';
import { idOf, integers } from './graphs.js';
import { damage, GivenHits, kind, need, replicatorOf, sampleOf, type ModelParts } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('laws', 'Dobson et al. 2005');

const N = 100, D = 0.005;

function cascadeModel(): ModelParts {
  const numbers = Array.from({ length: N }, (_, i) => i);
  return {
    kinds: { component: kind('component'), grid: kind('grid', { cutOff: 0 }), margin: kind('margin', { cutOff: 0 }) },
    assets: [
      { id: 'grid', kind: 'grid', needs: [need(numbers.map((i) => idOf(i, 'c')), N)] },
      ...numbers.map((i) => ({ id: idOf(i, 'm'), kind: 'margin' })),
      ...numbers.map((i) => ({ id: idOf(i, 'c'), kind: 'component', needs: [need(['grid', idOf(i, 'm')], 1 + 1 / N)] })),
    ],
  };
}

/** P(margin <= m / n) = d + m p for m = 0 .. n - 1, made of independent deratings: effect m acts with probability P(= m) / P(>= m). */
function disturbance(p: number): object {
  const atLeast = (m: number): number => (m === 0 ? 1 : 1 - D - (m - 1) * p);
  const effects = Array.from({ length: N }, (_, m) => ({ derate: { to: m / N, probability: (m === 0 ? D : p) / atLeast(m) } }));
  return { id: 'disturbance', type: 'other', onset: '0h', duration: '2h', footprint: { select: { kind: 'margin' } }, effects };
}

function binomial(n: number, r: number): number {
  let product = 1;
  for (let i = 1; i <= r; i++) product *= (n - r + i) / i;
  return product;
}

const quasibinomial = (r: number, p: number): number => binomial(N, r) * D * (D + r * p) ** (r - 1) * (1 - D - r * p) ** (N - r);

test.each([0.001, 0.005, 0.009])('CASCADE, p %d', async (p) => {
  const replicator = await replicatorOf(cascadeModel(), { horizon: '1h', seed: `cascade-${p}`, hazards: [disturbance(p)] });
  const failed = sampleOf(replicator, 'lost-asset-hours.component', 2000);
  const law = Array.from({ length: N }, (_, r) => quasibinomial(r, p));
  const all = 1 - law.reduce((sum, x) => sum + x, 0), mean = law.reduce((sum, x, r) => sum + r * x, 0) + N * all;
  const name = `CASCADE, n ${N}, d ${D}, p ${p}`;
  table.sampled(`${name}: mean number failed`, mean, failed);
  table.sampled(`${name}: P(none)`, law[0]!, failed.map((r) => (r === 0 ? 1 : 0)));
  table.sampled(`${name}: P(2 to 4)`, law[2]! + law[3]! + law[4]!, failed.map((r) => (r >= 2 && r <= 4 ? 1 : 0)));
  if (p === 0.009) table.sampled(`${name}: P(50 or more)`, law.slice(50).reduce((sum, x) => sum + x, 0) + all, failed.map((r) => (r >= 50 ? 1 : 0)));
});

/** Every node fails with each of its suppliers: what one failure brings down is the set reached from it. Directed, mean number of consumers lambda. */
function reachModel(n: number, lambda: number, seed: number): ModelParts {
  const below = integers(seed), suppliers: Set<number>[] = Array.from({ length: n }, () => new Set());
  for (let e = 0; e < lambda * n; e++) suppliers[below(n)]!.add(below(n));
  return { kinds: { node: kind('net') }, assets: suppliers.map((set, i) => { const from = [...set].filter((j) => j !== i); return { id: idOf(i), kind: 'node', needs: from.length > 0 ? [need(from.map((j) => idOf(j)), from.length)] : [] }; }) };
}

const hitOne = (n: number, seed: number): GivenHits => {
  const below = integers(seed), starts = Array.from({ length: 20_000 }, () => below(n));
  return new GivenHits((k) => [starts[k]!]);
};
const anywhere = { horizon: '2h', hazards: [damage({ select: { all: true } }, 0.5)] };

/** Borel: P(T = t) = e^(-lambda t) (lambda t)^(t - 1) / t!. */
function borel(t: number, lambda: number): number {
  let value = Math.exp(-lambda * t) / t;
  for (let i = 1; i < t; i++) value *= (lambda * t) / i;
  return value;
}

test('total progeny, offspring Poisson 0.5', async () => {
  const n = 20_000, lambda = 0.5;
  const sizes = sampleOf(await replicatorOf(reachModel(n, lambda, 5), anywhere, hitOne(n, 6)), 'assets-lost.all', 10_000), reference = 'Borel; Otter 1949';
  table.sampled('cascade of failing consumers, mean 0.5 each: mean size', 1 / (1 - lambda), sizes, { reference });
  for (const t of [1, 2, 3, 5]) table.sampled(`the same: P(size ${t})`, borel(t, lambda), sizes.map((size) => (size === t ? 1 : 0)), { reference });
});

test('extinction, offspring Poisson 1.5', async () => {
  const n = 4000, lambda = 1.5;
  let extinct = 0;
  for (let step = 0; step < 1000; step++) extinct = Math.exp(lambda * (extinct - 1));
  const sizes = sampleOf(await replicatorOf(reachModel(n, lambda, 7), anywhere, hitOne(n, 8)), 'assets-lost.all', 600);
  table.sampled('mean 1.5 each: P(the cascade dies out below a tenth of all)', extinct, sizes.map((size) => (size < n / 10 ? 1 : 0)), { reference: 'Harris 1963' });
});

test('a hazard that triggers itself', async () => {
  const rules = 3, q = 0.2, runs = 10_000;
  const shock = { id: 'shock', type: 'other', onset: '1h', duration: '1h', footprint: { assets: ['site'] }, effects: [{ derate: { to: 0.5, probability: 1 } }] };
  const triggers = Array.from({ length: rules }, (_, i) => ({ id: `again-${i}`, when: { hazard: 'shock' }, probability: q, lag: '1h', hazard: 'shock', repeat: true }));
  const replicator = await replicatorOf({ kinds: { site: kind('site', { cutOff: 0 }) }, assets: [{ id: 'site', kind: 'site' }] }, { horizon: '1000h', hazards: [shock], triggers });
  const sizes = new Float64Array(runs);
  for (let k = 0; k < runs; k++) sizes[k] = (await lastValueFrom(replicator.events(k).pipe(toArray()))).filter((event) => event.kind === 'hazard').length;
  const law = (t: number): number => (binomial(rules * t, t - 1) * q ** (t - 1) * (1 - q) ** (rules * t - t + 1)) / t, reference = 'Otter 1949, Dwass 1969';
  table.sampled(`shocks that follow one shock, ${rules} rules of probability ${q}: mean number`, 1 / (1 - rules * q), sizes, { reference });
  for (const t of [1, 2, 3, 4]) table.sampled(`the same: P(${t} in all)`, law(t), sizes.map((size) => (size === t ? 1 : 0)), { reference });
});

test('docs/validation.md says so', () => table.compareWithDocument());
