import { describe, expect, it } from 'vitest';
import type { ValidationError } from '../../../src/errors.js';
import { readInp } from '../../../src/imports/epanet-inp.js';
import { clockSeconds, durationSeconds } from '../../../src/imports/epanet-times.js';

const SOUND = `[TITLE]
[junctions]
J1 100 10 ;a comment
J2 90 20 day
[RESERVOIRS]
R 200
[TANKS]
T 150 10 5 20 50 0
[PIPES]
P1 R J1 1000 12 100 0 CV
P2 J1 J2 1000 12 100 Closed
P3 J2 T 1000 12 100
[PUMPS]
U1 R J2 HEAD c SPEED 0.9
U2 R J1 POWER 10
[VALVES]
V J1 J2 6 PRV 50 0
[STATUS]
U2 Closed
[DEMANDS]
J1 5 day
J1 7
[PATTERNS]
1 1 1
day 0.5 1.5
day 2
[CURVES]
c 100 50
[CONTROLS]
LINK P2 OPEN IF NODE T BELOW 10
LINK U1 0.5 AT TIME 6
LINK U2 OPEN AT CLOCKTIME 6:30 PM
[RULES]
RULE night
IF TANK T LEVEL BELOW 6
THEN PUMP U2 STATUS IS OPEN
AND PIPE P2 STATUS IS OPEN
[TIMES]
Duration 24:00
Pattern Timestep 2:00
Start ClockTime 6 am
[OPTIONS]
Units GPM
Demand Multiplier 2
[END]
what stands here is not read
`;

const problemsOf = (text: string): string[] => {
  try { readInp(text, 'net.inp'); } catch (error) { return (error as ValidationError).problems.map((p) => `${p.code} ${p.line}: ${p.message}`); }
  return [];
};

describe('readInp', () => {
  const network = readInp(SOUND, 'net.inp');

  it('turns feet, inches and gallons a minute into metres and cubic metres an hour', () => {
    expect(network.junctions[0]!.elevationM).toBeCloseTo(30.48, 9);
    expect(network.junctions[1]!.demands[0]!.baseM3h).toBeCloseTo(20 * 0.2271247, 6);
    expect(network.links[0]).toMatchObject({ kind: 'pipe', id: 'P1', line: 10, from: 'R', to: 'J1', checkValve: true, initial: 'open' });
    expect((network.links[0] as { diameterM: number }).diameterM).toBeCloseTo(0.3048, 9);
    expect(network.tanks[0]).toMatchObject({ initialM: 3.048, minimumM: 5 * 0.3048, maximumM: 20 * 0.3048 });
  });
  it('[DEMANDS] replaces the demand of the junction\'s own line; * and nothing mean the default pattern', () => {
    expect(network.junctions[0]!.demands.map(({ pattern }) => pattern)).toEqual(['day', '1']);
    expect(network.demandMultiplier).toBe(2);
    expect(network.patterns.get('day')).toEqual([0.5, 1.5, 2]);
  });
  it('reads statuses, pumps, valves, controls and rules', () => {
    expect(network.links.map(({ id, initial }) => [id, initial])).toEqual([['P1', 'open'], ['P2', 'closed'], ['P3', 'open'], ['U1', 0.9], ['U2', 'closed'], ['V', 50]]);
    expect(network.controls).toEqual([
      { line: 30, link: 'P2', to: 'open', node: { id: 'T', below: true, valueM: 3.048 } },
      { line: 31, link: 'U1', to: 0.5, atSeconds: 21_600 },
      { line: 32, link: 'U2', to: 'open', clockSeconds: 66_600 },
    ]);
    expect(network.rules).toEqual([{ id: 'night', line: 34, links: ['U2', 'P2'] }]);
    expect(network.times).toMatchObject({ duration: 86_400, patternStep: 7200, startClock: 21_600 });
  });
  it('reports every problem with its line and the nearest name', () => {
    const wrong = SOUND.replace('J2 90 20 day', 'J2 90 x dayy').replace('P3 J2 T ', 'P3 J2 TT ').replace('LINK U1 0.5', 'LINK U9 0.5').replace('U2 R J1 POWER 10', 'U1 R J1 POWER 10').replace('[VALVES]', '[VALEVS]');
    expect(problemsOf(wrong)).toEqual([
      'INP_SYNTAX 16: section [VALEVS] is not known. Did you mean [VALVES]?',
      'INP_SYNTAX 4: base demand: expecting a number, found "x"',
      'INP_REFERENCE 4: pattern "dayy" is not in the file. Did you mean "day"?',
      'INP_REFERENCE 12: node "TT" is not in the file. Did you mean "T"?',
      'INP_DUPLICATE 15: link id "U1" is taken already',
      'INP_REFERENCE 19: link "U2" is not in the file. Did you mean "P2"?',
      'INP_REFERENCE 31: link "U9" is not in the file. Did you mean "U1"?',
      'INP_REFERENCE 32: link "U2" is not in the file. Did you mean "P2"?',
      'INP_REFERENCE 36: link "U2" is not in the file. Did you mean "P2"?',
    ]);
  });
  it('refuses a file that is no network', () => {
    expect(problemsOf('{"no": "network"}').map((p) => p.slice(0, 9))).toEqual(['INP_EMPTY', 'INP_EMPTY']);
  });
});

it('reads times as EPANET writes them', () => {
  expect(['24:00', '6', '1:30:15', '0:05'].map((text) => durationSeconds(text))).toEqual([86_400, 21_600, 5415, 300]);
  expect([durationSeconds('90', 'MIN'), durationSeconds('2', 'days'), durationSeconds('x'), durationSeconds('1:2:3:4')]).toEqual([5400, 172_800, undefined, undefined]);
  expect([clockSeconds('12', 'am'), clockSeconds('12', 'PM'), clockSeconds('6:30', 'PM'), clockSeconds('18:30'), clockSeconds('25')]).toEqual([0, 43_200, 66_600, 66_600, undefined]);
});
