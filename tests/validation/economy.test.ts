/**
 * Inoperability input-output models against the cases their authors published, as the tests of stigrs/diim quote them.
 *
 * Y. Y. Haimes, P. Jiang, Leontief-Based Model of Risk in Complex Interconnected Infrastructures, J. Infrastructure Systems 7 (2001) 1-12: two and four
 * systems. C. Lian, Y. Y. Haimes, Managing the Risk of Terrorism to Interdependent Infrastructure Systems Through the Dynamic Inoperability Input-Output
 * Model, Systems Engineering 9 (2006) 241-258: two sectors, A* and c, settled and over time (K = 0.2 I).
 */
import { test } from 'vitest';
import { DynamicInoperability, interdependency, StaticInoperability } from '../../src/sectors/economy/inoperability.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('economy', 'Haimes & Jiang 2001');
const shown = (values: ArrayLike<number>, digits = 6): string => Array.from(values, (x) => x.toFixed(digits)).join(', ');
const LIAN = [[0.15, 0.5], [0.1, 0.05]];

test('static', () => {
  table.exact('two systems, A* = [[0, 0.8], [0.2, 0]], c = 0, 0.6: q', '0.571429, 0.714286', shown(new StaticInoperability([[0, 0.8], [0.2, 0]]).solve([0, 0.6])));
  table.exact('four systems, c = 0, 0.5, 0, 0, at most 1 each: q', '0.703125, 0.781250, 1.000000, 1.000000',
    shown(new StaticInoperability([[0, 0.9, 0, 0], [0.4, 0, 0, 0], [1, 0.8, 0, 0], [1, 0.9, 0, 0]]).solve([0, 0.5, 0, 0])));
  table.exact('two sectors, A* = [[0.15, 0.5], [0.1, 0.05]], c = 0, 0.1: q', '0.066007, 0.112211', shown(new StaticInoperability(LIAN).solve([0, 0.1])), 'Lian & Haimes 2006');
});

test('from a table of technical coefficients', () => {
  // a*_ij = a_ij x_j / x_i: sectors of outputs 100 and 50, where a unit of the second takes 0.4 of the first, a unit of the first 0.1 of the second.
  table.exact('A* from technical coefficients [[0, 0.4], [0.1, 0]] and outputs 100, 50', '0.000, 0.200; 0.200, 0.000', interdependency([[0, 0.4], [0.1, 0]], [100, 50]).map((row) => shown(row, 3)).join('; '), 'Santos & Haimes 2004, by hand');
});

test('dynamic', () => {
  const constant = new DynamicInoperability(LIAN, [0.2, 0.2]);
  for (let k = 0; k < 100; k++) constant.step([0, 0.1]);
  table.exact('the same, K = 0.2, c all the time, 100 steps: q', '0.066007, 0.112211', shown(constant.q), 'Lian & Haimes 2006 (stigrs/diim)');
  const pulse = new DynamicInoperability(LIAN, [0.2, 0.2]), sum = [0, 0];
  for (let k = 0; k < 99; k++) {
    const before = pulse.q.slice();
    pulse.step([0, k < 30 ? 0.1 : 0]);
    for (let i = 0; i < 2; i++) sum[i]! += (before[i]! + pulse.q[i]!) / 2;
  }
  [1.980144350, 3.366317449].forEach((expected, i) => table.near(`c for 30 steps: q of sector ${i + 1} added up over 100 samples (trapezoids)`, expected, sum[i]!, 1e-7, 'their own test asks for 1e-6', { digits: 8, reference: 'stigrs/diim' }));
});

test('docs/validation.md says so', () => table.compareWithDocument());
