/** What a ground-motion model gives, whichever it is: ln of the median, g or (`pgv`) cm/s, and standard deviations of ln Y between events and within one. */

/** Sites: shear-wave velocity of the upper 30 m, m/s, and depth to 1 km/s, km (NaN: the average for that velocity). */
export interface Sites { vs30: Float64Array; z1Km: Float64Array }

/** A model for one measure, kind of source and list of sites; one event at a time. */
export interface GroundMotionModel {
  /** Standard deviation between events, natural logarithm; of the magnitude taken last. */
  readonly tau: number;
  /** Takes the magnitude of an event. */
  setMagnitude(magnitude: number): void;
  /** ln of the median into lnMedian[site], for the sites of a list, at the Joyner-Boore distances rJbKm[site]. */
  medians(sites: Int32Array, rJbKm: Float64Array, lnMedian: Float64Array): void;
  /** Standard deviation within the event into phi[site]. */
  phis(sites: Int32Array, rJbKm: Float64Array, phi: Float64Array): void;
}
