/** JSON files whose mistakes are told with their line: text -> a value that fits a schema. */
import { ValidationError, type CascadeError } from '../errors.js';
import { fits, type JsonSchema } from '../model/check-schema.js';
import { JsonTextError, locateJson, parseJson } from '../model/json-text.js';
import { pointerOf, Problems, type Path, type Place } from '../model/problems.js';

/** Largest network file, bytes of text. */
export const NETWORK_FILE_LIMIT = 64 << 20;

/** Finding a place walks the text, so only the first problems get a line; the others name the path of what is wrong. */
const PLACED = 100;

/** A JSON text that fits its schema, and the problems found in it so far. */
export class LocatedJson<T> {
  readonly problems = new Problems();
  private placed = 0;

  private constructor(readonly file: string, private readonly text: string, readonly data: T) {}

  /**
   * @param schema of the whole text, or a choice among several by its content; `$defs` in it may be referred to
   * @throws ValidationError with every mistake of the form: FILE_TOO_LARGE, SYNTAX_JSON, KEY_UNKNOWN, KEY_MISSING, TYPE_WRONG, VALUE_INVALID
   */
  static read<T>(file: string, text: string, schema: JsonSchema | ((data: unknown) => JsonSchema)): LocatedJson<T> {
    if (text.length > NETWORK_FILE_LIMIT) throw problem(file, 'FILE_TOO_LARGE', `network files may have ${NETWORK_FILE_LIMIT >> 20} MB, this one has ${Math.ceil(text.length / (1 << 20))} MB`);
    let data: unknown;
    try {
      data = parseJson(text);
    } catch (error) {
      if (!(error instanceof JsonTextError)) throw error;
      throw problem(file, 'SYNTAX_JSON', error.message, positionOf(text, error.offset));
    }
    const located = new LocatedJson<T>(file, text, data as T);
    const root = typeof schema === 'function' ? schema(data) : schema;
    fits(root, root, data, ({ code, path, message, ofKey }) => { located.error(code, `${path.length === 0 ? '' : `${path.join('.')}: `}${message}`, path, ofKey); });
    located.throwIfErrors();
    return located;
  }

  /** Adds a problem at a path of the data. */
  error(code: string, message: string, path: Path, ofKey = false): void { this.problems.error(code, message, this.place(path, ofKey)); }

  /** Adds a problem about a name that is not among the known ones. */
  unknown(code: string, what: string, name: string, known: Iterable<string>, path: Path): void { this.problems.unknown(code, what, name, known, this.place(path)); }

  /** @throws ValidationError */
  throwIfErrors(): void { this.problems.throwIfErrors(); }

  private place(path: Path, ofKey = false): Place {
    if (++this.placed > PLACED) return { file: this.file, pointer: pointerOf(path) };
    return { file: this.file, ...positionOf(this.text, locateJson(this.text, path, ofKey)), pointer: pointerOf(path) };
  }
}

/** One problem as an error. */
function problem(file: string, code: string, message: string, place: Place = {}): CascadeError {
  return new ValidationError([{ code, severity: 'error', file, ...place, message }]);
}

/** Line and column of a character, 1-based. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let i = before.indexOf('\n'); i >= 0; i = before.indexOf('\n', i + 1)) line++;
  return { line, column: offset - lineStart + 1 };
}
