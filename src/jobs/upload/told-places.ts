/** Problems as whoever uploaded the files sees them: files are named inside their bundle, never by where the service keeps them. */
import { basename, sep } from 'node:path';
import type { Problem } from '../../errors.js';

/**
 * @param folders where files lie, and what is put before their names instead: nothing for the bundle itself, `harbour-city/` for the model of a scenario
 */
export function inBundle(problems: readonly Problem[], folders: readonly { folder: string; shownAs: string }[]): Problem[] {
  return problems.map(({ file, message, ...problem }) => ({
    ...problem,
    ...(file === undefined ? {} : { file: shownFile(file, folders) }),
    message: folders.reduce((text, { folder, shownAs }) => text.replaceAll(`${folder}${sep}`, shownAs), message),
  }));
}

function shownFile(file: string, folders: readonly { folder: string; shownAs: string }[]): string {
  for (const { folder, shownAs } of folders) if (file.startsWith(`${folder}${sep}`)) return shownAs + file.slice(folder.length + 1).replaceAll(sep, '/');
  return basename(file);
}
