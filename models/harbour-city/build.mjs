/**
 * Builds the model of Harbour City, a fictional coastal region of about 250,000 people. Run: node models/harbour-city/build.mjs [folder]
 * Same seed, same files, byte for byte (a test holds it). Everything follows from the planning figures below.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import seedrandom from 'seedrandom';
import { addEmergency, addDistrictHealth, addGovernment, addHospitals, addPublicPlaces } from './build/care.mjs';
import { addDistrictFinance, addFinance } from './build/finance.mjs';
import { assetsCsv, mapSvg, needsCsv, sectorTable } from './build/output.mjs';
import { addBusinesses, addHamlets, addNeighbourhoods } from './build/people.mjs';
import { physicsFiles } from './build/physics/index.mjs';
import { addDistrictPower, addGrid, addPowerSources, connectControl, connectFeeders } from './build/power.mjs';
import { elevation, Region, riverY } from './build/region.mjs';
import { addFood, addFuel, addFuelStation, addSupermarket } from './build/supply.mjs';
import { addCellSites, addCentralOffice, addCores, connectTelecom } from './build/telecom.mjs';
import { addDistrictRoads, addRoads, addTransportNodes, connectDistrictRoads } from './build/transport.mjs';
import { addDistrictWater, addFloodProtection, addPumping, addSewage, addWaterSources } from './build/water.mjs';

const SEED = 'harbour-city-1';

/** Planning figures: round values of the size usual in north-west Europe, assumptions all. */
export const PLAN = {
  neighbourhoodsPerDistrict: 3,
  megawattsPer1000: 0.6, // mean winter household load with some heat pumps
  megawattsPer1000Workers: 1.5,
  waterM3PerDay: 0.12, // a head
  foodKgPerDay: 1.5, // a head
  paymentsEuroPerDay: 30, // a head, by card or cash
  salesEuroPerWorkerHour: 60,
  cellSitesPerDistrict: 3, // about 3 per 10,000 people
  supermarketsPerDistrict: 2, // 1 per 5,000
  // one bank branch, clinic, pharmacy, school and group of about five cash machines (50 per 100,000 people) a district
};

/** [id, name, easting km, northing km, residents]. */
const DISTRICTS = [
  ['oldport', 'Oldport', 7, 15.6, 14000], ['fishmarket', 'Fishmarket', 7, 13, 11000], ['hook', 'Hook', 4.5, 10.5, 6000], ['docklands', 'Docklands', 9.2, 12.6, 12000], ['northquay', 'Northquay', 9, 16.8, 13000],
  ['exchange', 'Exchange', 11.2, 15.9, 15000], ['university', 'University', 12, 18.4, 14000], ['castle', 'Castle', 11, 20.2, 11000], ['millfield', 'Millfield', 14.2, 16.5, 12000], ['riverside', 'Riverside', 14, 13.2, 12000],
  ['southgate', 'Southgate', 11, 10, 13000], ['brickworks', 'Brickworks', 13, 8, 10000], ['heath', 'Heath', 16, 9.5, 9000], ['northwood', 'Northwood', 14, 22.4, 9500], ['airfield', 'Airfield', 18, 19.8, 8000],
  ['ferry', 'Ferry', 18, 16, 8000], ['meadows', 'Meadows', 19, 14, 7500], ['vineyards', 'Vineyards', 20, 8, 6500], ['abbey', 'Abbey', 24, 18.2, 6000], ['lockend', 'Lockend', 25, 14.6, 5500],
].map(([id, name, x, y, people]) => ({
  id, name, place: [x, y], people, bank: y > riverY(x) ? 'north' : 'south', nearRiver: Math.abs(y - riverY(x)) < 3,
  overhead: x > 15.5 || y > 22, // inner districts are cabled
  ...(id === 'hook' ? { only: 'br-hook' } : {}),
}));

