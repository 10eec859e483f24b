/**
 * Wind of a storm by the profile of G. J. Holland, Monthly Weather Review 108 (1980) 1212-1218. With the pressure drop dp, the density rho of the air, the
 * radius Rm of the largest wind and the shape B, the wind of the gradient at the distance r is (his eq. 4; f the Coriolis parameter)
 *   V(r) = sqrt( S (Rm / r)^B exp(-(Rm / r)^B) + (r f / 2)^2 ) - r f / 2,   S = B dp / rho,
 * and, without f, largest at Rm: sqrt(S / e) (eq. 6).
 */
import { exp, expIn, logIn } from '../numerics/elementary.js';
import { sinDegrees } from '../numerics/trigonometry.js';

/** kg/m3, as Holland takes it. */
const AIR_DENSITY = 1.15;
const E = 2.718281828459045;
/** Nearer to the centre than this it is calm, km. */
const EYE_KM = 0.1;
const EARTH_TURNS_PER_S = 7.292115e-5;

/** S in m2/s2 of a shape and a pressure drop in hPa. */
export const strengthOfPressure = (shape: number, dropHpa: number): number => (shape * 100 * dropHpa) / AIR_DENSITY;
/** S of the largest wind of the gradient, m/s (eq. 6; without f). */
export const strengthOfWind = (gradientMs: number): number => E * gradientMs * gradientMs;
/** The shape that makes a pressure drop give a strength. */
export const shapeOf = (strength: number, dropHpa: number): number => (strength * AIR_DENSITY) / (100 * dropHpa);

/**
 * Largest mean wind so many hours after landfall, m/s: Vb + (R V0 - Vb) exp(-alpha t), for the southern United States R = 0.9, Vb = 26.7 kt, alpha = 0.095 1/h
 * (J. Kaplan, M. DeMaria, J. Applied Meteorology 34 (1995) 2499-2512, eq. 4; their correction for the distance inland is left out). A storm that is weaker than Vb
 * stays as it is.
 */
export function windOverLand(landfallMs: number, hours: number, { reduction, decayPerHour, backgroundMs }: { reduction: number; decayPerHour: number; backgroundMs: number }): number {
  const reduced = reduction * landfallMs;
  return reduced <= backgroundMs ? reduced : backgroundMs + (reduced - backgroundMs) * exp(-decayPerHour * hours);
}

/** Coriolis parameter, 1/s, at a latitude in degrees; positive in both hemispheres. */
export const coriolis = (lat: number): number => Math.abs(2 * EARTH_TURNS_PER_S * sinDegrees(lat));

/** Radius of the largest wind where none is given, km: 46.4 exp(-0.0155 V + 0.0169 lat) (H. E. Willoughby, R. W. R. Darling, M. E. Rahn, Monthly Weather Review 134 (2006) 1102-1120, eq. 7a). */
export const estimatedRadiusKm = (gradientMs: number, lat: number): number => 46.4 * exp(-0.0155 * gradientMs + 0.0169 * Math.abs(lat));

/** Storm at a moment, and the places asked about; numbers pass by arrays, since a double handed to a function is an object. */
export const enum Slot { Strength = 0, Shape = 1, RadiusKm = 2, Coriolis = 3, DistanceKm = 4, /** Found: wind of the gradient, m/s. */ Wind = 5, /** Found: that wind over the largest one, as eq. 6 has it. */ Share = 6, Count = 7 }

const cell = new Float64Array(1);

/** The wind of the gradient into slots Wind and Share. */
export function gradientWind(slots: Float64Array): void {
  const r = slots[Slot.DistanceKm]!, strength = slots[Slot.Strength]!;
  if (r < EYE_KM) { slots[Slot.Wind] = slots[Slot.Share] = 0; return; }
  cell[0] = slots[Slot.RadiusKm]! / r;
  logIn(cell);
  cell[0] = slots[Slot.Shape]! * cell[0];
  expIn(cell);
  const q = cell[0];
  cell[0] = -q;
  expIn(cell);
  // Near the centre q overflows while exp(-q) is 0.
  const profile = cell[0] === 0 ? 0 : q * cell[0], turn = 500 * r * slots[Slot.Coriolis]!;
  slots[Slot.Wind] = Math.sqrt(strength * profile + turn * turn) - turn;
  slots[Slot.Share] = Math.sqrt(E * profile);
}
