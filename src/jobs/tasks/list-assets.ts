/** Assets of a model by page: filtered, searched, in the order of their ids. */
import type { Asset } from '../../model/types.js';
import { order } from '../../model/problems.js';
import { assetLine, type AssetLine } from '../asset-views.js';
import { openModel, type ModelSource } from '../opened-models.js';
import { spoolJson, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';

export interface ListAssetsInput {
  model: ModelSource;
  /** Each one that is given must hold. */
  filter: { sector?: string; kind?: string; service?: string; serviceArea?: boolean; /** Part of id or name; case does not count. */ search?: string };
  /** Lines at most, after the asset of this id. */
  limit: number;
  after?: string;
}

interface ListedAssets { items: AssetLine[]; /** Of the filter, on all pages. */ total: number; /** Id of the last one here, when more follow. */ cursor?: string }

/** Errors: those of openModel. */
export async function run({ model: source, filter, limit, after }: ListAssetsInput, context: TaskContext): Promise<Spooled> {
  const { model } = await openModel(source, context), found = model.assets.filter(matches(filter)).sort((a, b) => order(a.id, b.id));
  const from = after === undefined ? 0 : found.findIndex(({ id }) => id > after), rest = from < 0 ? [] : found.slice(from, from + limit);
  return spoolJson(context.settings, { items: rest.map(assetLine), total: found.length, ...(from >= 0 && from + limit < found.length ? { cursor: rest.at(-1)!.id } : {}) } satisfies ListedAssets);
}

function matches({ sector, kind, service, serviceArea, search }: ListAssetsInput['filter']): (asset: Asset) => boolean {
  const wanted = search?.toLowerCase();
  return (asset) => (sector === undefined || asset.sector === sector) && (kind === undefined || asset.kind.id === kind) && (service === undefined || asset.kind.services.includes(service))
    && (serviceArea === undefined || asset.kind.serviceArea === serviceArea) && (wanted === undefined || asset.id.toLowerCase().includes(wanted) || asset.name.toLowerCase().includes(wanted));
}
