/** The ground-motion models that a footprint may name, and what each holds for. Their equations are in src/hazards, one file a model. */

/** What a model was fitted to. */
interface Scope {
  /** Moment magnitude; what is drawn beyond is taken at the end. */
  magnitude: { min: number; max: number };
  /** The farthest that a footprint may ask for, km. */
  farthestKm: number;
  /** Tells regions apart. */
  regional: boolean;
  /** Peak ground acceleration and velocity, spectral acceleration at a period in seconds (5 % damping). */
  measures: readonly string[];
}

const withPeriods = (...periods: number[]): readonly string[] => ['pga', 'pgv', ...periods.map((period) => `sa${period}`)];

export const GROUND_MOTION_MODELS = {
  bssa14: {
    magnitude: { min: 3, max: 8.5 }, farthestKm: Infinity, regional: true,
    measures: withPeriods(0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 7.5, 10),
  },
  bindi14: {
    magnitude: { min: 4, max: 7.6 }, farthestKm: 300, regional: false,
    measures: withPeriods(0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.26, 0.3, 0.36, 0.4, 0.46, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.3, 1.5, 1.8, 2, 2.6, 3),
  },
} as const satisfies Record<string, Scope>;

export type GroundMotionModelName = keyof typeof GROUND_MOTION_MODELS;
export const GROUND_MOTION_MODEL_NAMES = Object.keys(GROUND_MOTION_MODELS) as GroundMotionModelName[];
/** Of footprints that name none. */
export const USUAL_GROUND_MOTION_MODEL = 'bssa14' satisfies GroundMotionModelName;

export const motionScope = (model: GroundMotionModelName = USUAL_GROUND_MOTION_MODEL): Scope => GROUND_MOTION_MODELS[model];

/** The measure of a model that a name stands for: `sa03` is `sa0.3`, since kinds write periods without the point; undefined: none. */
export function groundMotionMeasure(name: string, model?: GroundMotionModelName): string | undefined {
  const measure = name.replace(/^sa0(\d+)$/, 'sa0.$1');
  return motionScope(model).measures.includes(measure) ? measure : undefined;
}

/** Period in seconds of a measure; 0: peak ground acceleration or velocity. */
export const periodOfMeasure = (measure: string): number => (measure.startsWith('sa') ? Number(measure.slice(2)) : 0);
