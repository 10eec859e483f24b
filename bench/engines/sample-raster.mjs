// Samples a raster at the assets of harbour-city in a process of its own: node sample-raster.mjs FOLDER FILE SIZE. Prints what it found, how long it took
// (CPU seconds) and by how much memory grew at most (MB), as JSON.
import { normalizeScenario, readModel, sampleFootprints } from '../../dist/index.js';
import { valueAt } from '../workloads/rasters.mjs';

const [folder, path, size] = process.argv.slice(2);
const { model } = readModel(new URL('../../models/harbour-city', import.meta.url).pathname);
const { scenario } = normalizeScenario({
  format: 'hazcade-scenario/1', id: 'r', title: 'r', model: 'none', start: '2026-01-01T00:00:00Z', horizon: '1d',
  hazards: [{ id: 'flood', type: 'river-flood', onset: '1h', measure: 'depth', unit: 'm', footprint: { file: { path, crs: 'EPSG:4326', unit: 'm' } } }],
}, { folder });
const before = process.memoryUsage().rss, cpu = process.cpuUsage();
const samples = await sampleFootprints(model, scenario);
const { user, system } = process.cpuUsage(cpu), [values] = samples.hazards.get('flood').values;
const right = values.reduce((n, value, i) => n + (value === valueAt(samples.places.lon[i], samples.places.lat[i], Number(size)) ? 1 : 0), 0);
console.log(JSON.stringify({ places: values.length, right, seconds: (user + system) / 1e6, growthMb: Math.max(0, process.resourceUsage().maxRSS / 1024 - before / 2 ** 20) }));
