import type { SectorExample } from '../sector-example.js';

/** A well with a pump, a tower, a pipe with a pressure reducing valve, four places that use water; flows in litres a second, day and night patterns. */
export const SMALL_NETWORK = `[JUNCTIONS]
J1 5 0
J2 5 6 day
J3 8 4 day
J4 2 3 day
J5 2 0
[RESERVOIRS]
R1 10
[TANKS]
T1 45 3 0.5 6 12 0
[PIPES]
P1 J1 J2 800 300 120 0 Open
P2 J2 J3 600 200 120 0 Open
P3 J2 T1 100 300 120 0 Open
P4 J5 J4 400 200 120 0 Open
[PUMPS]
PU1 R1 J1 HEAD lift
[VALVES]
V1 J3 J5 150 PRV 35 0
[CURVES]
lift 30 48
[PATTERNS]
day 0.5 0.4 0.4 0.6 1.2 1.6
day 1.4 1.2 1.2 1.4 1.3 0.8
[CONTROLS]
LINK PU1 OPEN IF NODE T1 BELOW 3
LINK PU1 CLOSED IF NODE T1 ABOVE 5.5
[TIMES]
Duration 48
Hydraulic Timestep 1:00
Pattern Timestep 2:00
[OPTIONS]
Units LPS
Headloss H-W
[END]
`;

const MAP: SectorExample['map'] = [
  ['a', 'reservoir:R1'], ['b', 'pump:PU1', 0.5], ['c', 'pump:PU1', 0.5], ['d', 'T1'], ['e', 'J2'], ['f', 'junction:J3'], ['g', 'J4', 0.5], ['h', 'J4', 0.5], ['h', 'J1'], ['d', 'P3'],
];

export const EXAMPLES: Record<string, SectorExample[]> = {
  hydraulics: [
    { params: {}, files: { network: SMALL_NETWORK }, map: MAP, supply: ['a', 'b', 'c', 'd'] },
    { params: { engine: '2.3', boilWaterShare: 0.8, boilWaterHours: 3, requiredPressureM: 15, isolationValves: [{ pipe: 'P2', node: 'J2' }, { pipe: 'P3', node: 'J2' }] }, files: { network: SMALL_NETWORK }, map: MAP, supply: ['a', 'b', 'c', 'd'] },
  ],
};
