/**
 * Puts assets and needs together, from whatever file they come: resolves ids, applies the kind's values, checks ranges.
 * Assets first, needs after, `finish` last.
 */
import { checkGroup } from './buffers.js';
import { overridden, overridesOf, type Overrides } from './overrides.js';
import { order, show, type Place as FilePlace, type Problems, type Where } from './problems.js';
import { hasSixPlaces } from './quantities.js';
import { DAMAGE_STATES, type Asset, type Buffer, type DamageState, type Kind, type Need, type Place, type Service, type Supplier } from './types.js';

/** An asset as a record says it. */
export interface AssetDraft extends Overrides {
  id: string; kind: string; key?: string; name?: string; sector?: string; place?: Place; people?: number; peopleProfile?: string; critical?: number;
  initialDamage?: string; attributes?: Asset['attributes'];
}

/** A need as a record says it; without `buffer` it takes that of the kind. */
export type NeedDraft = Omit<Need, 'id' | 'asset' | 'buffer'> & { buffer?: Buffer | 'none' };

/** What assets may refer to. */
export interface Vocabulary { kinds: Map<string, Kind>; services: Map<string, Service>; profiles: Record<string, number[]>; sectors?: Set<string> }

const NO_ATTRIBUTES = Object.freeze({});

export class ModelBuilder {
  private readonly assets: Asset[] = [];
  private readonly byId = new Map<string, Asset>();
  private readonly keys = new Map<string, string>();
  private readonly places = new Map<Asset, () => FilePlace>();
  /** Kinds with overrides, by their content: a million assets with the same override share one record. */
  private readonly variants = new Map<string, Kind>();

  constructor(private readonly vocabulary: Vocabulary, private readonly problems: Problems) {}

  /** Makes assets that exist already known, for adding others beside them. */
  adopt(assets: readonly Asset[]): void {
    for (const asset of assets) { this.byId.set(asset.id, asset); this.keys.set(asset.key, asset.id); }
  }

  asset(id: string): Asset | undefined { return this.byId.get(id); }
  get ids(): Iterable<string> { return this.byId.keys(); }

  /**
   * @param where places of the record's fields, used at once
   * @param later place of the record, kept for warnings about the whole model
   */
  addAsset(draft: AssetDraft, where: Where, later: () => FilePlace): void {
    const { problems, vocabulary } = this;
    const { id, key = id } = draft;
    if (this.byId.has(id)) { problems.error('ASSET_DUPLICATE', `asset "${id}" stands twice in the model`, where(['id'])); return; }
    if (this.keys.has(key)) problems.error('KEY_DUPLICATE', `the key "${key}" belongs to asset "${this.keys.get(key)!}" already: keys must be unique`, where([draft.key === undefined ? 'id' : 'key']));
    this.keys.set(key, id);
    const library = vocabulary.kinds.get(draft.kind);
    if (!library) problems.unknown('KIND_UNKNOWN', 'kind', draft.kind, vocabulary.kinds.keys(), where(['kind']));
    const kind = library && this.kindOf(library, draft, where);
    const sector = draft.sector ?? kind?.sector ?? '';
    if (kind && vocabulary.sectors && !vocabulary.sectors.has(sector)) problems.unknown('SECTOR_UNKNOWN', `sector of "${id}":`, sector, vocabulary.sectors, where([draft.sector === undefined ? 'kind' : 'sector']));
    if (draft.peopleProfile !== undefined) this.checkProfile(draft.peopleProfile, where(['peopleProfile']));
    if (draft.place) checkPlace(draft.place, problems, () => where(['place']));
    // Without a known kind the asset is kept as a name, so that needs of it are no second problem.
    const asset: Asset = {
      id, key, name: draft.name ?? id, kind: kind ?? NO_KIND, sector, place: draft.place, people: draft.people ?? 0, peopleProfile: draft.peopleProfile,
      critical: draft.critical, attributes: draft.attributes ?? NO_ATTRIBUTES, needs: [], initialDamage: (draft.initialDamage ?? DAMAGE_STATES[0]) as DamageState,
    };
    this.byId.set(id, asset);
    this.assets.push(asset);
    this.places.set(asset, later);
  }

