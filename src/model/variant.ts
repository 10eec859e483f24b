/** What-if variants: the same model and scenario with changes, keys kept, so that both see the same luck. */
import { CascadeError, UnknownName, ValidationError } from '../errors.js';
import { checkGroup } from './buffers.js';
import { modelHash, scenarioHash } from './canonical.js';
import { fitsSchema } from './check-schema.js';
import { hardenedFragility } from './fragilities.js';
import { ModelBuilder, numberNeeds } from './model-builder.js';
import { assetDraftOf, needDraftOf } from './need-drafts.js';
import { plansWithout, resourcesWithout } from './plan-parts.js';
import { order, Problems } from './problems.js';
import { sourceOfValue } from './read-data.js';
import type { AssetData } from './schema-model.js';
import { recoveryWithout } from './recovery-without.js';
import { selectAssets } from './select.js';
import { SHIPPED_SERVICES } from './services.js';
import { setScenario } from './set-scenario.js';
import { setter } from './set-asset.js';
import type { Asset, Change, Effect, Kind, Model, Need, Scenario, Selector, Variant } from './types.js';

/** A model with a scenario. */
export interface Study { model: Model; scenario: Scenario }

/**
 * Applies the changes of a variant in their order. The given objects stay as they are; what does not change is shared.
 * @throws CascadeError (ValidationError where a value is wrong) when a change is impossible
 */
export function applyVariant(model: Model, scenario: Scenario, variant: Variant): Study {
  const changed = variant.changes.reduce(applyChange, { model, scenario });
  return {
    model: changed.model === model ? model : { ...changed.model, hash: modelHash(changed.model) },
    scenario: changed.scenario === scenario ? scenario : { ...changed.scenario, hash: scenarioHash(changed.scenario) },
  };
}

/** One change; hashes are those of before. */
export function applyChange(study: Study, change: Change): Study {
  const { model, scenario } = study;
  switch (change.change) {
    case 'set': return { scenario, model: mapAssets(model, change.select, setter(change.values)) };
    case 'harden': return { scenario, model: mapAssets(model, change.select, kindChanger((kind) => hardened(kind, change.factor))) };
    case 'invulnerable': return invulnerable(study, change.select);
    case 'add-buffer': return { scenario, model: mapAssets(model, change.select, needChanger(change.service, (need) => ({ ...need, buffer: change.buffer }))) };
    case 'add-supplier': return { scenario, model: addSupplier(model, change) };
    case 'add-asset': return { scenario, model: addAsset(model, change.asset as AssetData) };
    case 'remove': return remove(study, change.select);
    case 'scenario': return { model, scenario: setScenario(scenario, change.values) };
  }
}

/** The model with selected assets replaced; an error when there are none. */
function mapAssets(model: Model, select: Selector, replace: (asset: Asset) => Asset): Model {
  const selected = selectAssets(model, select);
  if (selected.length === 0) throw new CascadeError('SELECTOR_EMPTY', 'the change selects no asset');
  const assets = [...model.assets];
  for (const i of selected) assets[i] = replace(assets[i]!);
  return { ...model, assets };
}

/** Changes kinds, each once, so that assets go on sharing them. */
function kindChanger(change: (kind: Kind) => Kind): (asset: Asset) => Asset {
  const changed = new Map<Kind, Kind>();
  return (asset) => {
    let kind = changed.get(asset.kind);
    if (!kind) changed.set(asset.kind, kind = change(asset.kind));
    return { ...asset, kind };
  };
}

function hardened(kind: Kind, factor: number): Kind { return { ...kind, fragility: kind.fragility.map((f) => hardenedFragility(f, factor)) }; }

/** Function needs of a service; an error when a selected asset has none. */
function needChanger(service: string, change: (need: Need) => Need): (asset: Asset) => Asset {
  return (asset) => {
    const has = asset.needs.some((need) => need.service === service && need.role === 'function');
    if (!has) throw new CascadeError('NEED_UNKNOWN', `asset "${asset.id}" has no need of ${service}`);
    return { ...asset, needs: asset.needs.map((need) => (need.service === service && need.role === 'function' ? change(need) : need)) };
  };
}

/** No hazard damages, derates or trips them, and they do not fail by themselves. */
function invulnerable({ model, scenario }: Study, select: Selector): Study {
  const ids = selectAssets(model, select).map((i) => model.assets[i]!.id);
  const spared = (effect: Effect): Effect => (effect.effect === 'crews' || effect.effect === 'casualties' || effect.effect === 'exposure' ? effect : { ...effect, select: { ...(effect.select ? { any: [effect.select] } : {}), not: { id: ids } } });
  return {
    model: mapAssets(model, select, kindChanger((kind) => ({ ...kind, fragility: [], failuresPerYear: 0 }))),
    scenario: { ...scenario, hazards: scenario.hazards.map((hazard) => ({ ...hazard, effects: hazard.effects.map(spared) })) },
  };
}

