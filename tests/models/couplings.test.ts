/**
 * One coupling between sectors at a time, each with its layers at work: what it does, and that it does not when that one coupling is cut (the need that
 * carries it is taken out of the model, or the layer that brings it does not run).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CascadeEvent } from '../../src/engine/contracts.js';
import { readModel } from '../../src/model/read.js';
import { normalizeScenario } from '../../src/model/read-scenario.js';
import type { Model } from '../../src/model/types.js';
import { eventsOf, outcomesOf, replicatorOf } from './replicate.js';

const { model: city } = readModel('models/harbour-city');

interface Run { events: CascadeEvent[]; outcomes: Record<string, number> }

/** One replication, from Monday 12 January 2026, 7 in the morning. Everything in the scenarios is certain. */
async function run(model: Model, physics: Record<string, string> | string, hazards: object[], more: object = {}): Promise<Run> {
  const { scenario } = normalizeScenario({ format: 'hazcade-scenario/1', id: 'coupling', model: '.', start: '2026-01-12T07:00:00+01:00', horizon: '31h', seed: 'coupling', hazards, physics, ...more });
  const replicator = await replicatorOf(model, scenario), record = replicator.replicate(0);
  expect(record.failure).toBeUndefined();
  expect(record.mark).toBeUndefined();
  return { outcomes: outcomesOf(replicator, record), events: eventsOf(replicator, 0) };
}

const outage = (assets: string[], onset: string, duration: string, id = 'outage'): object => ({ id, type: 'other', onset, duration, footprint: { assets }, effects: [{ trip: {} }] });

/** The model without an asset's needs of a service. */
const without = (model: Model, asset: string, service: string): Model => ({ ...model, assets: model.assets.map((a) => (a.id === asset ? { ...a, needs: a.needs.filter((need) => need.service !== service) } : a)) });

/** Hour at which an asset first falls below a level. */
const fallOf = ({ events }: Run, asset: string, below = 1): number | undefined => events.find((e) => e.kind === 'fall' && e.asset === asset && e.to! < below)?.hours;

/** Causes of an event from its own back to the root. */
function chain(events: CascadeEvent[], event: CascadeEvent | undefined): CascadeEvent[] {
  const found: CascadeEvent[] = [];
  for (let e = event; e !== undefined; e = events.find(({ id }) => id === e!.cause)) found.push(e);
  return found;
}

describe('power to water: an overloaded line stops a pumping station', () => {
  // One of the two 30 kV links of Ferry substation is out; the other, lighter one carries all of it and is opened by its relay.
  const link = [outage(['mv-ferry-1'], '1h', '24h')];

  test('the second link trips, and the station stands when its emergency power is used up', async () => {
    const dark = await run(city, { grid: 'exact' }, link), tripped = fallOf(dark, 'mv-ferry-2')!;
    expect(tripped).toBeGreaterThan(1);
    expect(tripped).toBeLessThan(1.5);
    // 8 h of emergency power; the substation is tried again after six hours, in vain.
    const stopped = fallOf(dark, 'pump-east')!;
    expect(stopped).toBeGreaterThan(tripped + 8);
    expect(chain(dark.events, dark.events.find((e) => e.kind === 'fall' && e.asset === 'pump-east')).map(({ asset }) => asset)).toContain('mv-ferry-2');
  });
  test('cut: without its need of electricity the station runs; without the grid nothing is overloaded', async () => {
    expect(fallOf(await run(without(city, 'pump-east', 'electricity'), { grid: 'exact' }, link), 'pump-east')).toBeUndefined();
    const off = await run(city, 'off', link);
    expect(fallOf(off, 'mv-ferry-2')).toBeUndefined();
    expect(fallOf(off, 'pump-east')).toBeUndefined();
  });
});

