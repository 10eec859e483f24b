/** Recovery of a scenario against its model: unknown ids, selectors that select nothing, what can never be met. */
import type { NameCheck } from './check-interactions.js';
import type { Path } from './problems.js';
import type { Scene } from './types.js';

/** What is looked up beside assets. */
export interface RecoveryNames {
  readonly assets: ReadonlySet<string>;
  readonly needs: ReadonlyMap<string, boolean>;
  readonly services: ReadonlySet<string>;
  bufferedNeed(id: string, part: object, path: Path): void;
}

/** Adds what is wrong with crews and with what their work needs. */
export function checkRecovery(check: NameCheck, { assets, needs, services, bufferedNeed }: RecoveryNames): void {
  const { crews, repairList, resources } = check.scenario;
  const asset = (id: string, part: object, path: Path): void => check.known('ASSET_UNKNOWN', 'asset', id, assets, part, path);
  repairList.forEach((id, i) => asset(id, {}, ['recovery', 'list', i]));
  for (const pool of crews) {
    if (pool.base !== undefined) asset(pool.base, pool, ['base']);
    if (pool.fuel !== undefined) check.known('NEED_UNKNOWN', 'need', pool.fuel, needs, pool, ['fuel']);
  }
  if (resources === undefined) return;
  const { inspections, parts, scenes, slowdowns, stocks, tankers, travel } = resources, known = new Set(stocks.map(({ id }) => id));
  const stock = (id: string, part: object): void => check.known('STOCK_UNKNOWN', 'stock', id, known, part, ['stock']);
  travel?.crossings.forEach(({ into, over }, i) => {
    check.select(into, travel, ['crossings', i, 'into']);
    over.forEach((id, n) => asset(id, travel, ['crossings', i, 'over', n]));
  });
  for (const rule of parts) { stock(rule.stock, rule); check.select(rule.select, rule, ['select']); }
  for (const one of inspections) check.select(one.select, one, ['select']);
  for (const scene of scenes) checkScene(check, scene);
  for (const slowdown of slowdowns) { check.select(slowdown.select, slowdown, ['select']); asset(slowdown.asset, slowdown, ['asset']); }
  for (const fleet of tankers) {
    asset(fleet.base, fleet, ['base']);
    if (fleet.stock !== undefined) stock(fleet.stock, fleet);
    fleet.needs.forEach((id, i) => bufferedNeed(id, fleet, ['needs', i]));
    if (fleet.of !== undefined) { check.select(fleet.of.select, fleet, ['select']); check.known('SERVICE_UNKNOWN', 'service', fleet.of.service, services, fleet, ['service']); }
  }
}

function checkScene(check: NameCheck, scene: Scene): void {
  const { hazards } = check.scenario, known = new Set(hazards.map(({ id }) => id));
  scene.hazards.forEach((id, i) => check.known('HAZARD_UNKNOWN', 'hazard', id, known, scene, ['hazards', i]));
  scene.types.forEach((type, i) => {
    if (check.whole.scenario && !hazards.some((hazard) => hazard.type === type)) check.problems.warn('SCENE_IDLE', `no hazard of the scenario is of the type "${type}": nothing is preserved for it`, check.where(scene, ['types', i]));
  });
}
