import { describe, expect, it } from 'vitest';
import { inspectModel } from '../../../src/network/shape.js';
import { inspectReport } from '../../../src/report/inspect.js';
import { HOMES, PLANT, asset, kind, model } from '../network/models.js';

const shape = inspectModel(model([
  asset('plant', kind('plant', { sources: { restart: 'assumption', repair: 'Author 2020', cutOff: 'Author 2020' } })),
  ...['quay', 'a-service-area-with-a-name-that-is-far-too-long-for-any-table-of-a-terminal-of-one-hundred-columns-x'].map((id) =>
    asset(id, HOMES, [{ service: 'electricity', from: ['plant'] }], { people: 1500, name: `Homes of ${id}` })),
]));

describe('inspectReport', () => {
  it('shows every part within 100 columns', () => {
    const text = inspectReport(shape);
    const lines = text.split('\n');
    expect(Math.max(...lines.map((l) => [...l].length))).toBeLessThanOrEqual(100);
    for (const part of [
      'Test (test)', '3 assets (0 with a place) in 4 sectors, 2 needs with 2 supplier entries', '3,000 people in 2 service areas.',
      'electricity       1  plant 3,000 (2)', '2 of 3 values (67 %) cited, 1 assumed, in 2 kinds', '1 articulation point: without one',
    ]) expect(text).toContain(part);
    expect(lines.slice(lines.indexOf('Feedback loops') + 1)[0]).toBe('none');
  });

  it('numbers the columns of the sector table by its rows, in blocks that fit', () => {
    const ids = Array.from({ length: 30 }, (_, i) => `sector-${i + 1}`);
    const many = inspectModel(model(ids.map((id, i) => asset(`a${i}`, PLANT, i ? [{ service: 'electricity', from: [`a${i - 1}`] }] : [], { sector: id })), { sectors: ids.map((id) => ({ id, title: id })) }));
    const lines = inspectReport(many, { columns: 60 }).split('\n');
    expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(60);
    expect(lines.filter((l) => l.startsWith('supplies')).map((l) => l.trim().split(/\s+/).slice(1)).flat()).toEqual(ids.map((_, i) => String(i + 1)));
  });

  it('colours only when asked', () => {
    expect(inspectReport(shape)).not.toContain('\u001b[');
    expect(inspectReport(shape, { color: true })).toContain('\u001b[1m');
  });
});

it('leaves out whole entries where a line is too narrow, never half a number', () => {
  const areas = Array.from({ length: 3 }, (_, i) => asset(`service-area-number-${i}`, HOMES, [{ service: 'electricity', from: [`power-plant-number-${i}`] }], { people: 1500 }));
  const plants = areas.map((_, i) => asset(`power-plant-number-${i}`, PLANT));
  const lines = inspectReport(inspectModel(model([...plants, ...areas])), { columns: 60 }).split('\n'), line = lines.find((l) => l.startsWith('electricity'))!;
  expect(line).toMatch(/ power-plant-number-0 1,500 \(1\), …$/);
  expect(lines).toContain('0 articulation points: without one of them its part falls');
  expect(Math.max(...lines.map((l) => [...l].length))).toBeLessThanOrEqual(60);
});
