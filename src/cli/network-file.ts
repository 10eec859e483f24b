/** Network files on the command line. */
import { Problems } from '../model/problems.js';
import { readText } from '../model/read-file.js';
import { existing } from './command.js';

/** The text of a network file. @throws UsageError FILE_NOT_FOUND, ValidationError FILE_UNREADABLE, FILE_TOO_LARGE, FILE_ENCODING */
export function networkText(path: string): string {
  const problems = new Problems();
  const text = readText(existing(path, 'network file'), 'network', problems);
  problems.throwIfErrors();
  return text!;
}
