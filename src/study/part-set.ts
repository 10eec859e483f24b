/** The parts of one study: are they all there, each once, and of the same study? And a Runner that reads blocks from them instead of computing. */
import { Observable } from 'rxjs';
import { CascadeError, ValidationError, type Problem } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import { blocksOf } from './block.js';
import type { StudyInputs } from './digest.js';
import { partBlocks, PartReader, type PartHeader, type PartStudy } from './part-file.js';
import type { Job, PartialOf, Runner } from './runner.js';

/** A part file and what its header says. */
export interface FoundPart { path: string; header: PartHeader }

/** The parts of the base (undefined) and of each variant, by number from 1; those that are missing are undefined. */
export interface PartSet { study: PartStudy; members: ReadonlyMap<string | undefined, readonly (FoundPart | undefined)[]> }

type Trait = [name: string, of: (header: PartHeader) => unknown];

/** What all parts share, and what those of one member share, with what it is called in a message. */
const OF_STUDY: Trait[] = [
  ['seed', (h) => h.seed], ['version', (h) => h.version], ['number of parts', (h) => h.part.of], ['replications', (h) => h.replications],
  ['precision', (h) => h.precision ?? null], ['command', (h) => h.origin.command], ['variants', (h) => h.variants],
];
const OF_MEMBER: Trait[] = [['model', (h) => h.modelHash], ['scenario', (h) => h.scenarioHash], ['outcomes', (h) => h.shape]];

/**
 * Reads the headers of part files, checking their hashes.
 * @throws ValidationError with every problem: PART_FOREIGN (of another model, scenario, seed, version, number of parts or of replications),
 * PART_DOUBLED, PART_MISSING, PARTIAL_CORRUPT, PART_INVALID. A study with a precision needs no parts after the block where it stops, so there
 * missing ones are told only when they are asked for.
 */
export function readPartSet(paths: readonly string[]): PartSet {
  const problems: Problem[] = [], found = paths.flatMap((path) => readHeader(path, problems));
  if (found.length === 0) throw new ValidationError(problems.length > 0 ? problems : [{ code: 'PART_MISSING', severity: 'error', message: 'there is no part of a study' }]);
  const study = commonest(found, OF_STUDY), { header } = study;
  const own = found.filter((part) => belongs(part, study, OF_STUDY, problems));
  const members = new Map([undefined, ...header.variants].map((variant) => [variant, inOrder(own.filter((part) => part.header.variant === variant), study.header, variant, problems)]));
  for (const { path, header: { variant } } of own) {
    if (!members.has(variant)) problems.push(foreign(path, `is of a variant "${variant}" that the study does not have`));
  }
  if (problems.length > 0) throw new ValidationError(problems);
  return { study: header, members };
}

/** Problems of parts that are not of this model and scenario (PART_FOREIGN). */
export const otherInputs = (parts: readonly (FoundPart | undefined)[], { modelHash, scenarioHash }: StudyInputs): Problem[] => parts.flatMap((part) => {
  if (part === undefined) return [];
  const differences = [...(part.header.modelHash === modelHash ? [] : ['model']), ...(part.header.scenarioHash === scenarioHash ? [] : ['scenario'])];
  return differences.length === 0 ? [] : [foreign(part.path, `was computed from another ${differences.join(' and ')} than is there now`)];
});

const foreign = (file: string, message: string): Problem => ({ code: 'PART_FOREIGN', severity: 'error', file, message });

function readHeader(path: string, problems: Problem[]): FoundPart[] {
  try {
    const reader = new PartReader(path);
    reader.close();
    return [{ path, header: reader.header }];
  } catch (error) {
    if (!(error instanceof CascadeError)) throw error;
    problems.push({ code: error.code, severity: 'error', message: error.message });
    return [];
  }
}

/** The first of the largest group of parts that agree: the others are the foreign ones. */
function commonest(found: readonly FoundPart[], traits: readonly Trait[]): FoundPart {
  const groups = new Map<string, FoundPart[]>();
  for (const part of found) {
    const key = canonicalJson(traits.map(([, of]) => of(part.header)));
    groups.set(key, [...groups.get(key) ?? [], part]);
  }
  return [...groups.values()].reduce((best, group) => (group.length > best.length ? group : best))[0]!;
}

function belongs({ path, header }: FoundPart, { path: other, header: expected }: FoundPart, traits: readonly Trait[], problems: Problem[]): boolean {
  const differences = traits.filter(([, of]) => canonicalJson(of(header)) !== canonicalJson(of(expected))).map(([name]) => name);
  if (differences.length > 0) problems.push(foreign(path, `belongs to another study than ${other}: different ${differences.join(', ')}`));
  return differences.length === 0;
}

/** The parts of one member in their order. */
function inOrder(candidates: readonly FoundPart[], { part: { of }, precision }: PartHeader, variant: string | undefined, problems: Problem[]): (FoundPart | undefined)[] {
  const parts = new Array<FoundPart | undefined>(of).fill(undefined), name = (number: number): string => `part ${number} of ${of}${variant === undefined ? '' : ` of variant "${variant}"`}`;
  const reference = candidates.length > 0 ? commonest(candidates, OF_MEMBER) : undefined;
  for (const part of candidates) {
    if (!belongs(part, reference!, OF_MEMBER, problems)) continue;
    const { number } = part.header.part, before = parts[number - 1];
    if (before !== undefined) problems.push({ code: 'PART_DOUBLED', severity: 'error', file: part.path, message: `is ${name(number)}, and so is ${before.path}` });
    else parts[number - 1] = part;
  }
  const absent = parts.flatMap((part, i) => (part === undefined ? [i + 1] : []));
  if (precision === undefined || absent.length === of) {
    problems.push(...absent.map((number): Problem => ({ code: 'PART_MISSING', severity: 'error', message: `${name(number)} is missing` })));
  }
  return parts;
}

/** Reads blocks from the parts of a member, in their order, instead of computing them. Errors: PART_MISSING (all of them named), PARTIAL_CORRUPT. */
export function partRunner(parts: readonly (FoundPart | undefined)[]): Runner {
  const { header } = parts.find((part) => part !== undefined)!, blocks = blocksOf(header.replications);
  let number = 0, reader: PartReader | undefined;
  const readerOf = (block: number): PartReader => {
    if (reader && block < partBlocks({ number, of: parts.length }, blocks).to) return reader;
    do number++; while (block >= partBlocks({ number, of: parts.length }, blocks).to);
    const part = parts[number - 1];
    if (part === undefined) throw missing(parts, number, block);
    reader?.close();
    return reader = new PartReader(part.path);
  };
  return {
    lanes: 1,
    shape: Promise.resolve(header.shape),
    run: <J extends Job>({ index }: J) => new Observable<PartialOf<J>>((subscriber) => {
      // One turn of the event loop a block, so that Ctrl-C is heard.
      const turn = setImmediate(() => {
        try {
          subscriber.next(readerOf(index).read(index) as PartialOf<J>);
          subscriber.complete();
        } catch (error) {
          subscriber.error(error);
        }
      });
      return () => clearImmediate(turn);
    }),
    close: () => { reader?.close(); reader = undefined; return Promise.resolve(); },
  };
}

function missing(parts: readonly (FoundPart | undefined)[], number: number, block: number): CascadeError {
  const absent = parts.flatMap((part, i) => (part === undefined && i + 1 >= number ? [i + 1] : []));
  return new CascadeError('PART_MISSING', `the precision is not reached before block ${block}, which is in part ${number} of ${parts.length}; missing from there on: ${absent.join(', ')}`);
}