/** [name, place, residents]. */
const HAMLETS = [['Aldersea', [6.5, 22.5], 700], ['Birkholm', [16.5, 24.5], 800], ['Cranmoor', [21.5, 22.5], 600], ['Dunwick', [27, 20.5], 900], ['Elmstead', [30, 18.5], 700], ['Fenby', [29.5, 15], 800],
  ['Gorsefield', [28.5, 11.5], 600], ['Harrowden', [24, 9], 900], ['Inglow', [19.5, 5], 700], ['Juniper', [15.5, 4.5], 800], ['Kelsey', [10, 5.5], 700], ['Ludham', [6.5, 7.5], 800]];

/** [district, number, people at work in the middle of a working day]. */
const BUSINESSES = [['exchange', 1, 6000], ['exchange', 2, 5000], ['university', 1, 3000], ['northquay', 1, 3000], ['docklands', 1, 3500], ['docklands', 2, 2000], ['southgate', 1, 2500], ['millfield', 1, 2500],
  ['heath', 1, 2000], ['airfield', 1, 2500], ['riverside', 1, 2000], ['brickworks', 1, 1500], ['oldport', 1, 1500], ['ferry', 1, 1000]];

/** Hour-of-week profiles by hour of the day. A sixth of the residents are elsewhere in the middle of a working day. */
const PROFILES = {
  residential: { weekday: [1, 1, 1, 1, 1, 1, 0.97, 0.92, 0.87, 0.85, 0.84, 0.84, 0.84, 0.84, 0.84, 0.85, 0.87, 0.91, 0.94, 0.96, 0.97, 0.98, 1, 1], weekend: [1, 1, 1, 1, 1, 1, 1, 1, 0.98, 0.96, 0.94, 0.93, 0.93, 0.93, 0.93, 0.93, 0.94, 0.95, 0.95, 0.95, 0.96, 0.97, 0.98, 1] },
  office: { weekday: [0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.3, 0.6, 0.9, 1, 1, 1, 0.95, 1, 1, 1, 0.9, 0.6, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05], weekend: [0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.15, 0.25, 0.35, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.1, 0.05] },
  school: { weekday: [0, 0, 0, 0, 0, 0, 0, 0.3, 1, 1, 1, 1, 1, 1, 1, 0.6, 0.2, 0.1, 0, 0, 0, 0, 0, 0], weekend: Array(24).fill(0) },
  'home-load': { weekday: [0.7, 0.6, 0.55, 0.55, 0.6, 0.8, 1.1, 1.3, 1.15, 1, 0.95, 0.95, 1, 0.95, 0.9, 0.95, 1.1, 1.4, 1.5, 1.45, 1.35, 1.2, 1, 0.85], weekend: [0.75, 0.65, 0.6, 0.55, 0.55, 0.65, 0.8, 1, 1.2, 1.25, 1.25, 1.25, 1.25, 1.2, 1.1, 1.1, 1.15, 1.35, 1.4, 1.35, 1.25, 1.15, 1, 0.9] },
};

const EXTRA_SERVICES = { 'card-switch': 'Card switching', 'cash-supply': 'Cash supply', 'bulk-fuel': 'Bulk fuel', 'fuel-delivery': 'Fuel delivery', 'food-supply': 'Food supply', 'chilled-food': 'Chilled food', 'raw-water': 'Raw water', internet: 'Internet', 'medical-supply': 'Medical supply', 'primary-care': 'Primary care', 'emergency-radio': 'Emergency radio', 'traffic-control': 'Traffic control', rail: 'Rail', clearing: 'Clearing' };

