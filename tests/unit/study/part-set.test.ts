/** Parts of a study on disk: whatever way they are cut, merged they are the study; what does not belong is refused by name. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Replicator } from '../../../src/engine/contracts.js';
import type { ValidationError } from '../../../src/errors.js';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { blocksOf, runBlock } from '../../../src/study/block.js';
import { partBlocks, partFile, PartWriter, type PartHeader, type PartStudy } from '../../../src/study/part-file.js';
import { PartialFileWriter } from '../../../src/study/partial-file.js';
import { otherInputs, partRunner, readPartSet } from '../../../src/study/part-set.js';
import { runStudy, type StudyPlan } from '../../../src/study/run.js';
import { shapeOf } from '../../../src/study/shape.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const replicator = createReplicator({ failAt: [77] }) as unknown as Replicator, shape = shapeOf(replicator);
const study: PartStudy = { modelHash: 'm', scenarioHash: 's', seed: 'x', version: '1', replications: 1000, variants: [], origin: { command: 'run', scenario: 'a.yaml', fromFolder: '../a.yaml', asked: {} } };

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-parts-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(number: number, of: number, change: Partial<PartHeader> = {}, name = ''): string {
  const part = { number, of }, header = { ...study, part, shape, ...change }, path = name === '' ? partFile(folder, part, header.variant) : join(folder, name);
  const { from, to } = partBlocks(part, blocksOf(header.replications)), writer = new PartWriter(path, header, 'test');
  for (let block = from; block < to; block++) writer.add(runBlock(replicator, block * 64, Math.min(64, header.replications - block * 64)));
  writer.commit();
  return path;
}
const writeAll = (of: number, change?: Partial<PartHeader>): string[] => Array.from({ length: of }, (_, i) => write(i + 1, of, change));
const merged = async (paths: string[], plan: StudyPlan) => (await lastValueFrom(runStudy(partRunner(readPartSet(paths).members.get(undefined)!), plan))).study;
const alone = async (plan: StudyPlan) => (await lastValueFrom(runStudy(inProcessRunner(replicator), plan))).study;
const problemsOf = (paths: string[]): string[] => {
  try {
    readPartSet(paths);
    return [];
  } catch (error) {
    return (error as ValidationError).problems.map((p) => `${p.code} ${p.file === undefined ? '' : `${p.file.slice(folder.length + 1)} `}${p.message.replaceAll(`${folder}/`, '')}`);
  }
};

describe('parts', () => {
  it.each([1, 3, 16, 20])('%i of them give the bits of the whole', async (of) => {
    expect(await merged(writeAll(of), { replications: 1000 })).toEqual(await alone({ replications: 1000 }));
  });

  it('of an earlier form of blocks are refused by name, before any block is read', () => {
    const path = partFile(folder, { number: 1, of: 1 }), writer = new PartialFileWriter(path, { ...study, part: { number: 1, of: 1 }, shape, format: 'hazcade-part/1', blockSize: 64 }, `${path}.tmp`);
    writer.commit();
    expect(problemsOf([path])).toEqual([expect.stringMatching(/^PART_INVALID .*part-1-of-1\.bin .*expected format hazcade-part\/2 with blocks of 64, found hazcade-part\/1/)]);
  });

  it('hold every block once, in runs that differ by one block at most', () => {
    for (const [of, blocks] of [[1, 1], [3, 16], [7, 100], [20, 16]] as const) {
      const runs = Array.from({ length: of }, (_, i) => partBlocks({ number: i + 1, of }, blocks));
      expect(runs.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(Array.from({ length: blocks }, (_, i) => i));
      const lengths = runs.map(({ from, to }) => to - from);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }
  });

  it('stop at the precision where the whole study stops, and need no parts after it', async () => {
    const precision = { outcome: 'person-hours.total', relative: 0.03, maxReplications: 6400 }, plan = { replications: 6400, precision };
    const paths = writeAll(10, { replications: 6400, precision }), whole = await alone(plan);
    expect(whole.blocks).toBeGreaterThan(10);
    expect(whole.blocks).toBeLessThan(90);
    expect(await merged(paths, plan)).toEqual(whole);
    const needed = Math.ceil(whole.blocks / 10);
    expect(await merged(paths.slice(0, needed), plan)).toEqual(whole);
    await expect(merged(paths.filter((_, i) => i !== needed - 1 && i !== needed), plan)).rejects.toMatchObject({
      code: 'PART_MISSING', message: `the precision is not reached before block ${(needed - 1) * 10}, which is in part ${needed} of 10; missing from there on: ${needed}, ${needed + 1}`,
    });
  });

  it('that are missing, doubled, foreign or spoilt are named, all at once', () => {
    const [one, two] = writeAll(4), spoilt = write(4, 4), bytes = readFileSync(spoilt);
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(spoilt, bytes);
    const other = write(3, 4, { seed: 'y', version: '2' }, 'other.bin'), again = write(2, 4, {}, 'again.bin'), model = write(3, 4, { modelHash: 'n' }, 'model.bin');
    writeFileSync(join(folder, 'text.bin'), 'hello');
    expect(problemsOf([one!, two!, spoilt, other, again, model, join(folder, 'text.bin')])).toEqual([
      'PARTIAL_CORRUPT part-4-of-4.bin is not as it was written (its hash differs); remove it to begin anew',
      'PARTIAL_CORRUPT text.bin is not as it was written (its hash differs); remove it to begin anew',
      'PART_FOREIGN other.bin belongs to another study than part-1-of-4.bin: different seed, version',
      'PART_DOUBLED again.bin is part 2 of 4, and so is part-2-of-4.bin',
      'PART_FOREIGN model.bin belongs to another study than part-1-of-4.bin: different model',
      'PART_MISSING part 3 of 4 is missing', 'PART_MISSING part 4 of 4 is missing',
    ]);
    expect(problemsOf([])).toEqual(['PART_MISSING there is no part of a study']);
  });

  it('cut in other ways, or of other lengths, do not mix', () => {
    const paths = writeAll(2), [third] = [write(3, 3)], longer = write(2, 2, { replications: 2000 }, 'longer.bin');
    expect(problemsOf([...paths, third, longer])).toEqual([
      'PART_FOREIGN part-3-of-3.bin belongs to another study than part-1-of-2.bin: different number of parts',
      'PART_FOREIGN longer.bin belongs to another study than part-1-of-2.bin: different replications',
    ]);
  });

  it('of variants are looked for too, and compared with the model and scenario that are there', () => {
    const paths = [...writeAll(2, { variants: ['dry'] }), write(1, 2, { variants: ['dry'], variant: 'dry', modelHash: 'd' }), write(1, 2, { variants: ['dry'], variant: 'wet' })];
    expect(problemsOf(paths)).toEqual(['PART_MISSING part 2 of 2 of variant "dry" is missing', 'PART_FOREIGN wet.part-1-of-2.bin is of a variant "wet" that the study does not have']);
    const set = readPartSet([...paths.slice(0, 3), write(2, 2, { variants: ['dry'], variant: 'dry', modelHash: 'd' })]);
    expect(otherInputs(set.members.get('dry')!, { modelHash: 'd', scenarioHash: 's', seed: 'x' })).toEqual([]);
    expect(otherInputs(set.members.get('dry')!, { modelHash: 'e', scenarioHash: 'f', seed: 'x' }).map((p) => p.message)).toEqual(Array(2).fill('was computed from another model and scenario than is there now'));
  });

  it('that are not committed leave no file', () => {
    const path = partFile(folder, { number: 1, of: 2 }), writer = new PartWriter(path, { ...study, part: { number: 1, of: 2 }, shape }, 'test');
    writer.add(runBlock(replicator, 0, 64));
    writer.abandon();
    expect(() => readFileSync(path)).toThrow('ENOENT');
    expect(() => readFileSync(`${path}.test.tmp`)).toThrow('ENOENT');
  });
});
