import { describe, expect, it } from 'vitest';
import { failureOf, printFailure, UsageError } from '../../../src/cli/failure.js';
import type { Io } from '../../../src/cli/io.js';
import { CascadeError, ValidationError, type Problem } from '../../../src/errors.js';

function recorder(debug = false): Io & { written: { out: string; err: string } } {
  const written = { out: '', err: '' };
  return { written, out: (t) => { written.out += String(t); }, err: (t) => { written.err += t; }, color: false, debug, closed: false };
}
const problem: Problem = { code: 'ASSET_UNKNOWN', severity: 'error', file: 'm.yaml', line: 3, column: 5, message: '"sub-12" is not an asset' };

describe('failures', () => {
  it.each([
    [new UsageError('OUT_EXISTS', 'x'), 2, 'OUT_EXISTS'], [new CascadeError('EVENT_BUDGET', 'x'), 1, 'EVENT_BUDGET'], [new CascadeError('OUT_UNWRITABLE', 'x'), 2, 'OUT_UNWRITABLE'], [new ValidationError([problem]), 1, 'INPUT_INVALID'],
    [Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', path: 'a/b' }), 2, 'ENOENT'], [new TypeError('x is undefined'), 1, 'INTERNAL'],
  ])('%s leads to exit code %i', (error, exit, code) => expect(failureOf(error)).toMatchObject({ exit, code }));

  it('are printed with their problems, without a stack', () => {
    const io = recorder();
    expect(printFailure(new ValidationError([problem, { ...problem, severity: 'warning', message: 'never needed' }]), io, false)).toBe(1);
    expect(io.written).toEqual({ out: '', err: 'hazcade: INPUT_INVALID: 1 problem:\n  ASSET_UNKNOWN  m.yaml:3:5  "sub-12" is not an asset\n  ASSET_UNKNOWN (warning)  m.yaml:3:5  never needed\n' });
  });

  it('show the stack only when debugging', () => {
    const [plain, debugging] = [recorder(), recorder(true)];
    printFailure(new TypeError('boom'), plain, false);
    printFailure(new TypeError('boom'), debugging, false);
    expect(plain.written.err).not.toMatch(/\n\s+at /);
    expect(debugging.written.err).toMatch(/\n\s+at /);
  });

  it('are one JSON document for scripts', () => {
    const io = recorder();
    printFailure(new UsageError('OUT_EXISTS', 'taken'), io, true);
    expect(JSON.parse(io.written.out)).toEqual({ error: { code: 'OUT_EXISTS', message: 'taken' } });
  });

  it('of a thousand problems the first fifty are listed', () => {
    const io = recorder();
    printFailure(new ValidationError(Array.from({ length: 1000 }, () => problem)), io, false);
    expect(io.written.err.split('\n')).toHaveLength(1 + 50 + 1 + 1);
    expect(io.written.err).toContain('… and 950 more');
  });
});
