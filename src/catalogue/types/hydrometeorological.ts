/** Weather, water and the sea. */
import { crews, damage, demand, derate, trip, typesOf } from '../hazard-type.js';
import { DEPTH, DRYNESS, FLASHES, GUST, HAIL, ICE, RAIN, SNOW, TEMPERATURE, VISIBILITY, WAVE } from '../measures.js';

const ROADS = 'arterial-road district-road country-road motorway', LINES = 'hv-line mv-line overhead-feeder';

export const HYDROMETEOROLOGICAL = typesOf('hydrometeorological', [
  ['windstorm', 'Gale, winter storm', 'MH0307', [GUST], [trip(LINES), derate('airport port-terminal rail-line bridge')]],
  ['tornado', 'Tornado', 'MH0305', [GUST]],
  ['downburst', 'Downburst', 'MH0101', [GUST]],
  ['derecho', 'Derecho, line of thunderstorms', 'MH0302', [GUST]],
  ['tropical-cyclone', 'Hurricane, typhoon', 'MH0309', [GUST, DEPTH, RAIN]],
  ['thunderstorm', 'Thunderstorm', 'MH0103', [GUST, RAIN, FLASHES], [trip(`${LINES} radio-mast`)]],
  ['lightning', 'Lightning', 'MH0102', [FLASHES], [trip(`${LINES} substation`), damage('radio-mast cell-site traffic-control')]],
  ['hail', 'Hail', 'MH0404', [HAIL], [damage('solar-park'), derate('airport')]],
  ['heavy-rain', 'Heavy rain', 'MH0402', [RAIN], [derate(`${ROADS} lift-station sewage-plant`)]],
  ['snow-storm', 'Snow storm', 'MH0406', [SNOW, GUST], [derate(`${ROADS} rail-line bus-depot airport`), crews]],
  ['blizzard', 'Blizzard', 'MH0403', [GUST, SNOW], [derate(`${ROADS} rail-line airport`), crews]],
  ['ice-storm', 'Freezing rain', 'MH0506', [ICE], [damage(`${LINES} radio-mast`), derate(ROADS)]],
  ['ice', 'Black ice on roads', 'MH0507', [], [derate(ROADS)]],
  ['icing', 'Icing of blades and lines', 'MH0509', [ICE], [derate('wind-farm'), trip('hv-line')]],
  ['cold-wave', 'Cold wave', 'MH0502', [TEMPERATURE], [demand('electricity', 'homes hamlet businesses'), derate('gas-plant water-main rail-line')]],
  ['heatwave', 'Heatwave', 'MH0501', [TEMPERATURE], [demand('electricity', 'homes businesses hospital'), demand('water', 'homes hamlet'), derate('gas-plant hv-line substation rail-line')]],
  ['drought', 'Drought, low river', 'MH0401', [DRYNESS], [derate('river-intake well-field gas-plant port-terminal'), demand('water', 'homes hamlet')]],
  ['fog', 'Fog', 'MH0202', [VISIBILITY], [derate('airport port-terminal motorway')]],
  ['dust-storm', 'Dust or sand storm', 'MH0201', [VISIBILITY], [derate('airport solar-park motorway')]],
  ['river-flood', 'River flood', 'MH0604', [DEPTH]],
  ['flash-flood', 'Flash flood', 'MH0603', [DEPTH, RAIN]],
  ['coastal-flood', 'Coastal flood', 'MH0601', [DEPTH]],
  ['storm-surge', 'Surge over quays and dikes', 'MH0703', [DEPTH]],
  ['surface-water-flood', 'Rain or seepage that is not pumped away', 'MH0606', [DEPTH]],
  ['groundwater-flood', 'Groundwater in cellars and shafts', 'MH0605', [DEPTH], [damage('cable-feeder mv-cable tunnel')]],
  ['ice-jam-flood', 'Flood behind an ice jam', 'MH0608', [DEPTH]],
  ['tsunami', 'Tsunami', 'MH0705', [DEPTH]],
  ['high-waves', 'High waves, rough sea', '(the profiles have single rogue waves, not rough seas)', [WAVE], [derate('port-terminal import-terminal landing-station')]],
  ['avalanche', 'Snow avalanche', 'MH0801', [], [damage(`${ROADS} rail-line hv-line`)]],
]);
