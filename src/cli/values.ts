/** Values of options: each parser says what it expects and what it found. */
import { InvalidArgumentError } from 'commander';
import { hoursOf } from '../model/quantities.js';
import type { PartOf } from '../study/part-file.js';

/** A whole number of at least `least`. */
export const wholeNumber = (least: number) => (text: string): number => {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`Expected a whole number of at least ${least}, found "${text}".`);
  return value;
};

/** A part of a study: `3/8` is the third of eight. */
export function partOf(text: string): PartOf {
  const [, number = NaN, of = NaN] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (!(number >= 1 && number <= of)) throw new InvalidArgumentError(`Expected part i of n as i/n, from 1/n to n/n, such as 3/8, found "${text}".`);
  return { number, of };
}

/** A share between 0 and 1 (exclusive), as `0.05` or `5%`. */
export function share(text: string): number {
  const match = /^(\d*\.?\d+)\s*(%?)$/.exec(text);
  const value = match ? Number(match[1]) / (match[2] ? 100 : 1) : NaN;
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError(`Expected a share between 0 and 1, such as 0.05 or 5%, found "${text}".`);
  return value;
}

/** A share from 0 to 1, both allowed, as `0.05` or `5%`. */
export function shareFromZero(text: string): number {
  const match = /^(\d*\.?\d+)\s*(%?)$/.exec(text);
  const value = match ? Number(match[1]) / (match[2] ? 100 : 1) : NaN;
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError(`Expected a share from 0 to 1, such as 0.05 or 5%, found "${text}".`);
  return value;
}

/** A share of something that has an id. */
export interface IdShare { id: string; share: number }

/** Adds an `ID=SHARE` to those given before, for an option that may be repeated. */
export function idAndShare(text: string, before: IdShare[]): IdShare[] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InvalidArgumentError(`Expected ID=SHARE, such as bank-1=0.2, found "${text}".`);
  return [...before, { id: text.slice(0, at), share: shareFromZero(text.slice(at + 1)) }];
}

/** Sets of hazards: `storm,surge;outage`. */
export function hazardSets(text: string): string[][] {
  const sets = text.split(';').map((set) => set.split(',').map((id) => id.trim()).filter((id) => id !== ''));
  if (sets.some((set) => set.length === 0)) throw new InvalidArgumentError(`Expected ids of hazards with commas between, sets with semicolons, such as "storm,surge;outage", found "${text}".`);
  return sets;
}

/** A duration as files write it, in hours: `90min`, `8h`, `3d`. */
export function hours(text: string): number {
  const value = hoursOf(text);
  if (value === undefined) throw new InvalidArgumentError(`Expected a duration with a unit, such as 90min, 8h or 3d, found "${text}".`);
  return value;
}

/** Names with commas between them. */
export function list(text: string): string[] {
  const names = text.split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError(`Expected names with commas between them, found "${text}".`);
  return names;
}

/** Not the empty text. */
export function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected some text, found nothing.');
  return text;
}
