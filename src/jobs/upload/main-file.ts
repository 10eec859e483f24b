/** Which file of a folder is the model or scenario. */
import { join } from 'node:path';
import { ValidationError } from '../../errors.js';
import type { DocumentKind } from '../../store/records.js';
import { formatOf } from '../../study/check-input.js';

/**
 * `model.yaml` or `model.json` (`scenario.yaml`, `scenario.json`); else the one file that says it has that format. Files in folders are not looked at.
 * @param names of all files, with `/`
 * @throws ValidationError MAIN_FILE_MISSING, MAIN_FILE_AMBIGUOUS
 */
export function mainFile(folder: string, names: readonly string[], kind: DocumentKind): string {
  const top = names.filter((name) => !name.includes('/')), usual = [`${kind}.yaml`, `${kind}.json`].find((name) => top.includes(name));
  if (usual !== undefined) return usual;
  const says = top.filter((name) => /\.(yaml|yml|json)$/.test(name) && formatOf(join(folder, name)) === kind);
  if (says.length === 1) return says[0]!;
  if (says.length > 1) throw failed('MAIN_FILE_AMBIGUOUS', `${says.slice(0, 5).join(', ')} all say that they are a ${kind}; name one of them ${kind}.yaml`);
  throw failed('MAIN_FILE_MISSING', `there is no ${kind}.yaml, ${kind}.json or other file with "format: hazcade-${kind}/1" at the top of the archive (or in its only folder); it has ${top.slice(0, 5).join(', ') || 'no files there'}`);
}

/** The folder above all files, where there is one: archives of a folder often have it. `''`: none. */
export function commonFolder(names: readonly string[]): string {
  const first = names[0]?.split('/')[0];
  return first !== undefined && names.every((name) => name.startsWith(`${first}/`)) ? `${first}/` : '';
}

const failed = (code: string, message: string): ValidationError => new ValidationError([{ code, severity: 'error', message }]);
