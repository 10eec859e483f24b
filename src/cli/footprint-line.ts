/** What was sampled of a footprint, in a line: for `validate` and `inspect`. */
import { count, human } from '../report/numbers.js';
import type { FootprintSummary } from '../study/footprints.js';

/** As `flood: 312 of 386 assets inside flood.tif (band 1, EPSG:25832, cm), 87 hit: depth 0.05 to 1.9 m, median 0.42 m`. */
export function footprintLine({ hazard, measure, unit, files, realisations, times, assets, inside, hit, intensity }: FootprintSummary): string {
  const [first] = files, named = files.filter((file) => file.format !== 'sites'), most = named.length > 1 ? `${named.length} files, first ${first!.path}` : first!.path;
  const fields = first!.fields, what = fields.length > 1 ? '' : `${first!.format === 'geotiff' || first!.format === 'ascii-grid' ? 'band' : 'field'} ${fields[0]!}, `;
  const range = intensity === undefined ? '' : `: ${measure} ${human(intensity.min)} to ${human(intensity.max)} ${unit}, median ${human(intensity.median)} ${unit}`;
  return `${hazard}: ${count(inside)} of ${count(assets)} assets inside ${most} (${what}${first!.crs}, ${first!.unit})${realisations > 1 ? `, ${count(realisations)} realisations` : ''}${times === undefined ? '' : `, ${count(times)} times`}; ${count(hit)} hit${range}`;
}
