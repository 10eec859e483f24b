/** The local layer of a synthetic model: a town with its substation, feeders, water, telecom, shops and neighbourhoods. */
import type { ModelTables, Spot } from './model-tables.js';
import { vendor, type Region } from './region.js';

/** Assets of a town besides its neighbourhoods, and of each neighbourhood (a feeder and its homes). */
export const TOWN_ASSETS = 20;
export const NEIGHBOURHOOD_ASSETS = 2;
export const NEIGHBOURHOODS = { min: 2, max: 6 };

export interface Town { id: string; feeders: string[]; office: string; spot: Spot }

/**
 * Adds a town of a region.
 * @param neighbour the town before it, whose substation and office are the second way of supply; undefined for the first
 */
export function addTown(tables: ModelTables, region: Region, index: number, neighbourhoods: number, neighbour?: Town): Town {
  const id = `${region.id}-t${index}`;
  const spot: Spot = [region.spot[0] + 0.07 * (index % 5), region.spot[1] + 0.045 * Math.floor(index / 5)];
  const overhead = tables.random() < 0.4;
  const add = (name: string, kind: string) => tables.asset(`${id}-${name}`, kind, spot, { region: region.id });
  const pick = (list: readonly string[], shift = 0) => list[(index + shift) % list.length]!;

  const road = add('road', 'district-road');
  tables.need(road, 'access', region.motorways);
  const substation = tables.asset(`${id}-sub`, 'substation', spot, { region: region.id, vendor: vendor(tables) });
  const links = [0, 1].map((k) => {
    const link = add(`mv-${k + 1}`, overhead ? 'mv-line' : 'mv-cable');
    tables.need(link, 'electricity', pick(region.substations, k));
    return link;
  });
  tables.need(substation, 'electricity', links);
  tables.need(substation, 'control', region.control, { impact: 0.05, type: 'cyber' });
  tables.need(substation, 'access', road, { role: 'repair', required: 0.3 });
  tables.need(substation, 'fuel', region.fuelDepots, { role: 'repair', required: 0.5 });

  const feeders = Array.from({ length: neighbourhoods }, (_, k) => {
    const feeder = add(`feeder-${k + 1}`, overhead ? 'overhead-feeder' : 'cable-feeder');
    const ring = neighbour && (k === 0 || tables.random() < 0.4);
    tables.need(feeder, 'electricity', ring ? [substation, neighbour.id + '-sub'] : substation);
    tables.need(feeder, 'access', road, { role: 'repair', required: 0.3 });
    return feeder;
  });
  const feeder = (k: number) => feeders[k % feeders.length]!;

  const office = add('office', 'central-office');
  tables.need(office, 'electricity', [feeder(0), feeder(1)]);
  tables.need(office, 'communications', region.cores, { type: 'cyber' });
  const cells = [1, 2, 3].map((k) => {
    const cell = add(`cell-${k}`, 'cell-site');
    tables.need(cell, 'electricity', feeder(k));
    tables.need(cell, 'communications', neighbour ? [office, neighbour.office] : office);
    return cell;
  });

  const main = add('main', 'water-main');
  tables.need(main, 'water', [pick(region.reservoirs), pick(region.reservoirs, 1)]);
  const lift = add('lift', 'lift-station');
  tables.need(lift, 'electricity', feeder(1));

  const machines = add('atm', 'atm-network');
  tables.need(machines, 'electricity', [feeder(0), feeder(1)], { required: 1.5 });
  tables.need(machines, 'card-switch', region.cardSwitches, { weights: [1, 0.5], type: 'cyber' });
  const bank = add('bank', 'bank-branch');
  tables.need(bank, 'electricity', feeder(0));
  tables.need(bank, 'communications', office, { type: 'cyber', impact: 0.6 });
  const shops = [1, 2].map((k) => {
    const shop = add(`shop-${k}`, 'supermarket');
    tables.need(shop, 'electricity', feeder(k));
    tables.need(shop, 'food-supply', region.wholesale);
    tables.need(shop, 'payments', [region.payments, machines], { weights: [1, 0.4], impact: 0.6, type: 'cyber' });
    return shop;
  });
  const station = add('station', 'fuel-station');
  tables.need(station, 'electricity', feeder(2));
  tables.need(station, 'fuel-delivery', region.tankers, { impact: 0.6 });
  const clinic = add('clinic', 'clinic');
  tables.need(clinic, 'electricity', feeder(1), { impact: 0.6 });
  const pharmacy = add('pharmacy', 'pharmacy');
  tables.need(pharmacy, 'electricity', feeder(2), { impact: 0.8 });
  const fire = add('fire', 'fire-station');
  tables.need(fire, 'electricity', feeder(0));
  tables.need(fire, 'fuel', [station, ...region.fuelDepots], { impact: 0.7 });
  const school = add('school', 'school');
  tables.need(school, 'electricity', feeder(1), { impact: 0.6 });
  tables.need(school, 'water', main, { impact: 0.8 });

  for (const [k, line] of feeders.entries()) {
    const homes = tables.homes(`${id}-homes-${k + 1}`, spot, region.id, line);
    tables.need(homes, 'water', main, { impact: 0.5 });
    tables.need(homes, 'wastewater', lift, { impact: 0.4 });
    tables.need(homes, 'communications', [...cells, office], { required: 2, impact: 0.3, type: 'cyber' });
    tables.need(homes, 'payments', [region.payments, machines], { weights: [0.8, 0.4], impact: 0.2, type: 'cyber' });
    tables.need(homes, 'food', shops, { impact: 0.5 });
    tables.need(homes, 'health', [...region.hospitals, clinic], { weights: [1, 0.5], impact: 0.3 });
    tables.need(homes, 'access', road, { impact: 0.3 });
  }
  return { id, feeders, office, spot };
}
