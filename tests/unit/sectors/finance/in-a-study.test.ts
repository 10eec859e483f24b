/** Settlement and the economy as layers of a model, through the same path as files: a power cut that gridlocks settlement. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { assemble, createReplicator, normalizeScenario, readModel } from '../../../../src/index.js';
import { damage, kind, need, reader } from '../../../validation/study.js';

const folder = mkdtempSync(join(tmpdir(), 'hazcade-payments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const banks = ['a', 'b', 'c'];
const model = {
  format: 'hazcade-model/1', id: 'payments', services: [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }],
  kinds: { supplier: kind('power', { repair: { slight: '3h', moderate: '3h', extensive: '3h', complete: '3h' } }), bank: kind('finance') },
  assets: [{ id: 'substation', kind: 'supplier' }, ...banks.map((id) => ({ id: `bank-${id}`, kind: 'bank', ...(id === 'a' ? { needs: [need(['substation'], 1)] } : {}) }))],
  physics: [
    { id: 'payments', sector: 'finance', model: 'settlement', files: { network: 'finance.json' }, map: 'finance.csv' },
    { id: 'economy', sector: 'economy', model: 'inoperability', files: { table: 'economy.json' }, map: 'economy.csv' },
  ],
};
const finance = {
  format: 'hazcade-finance/1', currency: 'EUR', participants: banks.map((id) => ({ id, externalAssets: 100, externalLiabilities: 90 })),
  settlement: { open: 0.5, close: 6, payments: [{ from: 'a', to: 'b', amount: 10, at: 1.5 }, { from: 'b', to: 'c', amount: 10, at: 2 }, { from: 'c', to: 'a', amount: 10, at: 3 }] },
};
/** Power alone, which follows within a step of an hour: 24 a day. */
const economy = { format: 'hazcade-economy/1', currency: 'EUR', sectors: [{ id: 'power', output: 24 }], matrix: [[0]] };

const write = (file: string, content: string | object): void => writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));

it('the bank without power holds up the two that wait for its money', async () => {
  write('model.json', model);
  write('finance.json', finance);
  write('finance.csv', `asset,component\n${banks.map((id) => `bank-${id},participant:${id}`).join('\n')}\n`);
  write('economy.json', economy);
  // Layers may not share assets.
  write('economy.csv', 'asset,component\nsubstation,sector:power\n');
  // A Monday; the substation is out from 1 to 4.
  const scenario = { format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '48h', seed: 's', hazards: [damage({ assets: ['substation'] })] };
  const replicator = await createReplicator(assemble(readModel(folder).model, normalizeScenario(scenario, { folder }).scenario).packet);
  const read = reader(replicator), of = (name: string): number => read(name, 0);
  // a is late by 2.5 h, b by 2, c by 1; b waits for money for 2 h.
  expect(of('unsettled-value-hours.payments')).toBeCloseTo(55, 9);
  expect(of('gridlock-hours.payments')).toBeCloseTo(2, 9);
  expect(of('unsettled-at-close.payments')).toBe(0);
  // Substation and bank a down for 3 h, b and c served nothing for 2 and 1.
  expect(of('lost-asset-hours.finance')).toBeCloseTo(6, 9);
  expect(of('lost-asset-hours.power')).toBeCloseTo(3, 9);
  expect(of('output-loss.economy')).toBeCloseTo(3, 9);
});
