/**
 * The rows of docs/validation.md. Each test file owns one table there and makes its rows; its last test compares the two, or writes the
 * document with UPDATE_DOCS=1 (then one file at a time: `UPDATE_DOCS=1 npx vitest run tests/validation --no-file-parallelism`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

export const VALIDATION_DOC = new URL('../../docs/validation.md', import.meta.url);

interface Row { check: string; reference: string; expected: string; obtained: string; tolerance: string }

/** Mean of a sample with its standard error. */
export interface Estimate { mean: number; standardError: number }

export function estimate(sample: ArrayLike<number>): Estimate {
  const values = Array.from(sample), n = values.length, mean = values.reduce((sum, x) => sum + x, 0) / n;
  return { mean, standardError: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) / n) };
}

export class ValidationTable {
  private readonly rows: Row[] = [];

  /** @param name of the test file, without `.test.ts`; the document marks its table with it */
  constructor(private readonly name: string, private readonly reference: string) {}

  /** The engine must give the reference value itself: a count, a text, or a number to `digits` decimals where it is a rational. */
  exact(check: string, expected: string | number, obtained: string | number, reference = this.reference): void {
    this.rows.push({ check, reference, expected: String(expected), obtained: String(obtained), tolerance: 'equal' });
    expect(obtained, check).toBe(expected);
  }

  /** A mean over seeded replications within so many standard errors. At 4, one true value in 16,000 would be refused. */
  sampled(check: string, expected: number, sample: ArrayLike<number>, { digits = 4, errors = 4, reference = this.reference } = {}): void {
    const { mean, standardError } = estimate(sample);
    this.rows.push({ check, reference, expected: expected.toFixed(digits), obtained: `${mean.toFixed(digits)} ± ${standardError.toFixed(digits)}`, tolerance: `${errors} standard errors` });
    expect(Math.abs(mean - expected), `${check}: expected ${expected}, obtained ${mean} ± ${standardError}`).toBeLessThanOrEqual(errors * standardError);
  }

  /** A value within a given distance, for a stated reason (finite size, say). */
  near(check: string, expected: number, obtained: number, distance: number, why: string, { digits = 4, reference = this.reference } = {}): void {
    this.rows.push({ check, reference, expected: expected.toFixed(digits), obtained: obtained.toFixed(digits), tolerance: `${distance} (${why})` });
    expect(Math.abs(obtained - expected), `${check}: expected ${expected}, obtained ${obtained}`).toBeLessThanOrEqual(distance);
  }

  /** Published beside obtained where they do not agree, and need not: the row says why. It asserts nothing; what the engine gives is for the test to hold against a value of its own. */
  apart(check: string, expected: number, obtained: number, why: string, { digits = 4, reference = this.reference } = {}): void {
    this.rows.push({ check, reference, expected: expected.toFixed(digits), obtained: obtained.toFixed(digits), tolerance: `no agreement: ${why}` });
  }

  /** Call in the last test of the file. */
  compareWithDocument(): void {
    const text = readFileSync(VALIDATION_DOC, 'utf8'), begin = `<!-- table ${this.name} -->`, end = '<!-- end -->';
    const from = text.indexOf(begin), to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`docs/validation.md has no table between "${begin}" and "${end}"`);
    const table = this.markdown();
    if (process.env.UPDATE_DOCS === '1') writeFileSync(VALIDATION_DOC, `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`);
    else expect(text.slice(from + begin.length, to).trim(), 'docs/validation.md: run again with UPDATE_DOCS=1 if the change is meant').toBe(table);
  }

  private markdown(): string {
    const lines = this.rows.map((r) => [r.check, r.reference, r.expected, r.obtained, r.tolerance]);
    return [['check', 'reference', 'expected', 'obtained', 'tolerance'], Array<string>(5).fill('---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  }
}
