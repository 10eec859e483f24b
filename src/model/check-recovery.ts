/** Recovery of a scenario against its model: unknown ids, selectors that select nothing, what can never be met. */
import type { Path } from './problems.js';
import type { Hazard, Scenario, Selector } from './types.js';

/** How names are looked up and mistakes placed (check-scenario.ts). */
export interface NameCheck {
  unknown(code: string, what: string, id: string, known: Iterable<string>, part: object, path: Path): void;
  asset(id: string, part: object, path: Path): void;
  hazard(id: string, part: object, path: Path): void;
  need(id: string, part: object, path: Path): void;
  bufferedNeed(id: string, part: object, path: Path): void;
  select(selector: Selector, part: object, path: Path): void;
  service(id: string, part: object, path: Path): void;
  warn(code: string, message: string, part: object, path: Path): void;
}

/** Adds what is wrong with crews and with what their work needs. */
export function checkResources({ crews, hazards, resources }: Scenario, check: NameCheck): void {
  for (const pool of crews) {
    if (pool.base !== undefined) check.asset(pool.base, pool, ['base']);
    if (pool.fuel !== undefined) check.need(pool.fuel, pool, ['fuel']);
  }
  if (resources === undefined) return;
  const { inspections, parts, scenes, slowdowns, stocks, tankers, travel } = resources;
  const stock = (id: string, part: object): void => { if (!stocks.some((s) => s.id === id)) check.unknown('STOCK_UNKNOWN', 'stock', id, stocks.map((s) => s.id), part, ['stock']); };
  travel?.crossings.forEach(({ into, over }, i) => {
    check.select(into, travel, ['crossings', i, 'into']);
    over.forEach((id, n) => check.asset(id, travel, ['crossings', i, 'over', n]));
  });
  for (const rule of parts) { stock(rule.stock, rule); check.select(rule.select, rule, ['select']); }
  for (const one of inspections) check.select(one.select, one, ['select']);
  for (const scene of scenes) checkScene(scene, hazards, check);
  for (const slowdown of slowdowns) { check.select(slowdown.select, slowdown, ['select']); check.asset(slowdown.asset, slowdown, ['asset']); }
  for (const fleet of tankers) {
    check.asset(fleet.base, fleet, ['base']);
    if (fleet.stock !== undefined) stock(fleet.stock, fleet);
    fleet.needs.forEach((id, i) => check.bufferedNeed(id, fleet, ['needs', i]));
    if (fleet.of !== undefined) { check.select(fleet.of.select, fleet, ['select']); check.service(fleet.of.service, fleet, ['service']); }
  }
}

function checkScene(scene: { hazards: string[]; types: string[] }, hazards: readonly Hazard[], check: NameCheck): void {
  scene.hazards.forEach((id, i) => check.hazard(id, scene, ['hazards', i]));
  scene.types.forEach((type, i) => {
    if (!hazards.some((hazard) => hazard.type === type)) check.warn('SCENE_IDLE', `no hazard of the scenario is of the type "${type}": nothing is preserved for it`, scene, ['types', i]);
  });
}
