/** `hazcade hazards`, and `hazcade compare --interactions` and `--silo`, through main with a captured terminal. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.js';
import type { Io } from '../../../src/cli/io.js';
import { interactions, readStudyInput, type Interactions } from '../../../src/index.js';
import { folderOf } from '../model/files.js';

async function hazcade(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  let out = '', err = '';
  const io = { out: (text: string) => { out += text; }, err: (text: string) => { err += text; }, columns: 100, color: false, terminal: undefined } as unknown as Io;
  return { exit: await main(args, io), out, err };
}

describe('hazcade hazards', () => {
  it('lists, filters, and keeps to the width', async () => {
    const { exit, out } = await hazcade('hazards', '--hurts', 'solar-park');
    expect(exit).toBe(0);
    expect(out).toMatch(/^type +profile +what +measures +kinds\n/);
    expect(out).toMatch(/\nhail +MH0404 +Hail +hail \(mm\) +2\n/);
    expect(out).not.toContain('\npandemic ');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect((await hazcade('hazards', '--search', 'zzz')).out).toBe('No hazard type fits.\n');
  });

  it('shows one in full, by id or by profile, and as JSON', async () => {
    expect((await hazcade('hazards', 'heatwave')).out).toMatch(/demand for electricity \(homes,\s+businesses, hospital\)/);
    expect((await hazcade('hazards', 'mh0501')).out).toMatch(/^heatwave: Heatwave\n/);
    expect(JSON.parse((await hazcade('hazards', 'hail', '--json')).out)).toMatchObject({ type: { id: 'hail', hip: 'MH0404', kinds: ['solar-park', 'airport'] } });
    expect((await hazcade('hazards', 'hail')).out).toMatch(/hurts from about 25 mm on\s+\(IEC 61215-2/);
  });

  it('shows the links of a profile, the reciprocated ones, and a chain', async () => {
    const hips = folderOf({
      'hips-hazards.csv': 'hip_code,name,type,cluster\nGH0101,Earthquake,Geo,Seismic\nMH0705,Tsunami,Water,Marine\nTL0209,Blackout,Tech,Power\n',
      'hips-causal-edges.csv': 'source_code,target_code,reciprocated\nGH0101,MH0705,1\nGH0101,TL0209,0\nMH0705,TL0209,1\n',
    });
    expect(JSON.parse((await hazcade('hazards', '--hips', hips, '--json')).out)).toEqual([
      { code: 'GH0101', name: 'Earthquake', type: 'Geo', cluster: 'Seismic', causes: 2, causedBy: 0 }, { code: 'MH0705', name: 'Tsunami', type: 'Water', cluster: 'Marine', causes: 1, causedBy: 1 },
      { code: 'TL0209', name: 'Blackout', type: 'Tech', cluster: 'Power', causes: 0, causedBy: 2 },
    ]);
    expect((await hazcade('hazards', '--hips', hips, '--search', 'marine')).out).toMatch(/MH0705 +Tsunami +Water +Marine +1 +1\n\n1 profile, 1 link from them/);
    const { out } = await hazcade('hazards', 'GH0101', '--hips', hips);
    expect(out).toContain('May cause (2)\n  MH0705  Tsunami\n  TL0209  Blackout  (one side only)');
    expect((await hazcade('hazards', 'earthquake', '--hips', hips, '--reciprocated')).out).toContain('May cause (1)\n');
    expect((await hazcade('hazards', 'Tsunami', '--hips', hips, '--to', 'TL0209')).out).toContain('MH0705 Tsunami > TL0209 Blackout');
    expect(await hazcade('hazards', 'GH0102', '--hips', hips)).toMatchObject({ exit: 1, err: expect.stringContaining('nearest: GH0101 Earthquake') as string });
  });

  it('refuses what it does not know, with the nearest', async () => {
    expect(await hazcade('hazards', 'flod')).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('HAZARD_TYPE_UNKNOWN') as string });
    expect((await hazcade('hazards', '--hurts', 'substaton')).err).toContain('nearest: substation');
    expect((await hazcade('hazards', 'hail', '--reciprocated')).err).toContain('give --hips FOLDER');
    expect((await hazcade('hazards', 'flod')).err).toContain('flood');
    expect((await hazcade('hazards', '--hips', 'nowhere')).exit).not.toBe(0);
    expect((await hazcade('hazards', '--hips', 'nowhere', '--reciprocated')).err).toContain('are for one hazard');
    expect((await hazcade('hazards', '--hips', 'nowhere', '--hurts', 'substation')).err).toContain('say nothing of assets');
    expect(await hazcade('compare', 'scenarios/tutorial.yaml', '--silo', '--order', '2')).toMatchObject({ exit: 2, err: expect.stringContaining('nothing without --interactions') as string });
  });
});

describe('hazcade compare --interactions, --silo', () => {
  const scenario = fileURLToPath(new URL('../../../scenarios/cyber-heatwave.yaml', import.meta.url)), tutorial = fileURLToPath(new URL('../../../scenarios/tutorial.yaml', import.meta.url));

  it('prints each alone, the sum, together and the difference', async () => {
    const { exit, out } = await hazcade('compare', scenario, '--interactions', '--outcome', 'person-hours.all', '-n', '8', '-w', '0', '-q', '--out', join(folderOf({}), 'out'));
    expect(exit).toBe(0);
    expect(out).toMatch(/heat alone[\s\S]*intrusion alone[\s\S]*sum of each alone[\s\S]*together[\s\S]*interaction +/);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('gives one JSON document of sectors', async () => {
    const { silos } = JSON.parse((await hazcade('compare', tutorial, '--silo', '-n', '2', '-w', '0', '--json', '-q', '--out', join(folderOf({}), 'out'))).out) as { silos: { sectors: string[]; outcomes: Record<string, { hidden: { mean: number }; full: { mean: number }; siloSum: { mean: number } }> } };
    const { hidden, full, siloSum } = silos.outcomes['person-hours.all']!;
    expect(silos.sectors).toContain('power');
    expect(hidden.mean).toBeCloseTo(full.mean - siloSum.mean, 6);
    expect(hidden.mean).toBeGreaterThan(0);
  });

  it('writes a result folder; stopped and continued, the figures are those of a run in one go', async () => {
    const folder = folderOf({}), whole = join(folder, 'whole');
    expect((await hazcade('compare', scenario, '--interactions', '--outcome', 'person-hours.all', '-n', '130', '-w', '0', '-q', '--out', whole)).exit).toBe(0);
    const results = JSON.parse(readFileSync(join(whole, 'results.json'), 'utf8')) as { study: { digest: string }; interactions: Interactions };
    expect(readFileSync(join(whole, 'tables/interactions.csv'), 'utf8')).toMatch(/^outcome,unit,term,of,mean[\s\S]*person-hours\.all,[^,]*,interaction,,/);
    expect(readFileSync(join(whole, 'report.txt'), 'utf8')).toContain('sum of each alone');
    const { model, scenario: read } = readStudyInput(scenario), stop = new AbortController(), half = join(folder, 'half.unfinished');
    await expect(interactions(model, read, { replications: 130, workers: 0, outcomes: ['person-hours.all'], folder: half, signal: stop.signal, onProgress: (done) => { if (done >= 200) stop.abort(); } })).rejects.toThrowError('needs them all');
    expect(readdirSync(half).length).toBeGreaterThan(1);
    const { exit } = await hazcade('compare', scenario, '--interactions', '--outcome', 'person-hours.all', '-n', '130', '-w', '0', '-q', '--out', join(folder, 'half'), '--resume', half);
    expect(exit).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'half/results.json'), 'utf8'))).toEqual(results);
    expect(existsSync(half)).toBe(false);
    expect(await hazcade('compare', scenario, '--silo', '-n', '2', '-w', '0', '-q', '--out', join(folder, 'x'), '--resume', join(folder, 'nothing'))).toMatchObject({ exit: 2, err: expect.stringContaining('RESUME_NOTHING') as string });
  }, 60_000);

  it('refuses options that mean nothing, and one hazard alone', async () => {
    expect(await hazcade('compare', scenario, '--order', '2')).toMatchObject({ exit: 2, err: expect.stringContaining('OPTION_MISSING') as string });
    expect((await hazcade('compare', tutorial, '--interactions', '-n', '2', '-w', '0', '-q')).err).toContain('between two to 12 sets');
    expect((await hazcade('compare', scenario, '--interactions', '--sets', ';x', '-q')).err).toContain('Expected ids of hazards');
  });
});