  /** Adds a need; every id in it must be known by now. */
  addNeed(consumer: string, draft: NeedDraft, where: Where): void {
    const { problems, vocabulary } = this;
    const asset = this.byId.get(consumer);
    if (!asset) { problems.unknown('ASSET_UNKNOWN', 'asset', consumer, this.ids, where(['asset'])); return; }
    const service = vocabulary.services.get(draft.service);
    if (!service) { problems.unknown('SERVICE_UNKNOWN', `service of "${consumer}":`, draft.service, vocabulary.services.keys(), where(['service'])); return; }
    const suppliers = this.resolved(asset, service.id, draft.suppliers, where);
    if (suppliers.length === draft.suppliers.length) checkGroup({ ...draft, suppliers }, problems, where);
    if (!hasSixPlaces(draft.impact)) problems.error('NEED_INVALID', `impact must be a decimal of at most six places, found ${draft.impact}`, where(['impact']));
    if (draft.demandProfile !== undefined) this.checkProfile(draft.demandProfile, where(['demandProfile']));
    if (draft.role === 'repair' && draft.buffer !== undefined && draft.buffer !== 'none') problems.error('NEED_INVALID', 'a need for repair carries no function, so it has no buffer', where(['buffer']));
    const inherited = draft.role === 'repair' || !Object.hasOwn(asset.kind.buffers, service.id) ? undefined : asset.kind.buffers[service.id];
    const buffer = draft.buffer === 'none' ? undefined : draft.buffer ?? inherited;
    const refill = buffer?.refill && buffer !== inherited ? { ...buffer.refill, suppliers: this.resolved(asset, service.id, buffer.refill.suppliers, (path = []) => where(['buffer', 'refillFrom', ...path])) } : undefined;
    if (buffer === inherited && buffer?.refill) this.resolved(asset, service.id, buffer.refill.suppliers, where);
    asset.needs.push({
      id: '', asset: asset.id, service: service.id, type: draft.type, suppliers, required: draft.required, combine: draft.combine, impact: draft.impact,
      delayHours: draft.delayHours, buffer: refill ? { ...buffer!, refill } : buffer, role: draft.role, demand: draft.demand, demandProfile: draft.demandProfile,
    });
  }

  /** Gives an asset its place, if it has none yet. */
  addPlace(asset: Asset, place: Place, at: FilePlace): void {
    checkPlace(place, this.problems, () => at);
    if (asset.place) this.problems.error('PLACE_DUPLICATE', `asset "${asset.id}" has a place already`, at);
    else asset.place = place;
  }

  /** Assets in asset order, with their needs numbered; and where each was written. */
  finish(): { assets: Asset[]; placeOf: (asset: Asset) => FilePlace } {
    this.assets.sort((a, b) => order(a.key, b.key));
    for (const asset of this.assets) numberNeeds(asset);
    return { assets: this.assets, placeOf: (asset) => this.places.get(asset)?.() ?? {} };
  }

  private kindOf(library: Kind, draft: AssetDraft, where: Where): Kind {
    const overrides = overridesOf(draft);
    if (overrides === undefined) return library;
    const content = `${library.id} ${JSON.stringify(overrides)}`;
    const known = this.variants.get(content);
    if (known) return known;
    const made = overridden(library, overrides, this.problems, where);
    this.variants.set(content, made);
    return made;
  }

  /** The suppliers that exist, with their ids as one string each. */
  private resolved(consumer: Asset, service: string, suppliers: Supplier[], where: Where): Supplier[] {
    const found: Supplier[] = [];
    for (const { asset: id, weight } of suppliers) {
      const supplier = this.byId.get(id);
      if (!supplier) this.problems.unknown('SUPPLIER_UNKNOWN', `supplier (${service}) of "${consumer.id}": asset`, id, this.ids, where(['from']));
      else if (supplier === consumer) this.problems.error('SUPPLIER_SELF', `asset "${id}" cannot supply itself with ${service}`, where(['from']));
      else found.push({ asset: supplier.id, weight });
    }
    return found;
  }

  private checkProfile(name: string, at: FilePlace): void {
    if (!Object.hasOwn(this.vocabulary.profiles, name)) this.problems.unknown('PROFILE_UNKNOWN', 'profile', name, Object.keys(this.vocabulary.profiles), at);
  }
}

/** Stands for an unknown kind until the problem is reported. */
const NO_KIND: Kind = {
  id: '', title: '', sector: '', services: [], serviceArea: false, cutOff: 0, restart: 0, fragility: [], capacityLeft: [1, 1, 1, 1, 1], repair: [0, 0, 0, 0],
  failuresPerYear: 0, ownFailureState: 'slight', replacementCost: 0, lossRatio: [0, 0, 0, 0], buffers: {}, sources: {},
};

/** WGS 84 range; says so when the two numbers look swapped. */
export function checkPlace(place: Place, problems: Problems, at: () => FilePlace): boolean {
  if (Math.abs(place.lon) <= 180 && Math.abs(place.lat) <= 90) return true;
  const swapped = Math.abs(place.lat) <= 180 && Math.abs(place.lon) <= 90;
  problems.error('PLACE_INVALID', `expecting WGS 84 degrees, lon -180..180 and lat -90..90, found ${show(place.lon)}, ${show(place.lat)}.${swapped ? ' Are lon and lat swapped?' : ''}`, at());
  return false;
}

/**
 * Orders the needs of an asset by content, so that the order of rows does not matter, and numbers them:
 * `ASSET/SERVICE`, further ones of the same service `#2`, `#3`.
 */
export function numberNeeds(asset: Asset): void {
  const { needs } = asset;
  if (needs.length > 1) needs.sort((a, b) => order(a.service, b.service) || order(a.role, b.role) || order(needText(a), needText(b)));
  for (let i = 0, n = 1; i < needs.length; i++) {
    n = i > 0 && needs[i - 1]!.service === needs[i]!.service ? n + 1 : 1;
    needs[i]!.id = n === 1 ? `${asset.id}/${needs[i]!.service}` : `${asset.id}/${needs[i]!.service}#${n}`;
  }
}

function needText(need: Need): string {
  return JSON.stringify([need.suppliers.map((s) => [s.asset, s.weight]), need]);
}
