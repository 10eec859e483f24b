/** The silo view on random graphs without crews: sectors alone lose at most what all lose together, and exactly that where no need crosses sectors. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeModel, normalizeScenario } from '../../src/index.js';
import type { Model, Scenario } from '../../src/model/types.js';
import { sectorsOf, siloOf } from '../../src/study/scenario-parts.js';
import { assemble } from '../../src/study/assemble.js';
import { Simulation } from '../../src/study/simulation.js';

const SECTORS = ['power', 'water', 'telecom'];
interface Node { sector: number; suppliers: number[]; onset: number; hours: number; struck: boolean }

const graphs: fc.Arbitrary<Node[]> = fc.array(fc.record({
  sector: fc.integer({ min: 0, max: 2 }), suppliers: fc.array(fc.nat(7), { maxLength: 3 }), onset: fc.integer({ min: 0, max: 30 }), hours: fc.integer({ min: 1, max: 20 }), struck: fc.boolean(),
}), { minLength: 2, maxLength: 8 });

/** @param crossing keep needs across sectors, or only those inside one */
function studyOf(nodes: readonly Node[], crossing: boolean): { model: Model; scenario: Scenario } {
  const repair = { slight: '5h', moderate: '5h', extensive: '5h', complete: '5h' };
  const { model } = normalizeModel({
    format: 'hazcade-model/1', id: 'm', services: [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }],
    kinds: Object.fromEntries(SECTORS.map((sector) => [sector, { title: sector, sector, services: ['supply'], restart: '0h', capacityLeft: { slight: 0.5, moderate: 0, extensive: 0, complete: 0 }, repair, sources: {} }])),
    assets: nodes.map(({ sector, suppliers }, i) => {
      const from = [...new Set(suppliers.filter((s) => s < i && (nodes[s]!.sector !== sector) === crossing))];
      return { id: `n${i}`, kind: SECTORS[sector]!, needs: from.length === 0 ? [] : [{ service: 'supply', from: from.map((s) => `n${s}`), required: from.length }] };
    }),
  });
  const { scenario } = normalizeScenario({
    format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '100h', ticksPerHour: 60,
    hazards: nodes.flatMap(({ onset, hours, struck }, i) => (struck ? [{ id: `h${i}`, type: 'other', onset: `${onset}h`, duration: `${hours}h`, footprint: { assets: [`n${i}`] }, effects: [{ trip: { probability: 0.8 } }] }] : [])),
  });
  return { model, scenario };
}

function lossOf({ model, scenario }: { model: Model; scenario: Scenario }, replication: number): number {
  const { network, names, scenario: compiled } = assemble(model, scenario);
  const simulation = new Simulation({ network, names, scenario: compiled, layers: [] });
  return simulation.replicate(replication).values[simulation.outcomes.findIndex((o) => o.name === 'lost-asset-hours.all')]!;
}

const siloSum = (study: { model: Model; scenario: Scenario }, k: number): number => sectorsOf(study.model).reduce((sum, sector) => sum + lossOf(siloOf(study.model, study.scenario, sector), k), 0);

test('with needs across sectors only, the sum of the silos is at most the whole', () => fc.assert(fc.property(graphs, (nodes) => {
  const study = studyOf(nodes, true);
  expect(siloSum(study, 0)).toBeLessThanOrEqual(lossOf(study, 0) + 1e-9);
}), { numRuns: 40 }));

test('with needs inside sectors only, it is the whole', () => fc.assert(fc.property(graphs, (nodes) => {
  const study = studyOf(nodes, false);
  expect(siloSum(study, 0)).toBeCloseTo(lossOf(study, 0), 9);
}), { numRuns: 40 }));
