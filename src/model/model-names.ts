/** Names that a scenario may use, gathered when first asked for. */
import { SHIPPED_SECTORS, SHIPPED_SERVICES } from './services.js';
import type { Model } from './types.js';

export class ModelNames {
  private readonly cache: Partial<Record<'ids' | 'kinds' | 'sectors' | 'attributes' | 'skills' | 'services', Set<string>>> = {};
  private buffered?: Map<string, boolean>;
  constructor(private readonly model: Model) {}

  get ids(): Set<string> { return this.cache.ids ??= new Set(this.model.assets.map((a) => a.id)); }
  get kinds(): Set<string> { return this.cache.kinds ??= new Set(this.model.assets.map((a) => a.kind.id)); }
  get sectors(): Set<string> { return this.cache.sectors ??= new Set(this.model.assets.map((a) => a.sector)); }
  get attributes(): Set<string> { return this.cache.attributes ??= new Set(this.model.assets.flatMap((a) => Object.keys(a.attributes))); }
  get skills(): Set<string> { return this.cache.skills ??= new Set(this.model.assets.flatMap(({ kind }) => (kind.repairTime === 'elapsed' ? [] : kind.skill ?? []))); }
  get services(): Set<string> { return this.cache.services ??= new Set(this.model.assets.flatMap((a) => a.needs.map((n) => n.service))); }
  /** Need id -> has a buffer. */
  get needs(): Map<string, boolean> { return this.buffered ??= new Map(this.model.assets.flatMap((a) => a.needs.map((n) => [n.id, n.buffer !== undefined]))); }

  /**
   * In a model that lost something: may this be the kind, sector, service or need of an asset that could not be read?
   * @param lost may this be the name of something lost?
   */
  maybe(code: string, name: string, lost: (name: string) => boolean): boolean {
    const { kinds, sectors, services } = this.model, has = (list: readonly { id: string }[]): boolean => list.some(({ id }) => id === name);
    switch (code) {
      case 'KIND_UNKNOWN': return has(kinds);
      case 'SECTOR_UNKNOWN': return has(sectors) || has(SHIPPED_SECTORS) || kinds.some(({ sector }) => sector === name);
      case 'SERVICE_UNKNOWN': return has(services) || has(SHIPPED_SERVICES);
      case 'NEED_UNKNOWN': return this.mayNeed(name, lost);
      default: return false;
    }
  }

  /** An asset and a service that there are, or that were lost. */
  private mayNeed(need: string, lost: (name: string) => boolean): boolean {
    const end = need.indexOf('/'), asset = need.slice(0, end), service = need.slice(end + 1).replace(/#\d+$/, '');
    return end > 0 && (this.ids.has(asset) || lost(asset)) && (this.maybe('SERVICE_UNKNOWN', service, lost) || lost(service));
  }
}
