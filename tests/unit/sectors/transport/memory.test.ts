/** Remembered answers, and the surrogate against the equilibrium on Sioux Falls (skipped without the reference data). */
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SectorModel } from '../../../../src/engine/sector-model.js';
import { FULL } from '../../../../src/engine/units.js';
import { allocateNetwork } from '../../../../src/network/compiled-network.js';
import { NO_FILES } from '../../../../src/sectors/sector.js';
import { sectorPlugin } from '../../../../src/sectors/index.js';

const DATA = new URL('../../../../../shared/data/transport/SiouxFalls/', import.meta.url);
const ROADS = [[1, 2], [1, 3], [2, 6], [3, 4], [3, 12], [4, 5], [4, 11], [5, 6], [5, 9], [6, 8], [7, 8], [7, 18], [8, 9], [8, 16], [9, 10], [10, 11], [10, 15], [10, 16], [10, 17], [11, 12], [11, 14], [12, 13], [13, 24], [14, 15], [14, 23], [15, 19], [15, 22], [16, 17], [16, 18], [17, 19], [18, 20], [19, 20], [20, 21], [20, 22], [21, 22], [21, 24], [22, 23], [23, 24]] as const;
const compiled = allocateNetwork({ assets: 70, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });

describe.skipIf(!existsSync(DATA))('Sioux Falls', () => {
  const file = (name: string): { path: string; text: string } => ({ path: name, text: readFileSync(new URL(name, DATA), 'utf8') });
  /** Assets 0 to 37 are the roads, 38 to 61 the zones. */
  async function model(mode: 'exact' | 'surrogate', params: Record<string, unknown> = {}): Promise<SectorModel> {
    const map = [...ROADS.map(([a, b], i) => ({ asset: String(i), component: `road:${a}-${b}`, share: 1, line: i })), ...Array.from({ length: 24 }, (_, z) => ({ asset: String(ROADS.length + z), component: `node:${z + 1}`, share: 1, line: z }))];
    return sectorPlugin('traffic').create({ minutesPerUnit: 0.6, ...params }, compiled, Number, { ...NO_FILES, mode, map, mapPath: 'map.csv', files: { network: file('SiouxFalls_net.tntp'), trips: file('SiouxFalls_trips.tntp') } });
  }
  /** Shares with these roads closed for an hour, and delay and unreachable trips. */
  function ask(of: SectorModel, roads: readonly number[]): { shares: Int32Array; values: number[] } {
    const n = of.components.length, up = new Uint8Array(n).fill(1), shares = new Int32Array(n), values = new Float64Array(3);
    for (const road of roads) up[road] = 0;
    of.reset();
    of.solve(0, up, new Int32Array(n).fill(FULL), shares);
    of.readOutcomes!(1, values);
    return { shares, values: [...values] };
  }
  /** One road, or two that stand apart in the list. */
  const closures = ROADS.flatMap((_, i): number[][] => [[i], [i, (i + 11) % ROADS.length]]);

  let precise: SectorModel;
  beforeAll(async () => { precise = await model('exact', { gap: 1e-8 }); });

  it('an answer has the same bits whatever was asked before', async () => {
    const forward = await model('exact'), backward = await model('exact');
    const first = closures.map((roads) => ask(forward, roads));
    expect([...closures].reverse().map((roads) => ask(backward, roads)).reverse()).toEqual(first);
    expect(closures.map((roads) => ask(forward, roads))).toEqual(first);
  });

  it('the surrogate: who arrives is exact; delay errs by at most 6 % a closure and 1 % in all, with no round by 60 % and 20 %', async () => {
    const exact = closures.map((roads) => ask(precise, roads));
    for (const [rounds, ofOne, ofAll] of [[1, 0.06, 0.01], [0, 0.6, 0.2]] as const) {
      const surrogate = await model('surrogate', { surrogateRounds: rounds });
      let delays = 0, guesses = 0;
      closures.forEach((roads, i) => {
        const { shares, values } = exact[i]!, guess = ask(surrogate, roads);
        expect(guess.shares).toEqual(shares);
        expect(guess.values.slice(1)).toEqual(values.slice(1));
        expect(Math.abs(guess.values[0]! / values[0]! - 1)).toBeLessThanOrEqual(ofOne);
        delays += values[0]!;
        guesses += guess.values[0]!;
      });
      expect(Math.abs(guesses / delays - 1)).toBeLessThanOrEqual(ofAll);
    }
  });

  it('at the usual gap of 1e-4 a closure\'s delay errs by at most 1.5 %', async () => {
    const usual = await model('exact');
    for (const roads of closures) expect(Math.abs(ask(usual, roads).values[0]! / ask(precise, roads).values[0]! - 1)).toBeLessThanOrEqual(0.015);
  });
});
