/** The regional layer of a synthetic model: high voltage, core telecom, water works, payments, wholesale, fuel, hospital. */
import type { ModelTables, Spot } from './model-tables.js';

/** What towns draw on, by layer. */
export interface Region {
  id: string;
  spot: Spot;
  substations: string[];
  cores: string[];
  reservoirs: string[];
  wholesale: string[];
  tankers: string;
  hospitals: string[];
  motorways: string[];
  payments: string;
  cardSwitches: string[];
  control: string[];
  fuelDepots: string[];
}

const VENDORS = ['acme', 'borealis', 'cortex'];

/** One of the vendors whose products a cyber scenario strikes together. */
export function vendor(tables: ModelTables): string {
  return VENDORS[Math.floor(tables.random() * VENDORS.length)]!;
}

/** Assets that addRegion makes. */
export const REGION_ASSETS = 32;

/**
 * Adds a region. Every supply has two ways where real regions have them; the single ones (fuel import, acquirer) hide behind buffers or carry part of the function.
 * @param infeeds national infeeds or, in later regions, those of a neighbour as well
 */
export function addRegion(tables: ModelTables, index: number, spot: Spot): Region {
  const id = `r${index}`;
  const near = (east: number, north: number): Spot => [spot[0] + east, spot[1] + north];
  const add = (name: string, kind: string, at: Spot, critical?: number) => tables.asset(`${id}-${name}`, kind, at, { region: id, critical, vendor: vendor(tables) });
  const motorways = [add('mw-1', 'motorway', near(0.1, 0.05)), add('mw-2', 'motorway', near(0.2, 0.1))];

  const control = [add('control-1', 'grid-control', near(0.15, 0.08), 1), add('control-2', 'grid-control', near(0.05, 0.02), 2)];
  const infeeds = [add('infeed-1', 'grid-infeed', near(0, 0), 1), add('infeed-2', 'grid-infeed', near(0.3, 0.15), 1)];
  const substations = [1, 2, 3].map((i) => add(`hv-${i}`, 'hv-substation', near(0.08 * i, 0.04 * i), 1));
  for (const [i, substation] of substations.entries()) {
    const lines = infeeds.map((infeed, k) => {
      const line = add(`line-${i + 1}-${k + 1}`, 'hv-line', near(0.05 * i, 0.05 * k));
      tables.need(line, 'electricity', infeed);
      tables.need(line, 'access', motorways, { role: 'repair', required: 0.3 });
      return line;
    });
    tables.need(substation, 'electricity', lines);
    tables.need(substation, 'control', control, { impact: 0.1, type: 'cyber' });
  }

  const cores = [add('core-1', 'core-exchange', near(0.1, 0.1), 1), add('core-2', 'core-exchange', near(0.2, 0.05), 1)];
  const switches = [add('switch-1', 'payment-switch', near(0.1, 0.12)), add('switch-2', 'payment-switch', near(0.22, 0.05))];
  const acquirer = add('acquirer', 'acquirer', near(0.15, 0.1));
  const clearing = add('clearing', 'clearing-house', near(0.15, 0.09));
  for (const centre of [...cores, ...switches, acquirer, clearing, ...control]) tables.need(centre, 'electricity', substations, { required: 1 });
  for (const centre of [...switches, acquirer, clearing, ...control]) tables.need(centre, 'communications', cores, { type: 'cyber' });
  tables.need(acquirer, 'card-switch', switches, { weights: [1, 0.5], type: 'cyber' });
  tables.need(acquirer, 'clearing', clearing, { impact: 0.3, type: 'cyber', buffer: '24h', refill: '4h' });

  const plants = [add('water-1', 'water-plant', near(0.25, 0.12), 1), add('water-2', 'water-plant', near(0.02, 0.1), 1)];
  for (const plant of plants) tables.need(plant, 'electricity', substations.slice(0, 2));
  const reservoirs = [1, 2, 3].map((i) => {
    const reservoir = add(`tank-${i}`, 'reservoir', near(0.06 * i, 0.1));
    tables.need(reservoir, 'water', plants, { weights: [0.8, 0.8] });
    return reservoir;
  });
  tables.need(cores[0]!, 'cooling', reservoirs, { impact: 0.4 });

  const wholesale = [add('food-1', 'food-wholesale', near(0.12, 0.02)), add('food-2', 'food-wholesale', near(0.24, 0.12))];
  const terminal = add('terminal', 'import-terminal', near(0.3, 0));
  const depot = add('depot', 'fuel-depot', near(0.28, 0.02));
  const tankers = add('tankers', 'tanker-fleet', near(0.27, 0.03));
  for (const site of [...wholesale, terminal, depot]) tables.need(site, 'electricity', substations.slice(1));
  for (const site of wholesale) tables.need(site, 'access', motorways, { impact: 0.8 });
  tables.need(depot, 'bulk-fuel', terminal);
  tables.need(tankers, 'bulk-fuel', depot);
  tables.need(tankers, 'access', motorways);

  const hospital = add('hospital', 'hospital', near(0.15, 0.06), 1);
  tables.need(hospital, 'electricity', substations.slice(0, 2), { buffer: '48h', refill: '24h', refill_from: tankers });
  tables.need(hospital, 'water', reservoirs.slice(0, 2));
  return { id, spot, substations, cores, reservoirs, wholesale, tankers, hospitals: [hospital], motorways, payments: acquirer, cardSwitches: switches, control, fuelDepots: [depot, terminal] };
}
