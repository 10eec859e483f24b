/** Diseases, pests, poisons. */
import { crews, demand, derate, trip, typesOf } from '../hazard-type.js';
import { ABSENCE, BLAST, CONCENTRATION, IN_WATER } from '../measures.js';

const STAFFED = 'hospital clinic nursing-home supermarket school bus-depot bank-branch police-station fire-station ambulance-station dispatch-centre';

export const BIOLOGICAL = typesOf('biological', [
  ['pandemic', 'Pandemic, staff absent', 'BI0244', [ABSENCE], [derate(STAFFED), demand('medical-supply', 'pharmacy'), crews]],
  ['seasonal-influenza', 'Wave of influenza', 'BI0243', [ABSENCE], [derate(STAFFED), crews]],
  ['coronavirus', 'Wave of a coronavirus', 'BI0205', [ABSENCE], [derate(STAFFED), crews]],
  ['foodborne-disease', 'Food-borne disease', 'BI0104', [], [derate('food-wholesale bakery supermarket')]],
  ['waterborne-disease', 'Germs in drinking water, people fall ill', 'BI0103', [IN_WATER], [derate('water-plant reservoir clinic hospital')]],
  ['animal-disease', 'Foot-and-mouth disease, movements stopped', 'BI0306', [], [derate('food-wholesale country-road')]],
  ['algal-bloom', 'Harmful algal bloom', 'BI0603', [IN_WATER], [derate('river-intake water-plant')]],
  ['legionella', 'Legionella in cooling towers', 'BI0101', [], [trip('hospital data-centre')]],
]);

export const CHEMICAL = typesOf('chemical', [
  ['toxic-release', 'Cloud of toxic gas', 'CH0300', [CONCENTRATION], [trip('school mall supermarket rail-station'), derate('arterial-road district-road')]],
  ['ammonia-release', 'Ammonia from a cold store', 'CH0301', [CONCENTRATION], [trip('cold-store food-wholesale')]],
  ['chlorine-release', 'Chlorine from a waterworks', 'CH0303', [CONCENTRATION], [trip('water-plant')]],
  ['carbon-monoxide', 'Carbon monoxide from generators indoors', 'CH0302', [CONCENTRATION], [demand('emergency', 'homes hamlet')]],
  ['water-contamination', 'Chemicals in drinking water', 'TL0302', [IN_WATER], [derate('water-plant reservoir water-main')]],
  ['ammonium-nitrate', 'Explosion of ammonium nitrate', 'CH0902', [BLAST], [trip('port-terminal customs-office')]],
]);
