/** Which form is chosen; the cases of RFC 9110, section 12.5.1. */
import { describe, expect, it } from 'vitest';
import { chosenForm } from '../../../src/api/accept.js';

const forms = [{ name: 'json', mime: 'application/json' }, { name: 'csv', mime: 'text/csv' }, { name: 'html', mime: 'text/html' }];

describe('by Accept', () => {
  it.each([
    [undefined, 'json'], ['*/*', 'json'], ['text/csv', 'csv'], ['text/*', 'csv'], ['text/csv;q=0.5, application/json;q=0.4', 'csv'], ['text/*;q=0.9, text/csv;q=0.1', 'html'],
    ['application/json;q=0, */*;q=0.1', 'csv'], ['TEXT/HTML', 'html'], ['text/html, application/xhtml+xml, */*;q=0.8', 'html'], ['text/csv; header=present', 'csv'],
  ])('%s', (accept, name) => { expect(chosenForm(forms, accept).name).toBe(name); });

  it.each(['image/png', 'text/csv;q=0', 'json', 'text/csv;q=much'])('%s: 406', (accept) => {
    expect(() => chosenForm(forms, accept)).toThrow(expect.objectContaining({ status: 406, code: 'NOT_ACCEPTABLE' }) as Error);
  });
});

it('by suffix, whatever Accept says', () => {
  expect(chosenForm(forms, 'image/png', 'csv').name).toBe('csv');
  expect(() => chosenForm(forms, undefined, 'xml')).toThrow(expect.objectContaining({ status: 404, code: 'FORM_UNKNOWN' }) as Error);
});
