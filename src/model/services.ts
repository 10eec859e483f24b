import type { Service } from './types.js';

/**
 * Services that models may use without declaring them. `unit` is that of the demand, `quantity` of its integral over
 * hours. Where nothing flows that is metered, the unit is a head count or a number of acts an hour.
 */
export const SHIPPED_SERVICES: readonly Service[] = [
  ['access', 'Road access', 'trips/h', 'trips'],
  ['cash', 'Cash', 'kEUR/h', 'kEUR'],
  ['communications', 'Communications (voice and data)', 'Gbit/s', 'Gbit/s h'],
  ['control', 'Remote control (SCADA)', 'commands/h', 'commands'],
  ['cooling', 'Cooling', 'MW', 'MWh'],
  ['customs', 'Customs clearance', 'declarations/h', 'declarations'],
  ['data', 'Data processing and cloud', 'requests/h', 'requests'],
  ['dispatch', 'Emergency call taking and dispatch', 'calls/h', 'calls'],
  ['drainage', 'Drainage and pumping', 'm3/h', 'm3'],
  ['education', 'Schools and child care', 'persons', 'person-hours'],
  ['electricity', 'Electricity', 'MW', 'MWh'],
  ['emergency', 'Fire and rescue', 'calls/h', 'calls'],
  ['flood-protection', 'Flood protection', 'persons', 'person-hours'],
  ['food', 'Food', 't/h', 't'],
  ['fuel', 'Liquid fuel', 'm3/h', 'm3'],
  ['gas', 'Natural gas', 'MW', 'MWh'],
  ['government', 'Government and administration', 'cases/h', 'cases'],
  ['health', 'Health care', 'patients/h', 'patients'],
  ['heat', 'District heat', 'MW', 'MWh'],
  ['medicine', 'Medicines and medical supplies', 'orders/h', 'orders'],
  ['navigation', 'Positioning and time signals', 'users', 'user-hours'],
  ['oxygen', 'Medical and industrial gases', 't/h', 't'],
  ['payments', 'Payments', 'kEUR/h', 'kEUR'],
  ['port', 'Cargo handling', 't/h', 't'],
  ['public-transport', 'Public transport', 'trips/h', 'trips'],
  ['security', 'Police and security', 'calls/h', 'calls'],
  ['shelter', 'Shelter', 'persons', 'person-hours'],
  ['settlement', 'Interbank settlement', 'kEUR/h', 'kEUR'],
  ['staff', 'Staff', 'persons', 'person-hours'],
  ['telephony', 'Emergency and voice telephony', 'calls/h', 'calls'],
  ['transport', 'Freight transport', 't/h', 't'],
  ['waste', 'Waste collection', 't/h', 't'],
  ['wastewater', 'Wastewater removal', 'm3/h', 'm3'],
  ['water', 'Drinking water', 'm3/h', 'm3'],
].map(([id, title, unit, quantity]) => ({ id: id!, title: title!, unit: unit!, quantity: quantity! }));

/** Titles of the usual sectors, in the order in which results show them; others follow by id. */
export const SHIPPED_SECTORS: readonly { id: string; title: string }[] = [
  ['power', 'Power'], ['gas', 'Gas'], ['heat', 'Heat'], ['fuel', 'Fuel'], ['water', 'Water'], ['wastewater', 'Wastewater'], ['waste', 'Waste'],
  ['telecom', 'Telecommunications'], ['digital', 'Digital infrastructure'], ['finance', 'Finance'], ['transport', 'Transport'], ['health', 'Health'],
  ['food', 'Food'], ['emergency', 'Emergency services'], ['government', 'Government'], ['customs', 'Customs'], ['industry', 'Industry'],
  ['flood-protection', 'Flood protection'], ['education', 'Education'], ['public', 'Public places'], ['population', 'Population'],
].map(([id, title]) => ({ id: id!, title: title! }));
