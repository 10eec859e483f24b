/** Joyner-Boore distance: to the nearest point of the surface above the rupture, 0 inside. On a plane, km. */
import { pow } from '../numerics/elementary.js';
import { cosDegrees, sinDegrees } from '../numerics/trigonometry.js';
import type { PathData, RectangleData } from './field-data.js';

/** Distances of sites, in place. @param offset where the source has moved to */
export interface RuptureDistance {
  setMagnitude(magnitude: number): void;
  distances(sites: Int32Array, east: Float64Array, north: Float64Array, offset: Float64Array, out: Float64Array): void;
}

export const ruptureDistance = (source: PathData | RectangleData): RuptureDistance => (source.form === 'path' ? new PathDistance(source) : new RectangleDistance(source));

/** A point, or a line of straight pieces. */
class PathDistance implements RuptureDistance {
  constructor(private readonly path: PathData) {}

  setMagnitude(): void { /* its size is given */ }

  distances(sites: Int32Array, east: Float64Array, north: Float64Array, offset: Float64Array, out: Float64Array): void {
    const { east: px, north: py } = this.path;
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i]!, x = east[site]! - offset[0]!, y = north[site]! - offset[1]!;
      let least = (x - px[0]!) * (x - px[0]!) + (y - py[0]!) * (y - py[0]!);
      for (let p = 1; p < px.length; p++) {
        const ax = px[p - 1]!, ay = py[p - 1]!, dx = px[p]! - ax, dy = py[p]! - ay, square = dx * dx + dy * dy;
        const along = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
        const ex = x - ax - along * dx, ey = y - ay - along * dy;
        least = Math.min(least, ex * ex + ey * ey);
      }
      out[site] = Math.sqrt(least);
    }
  }
}

/**
 * A plane seen from above. Without lengths those of the subsurface rupture of D. L. Wells, K. J. Coppersmith, BSSA 84 (1994) 974-1002, table 2A,
 * all kinds of slip: log10 L = -2.44 + 0.59 M, log10 W = -1.01 + 0.32 M, km.
 */
class RectangleDistance implements RuptureDistance {
  private halfLength: number;
  private readonly near: number;
  private far: number;

  constructor(private readonly plane: RectangleData) {
    this.halfLength = 0.5 * (plane.lengthKm ?? 0);
    this.near = (plane.topKm * cosDegrees(plane.dip)) / sinDegrees(plane.dip);
    this.far = this.near + (plane.widthKm ?? 0) * cosDegrees(plane.dip);
  }

  setMagnitude(magnitude: number): void {
    const { lengthKm, widthKm, dip } = this.plane;
    if (lengthKm === undefined) this.halfLength = 0.5 * pow(10, -2.44 + 0.59 * magnitude);
    if (widthKm === undefined) this.far = this.near + pow(10, -1.01 + 0.32 * magnitude) * cosDegrees(dip);
  }

  distances(sites: Int32Array, east: Float64Array, north: Float64Array, offset: Float64Array, out: Float64Array): void {
    const { halfLength, near, far } = this, sine = sinDegrees(this.plane.strike), cosine = cosDegrees(this.plane.strike);
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i]!, x = east[site]! - offset[0]!, y = north[site]! - offset[1]!;
      const along = Math.max(0, Math.abs(x * sine + y * cosine) - halfLength), across = x * cosine - y * sine;
      const beside = Math.max(0, near - across, across - far);
      out[site] = Math.sqrt(along * along + beside * beside);
    }
  }
}
