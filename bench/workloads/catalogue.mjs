/**
 * A catalogue of any number of events on the harbour city, from a seed: gales, surges and floods of the river by intensity, earthquakes and fires by place and size.
 * Rates are made up; they fall with size.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seeded uniforms (Park and Miller's generator, as revised in 1993): the same on every machine. */
function uniforms(seed) {
  let state = seed;
  return () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
}

/** Shares of events, and how each is made. Exponential sizes: most events are small. */
const KINDS = [
  { share: 0.4, hazard: 'gale', of: (u) => ({ intensity: 27 - 2.2 * Math.log(1 - 0.999 * u()) }) },
  { share: 0.15, hazard: 'surge', of: (u) => ({ intensity: 0.3 - 0.25 * Math.log(1 - 0.999 * u()) }) },
  { share: 0.15, hazard: 'river', of: (u) => ({ intensity: 0.3 - 0.25 * Math.log(1 - 0.999 * u()) }) },
  { share: 0.25, hazard: 'mainshock', of: (u) => ({ intensity: 0.08 - 0.1 * Math.log(1 - 0.999 * u()), lon: 2.9 + 0.7 * u(), lat: 52.35 + 0.35 * u() }) },
  { share: 0.05, hazard: 'tank-fire', of: () => ({}) },
];

/** Writes the catalogue into a folder; @returns its path. @param scenario path of the shipped scenario of perils */
export function writeCatalogue(folder, scenario, events, replications, seed = 20260101) {
  const u = uniforms(seed), lines = ['id,rate,hazard,intensity,lon,lat'];
  const cell = (x) => (x === undefined ? '' : x.toFixed(4));
  for (let i = 0; i < events; i++) {
    let at = u();
    const kind = KINDS.find((k) => (at -= k.share) < 0) ?? KINDS.at(-1), { intensity, lon, lat } = kind.of(u);
    lines.push(`event-${String(i).padStart(6, '0')},${(5 / events).toPrecision(6)},${kind.hazard},${cell(intensity)},${cell(lon)},${cell(lat)}`);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'events.csv'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'catalogue.yaml'), `format: hazcade-catalogue/1\nid: bench\nscenario: ${scenario}\nseed: bench-1\ntable: events.csv\nsampling: {replications: ${replications}}\n`);
  return join(folder, 'catalogue.yaml');
}
