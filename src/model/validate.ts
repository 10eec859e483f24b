import type { Place, Problems } from './problems.js';
import type { Asset, Model } from './types.js';

export function warnAboutModel(_model: Model, _problems: Problems, _placeOf: (asset: Asset) => Place): void {}
