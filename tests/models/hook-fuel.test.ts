/** The example of docs/recovery.md on Harbour City: a closed bridge, a generator that runs dry, and a depot beyond the bridge. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll, describe, expect, test } from 'vitest';
import { applyVariant, assemble, createReplicator, readStudyInput, simulate, type CascadeEvent, type Scenario } from '../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'hook-fuel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = /```yaml\n([\s\S]*?)```/.exec(readFileSync(new URL('../../docs/recovery.md', import.meta.url), 'utf8'))![1]!;
writeFileSync(join(folder, 'hook-fuel.yaml'), text.replace('models/harbour-city', fileURLToPath(new URL('../../models/harbour-city', import.meta.url))));
const { model, scenario, warnings } = readStudyInput(join(folder, 'hook-fuel.yaml'));

const eventsOf = async (replication: number, change: (s: Scenario) => Scenario = (s) => s, on = model): Promise<CascadeEvent[]> =>
  lastValueFrom((await createReplicator(assemble(on, change(scenario)).packet)).events(replication).pipe(toArray()));
const first = (events: CascadeEvent[], kind: CascadeEvent['kind'], asset: string): CascadeEvent | undefined => events.find((e) => e.kind === kind && e.asset === asset && (kind !== 'fall' || e.to === 0));

/** The first replication in which the bridge is hit and the generator runs dry before it is mended. */
async function dryReplication(): Promise<number> {
  for (let k = 0; k < 20; k++) if (first(await eventsOf(k), 'fall', 'hospital-hook') !== undefined) return k;
  throw new Error('the generator never runs dry');
}

describe('a closed bridge lets the generator of the Hook hospital run dry', async () => {
  const k = await dryReplication();

  test('the file has no problem', () => expect(warnings).toEqual([]));

  test('48 h of fuel at nine tenths of the need last 53 h 20 min from the closing of the bridge; the trace says why nobody comes', async () => {
    const events = await eventsOf(k), closed = first(events, 'fall', 'br-hook')!, dry = first(events, 'fall', 'hospital-hook')!;
    expect(dry.hours - closed.hours).toBeCloseTo(48 / 0.9, 4);
    expect(first(events, 'tanker-waits', 'hospital-hook')).toMatchObject({ reason: 'road', source: 'harbour-tankers' });
    expect(first(events, 'tanker-leaves', 'hospital-hook')?.hours ?? Infinity).toBeGreaterThan(dry.hours);
  });

  test('were there another way, the tankers would come, and it would not', async () => {
    const { resources } = scenario, events = await eventsOf(k, (s) => ({ ...s, resources: { ...resources!, travel: { ...resources!.travel!, crossings: [] } } }));
    expect(first(events, 'tanker-unloads', 'hospital-hook')).toBeDefined();
    expect(first(events, 'fall', 'hospital-hook')).toBeUndefined();
  });

  test('nor with a depot and a tanker on the Hook', async () => {
    const changed = applyVariant(model, scenario, scenario.variants[0]!), events = await eventsOf(k, () => changed.scenario, changed.model);
    expect(first(events, 'tanker-unloads', 'hospital-hook')).toMatchObject({ source: 'hook-tanker' });
    expect(first(events, 'fall', 'hospital-hook')).toBeUndefined();
  });

  test('compare: all person-hours without health care are avoided', async () => {
    const { outcomes, variants } = await simulate(model, scenario, { workers: 0, variants: true }), avoided = variants[0]!.avoided['person-hours.health']!;
    expect(outcomes['person-hours.health']!.mean).toBeGreaterThan(100_000);
    expect(avoided.mean).toBe(outcomes['person-hours.health']!.mean);
    expect(avoided.interval[0]).toBeGreaterThan(0);
  });
});
