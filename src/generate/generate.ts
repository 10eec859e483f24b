/** Synthetic models of any size: layered infrastructure with local needs, for benches, tests and first steps. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CascadeError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { seededGenerator } from '../random/seeded.js';
import { ModelTables } from './model-tables.js';
import { modelFile } from './model-file.js';
import { addRegion, REGION_ASSETS } from './region.js';
import { addTown, NEIGHBOURHOOD_ASSETS, NEIGHBOURHOODS, TOWN_ASSETS, type Town } from './town.js';
import { addVillage } from './village.js';

export interface GenerateOptions {
  /** Whole number, 10 .. 1,000,000. */
  assets: number;
  /** The same seed gives the same files, byte for byte. */
  seed: string;
}

export interface GeneratedModel { folder: string; assets: number; needs: number; people: number }

export const MIN_ASSETS = 10;
export const MAX_ASSETS = 1_000_000;

const TOWNS_A_REGION = 20;
const SMALLEST_TOWN = TOWN_ASSETS + NEIGHBOURHOOD_ASSETS * NEIGHBOURHOODS.min;
/** Regions in a row of the map, and their pitch in degrees. */
const REGIONS_A_ROW = 40;
const REGION_PITCH = { east: 0.4, north: 0.22 };

/**
 * Writes a model folder (model.yaml, assets.csv, needs.csv) with exactly `assets` assets, row by row. It uses the shipped kinds.
 * Needs stay within a region of about 20 towns, and one loss stops less than one other asset on average, as in real networks; a test holds that.
 * @param onProgress assets written so far, and planned
 * @throws CascadeError GENERATE_SIZE, SEED_EMPTY, OUT_UNWRITABLE
 */
export function generateModel(folder: string, options: GenerateOptions, onProgress?: (done: number, planned: number) => void): GeneratedModel {
  const planned = options.assets;
  if (!Number.isInteger(planned) || planned < MIN_ASSETS || planned > MAX_ASSETS) {
    throw new CascadeError('GENERATE_SIZE', `cannot generate a model of ${planned} assets. Expecting a whole number from ${MIN_ASSETS} to ${MAX_ASSETS}`);
  }
  const random = seededGenerator(options.seed);
  makeFolder(folder);
  const tables = new ModelTables(folder, random);
  try {
    if (planned < REGION_ASSETS + SMALLEST_TOWN) addVillage(tables, planned);
    for (let region = 0; planned - tables.assets >= REGION_ASSETS + SMALLEST_TOWN; region++) {
      fillRegion(tables, region, planned);
      onProgress?.(tables.assets, planned);
    }
    writeFileSync(join(folder, 'model.yaml'), modelFile(options, tables));
  } finally {
    tables.close();
  }
  onProgress?.(planned, planned);
  return { folder, assets: tables.assets, needs: tables.needs, people: tables.people };
}

/** A region with its towns; when too little is left for another region, what is left becomes homes on the last town's feeders. */
function fillRegion(tables: ModelTables, index: number, planned: number): void {
  const spot = [(index % REGIONS_A_ROW) * REGION_PITCH.east, Math.floor(index / REGIONS_A_ROW) * REGION_PITCH.north] as const;
  const region = addRegion(tables, index, spot);
  let town: Town | undefined;
  const left = () => planned - tables.assets;
  for (let i = 0; i < TOWNS_A_REGION && left() >= SMALLEST_TOWN; i++) {
    const wanted = NEIGHBOURHOODS.min + Math.floor(tables.random() * (NEIGHBOURHOODS.max - NEIGHBOURHOODS.min + 1));
    const room = Math.floor((left() - TOWN_ASSETS) / NEIGHBOURHOOD_ASSETS);
    town = addTown(tables, region, i, Math.min(wanted, room), town);
  }
  if (!town || left() >= REGION_ASSETS + SMALLEST_TOWN) return;
  for (let k = 1; left() > 0; k++) tables.homes(`${town.id}-outskirts-${k}`, town.spot, region.id, town.feeders[k % town.feeders.length]!);
}
