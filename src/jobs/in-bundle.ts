/** Places in files as their authors know them: below the folder of their model or scenario, not where this machine keeps it. */
import type { Problem } from '../errors.js';

/** Folders of unpacked versions (bundle.ts) inside a text; a quotation mark or bracket may stand before. */
const FOLDER = /[^\s"'()]*\/cache\/[0-9a-f]{64}(?:\.[0-9a-f-]{36})?\//g;

export const inBundle = (text: string): string => text.replaceAll(FOLDER, '');

export function problemInBundle(problem: Problem): Problem {
  return { ...problem, message: inBundle(problem.message), ...(problem.file === undefined ? {} : { file: inBundle(problem.file) }) };
}
