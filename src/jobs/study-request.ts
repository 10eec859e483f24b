/** What may be asked of a study beside its model and scenario. */
import type { Overrides } from '../study/prepare.js';

export interface StudyRequest extends Overrides {
  /** Run the scenario's variants too, each with as many replications as the base. */
  variants?: boolean;
}
