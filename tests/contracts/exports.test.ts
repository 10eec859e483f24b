/** Every registered export format keeps the contract; new ones are found by themselves. */
import { describe, expect, it } from 'vitest';
import { EXPORTERS, TABLE_NAMES, exporterOf } from '../../src/exports/index.js';
import { sampleResults } from '../fixtures/sample-results.js';

describe.each(EXPORTERS.map((e) => [e.format, e] as const))('export format %s', (format, exporter) => {
  it('is found by its name, alone', () => {
    expect(exporterOf(format)).toBe(exporter);
    expect(EXPORTERS.filter((e) => e.format === format || e.extension === exporter.extension)).toHaveLength(1);
    expect(exporter.mime).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
  });

  it('writes the same bytes for the same results, whatever the tables hold', async () => {
    for (const table of exporter.tabular ? TABLE_NAMES : [undefined]) {
      const [a, b] = [await exporter.write(sampleResults(), table), await exporter.write(sampleResults(), table)];
      expect(a.length).toBeGreaterThan(0);
      expect(b).toEqual(a);
    }
  });

  it('does not change the results and accepts empty ones', async () => {
    const results = { ...sampleResults(), assets: [], needs: [], failures: [], variants: [], curves: {}, outcomes: {}, loss: { origins: [], sectors: [], hours: [] } };
    const before = structuredClone(results);
    for (const table of TABLE_NAMES) await exporter.write(results, table);
    expect(results).toEqual(before);
  });
});
