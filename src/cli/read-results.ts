/** Results from a result folder or a results.json. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CascadeError } from '../errors.js';
import type { Results } from '../study/results.js';
import { existing } from './command.js';
import { RESULTS_FILE } from './result-folder.js';

const FORMAT = 'hazcade-results/1';

/** Throws FILE_NOT_FOUND, RESULTS_INVALID. */
export async function readResults(path: string): Promise<Results> {
  const file = (await stat(existing(path, 'result'))).isDirectory() ? existing(join(path, RESULTS_FILE), 'result') : path;
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CascadeError('RESULTS_INVALID', `${file} is not JSON: ${error.message}`);
    throw error;
  }
  const format = typeof data === 'object' && data !== null ? (data as { format?: unknown }).format : undefined;
  if (format !== FORMAT) throw new CascadeError('RESULTS_INVALID', `${file}: expected format ${FORMAT}, found ${format === undefined ? 'none' : JSON.stringify(format)}`);
  return data as Results;
}
