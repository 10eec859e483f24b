/** Rows of a table: filters, order, pages. Values by hand. */
import { describe, expect, it } from 'vitest';
import { matchingRows, pickRows, sortedRows } from '../../../src/exports/select-rows.js';
import type { Table } from '../../../src/exports/tables.js';

const table: Table = {
  name: 'assets', rows: 4, columns: [
    { name: 'id', type: 'text', values: ['dam', 'pump', 'line', 'Depot'] }, { name: 'sector', type: 'text', values: ['water', 'water', 'power', null] },
    { name: 'p', type: 'number', values: [0.5, null, 0.25, 0.5] },
  ],
};

describe('filters', () => {
  it.each([
    [{}, [0, 1, 2, 3]], [{ equals: { sector: ['water'] } }, [0, 1]], [{ equals: { sector: ['power', 'water'], id: ['line', 'dam'] } }, [0, 2]], [{ equals: { sector: ['none'] } }, []],
    [{ text: 'D' }, [0, 3]], [{ text: 'wat' }, [0, 1]], [{ least: { p: 0.5 } }, [0, 3]], [{ least: { p: 0 } }, [0, 2, 3]], [{ equals: { q: ['1'] } }, []], [{ equals: { sector: ['water'] }, least: { p: 0.1 }, text: 'a' }, [0]],
  ])('%j', (filter, rows) => { expect(matchingRows(table, filter)).toEqual(rows); });
});

describe('order', () => {
  it.each([
    ['p', false, [2, 0, 3, 1]], ['p', true, [0, 3, 2, 1]], ['id', false, [3, 0, 2, 1]], ['sector', true, [0, 1, 2, 3]],
  ])('by %s, descending: %s', (column, descending, rows) => { expect(sortedRows(table, [0, 1, 2, 3], { column, descending })).toEqual(rows); });
});

it('picks rows in the order given', () => {
  expect(pickRows(table, [2, 0])).toEqual({ name: 'assets', rows: 2, columns: [{ name: 'id', type: 'text', values: ['line', 'dam'] }, { name: 'sector', type: 'text', values: ['power', 'water'] }, { name: 'p', type: 'number', values: [0.25, 0.5] }] });
});
