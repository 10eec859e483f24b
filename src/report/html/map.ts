/** Offline map: assets by place, darker and larger the likelier they fail. Needs no tiles, so it works without a network. */
import type { AssetSummary } from '../../study/results.js';
import { count, human, percent } from '../numbers.js';
import { html, type Markup } from './escape.js';
import { shade } from './palette.js';
import { px } from './scale.js';

const WIDTH = 940;
const MARGIN = 24;
const MOST_HEIGHT = 700;
/** Mean length of a degree of latitude, km (sphere of 6,371 km). */
const KM_PER_DEGREE = (Math.PI / 180) * 6371;
/** More marks than this make the page heavy; the likeliest to fail are drawn. */
const MOST_MARKS = 3000;

type Placed = AssetSummary & { lon: number; lat: number };

interface Projection { x(lon: number): number; y(lat: number): number; height: number; pxPerKm: number }

/** Equirectangular about the middle latitude: true to scale within a per cent or so over a region. */
function projection(assets: Placed[]): Projection {
  const lons = assets.map((a) => a.lon);
  const lats = assets.map((a) => a.lat);
  const [west, east] = [least(lons), greatest(lons)];
  const [south, north] = [least(lats), greatest(lats)];
  const shrink = Math.max(0.01, Math.cos(((south + north) / 2) * (Math.PI / 180)));
  const widthKm = Math.max(0.1, (east - west) * shrink * KM_PER_DEGREE);
  const heightKm = Math.max(0.1, (north - south) * KM_PER_DEGREE);
  const pxPerKm = Math.min((WIDTH - 2 * MARGIN) / widthKm, (MOST_HEIGHT - 2 * MARGIN) / heightKm);
  const left = (WIDTH - widthKm * pxPerKm) / 2;
  return {
    x: (lon) => left + (lon - west) * shrink * KM_PER_DEGREE * pxPerKm,
    y: (lat) => MARGIN + (north - lat) * KM_PER_DEGREE * pxPerKm,
    height: heightKm * pxPerKm + 2 * MARGIN + 20, pxPerKm,
  };
}

// Math.min(...values) would overflow the stack for large models.
const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** The map with its key and a box to choose sectors, or a note when nothing has a place. */
export function assetMap(all: readonly AssetSummary[]): Markup {
  const placed = all.filter((a): a is Placed => a.lon !== null && a.lat !== null);
  if (placed.length === 0) return html`<p class="note">No asset of this model has a place, so there is no map.</p>`;
  const { x, y, height, pxPerKm } = projection(placed);
  // Likeliest last, so that they lie on top.
  const drawn = [...placed].sort((a, b) => a.failureProbability - b.failureProbability || (a.id < b.id ? -1 : 1)).slice(-MOST_MARKS);
  const sectors = [...new Set(all.map((a) => a.sector))];
  const mark = (a: Placed): Markup => html`<circle cx="${px(x(a.lon))}" cy="${px(y(a.lat))}" r="${px(a.failureProbability > 0 ? 2.2 + 7 * Math.sqrt(a.failureProbability) : 1.8)}" ${a.failureProbability > 0 ? html`fill="${shade(a.failureProbability)}"` : html`class="never"`}><title>${a.name} (${a.id}, ${a.sector}): fails in ${percent(a.failureProbability)}</title></circle>`;
  return html`<fieldset class="sectors" hidden><legend>Sectors shown</legend>${sectors.map((s, i) => html`<label><input type="checkbox" checked data-layer="${i}"> ${s}</label>`)}</fieldset>
<svg viewBox="0 0 ${WIDTH} ${px(height)}" class="map" role="img" aria-label="Map of ${drawn.length} assets by failure probability; the table of worst assets lists the same figures">
<title>Assets by failure probability</title><rect width="${WIDTH}" height="${px(height)}" class="sea"/>
${sectors.map((s, i) => html`<g data-sector="${i}">${drawn.filter((a) => a.sector === s).map(mark)}</g>`)}
${scaleBar(pxPerKm, height)}</svg>${legend()}
${placed.length > drawn.length ? html`<p class="note">The ${count(drawn.length)} assets likeliest to fail of ${count(placed.length)} are drawn.</p>` : ''}${placed.length < all.length ? html`<p class="note">Without a place, and so not on the map: ${count(all.length - placed.length)}.</p>` : ''}`;
}

function scaleBar(pxPerKm: number, height: number): Markup {
  const wanted = 150 / pxPerKm;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const km = [5, 2, 1].map((m) => m * power).find((v) => v <= wanted) ?? power;
  return html`<g class="axis"><path d="M${MARGIN} ${px(height - 18)}v6h${px(km * pxPerKm)}v-6" class="base" fill="none"/><text x="${px(MARGIN + km * pxPerKm + 8)}" y="${px(height - 11)}">${human(km)} km</text><text x="${WIDTH - MARGIN}" y="${px(height - 11)}" text-anchor="end">north is up</text></g>`;
}

function legend(): Markup {
  const steps = [0, 0.05, 0.25, 0.5, 0.75, 1];
  return html`<p class="legend">Fails in ${steps.map((p) => html`<svg viewBox="0 0 20 20" class="dot" aria-hidden="true"><circle cx="10" cy="10" r="${px(p > 0 ? 2.2 + 7 * Math.sqrt(p) : 1.8)}" ${p > 0 ? html`fill="${shade(p)}"` : html`class="never"`}/></svg> ${p === 0 ? 'none' : percent(p)} `)} of replications</p>`;
}