function buildRegion() {
  const region = new Region(seedrandom.alea(SEED));
  addPowerSources(region);
  addGrid(region);
  for (const district of DISTRICTS) addDistrictPower(region, district);
  for (const district of DISTRICTS) connectFeeders(region, district);
  addRoads(region);
  for (const district of DISTRICTS) addDistrictRoads(region, district);
  for (const district of DISTRICTS) connectDistrictRoads(region, DISTRICTS, district);
  addCores(region);
  connectControl(region);
  addTransportNodes(region);
  for (let i = 0; i < DISTRICTS.length; i += 2) {
    const [first, second] = [DISTRICTS[i], DISTRICTS[i + 1]];
    first.office = second.office = addCentralOffice(region, i / 2 + 1, first, second);
  }
  for (const district of DISTRICTS) addCellSites(region, district, district.office, PLAN.cellSitesPerDistrict);
  addWaterSources(region);
  addPumping(region);
  for (const district of DISTRICTS) addDistrictWater(region, district);
  addSewage(region, DISTRICTS);
  addFloodProtection(region);
  connectTelecom(region);
  addFinance(region);
  for (const district of DISTRICTS) addDistrictFinance(region, district, district.office);
  addFuel(region);
  for (const district of DISTRICTS) addFuelStation(region, district);
  for (const id of ['southgate', 'airfield']) addFuelStation(region, DISTRICTS.find((d) => d.id === id), 2);
  addFood(region);
  for (const district of DISTRICTS) for (let i = 1; i <= PLAN.supermarketsPerDistrict; i++) addSupermarket(region, district, i, district.office);
  addHospitals(region, DISTRICTS);
  for (const district of DISTRICTS) addDistrictHealth(region, district, district.office);
  addEmergency(region, DISTRICTS);
  addGovernment(region, DISTRICTS);
  addPublicPlaces(region, DISTRICTS);
  for (const id of ['bus-north', 'bus-south', 'bus-east']) region.need(id, 'fuel', region.nearest('fuel-station', region.get(id).place, 2), { impact: 0.8 });
  for (const district of DISTRICTS) addNeighbourhoods(region, district, PLAN);
  addHamlets(region, DISTRICTS, HAMLETS, PLAN);
  addBusinesses(region, DISTRICTS, BUSINESSES, PLAN);
  addRepairNeeds(region);
  return region;
}

/** Crews come by road, and to lines and stations with fuel for their machines. */
function addRepairNeeds(region) {
  const depots = ['depot-harbour', 'depot-inland', 'fuel-terminal'];
  for (const asset of region.assets) {
    if (['substation', 'mv-line', 'overhead-feeder', 'cable-feeder', 'cell-site', 'water-main', 'lift-station', 'water-pump'].includes(asset.kind)) {
      const road = `road-${region.get(`road-${asset.id.slice(7)}`) ? asset.id.slice(7) : asset.district}`;
      region.repairNeeds(asset.id, road, ['substation', 'mv-line'].includes(asset.kind) ? depots : []);
    } else if (['hv-substation', 'hv-line'].includes(asset.kind)) {
      region.repairNeeds(asset.id, region.nearest('motorway', asset.place, 2), depots);
    }
  }
}

/** Trips by hour as shares of the morning peak: four levels of the shape usual for cities (assumption), so that few states of traffic come again and again. */
const TRAFFIC = {
  weekday: [0.15, 0.15, 0.15, 0.15, 0.15, 0.15, 0.65, 1, 1, 0.65, 0.65, 0.65, 0.65, 0.65, 0.65, 0.65, 1, 1, 0.65, 0.65, 0.4, 0.4, 0.4, 0.15],
  weekend: [0.15, 0.15, 0.15, 0.15, 0.15, 0.15, 0.15, 0.15, 0.4, 0.4, 0.65, 0.65, 0.65, 0.65, 0.65, 0.65, 0.65, 0.65, 0.4, 0.4, 0.4, 0.4, 0.15, 0.15],
};