describe('water to health: low pressure at a hospital', () => {
  /** A source 40 m above a hospital that draws 100 l/s, two like mains between them. */
  const network = '[JUNCTIONS]\nJ 0 100\n[RESERVOIRS]\nR 40\n[PIPES]\nP1 R J 5000 300 120 0 Open\nP2 R J 5000 300 120 0 Open\n[OPTIONS]\nUnits LPS\nHeadloss H-W\n[END]\n';
  const yaml = `format: hazcade-model/1
id: hospital
kinds:
  main: {sector: water, services: [water]}
  ward: {sector: health, services: [health]}
assets:
  - {id: source, kind: main}
  - {id: main-1, kind: main}
  - {id: main-2, kind: main}
  - {id: supply, kind: main, needs: [{service: water, from: [source]}]}
  - {id: hospital, kind: ward, needs: [{service: water, from: [supply]}]}
physics:
  - {id: pipes, sector: water, model: hydraulics, use: on-request, carries: [water], files: {network: net.inp}, map: map.csv}
`;
  const burst = [outage(['main-2'], '1h', '10h')];

  function hospital(): Model {
    const folder = mkdtempSync(join(tmpdir(), 'hospital-'));
    try {
      for (const [name, text] of Object.entries({ 'model.yaml': yaml, 'net.inp': network, 'map.csv': 'asset,component\nsource,reservoir:R\nmain-1,pipe:P1\nmain-2,pipe:P2\nsupply,junction:J\n' })) writeFileSync(join(folder, name), text);
      return readModel(folder).model;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /**
   * Share of the demand met where one main brings it, by bisection: 40 m less the loss in the main (Hazen-Williams, 10.667 L (q / C)^1.852 d^-4.871, SI) is
   * the pressure p at which sqrt(p / 20 m) of the demand is delivered (Wagner, Shamir, Marks 1988).
   */
  function byHand(): number {
    let low = 0, high = 1;
    for (let i = 0; i < 60; i++) {
      const share = (low + high) / 2, pressure = 40 - 10.667 * 5000 * ((0.1 * share) / 120) ** 1.852 * 0.3 ** -4.871;
      if (pressure > 0 && Math.sqrt(pressure / 20) > share) low = share; else high = share;
    }
    return low;
  }

  test('with one main burst it gets what the pressure gives', async () => {
    const share = byHand();
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.9);
    const { events } = await run(hospital(), { pipes: 'exact' }, burst), fall = events.find((e) => e.kind === 'fall' && e.asset === 'hospital')!;
    expect(fall.hours).toBe(1);
    // Shares are told in steps of 1/1,200.
    expect(Math.abs(fall.to! - share)).toBeLessThan(1.5 / 1200);
    expect(chain(events, fall).map(({ asset }) => asset)).toContain('main-2');
  });
  test('cut: without its need of water, or without hydraulics, it does not notice', async () => {
    expect(fallOf(await run(without(hospital(), 'hospital', 'water'), { pipes: 'exact' }, burst), 'hospital')).toBeUndefined();
    expect(fallOf(await run(hospital(), 'off', burst), 'hospital')).toBeUndefined();
  });
});

describe('transport to repair: a closed bridge delays the crew', () => {
  const recovery = { crews: [{ id: 'water-crew', skills: ['water'], count: 1, base: 'fire-oldport' }] };
  const burst = { id: 'burst', type: 'other', onset: '3h', duration: '1h', footprint: { assets: ['main-docklands'] }, effects: [{ damage: { probability: 1, state: 'slight' } }] };
  const closed = outage(['br-swing', 'tunnel-harbour', 'br-old', 'br-market'], '2h', '29h', 'closed');
  const repaired = async (physics: Record<string, string> | string, hazards: object[]): Promise<number> => (await run(city, physics, hazards, { recovery })).events.find((e) => e.kind === 'repair-end' && e.asset === 'main-docklands')!.hours;

  test('over the next bridge that is open it takes longer by more than five minutes', async () => {
    const usual = await repaired({ roads: 'exact' }, [burst]), detour = await repaired({ roads: 'exact' }, [burst, closed]);
    expect(detour - usual).toBeGreaterThan(5 / 60);
    expect(detour - usual).toBeLessThan(1);
  });
  test('cut: without the roads the crew is there at once, bridge or no bridge', async () => {
    const usual = await repaired('off', [burst]);
    expect(await repaired('off', [burst, closed])).toBe(usual);
    expect(await repaired({ roads: 'exact' }, [burst])).toBeGreaterThan(usual + 5 / 60);
  });
});

describe('telecom to power: without telecom nobody dispatches the plant', () => {
  // Both infeeds are out. The plant gives all it has, until control has no lines to it (12 h of its own after 1 h of reserve in the control centres).
  const blackout = outage(['infeed-north', 'infeed-east'], '1h', '30h', 'blackout'), silence = outage(['core-north', 'core-south'], '0h', '31h', 'silence');
  const unserved = async (model: Model, hazards: object[]): Promise<number> => (await run(model, { grid: 'exact' }, hazards)).outcomes['unserved-energy.grid']!;

  test('a fifth of its 140 MW for 18 hours', async () => {
    expect(await unserved(city, [blackout, silence]) - await unserved(city, [blackout])).toBeCloseTo(0.2 * 140 * 18, 3);
  });
  test('cut: without its need of control the plant gives all it has', async () => {
    expect(await unserved(without(city, 'plant-harbour', 'control'), [blackout, silence])).toBeCloseTo(await unserved(city, [blackout]), 6);
  });
});

describe('power to finance: a power cut gridlocks settlement', () => {
  // The Exchange feeder is dark from seven to one on a working day: its bank pays nothing at eight, so the acquirer cannot pay the others at half past nine.
  const cut = [outage(['feeder-exchange-1'], '0h', '6h')];

  test('banks that are up wait for money', async () => {
    const { outcomes, events } = await run(city, { payments: 'exact' }, cut);
    expect(outcomes['gridlock-hours.payments']).toBeGreaterThan(1);
    expect(outcomes['unsettled-value-hours.payments']).toBeGreaterThan(300_000);
    const waiting = events.filter((e) => e.kind === 'fall' && e.asset!.startsWith('bank-') && e.asset !== 'bank-exchange');
    expect(waiting.length).toBeGreaterThan(0);
    expect(chain(events, waiting[0]).map(({ asset }) => asset)).toContain('feeder-exchange-1');
  });
  test('cut: without its need of electricity the bank pays, and all settles', async () => {
    const { outcomes } = await run(without(city, 'bank-exchange', 'electricity'), { payments: 'exact' }, cut);
    expect(outcomes['gridlock-hours.payments']).toBe(0);
    expect(outcomes['unsettled-value-hours.payments']).toBe(0);
  });
});
