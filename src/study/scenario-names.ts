/** Finds what a scenario names in its model: assets, needs, hazards, crew pools, by index; collects warnings. */
import { CascadeError, type Problem } from '../errors.js';
import { selectAssets } from '../model/select.js';
import type { Model, Resource, Scenario, Selector, Trigger } from '../model/types.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';

export class ScenarioNames {
  readonly warnings: Problem[] = [];
  private readonly indexOf: Map<string, number>;
  private readonly pools: string[];
  /** In order of key. */
  readonly triggers: readonly Trigger[];
  /** In order of id. */
  readonly resources: readonly Resource[];

  constructor(readonly model: Model, readonly input: Scenario, readonly network: CompiledNetwork, readonly names: NetworkNames) {
    this.indexOf = new Map(names.assets.map((id, i) => [id, i]));
    this.triggers = [...input.triggers].sort((p, q) => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0));
    this.resources = [...(input.planResources ?? [])].sort((p, q) => (p.id < q.id ? -1 : 1));
    this.pools = input.crews.map((pool) => pool.id).sort((p, q) => (p < q ? -1 : 1));
  }

  /** Model.assets is in asset order, which is the network's: positions are indices. */
  select(selector: Selector): number[] { return selectAssets(this.model, selector); }

  members(selector: Selector): Uint8Array {
    const members = new Uint8Array(this.network.sizes.assets);
    for (const a of this.select(selector)) members[a] = 1;
    return members;
  }

  asset(id: string): number { return found(this.indexOf.get(id), 'SCENARIO_ASSET_UNKNOWN', 'asset', id); }
  service(id: string): number { return found(this.names.services.findIndex((s) => s.id === id), 'SCENARIO_SERVICE_UNKNOWN', 'service', id); }
  need(id: string): number { return found(this.names.needs.indexOf(id), 'SCENARIO_NEED_UNKNOWN', 'need', id); }
  /** Function needs of asset a for a service that have a buffer. */
  bufferedNeeds(a: number, service: string): number[] {
    const { needBuffer, needFunctionEnd, needService, needStart } = this.network, found: number[] = [];
    for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) if (needBuffer[x] !== 0 && this.names.services[needService[x]!]!.id === service) found.push(x);
    return found;
  }

  hazardIndex(id: string): number { return found(this.input.hazards.findIndex((h) => h.id === id), 'SCENARIO_HAZARD_UNKNOWN', 'hazard', id); }
  triggerIndex(id: string): number { return found(this.triggers.findIndex((t) => t.id === id), 'SCENARIO_TRIGGER_UNKNOWN', 'trigger', id); }
  pool(id: string): number { return found(this.pools.indexOf(id), 'SCENARIO_POOL_UNKNOWN', 'crew pool', id); }

  resource(id: string): number { return found(this.resources.findIndex((r) => r.id === id), 'SCENARIO_RESOURCE_UNKNOWN', 'resource', id); }

  /** A name of either; the other is -1. */
  resourceOrPool(id: string): { resource: number; pool: number } {
    const pool = this.pools.indexOf(id);
    return pool >= 0 ? { resource: -1, pool } : { resource: this.resource(id), pool: -1 };
  }

  warn(code: string, message: string): void { this.warnings.push({ code, severity: 'warning', message }); }
}

function found(index: number | undefined, code: string, what: string, id: string): number {
  if (index === undefined || index < 0) throw new CascadeError(code, `"${id}" is not a known ${what}`);
  return index;
}
