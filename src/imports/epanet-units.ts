/** Units of EPANET input files (EPANET 2.2 user manual, appendix A), turned into metres, cubic metres and hours. */

/** Cubic metres an hour of one unit of flow: US gallon 3.785411784 l, imperial gallon 4.54609 l, acre-foot 43,560 cubic feet. */
export const FLOW_M3H = {
  CFS: 0.028316846592 * 3600, GPM: 0.003785411784 * 60, MGD: 3785.411784 / 24, IMGD: 4546.09 / 24, AFD: 43_560 * 0.028316846592 / 24,
  LPS: 3.6, LPM: 0.06, MLD: 1000 / 24, CMH: 1, CMD: 1 / 24,
} as const;
export type FlowUnit = keyof typeof FLOW_M3H;

/** In the order of the toolkit's EN_FlowUnits. */
export const FLOW_UNITS = Object.keys(FLOW_M3H) as FlowUnit[];

export const METRES_PER_FOOT = 0.3048;
/** Pounds a square inch of a foot of water: the rounded figure EPANET itself uses. */
const PSI_PER_FOOT = 0.4333;
const KPA_PER_PSI = 6.895;

/** What one unit of a file is worth. */
export interface InpUnits {
  readonly flow: FlowUnit;
  /** Cubic metres an hour. */
  readonly flowM3h: number;
  /** Metres of an elevation, length, head or tank diameter. */
  readonly lengthM: number;
  /** Metres of a pipe diameter (inches or millimetres). */
  readonly diameterM: number;
  /** Pressure units of one metre of head of the fluid. */
  readonly pressurePerMetre: number;
  /** Kilowatts of a pump's power (horsepower or kilowatts). */
  readonly powerKw: number;
}

/**
 * @param flow decides between US customary and metric units for everything else
 * @param kilopascals metric files may give pressures in kPa instead of metres
 * @param specificGravity of the fluid, relative to water
 */
export function unitsOf(flow: FlowUnit, kilopascals: boolean, specificGravity: number): InpUnits {
  const us = FLOW_UNITS.indexOf(flow) <= FLOW_UNITS.indexOf('AFD');
  const kpaPerMetre = (KPA_PER_PSI * PSI_PER_FOOT) / METRES_PER_FOOT;
  return {
    flow, flowM3h: FLOW_M3H[flow],
    lengthM: us ? METRES_PER_FOOT : 1,
    diameterM: us ? METRES_PER_FOOT / 12 : 0.001,
    pressurePerMetre: specificGravity * (us ? PSI_PER_FOOT / METRES_PER_FOOT : kilopascals ? kpaPerMetre : 1),
    powerKw: us ? 0.745699872 : 1,
  };
}
