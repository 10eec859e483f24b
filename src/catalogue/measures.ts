/** Intensity measures of the catalogue. A scenario may use another, with a warning. */
import type { CatalogueMeasure } from './hazard-type.js';

const measure = (name: string, title: string, ...units: string[]): CatalogueMeasure => ({ measure: name, units, title });

export const DEPTH = measure('depth', 'water above the ground', 'm');
export const WAVE = measure('wave-height', 'significant wave height', 'm');
export const GUST = measure('gust', '3 s gust at 10 m above the ground', 'm/s', 'km/h', 'kn');
export const PGA = measure('pga', 'peak ground acceleration', 'g', '%g', 'm/s2', 'gal');
export const PGV = measure('pgv', 'peak ground velocity', 'cm/s', 'm/s');
export const SA03 = measure('sa03', 'spectral acceleration at 0.3 s', 'g', '%g');
export const SA1 = measure('sa1', 'spectral acceleration at 1 s', 'g', '%g');
export const SA3 = measure('sa3', 'spectral acceleration at 3 s', 'g', '%g');
export const PGD = measure('pgd', 'permanent ground displacement', 'm', 'cm');
export const MMI = measure('mmi', 'modified Mercalli intensity', '1', 'mmi');
export const TEMPERATURE = measure('temperature', 'air temperature', 'degC', 'K');
export const RAIN = measure('rain', 'rainfall', 'mm', 'mm/h', 'mm/day');
export const SNOW = measure('snow', 'fresh snow', 'cm', 'm');
export const ICE = measure('ice', 'radial ice on lines', 'mm');
export const HAIL = measure('hail', 'diameter of hailstones', 'mm', 'cm');
export const FLASHES = measure('flash-density', 'lightning flashes', '1/km2');
export const VISIBILITY = measure('visibility', 'horizontal visibility', 'm', 'km');
export const DRYNESS = measure('spi', 'standardised precipitation index, sign changed', '1');
export const FLAME = measure('flame-length', 'length of flames', 'm');
export const HEAT = measure('heat-flux', 'thermal radiation', 'kW/m2');
export const BLAST = measure('overpressure', 'peak side-on overpressure', 'kPa', 'bar', 'psi');
export const ASH = measure('ash', 'load of ash', 'kPa', 'kg/m2');
export const ASH_DEPTH = measure('ash-depth', 'thickness of ash', 'mm', 'cm');
export const CONCENTRATION = measure('concentration', 'concentration in air', 'mg/m3', 'ppm');
export const IN_WATER = measure('contamination', 'concentration in water', 'mg/L', 'ug/L', 'CFU/mL');
export const DOSE_RATE = measure('dose-rate', 'ambient dose rate', 'uSv/h', 'mSv/h', 'Sv/h');
export const DEPOSITION = measure('deposition', 'activity on the ground', 'kBq/m2', 'Bq/m2');
export const ABSENCE = measure('absence', 'share of staff absent', '1', '%');
export const FIELD = measure('geoelectric-field', 'horizontal geoelectric field', 'V/km');
export const KP = measure('kp', 'planetary geomagnetic index', '1');
export const XRAY = measure('x-ray-flux', 'X-ray flux, 0.1 to 0.8 nm', 'W/m2');
export const WITHDRAWAL = measure('withdrawal', 'share of deposits withdrawn', '1', '%');
