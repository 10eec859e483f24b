/** Outcomes of flow models' own, behind the standard ones: `measure.layer-id`, as in `overloads.grid`. */
import type { OutcomeInfo } from '../engine/contracts.js';
import type { SectorModel } from '../engine/sector-model.js';
import { CascadeError } from '../errors.js';

export class OwnOutcomes {
  readonly list: OutcomeInfo[] = [];
  private readonly sources: { model: SectorModel; values: Float64Array }[] = [];

  /**
   * @param layers ids and models
   * @param taken names that there are already
   * @throws CascadeError OUTCOME_TWICE
   */
  constructor(layers: readonly { id: string; model: SectorModel }[], taken: readonly OutcomeInfo[]) {
    const names = new Set(taken.map((info) => info.name));
    for (const { id, model } of layers) {
      const outcomes = model.outcomes ?? [];
      if (outcomes.length > 0) this.sources.push({ model, values: new Float64Array(outcomes.length) });
      for (const { measure, unit, title } of outcomes) {
        const name = `${measure}.${id}`;
        if (names.has(name)) throw new CascadeError('OUTCOME_TWICE', `the flow model of layer "${id}" has an outcome "${name}", which there is already: give the layer another id`);
        names.add(name);
        this.list.push({ name, unit, title, censored: false, binary: false });
      }
    }
  }

  /**
   * Reads them at the horizon; NaN where a model leaves one out, which fails the replication.
   * @param hours the horizon
   * @param out receives them from index `from` on, in the order of `list`
   */
  read(hours: number, out: Float64Array, from: number): void {
    let at = from;
    for (const { model, values } of this.sources) {
      values.fill(NaN);
      model.readOutcomes?.(hours, values);
      out.set(values, at);
      at += values.length;
    }
  }
}
