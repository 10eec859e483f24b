/** Engine and oracle side by side: every fall and rise with its instant, levels and (falls) wave, and every outcome both know. */
import type { CascadeEvent } from '../../src/engine/contracts.js';
import type { Simulation } from '../../src/study/simulation.js';
import { assetId, sectorId, serviceId, simulationOf, TICKS_PER_HOUR } from './build.js';
import { FULL } from './levels.js';
import { Oracle, type Change } from './oracle.js';
import type { Spec } from './spec.js';

const line = (hours: number, kind: string, id: string, from: number, to: number, wave: number): string => `${hours.toFixed(4)} h ${kind} ${id} ${from} -> ${to}${kind === 'fall' ? ` wave ${wave}` : ''}`;

/** All events of a replication. */
export function eventsOf(simulation: Simulation, replication = 0): CascadeEvent[] {
  const events: CascadeEvent[] = [];
  simulation.events(replication).subscribe((event) => events.push(event));
  return events;
}

export function engineLines(events: CascadeEvent[]): string[] {
  return events.filter((e) => e.kind === 'fall' || e.kind === 'rise').map((e) => line(e.hours, e.kind, e.asset!, Math.round(e.from! * FULL), Math.round(e.to! * FULL), e.wave)).sort();
}

const oracleLines = (changes: Change[]): string[] => changes.map((c) => line(c.tick / TICKS_PER_HOUR, c.kind, assetId(c.asset), c.from, c.to, c.wave)).sort();

/** What they say differently, first differences first; empty: they agree. */
export function differences(spec: Spec): string[] {
  const simulation = simulationOf(spec), oracle = new Oracle(spec, TICKS_PER_HOUR, simulation.network.assetServed);
  oracle.run();
  if (oracle.triggers.ambiguous) return [];
  const found = compareLines(engineLines(eventsOf(simulation)), oracleLines(oracle.changes));
  const wanted = oracle.measures.outcomes({ service: serviceId, sector: sectorId }), { values } = simulation.replicate(0);
  simulation.outcomes.forEach((info, i) => {
    const want = wanted.get(info.name), got = values[i]!;
    if (want !== undefined && want !== got && !(Math.abs(want - got) <= 1e-9 * Math.max(1, Math.abs(want)))) found.push(`${info.name}: engine ${got}, oracle ${want}`);
  });
  return found;
}

function compareLines(engine: string[], oracle: string[]): string[] {
  const inEngine = new Set(engine), inOracle = new Set(oracle);
  const only = [...engine.filter((l) => !inOracle.has(l)).map((l) => `${l} (engine only)`), ...oracle.filter((l) => !inEngine.has(l)).map((l) => `${l} (oracle only)`)];
  return only.sort();
}
