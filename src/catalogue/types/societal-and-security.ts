/** Society, space weather, and what is done on purpose. */
import { crews, damage, demand, derate, trip, typesOf } from '../hazard-type.js';
import { BLAST, FIELD, KP, WITHDRAWAL, XRAY } from '../measures.js';

const CONTROLLED = 'grid-control hv-substation substation water-plant traffic-control';

export const SOCIETAL = typesOf('societal', [
  ['bank-run', 'Cash or deposits withdrawn in fear', 'SO0401', [WITHDRAWAL], [derate('bank-branch atm-network'), demand('cash-supply', 'atm-network bank-branch')]],
  ['civil-unrest', 'Civil unrest', 'SO0103', [], [trip('mall rail-station town-hall'), derate('arterial-road bus-depot'), crews]],
  ['stampede', 'Crush of a crowd', 'SO0302', [], [trip('stadium festival-ground rail-station'), demand('emergency', 'homes businesses')]],
  ['mass-casualty', 'More injured than hospitals are staffed for', '(the profiles name what injures, not how many)', [], [derate('hospital ambulance-station dispatch-centre')]],
  ['panic-buying', 'People buy more than usual', '(the profiles name no panic buying)', [], [demand('fuel-delivery', 'fuel-station'), demand('food-supply', 'supermarket'), derate('fuel-station supermarket pharmacy')]],
  ['school-closure', 'Schools closed as a measure', '(a measure, no hazard of the profiles)', [], [trip('school')]],
  ['road-closure', 'Roads closed as a measure', '(a measure, no hazard of the profiles)', [], [trip('arterial-road bridge tunnel')]],
  ['strike', 'Strike', '(labour disputes are no hazard of the profiles)', [], [derate('rail-line rail-station bus-depot port-terminal airport tanker-fleet'), crews]],
  ['mass-gathering', 'More people than usual', '(gatherings are no hazard of the profiles)', [], [demand('communications', 'homes businesses festival-ground'), derate('district-road')]],
]);

export const SPACE_WEATHER = typesOf('space-weather', [
  ['geomagnetic-storm', 'Geomagnetic disturbance', 'ET0101', [FIELD, KP], [trip('hv-line'), damage('hv-substation')]],
  ['ionospheric-disturbance', 'Navigation and radio disturbed', 'ET0102', [KP], [derate('airport radio-mast port-terminal')]],
  ['solar-flare', 'Solar flare, radio blackout', 'ET0103', [XRAY], [derate('radio-mast airport broadcaster')]],
  ['space-debris', 'Space debris, loss of a satellite', 'ET0206', [], [derate('broadcaster cell-site')]],
]);

export const SECURITY = typesOf('security', [
  ['cyber-attack', 'Intrusion into control systems', 'TL0103', [], [trip(CONTROLLED), derate('grid-control')]],
  ['malware', 'Malware, ransomware', 'TL0101', [], [trip('hospital town-hall port-terminal medical-supply')]],
  ['supply-chain-attack', 'Attack through the product of a vendor', 'TL0105', [], [trip(`${CONTROLLED} cell-site`)]],
  ['denial-of-service', 'Flood of requests or calls', 'TL0104', [], [derate('dispatch-centre acquirer payment-switch')]],
  ['phishing', 'Access by deceit', 'TL0107', [], [trip('bank-branch town-hall clearing-house')]],
  ['data-breach', 'Breach of data, systems taken off for safety', 'TL0102', [], [trip('clinic hospital court')]],
  ['bomb', 'Bomb', 'TL0304', [BLAST], [damage('rail-station mall substation worship')]],
  ['sabotage', 'Sabotage of an installation', '(the profiles name no deliberate physical damage)', [], [damage('fibre-link hv-line landing-station rail-line')]],
  ['arson', 'Arson', '(as fire, TL0305, on purpose)', [], [damage('cell-site cable-feeder rail-line')]],
  ['armed-attack', 'Attack on people', 'SO0301', [], [trip('mall rail-station stadium worship')]],
  ['drone-incursion', 'Drones over an airport or plant', '(the profiles name no drones)', [], [trip('airport'), derate('gas-plant')]],
  ['police-cordon', 'Area closed for an investigation', '(a measure, no hazard of the profiles)', [], [trip('mall rail-station'), derate('district-road')]],
  ['hoax', 'False threat', '(the profiles name no threats)', [], [trip('school mall airport')]],
  ['jamming', 'Radio or satellite signals jammed', '(the profiles name no deliberate interference)', [], [derate('radio-mast airport port-terminal')]],
  ['disinformation', 'Rumour that makes people hoard, call or draw cash', '(the profiles name no disinformation)', [], [demand('food-supply', 'supermarket'), demand('cash-supply', 'atm-network'), demand('fuel-delivery', 'fuel-station')]],
  ['theft', 'Theft of cables and fuel', '(the profiles name no theft)', [], [damage('rail-line cable-feeder'), trip('fuel-depot')]],
  ['unexploded-ordnance', 'Bomb of an old war, area cleared', 'SO0201', [], [trip('rail-station hospital arterial-road')]],
]);