/** Layers: they run where a scenario asks for them. Lines and cables stand 20 % of overload for a quarter of an hour; one that tripped is tried again after six hours (assumptions). */
const PHYSICS = `physics:
  - id: grid
    sector: power
    model: dc-power-flow
    use: on-request
    carries: [electricity]
    files: {network: physics/grid.m}
    map: physics/grid-map.csv
    params: {relay: {multiple: 1.2, seconds: 900}, recloseHours: 6}
  - id: pipes
    sector: water
    model: hydraulics
    use: on-request
    carries: [raw-water, water]
    files: {network: physics/water.inp}
    map: physics/water-map.csv
  - id: roads
    sector: transport
    model: traffic
    use: on-request
    carries: [access]
    files: {network: physics/roads-net.tntp, trips: physics/roads-trips.tntp}
    map: physics/roads-map.csv
    params: {profile: {weekday: [${TRAFFIC.weekday.join(', ')}], weekend: [${TRAFFIC.weekend.join(', ')}]}}
  - id: payments
    sector: finance
    model: settlement
    use: on-request
    carries: [card-switch, cash-supply, clearing]
    files: {network: physics/payments.json}
    map: physics/payments-map.csv
  - id: economy
    sector: economy
    model: inoperability
    use: on-request
    files: {table: physics/economy.json}
    map: physics/economy-map.csv
  - id: consignments
    sector: customs
    model: backlog
    use: on-request
    params: {item: consignments, stations: {customs-port: {capacity: 40, arrivals: 30}, customs-airport: {capacity: 12, arrivals: 9}}}
`;

function modelYaml(region) {
  const list = (map) => Object.entries(map).map(([name, days]) => `  ${name}: {${Object.entries(days).map(([day, hours]) => `${day}: [${hours.join(', ')}]`).join(', ')}}`).join('\n');
  return `# Written by build.mjs: change that, not this.
format: hazcade-model/1
id: harbour-city
title: Harbour City
description: >-
  A fictional coastal region: ${DISTRICTS.length} districts, ${HAMLETS.length} hamlets and ${BUSINESSES.length} business districts with ${peopleOf(region)} people, ${region.assets.length} assets and ${region.needs.length} needs.
  Placed in the open North Sea so that nobody takes it for a real place.
timeZone: Europe/Brussels
services:
${Object.entries(EXTRA_SERVICES).map(([id, title]) => `  - {id: ${id}, title: ${title}, unit: units/h, quantity: units}`).join('\n')}
profiles:
${list(PROFILES)}
tables: {assets: assets.csv, needs: needs.csv}
${PHYSICS}`;
}

const AREAS = ['homes', 'hamlet', 'businesses'];
const peopleOf = (region) => region.assets.filter((asset) => AREAS.includes(asset.kind)).reduce((sum, asset) => sum + asset.people, 0);

/** Sector of each kind, from the kind library beside this folder. */
function sectors() {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../kinds');
  const of = new Map();
  for (const file of readdirSync(folder)) for (const [, id, sector] of readFileSync(join(folder, file), 'utf8').matchAll(/- id: (\S+)\n.*\n\s+sector: (\S+)/g)) of.set(id, sector);
  return (kind) => of.get(kind);
}

function readme(region, sectorOf, sizes) {
  return Object.entries(sizes).reduce((text, [layer, size]) => text.replace(`{{${layer}}}`, size), readFileSync(new URL('./build/README.template.md', import.meta.url), 'utf8'))
    .replace('{{sectors}}', sectorTable(region, sectorOf))
    .replace('{{people}}', String(peopleOf(region)))
    .replace('{{low}}', String(region.assets.filter((asset) => elevation(asset.place) <= 2).length));
}

/** All files of the model, by name. */
export function buildFiles() {
  const region = buildRegion();
  const sectorOf = sectors();
  const { files, sizes } = physicsFiles(region, { districts: DISTRICTS, profiles: PROFILES, plan: PLAN });
  return { 'model.yaml': modelYaml(region), 'assets.csv': assetsCsv(region), 'needs.csv': needsCsv(region), 'map.svg': mapSvg(region, sectorOf), 'README.md': readme(region, sectorOf, sizes), ...files };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
  mkdirSync(join(folder, 'physics'), { recursive: true });
  for (const [name, text] of Object.entries(buildFiles())) writeFileSync(join(folder, name), text);
}
