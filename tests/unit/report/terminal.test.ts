import { describe, expect, it } from 'vitest';
import { terminalReport } from '../../../src/report/terminal.js';
import { sampleResults } from '../../fixtures/sample-results.js';

const ANSI = /\u001b\[/;
const copied = /^(Digest|Again|Files) /;

describe('terminal report', () => {
  it('fits a screen of 80 columns and 45 lines with every block at its longest', () => {
    const results = { ...sampleResults(750), failures: [], warnings: [] };
    for (const [name, outcome] of Object.entries(results.outcomes)) if (name.endsWith('.water')) for (const more of ['wastewater', 'communications-2', 'health']) results.outcomes[name.replace(/water$/, more)] = outcome;
    const text = terminalReport(results, { story: 'A deep low crosses the coast at spring tide. '.repeat(5), folder: 'results/winter-storm-c3d4c3d4' });
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(45);
    for (const line of lines) if (!copied.test(line)) expect([...line].length, line).toBeLessThanOrEqual(80);
  });

  it('leaves an interval out rather than cut a name', () => {
    const text = terminalReport(sampleResults(), { columns: 80 });
    expect(text).toContain('communications');
    expect(text).not.toContain('communicat…');
  });

  it('leaves intervals out where they would not fit', () => {
    const line = terminalReport(sampleResults(), { columns: 44 }).split('\n').find((l) => l.startsWith('payments'))!;
    expect(line).toMatch(/^payments +2\.56 M +73,200 +3\.3 d$/);
  });

  it.each([40, 60, 100])('does not exceed %i columns', (columns) => {
    for (const line of terminalReport(sampleResults(), { columns }).split('\n')) if (!copied.test(line)) expect([...line].length, line).toBeLessThanOrEqual(columns);
  });

  it('shows headline losses with intervals, digest and command', () => {
    const text = terminalReport(sampleResults(), { columns: 90 });
    expect(text).toMatch(/payments +2\.56 M +2\.46–2\.66 M +73,200 +71,600–74,800 +3\.3 d +3\.2–3\.4 d/);
    expect(text).toContain(`Digest   ${'c3d4'.repeat(16)}`);
    expect(text).toContain('hazcade run scenarios/winter-storm.yaml --replications 2000 --seed winter-storm-1');
  });

  it('names failed replications and says when a study is partial', () => {
    const results = sampleResults();
    results.study.partial = true;
    const text = terminalReport(results);
    expect(text).toContain('1 replication failed; the first: number 17, EVENT_BUDGET');
    expect(text).toContain('Partial: stopped after 2,000 replications');
  });

  it('colours only when asked', () => {
    expect(terminalReport(sampleResults())).not.toMatch(ANSI);
    expect(terminalReport(sampleResults(), { color: true })).toMatch(ANSI);
  });

  it('says something sensible of a study in which nothing failed', () => {
    const results = { ...sampleResults(), assets: [], needs: [], outcomes: {}, curves: {}, failures: [], warnings: [] };
    results.loss = { origins: [], sectors: [], hours: [] };
    expect(terminalReport(results)).toContain('Winter storm');
  });
});
