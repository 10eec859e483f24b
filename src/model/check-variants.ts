/** Variants of a scenario against its model: each is applied, change by change. */
import { CascadeError, UnknownName, ValidationError } from '../errors.js';
import type { NameCheck, Whole } from './check-interactions.js';
import { ModelNames } from './model-names.js';
import type { Path, Problems } from './problems.js';
import type { Change, Model, Selector, Variant } from './types.js';
import { applyChange } from './variant.js';

/** What may follow from the loss of an asset, of a need, or of an entry before the one that is meant. */
const FOLLOWS: ReadonlySet<string> = new Set(['SELECTOR_EMPTY', 'NEED_UNKNOWN', 'NEED_UNMEETABLE', 'BUFFER_MISSING', 'SUPPLIER_UNKNOWN', 'KIND_UNKNOWN', 'SERVICE_UNKNOWN', 'PROFILE_UNKNOWN']);
/** What counts entries of a list, some of which may be lost. */
const COUNTED = /\.(effects|do|scenes)\.\d+\./;

/** What the check of a scenario lends to that of its variants. */
export interface VariantCheck extends NameCheck { select(selector: Selector, part: object, path: Path, model?: Model): number[] }

/**
 * Adds the problems of all variants.
 * @param layer checks the name of a layer
 */
export function checkVariants(check: VariantCheck, model: Model, layer: (id: string, part: object, path: Path) => void): void {
  for (const variant of check.scenario.variants) {
    let state = { model, scenario: check.scenario }, whole = check.whole;
    variant.changes.forEach((change, i) => {
      const at = ['changes', i, change.change];
      if ('select' in change) check.select(change.select, variant, selectorPath(i, change.change), state.model);
      try {
        state = applyChange(state, change);
        if (change.change === 'scenario') setNames(check, change.values, state.model, variant, [...at, 'values'], layer);
      } catch (error) {
        if (!(error instanceof CascadeError)) throw error;
        const message = notFollowing(error, change, check.problems, whole);
        if (message !== undefined) check.problems.error('VARIANT_INVALID', `variant "${variant.id}": ${message.replace(/^1 problem:\s*/, '')}`, check.where(variant, at));
        // What it should have done, those after it may build on.
        if (change.change === 'add-asset') check.problems.forgive({ names: [String(change.asset.id)] });
        whole = { ...whole, model: false };
      }
    });
  }
}

/** What is wrong with a change, without what only follows from a loss; undefined: all of it does. */
export function notFollowing(error: CascadeError, change: Change, problems: Problems, whole: Whole): string | undefined {
  if (error instanceof UnknownName) return problems.forgives(error.code, error.unknown) ? undefined : error.message;
  if (!whole.scenario && error.code === 'FIELD_UNKNOWN' && change.change === 'scenario' && Object.keys(change.values).some((name) => COUNTED.test(name))) return undefined;
  if (whole.model) return error.message;
  if (error instanceof ValidationError) {
    const own = error.problems.filter(({ code, severity }) => severity === 'error' && !FOLLOWS.has(code));
    return own.length === 0 ? undefined : own.length === error.problems.length ? error.message : new ValidationError(own).message;
  }
  return FOLLOWS.has(error.code) ? undefined : error.message;
}

/** Names that a change of the scenario sets. */
function setNames(check: VariantCheck, values: Record<string, unknown>, model: Model, variant: Variant, at: Path, layer: (id: string, part: object, path: Path) => void): void {
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith('physics.')) layer(name.slice('physics.'.length), variant, [...at, name]);
    else if (name.startsWith('recovery.') && name.endsWith('.base')) check.known('ASSET_UNKNOWN', 'asset', value as string, new ModelNames(model).ids, variant, [...at, name]);
  }
}

/** Where the selector of the i-th change of a variant stands. */
function selectorPath(i: number, change: string): Path {
  return ['changes', i, change, ...(change === 'remove' || change === 'invulnerable' ? [] : ['select'])];
}
