import { describe, expect, it } from 'vitest';
import { htmlReport, type ReportInput } from '../../../src/report/html.js';
import { sampleCascade, sampleResults } from '../../fixtures/sample-results.js';

const input = (assets = 120): ReportInput => ({
  results: sampleResults(assets), story: 'A deep low crosses the coast <script>alert(1)</script> at spring tide.', sources: ['FEMA HAZUS 5.1'], limits: ['Fictional region'],
  traces: [{ replication: 412, title: 'A typical replication', events: sampleCascade(4) }, { replication: 1309, title: 'A bad replication', events: sampleCascade(60) }],
});

describe('HTML report', () => {
  it('is one page below 1 MB for 750 assets, and the same for the same input', () => {
    const page = htmlReport(input(750));
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    expect(htmlReport(input(750))).toBe(page);
  });

  it('loads nothing: no address but in-page anchors, and a policy that forbids all', () => {
    const page = htmlReport(input());
    expect(page).toContain("default-src &#39;none&#39;");
    expect([...page.matchAll(/\b(?:href|src|xlink:href|action|data)="([^"]*)"/g)].map((m) => m[1]!).filter((u) => !u.startsWith('#'))).toEqual([]);
    expect(page).not.toMatch(/@import|url\(|https?:/);
  });

  it('escapes what comes from files', () => {
    const page = htmlReport(input());
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect([...page.matchAll(/<script/g)]).toHaveLength(1);
    expect(page).toContain('Tank &lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt; =1+1');
  });

  it('opens as many elements as it closes', () => {
    const page = htmlReport(input());
    for (const tag of ['svg', 'table', 'tr', 'td', 'th', 'ul', 'li', 'g', 'figure', 'section', 'details', 'div']) {
      expect([tag, page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0]).toEqual([tag, page.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0]);
    }
  });

  it('gives every figure a name for those who cannot see it', () => {
    const page = htmlReport(input());
    for (const [svg] of page.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/aria-label="[^"]+"|aria-hidden="true"/);
  });

  it('shows losses, digest, command, hashes, limits, the failed replication and the cascades', () => {
    const page = htmlReport(input());
    for (const text of ['2.56 M', '143 assets lost for 69.6 hit', '2.46–2.66 M', 'c3d4'.repeat(16), 'a1'.repeat(32), '--seed winter-storm-1', 'Fictional region', 'EVENT_BUDGET', 'replication 1309', 'pump-sub-1-0 falls to 0 %, for want of electricity']) expect(page).toContain(text);
  });

  it('says how much of a long cascade is left out', () => {
    expect(htmlReport(input())).toMatch(/60 of 245 events, the ones with most behind them/);
  });

  it('stands a study that found nothing and has no places', () => {
    const results = { ...sampleResults(), assets: [], needs: [], outcomes: {}, curves: {}, failures: [], variants: [], warnings: [], loss: { origins: [], sectors: [], hours: [] } };
    expect(htmlReport({ results })).toContain('there is no map');
  });
});
