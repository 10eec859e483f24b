/**
 * A JSON parser (RFC 8259) that knows where things are: JSON.parse names no line, takes the last of two equal keys
 * in silence, and overflows on deep nesting. Given a path, `locate` walks the same text to that value.
 */
import { clip, type Path } from './problems.js';

/** Deeper nesting than any model needs. */
export const DEPTH_LIMIT = 100;

/** What is wrong with the text, and at which character. */
export class JsonTextError extends Error {
  constructor(message: string, readonly offset: number) { super(message); }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;

/** The value of a JSON text. @throws JsonTextError */
export function parseJson(text: string): unknown {
  return new JsonText(text).whole();
}

/** Offset of the value at a path (of the key, for `key`), or of the nearest ancestor that exists. The text must be valid. */
export function locateJson(text: string, path: Path, key = false): number {
  const walk = new JsonText(text, path, key);
  walk.whole();
  return walk.found;
}

class JsonText {
  found = 0;
  private at = 0;

  constructor(private readonly text: string, private readonly target?: Path, private readonly wantKey = false) {}

  whole(): unknown {
    this.space();
    const value = this.value(0, this.target ? 0 : -1);
    if (this.at < this.text.length) this.fail('text after the end of the value');
    return value;
  }

  /** @param matched how many steps of the target lead here; -1: this value is off the way */
  private value(depth: number, matched: number): unknown {
    if (depth > DEPTH_LIMIT) this.fail(`nested more than ${DEPTH_LIMIT} deep`);
    if (matched >= 0 && !(this.wantKey && matched === this.target!.length)) this.found = this.at;
    const c = this.text[this.at];
    const value = c === '{' ? this.object(depth, matched) : c === '[' ? this.list(depth, matched) : c === '"' ? this.string() : this.scalar();
    this.space();
    return value;
  }

  private object(depth: number, matched: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    this.next();
    if (this.text[this.at] === '}') { this.next(); return result; }
    for (;;) {
      const start = this.at;
      if (this.text[start] !== '"') this.fail('expecting a key in double quotes');
      const key = this.string();
      if (Object.hasOwn(result, key)) throw new JsonTextError(`key "${clip(key)}" stands twice in one map`, start);
      const onTheWay = this.step(matched, key, start);
      this.space();
      this.take(':');
      // defineProperty, because assigning to "__proto__" would change the prototype instead.
      const value = this.value(depth + 1, onTheWay);
      if (key === '__proto__') Object.defineProperty(result, key, { value, enumerable: true });
      else result[key] = value;
      if (this.text[this.at] === '}') { this.next(); return result; }
      this.take(',');
    }
  }

  private list(depth: number, matched: number): unknown[] {
    const result: unknown[] = [];
    this.next();
    if (this.text[this.at] === ']') { this.next(); return result; }
    for (;;) {
      result.push(this.value(depth + 1, this.step(matched, result.length, this.at)));
      if (this.text[this.at] === ']') { this.next(); return result; }
      this.take(',');
    }
  }

  private step(matched: number, step: string | number, start: number): number {
    if (matched < 0 || matched >= this.target!.length || String(this.target![matched]) !== String(step)) return -1;
    if (this.wantKey && matched + 1 === this.target!.length) this.found = start;
    return matched + 1;
  }

  private string(): string {
    const start = this.at;
    for (let i = start + 1; i < this.text.length; i++) {
      const code = this.text.charCodeAt(i);
      if (code === 92) i++;
      else if (code < 32) { this.at = i; this.fail('line break or control character inside a string'); } else if (code === 34) {
        this.at = i + 1;
        try {
          return JSON.parse(this.text.slice(start, this.at)) as string;
        } catch {
          throw new JsonTextError('string with an escape that JSON does not know', start);
        }
      }
    }
    throw new JsonTextError('string without an end', start);
  }

  private scalar(): unknown {
    for (const [word, value] of [['true', true], ['false', false], ['null', null]] as const) {
      if (this.text.startsWith(word, this.at)) { this.at += word.length; return value; }
    }
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (!match) this.fail(this.at >= this.text.length ? 'the text ends too early' : 'expecting a value');
    const value = Number(match[0]);
    if (!Number.isFinite(value)) this.fail(`number ${clip(match[0])} is too large`);
    this.at = NUMBER.lastIndex;
    return value;
  }

  private take(c: string): void {
    if (this.text[this.at] !== c) this.fail(`expecting "${c}"`);
    this.next();
  }

  private next(): void {
    this.at++;
    this.space();
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }

  private fail(message: string): never {
    throw new JsonTextError(this.at >= this.text.length ? `${message}, at the end of the text` : message, this.at);
  }
}