function addSupplier(model: Model, change: Extract<Change, { change: 'add-supplier' }>): Model {
  const { supplier, service } = change;
  if (!model.assets.some((asset) => asset.id === supplier.asset)) throw new UnknownName('SUPPLIER_UNKNOWN', supplier.asset, `supplier "${supplier.asset}" is no asset of the model`);
  return mapAssets(model, change.select, needChanger(service, (need) => {
    if (need.asset === supplier.asset) throw new CascadeError('SUPPLIER_SELF', `asset "${need.asset}" cannot supply itself with ${service}`);
    const suppliers = [...need.suppliers, supplier].sort((a, b) => order(a.asset, b.asset));
    const problems = new Problems();
    checkGroup({ ...need, suppliers }, problems, () => ({}));
    problems.throwIfErrors();
    return { ...need, suppliers };
  }));
}

function addAsset(model: Model, data: AssetData): Model {
  const problems = new Problems();
  const source = sourceOfValue(data);
  if (!fitsSchema('asset', source, problems)) throw new ValidationError(problems.all());
  const services = new Map([...SHIPPED_SERVICES, ...model.services].map((s) => [s.id, s]));
  const builder = new ModelBuilder({ kinds: new Map(model.kinds.map((k) => [k.id, k])), services, profiles: model.profiles }, problems);
  builder.adopt(model.assets);
  builder.addAsset(assetDraftOf(data), (path = []) => source.locate(path), () => ({}));
  data.needs?.forEach((need, i) => {
    const where = (path: readonly (string | number)[] = []) => source.locate(['needs', i, ...path]);
    const draft = needDraftOf(need, problems, where);
    if (draft) builder.addNeed(data.id, draft, where);
  });
  problems.throwIfErrors();
  const asset = builder.asset(data.id)!;
  numberNeeds(asset);
  const used = new Set([...asset.kind.services, ...asset.needs.map((n) => n.service)]);
  const newServices = [...used].filter((id) => !model.services.some((s) => s.id === id)).flatMap((id) => services.get(id) ?? []);
  const sectors = model.sectors.some((s) => s.id === asset.sector) ? model.sectors : [...model.sectors, { id: asset.sector, title: asset.sector }];
  return {
    ...model, sectors, services: [...model.services, ...newServices].sort((a, b) => order(a.id, b.id)),
    assets: [...model.assets, asset].sort((a, b) => order(a.key, b.key)),
  };
}

/** Takes assets out, also as suppliers, refillers and subjects of plans. */
function remove({ model, scenario }: Study, select: Selector): Study {
  const gone = new Set(selectAssets(model, select).map((i) => model.assets[i]!.id));
  if (gone.size === 0) throw new CascadeError('SELECTOR_EMPTY', 'the change selects no asset');
  const left = <T extends { asset: string }>(suppliers: T[]) => suppliers.filter((s) => !gone.has(s.asset));
  const assets = model.assets.filter((a) => !gone.has(a.id)).map((asset) => {
    const touched = asset.needs.some((n) => n.suppliers.some((s) => gone.has(s.asset)) || n.buffer?.refill?.suppliers.some((s) => gone.has(s.asset)));
    return touched ? { ...asset, needs: asset.needs.map((need) => withoutSuppliers(need, left)) } : asset;
  });
  const needGone = (id: string) => gone.has(id.slice(0, id.indexOf('/')));
  const plans = plansWithout(scenario.plans, gone), planResources = scenario.planResources && resourcesWithout(scenario.planResources, gone);
  const physics = model.physics.map((p) => ({
    ...p, params: withoutIds(p.params, gone) as Record<string, unknown>, ...(p.map === undefined ? {} : { map: { ...p.map, lines: p.map.lines.filter((line) => !gone.has(line.asset)) } }),
  }));
  return { model: { ...model, assets, physics }, scenario: { ...scenario, plans, ...(planResources === undefined ? {} : { planResources }), ...recoveryWithout(scenario, gone, needGone), repairList: scenario.repairList.filter((id) => !gone.has(id)) } };
}

function withoutSuppliers(need: Need, left: (suppliers: Need['suppliers']) => Need['suppliers']): Need {
  const { buffer } = need;
  const suppliers = left(need.suppliers);
  const problems = new Problems();
  checkGroup({ ...need, suppliers }, problems, () => ({}));
  const refill = buffer?.refill && { ...buffer.refill, suppliers: left(buffer.refill.suppliers) };
  if (refill) checkGroup(refill, problems, () => ({}));
  if (problems.hasErrors) throw new CascadeError('NEED_UNMEETABLE', `without the removed assets, need "${need.id}" can never be met. Remove its consumer too, or lower what it requires first`);
  return { ...need, suppliers, ...(refill ? { buffer: { ...buffer!, refill } } : {}) };
}

/** Parameters of flow models are theirs; but an id in a list, a list with it (a link), and what a map has for it go with their asset. */
function withoutIds(params: unknown, gone: ReadonlySet<string>, top = true): unknown {
  const named = (entry: unknown): boolean => typeof entry === 'string' && gone.has(entry);
  if (Array.isArray(params)) return params.filter((entry) => !named(entry) && !(Array.isArray(entry) && entry.some(named))).map((entry) => withoutIds(entry, gone, false));
  if (typeof params !== 'object' || params === null) return params;
  // The keys at the top are names of parameters.
  return Object.fromEntries(Object.entries(params).filter(([key]) => top || !gone.has(key)).map(([key, value]) => [key, withoutIds(value, gone, false)]));
}
