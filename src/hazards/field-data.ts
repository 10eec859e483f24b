/**
 * Intensity fields as a compiled scenario carries them: plain data that can be posted to a worker. Arrays go by position in the hazard's
 * assets unless said otherwise. engine/fields.ts makes the fields of them.
 */

/** One of several given intensity maps, as realisations of a shake map or members of a forecast. */
export interface EnsembleData {
  form: 'ensemble';
  /** By realisation: logarithm of the intensity factor at each asset; -Infinity: not reached. */
  ln: Float64Array[];
  /** Sum of the weights up to and with each realisation. */
  cumulative: Float64Array;
}

/** Data of every form of field. */
export type CompiledField = EnsembleData;
