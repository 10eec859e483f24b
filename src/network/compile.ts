/**
 * Model -> CompiledNetwork: string ids become indices, decimals become integers. Assets stand in the order of their keys, the needs of an asset in
 * the order of their ids (function, repair, then hidden refill needs), suppliers in asset order, so neither the order of files nor a changed id
 * under an unchanged key moves a number in the arrays.
 */
import { partsDown, ticksNear } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import { order } from '../model/problems.js';
import { DAMAGE_STATES, type Asset, type Kind, type Model, type Need, type Numeric } from '../model/types.js';
import { hashKey } from '../random/hash.js';
import { allocateNetwork, type CompiledNetwork, Role } from './compiled-network.js';
import { bufferOf, groupOf, needsOf, type NeedEntry } from './need-entries.js';
import type { NetworkNames } from './network-names.js';
import { peopleServed } from './people-served.js';
import { NameTable, RecordTable } from './tables.js';
import { scaleDemands, weightUnits } from './whole-units.js';

const NO_RANK = 2 ** 31 - 1;
const HOURS_A_WEEK = 168;
/** assetSector is one byte. */
const MOST_SECTORS = 256;

/** Needs that each asset supplies, in the order of needs: the transpose of the supplier lists. */
function fillConsumers(network: CompiledNetwork): void {
  const { outStart, outNeed, outWeight, supStart, supAsset, supWeight, sizes } = network;
  for (const asset of supAsset) outStart[asset + 1]!++;
  for (let i = 0; i < sizes.assets; i++) outStart[i + 1]! += outStart[i]!;
  const fill = outStart.slice(0, sizes.assets);
  for (let x = 0; x < sizes.needs; x++) {
    for (let e = supStart[x]!; e < supStart[x + 1]!; e++) {
      const at = fill[supAsset[e]!]!++;
      outNeed[at] = x;
      outWeight[at] = supWeight[e]!;
    }
  }
}

/** Compiles one model; the methods fill the arrays in the order of their calls. */
class Compiler {
  private readonly assets: Asset[];
  private readonly kinds = new RecordTable<Kind>();
  private readonly distributions = new RecordTable<Exclude<Numeric, number>>();
  private readonly assetRows: NameTable;
  private readonly services: NameTable;
  private readonly sectors: NameTable;
  private readonly profileNames: string[];
  private readonly profiles: NameTable;
  private readonly needNames: string[] = [];

  constructor(private readonly model: Model, private readonly ticksPerHour: number) {
    this.assets = [...model.assets].sort((a, b) => order(a.key, b.key));
    for (let i = 1; i < this.assets.length; i++) {
      const [a, b] = [this.assets[i - 1]!, this.assets[i]!];
      if (a.key === b.key) throw new CascadeError('KEY_DUPLICATE', `assets "${a.id}" and "${b.id}" have the same key "${a.key}"; keys are unique`);
    }
    this.assetRows = new NameTable(this.assets.map((a) => a.id), 'SUPPLIER_UNKNOWN');
    if (this.assetRows.size < this.assets.length) {
      const double = this.assets.find((a, i) => this.assetRows.row(a.id, String) !== i)!;
      throw new CascadeError('ASSET_DUPLICATE', `two assets have the id "${double.id}"; ids are unique`);
    }
    this.services = new NameTable(model.services.map((s) => s.id), 'SERVICE_UNKNOWN');
    this.sectors = new NameTable(model.sectors.map((s) => s.id), 'SECTOR_UNKNOWN');
    this.profileNames = ['constant', ...Object.keys(model.profiles).sort(order)];
    this.profiles = new NameTable(this.profileNames, 'PROFILE_UNKNOWN');
    if (this.sectors.size > MOST_SECTORS) throw new CascadeError('SECTORS_TOO_MANY', `a model has at most ${MOST_SECTORS} sectors, found ${this.sectors.size}`);
  }

  /** Row of an hour-of-week profile; 0, constant, when none is named. */
  private profile(name: string | undefined, of: () => string): number {
    return name === undefined ? 0 : this.profiles.row(name, of);
  }

