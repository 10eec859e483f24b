/** `hazcade solve`: what a reader sees, what a script gets, what is refused. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hazcade-solve-'));
  writeFileSync(join(folder, 'chain.json'), '{"e": [1, 0, 0], "L": [[0, 2, 0], [0, 0, 2], [0, 0, 0]]}');
  writeFileSync(join(folder, 'ring.json'), JSON.stringify({ banks: [['A', 10, 9, 'B'], ['B', 5, 4, 'C'], ['C', 3, 2, 'A']].map(([name, extasset, extliab, other]) => ({ name, extasset, extliab, ibasset: { [other!]: 0.5 } })) }));
  writeFileSync(join(folder, 'table.json'), '{"format": "hazcade-economy/1", "sectors": [{"id": "a", "output": 10}, {"id": "b", "output": 20}], "matrix": [[0, 0.8], [0.2, 0]]}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function hazcade(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  let out = '', err = '';
  const io = { out: (text: string | Uint8Array) => { out += String(text); }, err: (text: string) => { err += text; }, color: false, debug: false, closed: false };
  return { exit: await main(args, io), out, err };
}
const json = async (...args: string[]): Promise<Record<string, unknown>> => JSON.parse((await hazcade(...args, '--json')).out) as Record<string, unknown>;

describe('hazcade solve finance', () => {
  it('prints a table, and one JSON document', async () => {
    const { exit, out } = await hazcade('solve', 'finance', join(folder, 'chain.json'));
    expect(exit).toBe(0);
    expect(out).toMatch(/^2 of 3 in default \(eisenberg-noe\)\n\nparticipant +owed +paid +equity\n1 +2 +1 +−1 +default\n/);
    expect(await json('solve', 'finance', join(folder, 'chain.json'), '--clearing', 'rogers-veraart', '--alpha', '0.8', '--beta', '50%')).toMatchObject({ alpha: 0.8, beta: 0.5, defaults: 2, participants: [{ paid: 0.8 }, { paid: 0.4 }, { paid: 0 }] });
  });
  it('strikes external assets and spreads distress', async () => {
    expect(await json('solve', 'finance', join(folder, 'ring.json'), '--shock', 'A=0.12', '--debtrank', 'linear')).toMatchObject({
      debtrank: { rule: 'linear' }, participants: [{ id: 'A', shock: 1.2, distress: 1, default: true }, { distress: 0.25, equityByDebtRank: 0.75 }, { distress: 0.5 }],
    });
    expect((await hazcade('solve', 'finance', join(folder, 'ring.json'), '--shock', 'A=0.12', '--debtrank', 'original')).out).toContain('DebtRank');
  });
  it.each([
    [['--shock', 'Aa=0.1'], 2, /FINANCE_NAME_UNKNOWN: --shock: there is no participant "Aa"\. Did you mean "A"\?/],
    [['--shock', 'A'], 2, /Expected ID=SHARE/],
    [['--shock', 'A=2'], 2, /Expected a share from 0 to 1/],
    [['--clearing', 'fair'], 2, /Allowed choices are eisenberg-noe, rogers-veraart/],
    [['--alpha', '0.5'], 2, /CLEARING_COSTS: .*rogers-veraart/],
  ])('refuses %j', async (args, exit, words) => {
    expect(await hazcade('solve', 'finance', join(folder, 'ring.json'), ...args)).toMatchObject({ exit, out: '', err: expect.stringMatching(words) as string });
  });
  it('settles over time', async () => {
    const file = join(folder, 'day.json');
    writeFileSync(file, JSON.stringify({ format: 'hazcade-finance/1', currency: 'EUR', participants: ['a', 'b'].map((id) => ({ id, externalAssets: 100 })), settlement: { open: 8, close: 12, payments: [{ from: 'a', to: 'b', amount: 10, at: 9 }] } }));
    const settled = await json('solve', 'finance', file, '--hours', '24', '--outage', 'settlement@8.5-10');
    expect(settled).toMatchObject({ outcomes: { 'unsettled-value-hours': 10, 'unsettled-at-close': 0 }, told: [{ hours: 9, component: 'participant:a', share: 0 }, { hours: 10, component: 'participant:a', share: 1 }] });
    expect((await hazcade('solve', 'finance', file, '--hours', '24', '--outage', 'settlement@8.5-10')).out).toMatch(/09:00 +participant:a +0 %/);
    expect(await hazcade('solve', 'finance', file, '--hours', '24', '--outage', 'setlement@8.5-10')).toMatchObject({ exit: 1, err: expect.stringMatching(/COMPONENT_UNKNOWN.*Did you mean "settlement"\?/) as string });
    expect(await hazcade('solve', 'finance', file, '--outage', 'settlement@8.5-10')).toMatchObject({ exit: 2, err: expect.stringMatching(/give --hours too/) as string });
    expect(await hazcade('solve', 'finance', file, '--hours', '24', '--outage', 'settlement@10-8')).toMatchObject({ exit: 2, err: expect.stringMatching(/Expected COMPONENT@FROM-TO/) as string });
  });
  it('names a file that is not there, and what is wrong in one', async () => {
    expect(await hazcade('solve', 'finance', join(folder, 'rign.json'))).toMatchObject({ exit: 2, err: expect.stringMatching(/FILE_NOT_FOUND: .*Did you mean ".*ring\.json"\?/) as string });
    expect(await hazcade('solve', 'finance', join(folder, 'table.json'))).toMatchObject({ exit: 1, err: expect.stringMatching(/INPUT_INVALID[^]*table\.json:1:/) as string });
  });
});

describe('hazcade solve economy', () => {
  it('settled and over time', async () => {
    const settled = await json('solve', 'economy', join(folder, 'table.json'), '--perturb', 'b=0.6');
    expect((settled['sectors'] as { inoperability: number }[]).map((s) => Number(s.inoperability.toFixed(6)))).toEqual([0.571429, 0.714286]);
    const timed = await json('solve', 'economy', join(folder, 'table.json'), '--perturb', 'b=0.6', '--days', '20', '--for', '10');
    const [a] = timed['sectors'] as { peak: number; inoperability: number; inoperabilityDays: number }[];
    expect(a!.peak).toBeCloseTo(0.571429, 5);
    expect(a!.inoperability).toBe(0);
    expect(a!.inoperabilityDays).toBeGreaterThan(5);
    expect((await hazcade('solve', 'economy', join(folder, 'table.json'), '--perturb', 'b=60%')).out).toMatch(/b +60 % +71 %/);
  });
  it('refuses unknown sectors and half a time', async () => {
    expect(await hazcade('solve', 'economy', join(folder, 'table.json'), '--perturb', 'c=0.6')).toMatchObject({ exit: 2, err: expect.stringMatching(/ECONOMY_NAME_UNKNOWN/) as string });
    expect(await hazcade('solve', 'economy', join(folder, 'table.json'), '--for', '3')).toMatchObject({ exit: 2, err: expect.stringMatching(/ECONOMY_DAYS_MISSING/) as string });
    expect(await hazcade('solve', 'economy', join(folder, 'table.json'), '--step-hours', '3')).toMatchObject({ exit: 2, err: expect.stringMatching(/ECONOMY_DAYS_MISSING: --step-hours/) as string });
    expect(await hazcade('solve', 'economy', join(folder, 'table.json'), '--days', '10', '--step-hours', '0.000000001')).toMatchObject({ exit: 2, err: expect.stringMatching(/ECONOMY_STEPS/) as string });
  });
  it('network files may have 64 MB', async () => {
    const large = join(folder, 'large.json');
    writeFileSync(large, '');
    truncateSync(large, (64 << 20) + 1);
    for (const args of [['economy', large], ['finance', large], ['transport', large, large]]) expect(await hazcade('solve', ...args)).toMatchObject({ exit: 1, err: expect.stringMatching(/FILE_TOO_LARGE/) as string });
  });
  it('has help with an example', async () => {
    for (const args of [['solve', '--help'], ['solve', 'finance', '--help'], ['solve', 'economy', '--help']]) expect((await hazcade(...args)).out).toContain('$ hazcade solve');
    expect((await hazcade('solve', 'finance')).err).toContain('(try "hazcade solve finance --help")');
  });
});
