import { expect, it } from 'vitest';
import { ValidationError } from '../../../src/errors.js';
import { readEconomy } from '../../../src/imports/economy-json.js';

const SOUND = { format: 'hazcade-economy/1', sectors: [{ id: 'power', output: 2 }, { id: 'industry', output: 5, recovery: { days: 3 } }], matrix: [[0, 0.1], [0.2, 0]] };
const found = (data: unknown): string => {
  try {
    readEconomy('e.json', JSON.stringify(data));
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map((p) => `${p.code} ${p.file}:${p.line} ${p.message}`).join('\n');
    throw error;
  }
  return '';
};

it('fills in what is left out', () => {
  expect(readEconomy('e.json', JSON.stringify(SOUND))).toEqual({
    title: '', currency: 'XXX', kind: 'interdependency', matrix: SOUND.matrix,
    sectors: [{ id: 'power', title: 'power', output: 2 }, { id: 'industry', title: 'industry', output: 5, recovery: { days: 3, to: 0.01 } }],
  });
});

it.each([
  ['a sector twice', { ...SOUND, sectors: [{ id: 'power' }, { id: 'power' }] }, /ECONOMY_DUPLICATE e\.json:1/],
  ['a row too few', { ...SOUND, matrix: [[0, 0.1]] }, /ECONOMY_MATRIX .*2 rows.*found 1/],
  ['a short row', { ...SOUND, matrix: [[0, 0.1], [0]] }, /ECONOMY_MATRIX .*2 entries, found 1/],
  ['no output where it is needed', { ...SOUND, kind: 'technical', sectors: [{ id: 'power' }, { id: 'industry', output: 1 }] }, /ECONOMY_OUTPUT_MISSING .*"power"/],
  ['two resiliences', { ...SOUND, sectors: [{ id: 'power', resilience: 1, recovery: { days: 1 } }, { id: 'industry' }] }, /ECONOMY_RESILIENCE_TWICE/],
  ['a negative coefficient', { ...SOUND, matrix: [[0, -1], [0, 0]] }, /VALUE_INVALID .*matrix\.0\.1/],
  ['another format', { ...SOUND, format: 'x' }, /VALUE_INVALID/],
])('refuses %s', (_, data, words) => { expect(found(data)).toMatch(words); });
