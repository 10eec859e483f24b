/** Intensity measures of the catalogue. A scenario may use another, with a warning. */
import type { CatalogueMeasure } from './hazard-type.js';

const measure = (name: string, title: string, ...units: string[]): CatalogueMeasure => ({ measure: name, units, title });
/** A measure that shipped kinds have no fragility for: from `at` (in the first unit) on it is commonly taken to hurt, by `source`. */
const from = (at: number, source: string, ...[name, title, ...units]: Parameters<typeof measure>): CatalogueMeasure => ({ ...measure(name, title, ...units), from: { at, source } });

export const DEPTH = measure('depth', 'water above the ground', 'm');
export const WAVE = from(4, 'WMO code table 3700: very rough', 'wave-height', 'significant wave height', 'm');
export const GUST = measure('gust', '3 s gust at 10 m above the ground', 'm/s', 'km/h', 'kn');
export const PGA = measure('pga', 'peak ground acceleration', 'g', '%g', 'm/s2', 'gal');
export const PGV = measure('pgv', 'peak ground velocity', 'cm/s', 'm/s');
export const SA03 = measure('sa03', 'spectral acceleration at 0.3 s', 'g', '%g');
export const SA1 = measure('sa1', 'spectral acceleration at 1 s', 'g', '%g');
export const SA3 = measure('sa3', 'spectral acceleration at 3 s', 'g', '%g');
export const PGD = measure('pgd', 'permanent ground displacement', 'm', 'cm');
export const MMI = measure('mmi', 'modified Mercalli intensity', '1', 'mmi');
export const TEMPERATURE = measure('temperature', 'air temperature', 'degC', 'K');
export const RAIN = from(25, 'Deutscher Wetterdienst, severe weather: in an hour', 'rain', 'rainfall', 'mm', 'mm/h', 'mm/day');
export const SNOW = measure('snow', 'fresh snow', 'cm', 'm');
export const ICE = from(12.7, 'NESC (IEEE C2), heavy loading', 'ice', 'radial ice on lines', 'mm');
export const HAIL = from(25, 'IEC 61215-2, hail test of modules', 'hail', 'diameter of hailstones', 'mm', 'cm');
export const FLASHES = from(1, 'assumption', 'flash-density', 'lightning flashes', '1/km2');
export const VISIBILITY = measure('visibility', 'horizontal visibility', 'm', 'km');
export const DRYNESS = from(1.5, 'McKee, Doesken, Kleist 1993: severely dry', 'spi', 'standardised precipitation index, sign changed', '1');
export const FLAME = from(1.2, 'Andrews and Rothermel 1982: beyond attack by hand', 'flame-length', 'length of flames', 'm');
export const HEAT = from(12.5, 'World Bank 1988: piloted ignition of wood', 'heat-flux', 'thermal radiation', 'kW/m2');
export const BLAST = from(13.8, 'Clancey 1972: walls and roofs of houses partly collapse', 'overpressure', 'peak side-on overpressure', 'kPa', 'bar', 'psi');
export const ASH = measure('ash', 'load of ash', 'kPa', 'kg/m2');
export const ASH_DEPTH = from(3, 'Wilson et al. 2012: flashover on wet insulators', 'ash-depth', 'thickness of ash', 'mm', 'cm');
export const CONCENTRATION = measure('concentration', 'concentration in air', 'mg/m3', 'ppm');
export const IN_WATER = measure('contamination', 'concentration in water', 'mg/L', 'ug/L', 'CFU/mL');
export const DOSE_RATE = from(1000, 'IAEA GSG-2 (2011), operational intervention level 1', 'dose-rate', 'ambient dose rate', 'uSv/h', 'mSv/h', 'Sv/h');
export const DEPOSITION = from(37, 'UNSCEAR 2000: contaminated by caesium-137', 'deposition', 'activity on the ground', 'kBq/m2', 'Bq/m2');
export const ABSENCE = from(0.25, 'assumption', 'absence', 'share of staff absent', '1', '%');
export const FIELD = from(8, 'NERC TPL-007, benchmark event', 'geoelectric-field', 'horizontal geoelectric field', 'V/km');
export const KP = from(7, 'NOAA scale G3', 'kp', 'planetary geomagnetic index', '1');
export const XRAY = from(1e-4, 'NOAA scale R3', 'x-ray-flux', 'X-ray flux, 0.1 to 0.8 nm', 'W/m2');
export const WITHDRAWAL = from(0.1, 'Basel Committee 2013, run-off of less stable deposits in 30 days', 'withdrawal', 'share of deposits withdrawn', '1', '%');
