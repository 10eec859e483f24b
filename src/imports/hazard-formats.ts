/** The formats that footprints are read from; a new one is a line here, and meets the contract tests by itself. */
import { asciiGridFormat } from './ascii-grid.js';
import { geotiffFormat } from './geotiff.js';
import { groundMotionCsvFormat } from './ground-motion-csv.js';
import type { HazardFileFormat } from './hazard-file.js';
import { hazardGeojsonFormat } from './hazard-geojson.js';
import { shakemapFormat } from './shakemap.js';

export const HAZARD_FORMATS: readonly HazardFileFormat[] = [geotiffFormat, asciiGridFormat, hazardGeojsonFormat, shakemapFormat, groundMotionCsvFormat];