  /** A given duration in ticks (at least one unless zero), or -1 - the row of its distribution. */
  private ticks(duration: Numeric): number {
    if (typeof duration === 'number') return duration === 0 ? 0 : Math.max(1, ticksNear(duration, this.ticksPerHour));
    return -1 - this.distributions.indexOf(duration);
  }

  private allocate(): CompiledNetwork {
    let needs = 0;
    let edges = 0;
    let slots = 0;
    for (const asset of this.assets) {
      this.kinds.indexOf(asset.kind);
      for (const need of asset.needs) {
        const refill = bufferOf(need)?.refill;
        needs += refill ? 2 : 1;
        edges += need.suppliers.length + (refill?.suppliers.length ?? 0);
      }
      if (asset.kind.serviceArea) slots += new Set(asset.needs.filter((n) => n.role === 'function').map((n) => n.service)).size;
    }
    return allocateNetwork({
      assets: this.assets.length, needs, edges, slots, kinds: this.kinds.rows.length,
      services: this.services.size, sectors: this.sectors.size, profiles: this.profileNames.length,
    });
  }

  private fillKinds(network: CompiledNetwork): void {
    this.kinds.rows.forEach((kind, k) => {
      network.kindCutOff[k] = partsDown(kind.cutOff);
      network.kindRestart[k] = this.ticks(kind.restart);
      kind.capacityLeft.forEach((share, state) => { network.kindCapacity[5 * k + state] = partsDown(share); });
    });
  }

  private fillAsset(network: CompiledNetwork, i: number): void {
    const asset = this.assets[i]!;
    [network.assetSubject0[i], network.assetSubject1[i]] = hashKey(asset.key);
    network.assetSector[i] = this.sectors.row(asset.sector, () => `asset "${asset.id}", sector`);
    network.assetKind[i] = this.kinds.indexOf(asset.kind);
    network.assetIsArea[i] = asset.kind.serviceArea ? 1 : 0;
    network.assetPeople[i] = asset.people;
    network.assetPeopleProfile[i] = this.profile(asset.peopleProfile, () => `asset "${asset.id}", peopleProfile`);
    network.assetCritical[i] = asset.critical ?? NO_RANK;
    network.assetLon[i] = asset.place?.lon ?? NaN;
    network.assetLat[i] = asset.place?.lat ?? NaN;
    network.assetInitialDamage[i] = DAMAGE_STATES.indexOf(asset.initialDamage);
  }

  private fillNeeds(network: CompiledNetwork): void {
    let at = 0;
    let slot = 0;
    for (let i = 0; i < this.assets.length; i++) {
      const asset = this.assets[i]!;
      const entries = needsOf(asset);
      const slotOf = new Map<number, number>();
      const holder = new Map<Need, number>(); // buffered need -> its index
      network.needStart[i] = at;
      network.needFunctionEnd[i] = at + entries.filter((e) => e.role === Role.Function).length;
      for (const entry of entries) {
        const x = at++;
        this.fillNeed(network, x, i, entry);
        if (entry.role === Role.Refill) {
          network.needPartner[x] = holder.get(entry.need)!;
          network.needPartner[holder.get(entry.need)!] = x;
          continue;
        }
        holder.set(entry.need, x);
        if (!asset.kind.serviceArea || entry.role !== Role.Function) continue;
        const service = network.needService[x]!;
        if (!slotOf.has(service)) {
          network.slotAsset[slot] = i;
          network.slotService[slot] = service;
          slotOf.set(service, slot++);
        }
        network.needSlot[x] = slotOf.get(service)!;
      }
    }
    network.needStart[this.assets.length] = at;
  }

