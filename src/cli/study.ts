/** A scenario made ready for the study commands: read, overridden from the command line, compiled. */
import { nearest, ValidationError } from '../errors.js';
import type { Scenario, Variant } from '../model/types.js';
import type { Overrides, PreparedStudy } from '../study/prepare.js';
import { UsageError } from './failure.js';

/** Reads a scenario with its model. Throws ValidationError with every problem. */
export async function openStudy(path: string, overrides: Overrides = {}): Promise<PreparedStudy> {
  const [{ readStudyInput }, { openStudy: open }] = await Promise.all([import('../model/read-scenario.js'), import('../study/open.js')]);
  try {
    const input = readStudyInput(path);
    return await open(input, input.scenario.modelPath, overrides);
  } catch (error) {
    // Reading stops before the files that flow models and footprints name; who mends a file wants to hear of those too.
    if (error instanceof ValidationError) await (await import('../study/check-input.js')).checkInput(path);
    throw error;
  }
}

/** The variant of this id. Throws VARIANT_UNKNOWN. */
export function variantOf(scenario: Scenario, id: string): Variant {
  const found = scenario.variants.find((v) => v.id === id);
  if (found) return found;
  const known = scenario.variants.map((v) => v.id);
  const near = nearest(id, known);
  throw new UsageError('VARIANT_UNKNOWN', `scenario ${scenario.id} has no variant "${id}"; ${known.length > 0 ? `expected one of ${known.join(', ')}` : 'it has none'}.${near ? ` Did you mean "${near}"?` : ''}`);
}
