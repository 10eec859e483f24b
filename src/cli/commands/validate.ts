/** `hazcade validate PATH...`: every problem of all files at once. */
import { ValidationError, type Problem } from '../../errors.js';
import { declare, existing, writeJson, type Declare } from '../command.js';
import type { CompoundLabel } from '../../study/compound.js';
import type { FootprintSummary } from '../../study/footprints.js';
import { footprintLine } from '../footprint-line.js';
import { EXIT } from '../exit-codes.js';
import { problemLine } from '../failure.js';

interface Options { json?: boolean; quiet?: boolean }
interface Checked { path: string; valid: boolean; problems: Problem[]; footprints?: readonly FootprintSummary[]; compound?: readonly CompoundLabel[] }

export const validate: Declare = (session) =>
  declare('validate', 'Check scenarios (with the model they name) and models: every problem at once.', ['validate scenarios/winter-storm.yaml', 'validate models/tutorial models/harbour-city'])
    .argument('<paths...>', 'scenario and catalogue files, model folders or model files')
    .option('-q, --quiet', 'errors only, no warnings')
    .action(async (paths: string[], options: Options) => {
      const checked: Checked[] = [];
      for (const path of paths) checked.push(await check(existing(path, 'scenario or model')));
      const { io } = session;
      if (options.json) writeJson(io, { valid: checked.every((c) => c.valid), files: checked });
      else for (const c of checked) io.out(describe(c, options.quiet ?? false));
      if (checked.some((c) => !c.valid)) session.exit = EXIT.failed;
    });

async function check(path: string): Promise<Checked> {
  try {
    const { checkInput } = await import('../../study/check-input.js');
    const { problems, footprints, compound } = await checkInput(path);
    return { path, valid: true, problems, ...(footprints.length > 0 ? { footprints } : {}), ...(compound.length > 0 ? { compound } : {}) };
  } catch (error) {
    if (error instanceof ValidationError) return { path, valid: false, problems: error.problems };
    throw error;
  }
}

function describe({ path, valid, problems, footprints = [], compound = [] }: Checked, quiet: boolean): string {
  const errors = problems.filter((p) => p.severity === 'error');
  const warnings = problems.filter((p) => p.severity === 'warning');
  const number = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  const shown = quiet ? errors : [...errors, ...warnings];
  return `${path}: ${valid ? 'valid' : number(errors.length, 'error')}${warnings.length > 0 ? `, ${number(warnings.length, 'warning')}` : ''}\n${shown.map(problemLine).join('')}${quiet ? '' : footprints.map((f) => `  ${footprintLine(f)}\n`).join('') + compound.map(compoundLine).join('')}`;
}

/** Reasons that fit a line. */
const MOST_REASONS = 2;

const compoundLine = ({ kind, because }: CompoundLabel): string =>
  `  ${kind}: ${because.slice(0, MOST_REASONS).join('; ')}${because.length > MOST_REASONS ? `; and ${because.length - MOST_REASONS} more` : ''}\n`;