  /** Everything of one need but its slot and partner; the demand still in the unit of its service. */
  private fillNeed(network: CompiledNetwork, x: number, i: number, entry: NeedEntry): void {
    const asset = this.assets[i]!;
    const { need, role } = entry;
    const suffix = role === Role.Refill ? '/refill' : '';
    const buffer = role === Role.Refill ? undefined : bufferOf(need);
    // The subject of a need's draws is made of the asset's key, so that renaming the asset moves no draw.
    const local = need.id.startsWith(`${asset.id}/`) ? need.id.slice(asset.id.length + 1) : need.id;
    [network.needSubject0[x], network.needSubject1[x]] = hashKey(`${asset.key}/${local}${suffix}`);
    this.needNames.push(need.id + suffix);
    network.needAsset[x] = i;
    network.needRole[x] = role;
    network.needService[x] = this.services.row(need.service, () => `need "${need.id}", service`);
    network.needSlot[x] = -1;
    network.needPartner[x] = -1;
    network.needDemandProfile[x] = this.profile(need.demandProfile, () => `need "${need.id}", demandProfile`);
    network.needDemand[x] = role === Role.Function ? need.demand : 0;
    network.needCover[x] = partsDown(buffer?.cover ?? 1);
    network.needInitial[x] = partsDown(buffer?.initial ?? 1);
    network.needBuffer[x] = buffer ? this.ticks(buffer.hours) : 0;
    network.needRefill[x] = buffer ? this.ticks(buffer.refillHours) : 0;
    network.needDrainWorking[x] = buffer?.drain === 'working' ? 1 : 0;
    if (role !== Role.Refill) {
      network.needImpact[x] = Math.round(need.impact * 1e6);
      network.needDelay[x] = this.ticks(need.delayHours);
    }
    this.fillSuppliers(network, x, entry);
  }

  private fillSuppliers(network: CompiledNetwork, x: number, entry: NeedEntry): void {
    const group = groupOf(entry);
    const best = group.combine === 'best';
    const units = weightUnits(this.needNames[x]!, group);
    const of = () => `need "${this.needNames[x]!}", supplier`;
    const entries = group.suppliers.map((s) => ({
      asset: this.assetRows.row(s.asset, of),
      weight: best ? 1 : Math.round(s.weight * units),
    })).sort((a, b) => a.asset - b.asset || a.weight - b.weight);
    let at = network.supStart[x]!;
    for (const { asset, weight } of entries) {
      network.supAsset[at] = asset;
      network.supWeight[at++] = weight;
      network.needSupply[x]! += weight;
    }
    network.supStart[x + 1] = at;
    network.needBest[x] = best ? 1 : 0;
    network.needRequired[x] = Math.round(group.required * units);
  }

  private fillProfiles(network: CompiledNetwork): void {
    network.profileFactor.fill(1, 0, HOURS_A_WEEK);
    this.profileNames.slice(1).forEach((name, p) => {
      const factors = this.model.profiles[name]!;
      if (factors.length !== HOURS_A_WEEK) throw new CascadeError('PROFILE_INVALID', `profile "${name}": expected ${HOURS_A_WEEK} factors, found ${factors.length}`);
      network.profileFactor.set(factors, (p + 1) * HOURS_A_WEEK);
    });
  }

  compile(): { network: CompiledNetwork; names: NetworkNames } {
    const network = this.allocate();
    this.fillKinds(network);
    for (let i = 0; i < this.assets.length; i++) this.fillAsset(network, i);
    this.fillNeeds(network);
    this.fillProfiles(network);
    const units = scaleDemands(network);
    fillConsumers(network);
    network.assetServed.set(peopleServed(network));
    return {
      network,
      names: {
        assets: this.assets.map((a) => a.id),
        needs: this.needNames,
        sectors: this.model.sectors.map((sector) => sector.id),
        services: this.model.services.map(({ id, unit, quantity }, s) => ({ id, unit, quantity, demandUnit: units[s]! })),
        kinds: this.kinds.rows,
        profiles: this.profileNames,
        distributions: this.distributions.rows,
        ticksPerHour: this.ticksPerHour,
      },
    };
  }
}

/**
 * Compiles a model for the engine. 1,000,000 assets take some seconds and no object per edge survives.
 * @param ticksPerHour resolution of time (DEFAULT_TICKS_PER_HOUR unless the scenario names another)
 * @throws CascadeError on what validation would have reported: unknown names, double keys or ids, weights out of range
 */
export function compileNetwork(model: Model, ticksPerHour: number): { network: CompiledNetwork; names: NetworkNames } {
  return new Compiler(model, ticksPerHour).compile();
}
