import { describe, expect, it } from 'vitest';
import { comparisonReport } from '../../../src/report/comparison.js';
import { rankingReport, type RankingReport } from '../../../src/report/ranking.js';
import { sampleResults } from '../../fixtures/sample-results.js';

const copied = /^(Digest|Again|Files) /;

describe('comparison report', () => {
  it('shows the sum and the greatest losses, and says how many outcomes it leaves out', () => {
    const results = sampleResults();
    const [first] = Object.entries(results.variants[0]!.avoided).find(([name]) => name.startsWith('person-hours.'))!;
    for (let i = 0; i < 9; i++) {
      results.variants[0]!.avoided[`person-hours.more-${i}`] = results.variants[0]!.avoided[first]!;
      results.outcomes[`person-hours.more-${i}`] = { ...results.outcomes[first]!, title: `More ${i}`, mean: 1e9 + i };
    }
    const text = comparisonReport(results);
    expect(text).toContain('More 8: base');
    expect(text).not.toContain('More 0: base');
    expect(text).toMatch(/\d+ more outcomes with lesser losses: see the report/);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(45);
  });

  it('shows what each variant avoids, with its interval and share of the base', () => {
    const text = comparisonReport(sampleResults(), { columns: 100 });
    expect(text).toContain('Person-hours without electricity: base 1.92 M person-hours');
    expect(text).toMatch(/Hospitals get 72 h of fuel +192,000 +174,000–209,000 +10 % +479,000 +× 14/);
    expect(text).toMatch(/Hospitals get 72 h of fuel +−120 +−296 to 56 +−0\.014 %/);
  });
  it.each([60, 80, 100])('fits %i columns', (columns) => {
    for (const line of comparisonReport(sampleResults(), { columns }).split('\n')) if (!copied.test(line)) expect([...line].length).toBeLessThanOrEqual(columns);
  });
});

describe('ranking report', () => {
  const ranking: RankingReport = {
    scenario: 's', title: 'Storm', seed: 'x', question: { ask: 'shield' }, subjects: 100, outcome: 'person-hours.water', unit: 'person-hours', replications: 500, failed: 0, pairs: 1000,
    entries: Array.from({ length: 30 }, (_, i) => ({ id: `a${i}`, name: `Pump ${i}`, sector: 'water', mean: 3000 - 100 * i, standardError: 5, interval: [2990 - 100 * i, 3010 - 100 * i] as [number, number], pairs: 40 })),
  };
  it('shows the first ones and how much work was saved', () => {
    const text = rankingReport(ranking, { limit: 5 });
    expect(text).toMatch(/1 +Pump 0 \(a0\) +water +3,000 +2,990–3,010 +8 %/);
    expect(text).toContain('… and 25 more (--limit)');
    expect(text).toContain('Re-runs: 1,000 instead of 50,000 of full studies (50 times fewer)');
  });
  it('says in full what was asked, on a narrow terminal too', () => {
    const lines = rankingReport({ ...ranking, question: { ask: 'buffer', bufferHours: 24 } }, { columns: 60 }).split('\n');
    expect(lines.slice(1, 3).join(' ')).toBe('person-hours.water avoided a replication if the need had a buffer of 24 h; 500 replications');
    expect(Math.max(...lines.map((l) => [...l].length))).toBeLessThanOrEqual(60);
  });
  it('says when there is nothing to rank', () => {
    expect(rankingReport({ ...ranking, entries: [], pairs: 0 })).toContain('Nothing would be avoided');
  });
});
