/** Errors of Hazcade: a code, a place, what was expected, what was found, and the nearest right thing. */

export interface Problem {
  code: string;
  severity: 'error' | 'warning';
  /** File, and where known line and column (1-based). */
  file?: string;
  line?: number;
  column?: number;
  /** JSON pointer into the file's content, where it has one. */
  pointer?: string;
  message: string;
}

/** `file:line:column  message`, as editors and terminals understand it. */
export function formatProblem(p: Problem): string {
  const place = [p.file, p.line, p.column].filter((x) => x !== undefined).join(':');
  return `${p.code}${p.severity === 'warning' ? ' (warning)' : ''}${place ? `  ${place}` : ''}  ${p.message}`;
}

/** One thing went wrong; `code` is documented in docs/errors.md. */
export class CascadeError extends Error {
  constructor(readonly code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CascadeError';
  }
}

/** A name that is not there. */
export class UnknownName extends CascadeError {
  /** @param unknown the name */
  constructor(code: string, readonly unknown: string, message: string) {
    super(code, message);
    this.name = 'UnknownName';
  }
}

/** All problems of the files at once. */
export class ValidationError extends CascadeError {
  constructor(readonly problems: Problem[]) {
    const errors = problems.filter((p) => p.severity === 'error');
    super('INPUT_INVALID', `${errors.length} problem${errors.length === 1 ? '' : 's'}:\n${errors.slice(0, 50).map((p) => `  ${formatProblem(p)}`).join('\n')}`);
    this.name = 'ValidationError';
  }
}

/** The known name nearest to `wrong` (edit distance at most a third of its length), for "did you mean". */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wrong.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wrong.length) >= bestDistance) continue;
    const d = editDistance(wrong, candidate, bestDistance);
    if (d < bestDistance) { bestDistance = d; best = candidate; }
  }
  return best;
}

/** The n known names most like `wrong`, the nearest first (edit distance without limit; ties in the order given). */
export function nearestOf(wrong: string, known: readonly string[], n: number): string[] {
  const distances = known.map((name, i) => ({ name, i, distance: editDistance(wrong, name, Infinity) }));
  return distances.sort((a, b) => a.distance - b.distance || a.i - b.i).slice(0, n).map((d) => d.name);
}

function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const d = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      next.push(d);
      least = Math.min(least, d);
    }
    if (least >= limit) return limit;
    row = next;
  }
  return row[b.length]!;
}
