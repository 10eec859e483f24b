/** A state is entered when the intensity first reaches its threshold: how often one looks at the way there changes no event, for every form of fragility. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGE_STATES } from '../../src/model/types.js';
import { replicatorOf } from '../validation/study.js';

const FORMS = [
  { lognormal: { slight: [0.4, 0.6], moderate: [0.7, 0.4], complete: [0.9, 0.8] } },
  { table: { at: [0.1, 0.5, 0.6, 2], slight: [0.1, 0.5, 0.9, 1], extensive: [0, 0.5, 0.5, 0.7] } },
  { classes: { from: [0.2, 0.5, 0.9], slight: [0.2, 0.5, 0.9], complete: [0, 0.1, 0.5] } },
  { lossRatio: { at: [0, 0.5, 1.5], ratio: [0.02, 0.3, 1], states: { slight: 0.02, moderate: 0.2, complete: 0.8 }, sigma: 0.3 } },
];
const kinds = Object.fromEntries(FORMS.map((form, i) => [`k${i}`, { sector: 'x', fragility: [{ measure: 'm', unit: 'u', ...form }], repair: { slight: '1y', moderate: '1y', extensive: '1y', complete: '1y' } }]));
const assets = FORMS.flatMap((_, i) => Array.from({ length: 4 }, (_x, n) => ({ id: `a${i}${n}`, kind: `k${i}` })));

type Profile = [minutes: number, share: number][];

/** Damage events, as minute (a tick is far less), asset and state; and the worst state of each asset. */
async function damageOf(profile: Profile | undefined, intensity: number): Promise<{ events: string[]; worst: string[] }> {
  const hazard = { id: 'h', type: 'x', onset: '0h', duration: '1000h', measure: 'm', unit: 'u', intensity, common: 0.3, profile: profile?.map(([minutes, share]) => [`${minutes}min`, share]), footprint: { select: { all: true } } };
  const events: string[] = [], worst = new Map<string, number>();
  (await replicatorOf({ kinds, assets }, { horizon: '100h', hazards: [hazard] })).events(3).subscribe((e) => {
    if (e.kind !== 'damage') return;
    events.push(`${(e.hours * 60).toFixed(2)} ${e.asset} ${e.state}`);
    worst.set(e.asset!, DAMAGE_STATES.indexOf(e.state as 'slight'));
  });
  return { events, worst: [...worst].map(([asset, state]) => `${asset} ${state}`).sort() };
}

test('points added on the lines of a profile change no instant; any way to a peak ends in the states of the peak', async () => {
  const shares = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 6 }), splits = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 6, maxLength: 6 });
  await fc.assert(fc.asyncProperty(shares, splits, fc.double({ min: 0.2, max: 2, noNaN: true }), async (levels, cuts, intensity) => {
    const coarse: Profile = levels.map((level, i) => [60 * i, level / 8]);
    // Halves and quarters of hours and of eighths: the added points lie exactly on the lines.
    const fine = coarse.flatMap(([minutes, share], i): Profile => {
      const next = coarse[i + 1], n = cuts[i]! === 3 ? 4 : cuts[i]!;
      return next === undefined ? [[minutes, share]] : Array.from({ length: n }, (_, j) => [minutes + (60 * j) / n, share + ((next[1] - share) * j) / n]);
    });
    const seldom = await damageOf(coarse, intensity), often = await damageOf(fine, intensity);
    expect(often).toEqual(seldom);
    const peak = Math.max(...levels) / 8;
    if (peak > 0) expect(seldom.worst).toEqual((await damageOf(undefined, intensity * peak)).worst);
  }), { numRuns: 60, seed: 5 });
});
