/** Files that belong to a model lie in its folder; models read no files elsewhere. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { nearest } from '../errors.js';
import type { Place, Problems } from './problems.js';

/** Absolute path of a file that belongs to the model; models do not read files elsewhere. */
export function insideFolder(name: string, folder: string | undefined, problems: Problems, place: () => Place): string | undefined {
  if (folder === undefined) { problems.error('PATH_UNRESOLVED', `the table "${name}" needs a folder to start from`, place()); return undefined; }
  const path = resolve(folder, name);
  const inside = relative(folder, path);
  if (!inside.startsWith('..') && !isAbsolute(inside)) return there(name, path, problems, place);
  problems.error('PATH_OUTSIDE', `tables lie inside the folder of the model, found "${name}"`, place());
  return undefined;
}

/**
 * The same, strictly: no absolute path, no `..` though it comes back, and what links on the way lead to lies inside too.
 * @param name as written, with `/`
 * @param rule what is said to who breaks it
 */
export function strictlyInside(name: string, folder: string | undefined, problems: Problems, place: () => Place, rule = 'files of a layer lie inside the folder of the model'): string | undefined {
  if (folder === undefined) { problems.error('PATH_UNRESOLVED', `the file "${name}" needs a folder to start from`, place()); return undefined; }
  const outside = (why: string): undefined => { problems.error('PATH_OUTSIDE', `${rule}: expecting a relative path without "..", found "${name}"${why}`, place()); };
  if (isAbsolute(name) || /^[A-Za-z]:/.test(name) || name.split(/[/\\]/).includes('..')) return outside('');
  const path = resolve(folder, name);
  try {
    const real = relative(realpathSync(folder), realpathSync(path));
    return real === '..' || real.startsWith(`..${sep}`) || isAbsolute(real) ? outside(', which is a link to somewhere else') : path;
  } catch {
    // No such file: reading it says so.
    return path;
  }
}

/** The path of a file that is there. That it is not is told where it is named: there it has to be put right. */
export function there(name: string, path: string | undefined, problems: Problems, place: () => Place): string | undefined {
  if (path === undefined || existsSync(path)) return path;
  const folder = dirname(path), near = existsSync(folder) ? nearest(basename(path), readdirSync(folder)) : undefined;
  problems.error('FILE_NOT_FOUND', `there is no "${name}"${near === undefined ? '' : `. Did you mean "${near}"?`}`, place());
  return undefined;
}
