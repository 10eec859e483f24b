/** The ground, volcanoes, and the living environment. */
import { crews, damage, derate, trip, typesOf } from '../hazard-type.js';
import { ASH, ASH_DEPTH, FLAME, HEAT, MMI, PGA, PGD, PGV, SA03, SA1, SA3, VISIBILITY } from '../measures.js';

const ROADS = 'arterial-road district-road country-road motorway rail-line', PIPES = 'water-main cable-feeder mv-cable fibre-link';

export const GEOLOGICAL = typesOf('geological', [
  ['earthquake', 'Earthquake, aftershock', 'GH0101', [PGA, PGV, SA03, SA1, SA3, MMI]],
  ['liquefaction', 'Liquefaction', 'GH0307', [PGD], [damage(`${PIPES} bridge port-terminal`)]],
  ['surface-rupture', 'Rupture of the surface along a fault', 'GH0311', [PGD], [damage(`${PIPES} ${ROADS} tunnel`)]],
  ['landslide', 'Landslide', 'GH0300', [PGD], [damage(`${ROADS} hv-line water-main`)]],
  ['debris-flow', 'Debris or mud flow', 'GH0303', [], [damage(`${ROADS} bridge river-intake`)]],
  ['subsidence', 'Subsidence', 'GH0309', [PGD], [damage(`${PIPES} rail-line`)]],
  ['sinkhole', 'Sinkhole', 'GH0308', [PGD], [damage(`${PIPES} arterial-road district-road`)]],
  ['volcanic-ash', 'Fall of ash', 'GH0202', [ASH, ASH_DEPTH], [trip('hv-line substation'), derate('airport solar-park water-plant')]],
  ['coastal-erosion', 'Coastal erosion', 'GH0405', [], [damage('country-road flood-gate landing-station')]],
]);

export const ENVIRONMENTAL = typesOf('environmental', [
  ['wildfire', 'Wildfire', 'EN0205', [FLAME, HEAT], [trip('hv-line mv-line overhead-feeder'), damage('overhead-feeder mv-line cell-site radio-mast'), crews]],
  ['smoke', 'Smoke over the region', 'MH0205', [VISIBILITY], [derate('motorway airport solar-park')]],
  ['salt-water-intrusion', 'Salt water in rivers and wells', 'EN0302', [], [derate('river-intake well-field')]],
]);
