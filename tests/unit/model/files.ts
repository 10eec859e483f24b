import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ValidationError, type Problem } from '../../../src/errors.js';

/** A folder with these files, gone after the test. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hazcade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The problems that reading throws. */
export function problemsOf(read: () => unknown): Problem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
  return [];
}

/** `CODE file:line:column` of errors, the file without its folder. */
export function placed(problems: Problem[], severity: Problem['severity'] = 'error'): string[] {
  return problems.filter((p) => p.severity === severity).map((p) => `${p.code} ${[p.file?.split(/[\\/]/).at(-1), p.line, p.column].filter((x) => x !== undefined).join(':')}`);
}

/** Kinds for small models, as a `kinds` map. */
export const KINDS = {
  plant: { sector: 'power', services: ['electricity'], restart: '1h', fragility: [{ measure: 'depth', unit: 'm', lognormal: { slight: [0.5, 0.4], complete: [2, 0.4] } }] },
  pump: { sector: 'water', services: ['water'], skill: 'water', buffers: { electricity: { hours: '8h', refill: '2h' } } },
  home: { sector: 'population', serviceArea: true },
};

/** A sound model: a plant, a pump that needs it, homes that need both. */
export function smallModel() {
  return {
    format: 'hazcade-model/1', id: 'small', kinds: KINDS,
    assets: [
      { id: 'plant', kind: 'plant', place: [4.3, 51.2], attributes: { vendor: 'acme', elevationM: 2 } },
      { id: 'plant-2', kind: 'plant', place: [4.4, 51.2], attributes: { vendor: 'other', elevationM: 8 } },
      { id: 'pump', kind: 'pump', place: [4.3, 51.25], needs: [{ service: 'electricity', from: ['plant', { asset: 'plant-2', weight: 0.5 }] }] },
      { id: 'home', kind: 'home', people: 100, needs: [{ service: 'electricity', from: ['plant'], demand: 2.5 }, { service: 'water', from: ['pump'] }] },
    ] as Record<string, unknown>[],
  };
}
