/** Problems of one file, in the order of its lines: all are reported at once. */
import type { Problem } from '../errors.js';

/** More problems than a person reads; the rest is counted. */
const LISTED = 200;

export class FileProblems {
  private readonly listed: Problem[] = [];
  private unlisted = 0;
  private errors = 0;

  constructor(readonly file: string) {}

  get hasErrors(): boolean { return this.errors > 0; }

  /** @param line 1-based; 0 where the whole file is meant */
  error(code: string, line: number, message: string): void {
    this.errors++;
    this.add('error', code, line, message);
  }

  warn(code: string, line: number, message: string): void { this.add('warning', code, line, message); }

  /** What was found; the last entry counts those that are not listed. */
  all(): Problem[] {
    if (this.unlisted === 0) return this.listed;
    return [...this.listed, { code: 'PROBLEMS_UNLISTED', severity: this.hasErrors ? 'error' : 'warning', file: this.file, message: `${this.unlisted} further problems are not listed` }];
  }

  private add(severity: Problem['severity'], code: string, line: number, message: string): void {
    if (this.listed.length >= LISTED) { this.unlisted++; return; }
    this.listed.push({ code, severity, file: this.file, ...(line > 0 ? { line } : {}), message });
  }
}

/** Text of a file as a message shows it: one line, not too long. */
export function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').trim();
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A finite decimal number; NaN where the text is none ("", "0x10", "1,5", "1e999"). */
export function decimal(text: string): number {
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/** Largest network file that is read, characters. */
const MOST_CHARACTERS = 64 << 20;

/** The problem of a file that is too large. */
export function tooLarge(file: string, text: string): Problem | undefined {
  if (text.length <= MOST_CHARACTERS) return undefined;
  return { code: 'FILE_TOO_LARGE', severity: 'error', file, message: `network files may have ${MOST_CHARACTERS >> 20} MB, this one has ${Math.ceil(text.length / (1 << 20))} MB` };
}

/** 1-based line of a character. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
