/** Installations, networks, transport, nuclear. */
import { crews, damage, demand, derate, trip, typesOf } from '../hazard-type.js';
import { BLAST, CONCENTRATION, DEPOSITION, DEPTH, DOSE_RATE, HEAT } from '../measures.js';

const ROADS = 'arterial-road district-road motorway';

export const TECHNOLOGICAL = typesOf('technological', [
  ['dam-failure', 'Dam or dike failure and its wave', 'TL0205', [DEPTH]],
  ['power-outage', 'Blackout, protection trips', 'TL0209', [], [trip('grid-infeed hv-substation substation hv-line')]],
  ['load-shedding', 'Supply cut in turn, where there is too little', 'TL0209', [], [trip('substation overhead-feeder cable-feeder')]],
  ['water-main-burst', 'Burst of a main', 'TL0210', [], [damage('water-main')]],
  ['water-supply-failure', 'Failure of the water supply', 'TL0210', [], [trip('water-plant water-pump water-main')]],
  ['telecom-failure', 'Failure of telecommunications', 'TL0212', [], [trip('core-exchange central-office cell-site')]],
  ['emergency-call-failure', 'Failure of emergency lines', 'TL0211', [], [trip('dispatch-centre radio-mast')]],
  ['sewage-overflow', 'Sewage that is not pumped or treated', 'TL0503', [], [derate('sewage-plant lift-station river-intake')]],
  ['sewer-flood', 'Flooding from drains and sewers', 'TL0214', [DEPTH]],
  ['bridge-failure', 'Failure of a bridge', 'TL0204', [], [damage('bridge movable-bridge')]],
  ['tunnel-failure', 'Failure of a tunnel', 'TL0213', [], [damage('tunnel')]],
  ['structural-failure', 'Failure of a structure', 'TL0203', [], [damage('radio-mast reservoir hv-line stadium')]],
  ['building-collapse', 'Collapse of a building', 'TL0201', [], [damage('mall school town-hall')]],
  ['fire', 'Fire in one installation', 'TL0305', [HEAT], [damage('substation data-centre hospital tunnel core-exchange')]],
  ['tunnel-fire', 'Fire in a tunnel', 'TL0305', [HEAT], [trip('tunnel'), damage('tunnel')]],
  ['explosion', 'Explosion', 'TL0304', [BLAST], [damage('fuel-depot gas-plant substation mall rail-station')]],
  ['industrial-fire', 'Tank or plant fire, after a natural event', 'TL0309', [HEAT, CONCENTRATION], [trip('import-terminal fuel-depot port-terminal'), damage('import-terminal fuel-depot')]],
  ['oil-spill', 'Oil on water', 'TL0301', [], [derate('river-intake port-terminal gas-plant')]],
  ['spill', 'Leak or spill', 'TL0301', [], [derate('river-intake port-terminal fuel-depot')]],
  ['nuclear-accident', 'Nuclear plant failure', 'TL0208', [DOSE_RATE, DEPOSITION], [trip('grid-infeed'), derate('food-wholesale school'), crews]],
  ['radiological-release', 'Release of radioactive material', 'TL0602', [DOSE_RATE, DEPOSITION], [trip('rail-station mall'), derate('district-road'), crews]],
  ['radioactive-fallout', 'Radioactive material on the ground', 'TL0602', [DOSE_RATE, DEPOSITION], [derate('food-wholesale school river-intake'), crews]],
  ['road-accident', 'Road accident', 'TL0405', [], [derate(ROADS)]],
  ['rail-accident', 'Rail accident', 'TL0404', [], [trip('rail-line rail-station')]],
  ['maritime-accident', 'Ship strikes a bridge, blocks a port', 'TL0403', [], [damage('movable-bridge bridge'), derate('port-terminal import-terminal')]],
  ['air-accident', 'Air accident', 'TL0401', [], [trip('airport')]],
  ['supply-chain-failure', 'Failure of supply chains', 'TL0206', [], [derate('food-wholesale medical-supply'), demand('food-supply', 'supermarket')]],
  ['fuel-shortage', 'Fuel runs short, panic buying', 'TL0206', [], [derate('fuel-depot import-terminal fuel-station tanker-fleet'), demand('fuel-delivery', 'fuel-station')]],
  ['control-system-failure', 'Controls fail or are switched off', '(the profiles name failures of whole infrastructures)', [], [trip('water-plant traffic-control tunnel')]],
  ['network-congestion', 'More calls and data than a network carries', '(the profiles name failures, not overload)', [], [derate('cell-site core-exchange central-office')]],
  ['software-failure', 'Faulty update, software fault', '(the profiles know malicious code, not faulty code)', [], [trip('payment-switch acquirer traffic-control grid-control data-centre')]],
  ['equipment-failure', 'Failure of a machine or a part', '(the profiles name failures of whole infrastructures)', [], [damage('gas-plant water-pump substation')]],
]);
