/**
 * The plug-in `inoperability`: what economic sectors lose from the levels of the assets that stand for them (docs/economy.md). It takes nothing from
 * anybody: all shares are 1. Sector i is struck by c_i = 1 - the level of its assets, each with its part.
 */
import type { LayerInputs, LayerProblem, SectorAnswer, SectorModel, SectorOutcome, SectorPlugin } from '../../engine/sector-model.js';
import { FULL } from '../../engine/units.js';
import { CascadeError, ValidationError } from '../../errors.js';
import { readEconomy, type Economy } from '../../imports/economy-json.js';
import { mapComponents, placeLinks, type MappedLink, type PlacedLinks } from '../component-map.js';
import { EconomyRun } from './run.js';

interface InoperabilityParams { stepHours?: number; sensitivity?: number }

const STEP_HOURS = 1;
const NOTHING_MORE: SectorAnswer = Object.freeze({});

class Inoperability implements SectorModel {
  readonly components: Int32Array;
  readonly observes = true;
  readonly outcomes: readonly SectorOutcome[];
  private readonly run: EconomyRun;
  private readonly c: Float64Array;

  constructor(economy: Economy, private readonly links: PlacedLinks, stepHours: number, private readonly sensitivity: number) {
    this.components = links.assets;
    this.run = new EconomyRun(economy, stepHours);
    this.c = new Float64Array(economy.sectors.length);
    const { currency, sectors } = economy;
    this.outcomes = [
      { measure: 'output-loss', unit: currency, title: 'Output that the economy loses' },
      { measure: 'inoperability-peak', unit: 'share', title: 'Largest share of planned output missing at one time' },
      ...sectors.map(({ id, title }) => ({ measure: `inoperability-hours-${id}`, unit: 'h', title: `Inoperability of ${title}, times hours` })),
    ];
  }

  reset(): void {
    this.run.reset();
    this.c.fill(0);
  }

  /** Nothing but the levels matters to the economy, and nothing hangs on it: its steps are taken when levels change. */
  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    const { c, links: { position, row, share }, sensitivity } = this;
    this.run.advance(hours, c);
    c.fill(0);
    for (let l = 0; l < row.length; l++) {
      const i = position[l]!, missing = up[i] === 1 ? (FULL - offered[i]!) / FULL : 1;
      c[row[l]!]! += share[l]! * missing * sensitivity;
    }
    for (let i = 0; i < c.length; i++) c[i] = Math.min(1, c[i]!);
    shares.fill(FULL);
    return NOTHING_MORE;
  }

  readOutcomes(hours: number, values: Float64Array): void {
    this.run.advance(hours, this.c);
    values.set([this.run.loss(), this.run.peakShare, ...Array.from(this.run.inoperabilityDays, (days) => days * 24)]);
  }
}

function parts(inputs: LayerInputs): { economy: Economy; links: MappedLink[]; problems: LayerProblem[] } {
  const { path, text } = inputs.files['table']!, economy = readEconomy(path, text);
  return { economy, ...mapComponents(inputs, { names: economy.sectors.map(({ id }) => `sector:${id}`), file: path, optional: () => true }) };
}

export const inoperability: SectorPlugin = {
  name: 'inoperability',
  schema: {
    type: 'object',
    properties: {
      stepHours: { type: 'number', exclusiveMinimum: 0, maximum: 168, description: 'length of a step (1)' },
      sensitivity: { type: 'number', minimum: 0, maximum: 1, description: 'share of a sector\'s output that is struck if its assets are lost altogether (1)' },
    },
    additionalProperties: false,
  },
  files: { required: ['table'], optional: [] },
  check(_params, inputs) {
    const { path } = inputs.files['table']!;
    try {
      const { economy, problems } = parts(inputs);
      if (problems.length === 0) new EconomyRun(economy, STEP_HOURS);
      return problems;
    } catch (found) {
      if (found instanceof ValidationError) return found.problems.map(({ code, severity, file = path, line, message }) => ({ code, severity, file, ...(line === undefined ? {} : { line }), message }));
      if (found instanceof CascadeError) return [{ code: found.code, severity: 'error', file: path, message: found.message }];
      throw found;
    }
  },
  create(params, _network, indexOf, inputs) {
    const { economy, links, problems } = parts(inputs), wrong = problems.find((problem) => problem.severity === 'error');
    if (wrong !== undefined) throw new CascadeError(wrong.code, wrong.message);
    const { stepHours = STEP_HOURS, sensitivity = 1 } = params as InoperabilityParams;
    return new Inoperability(economy, placeLinks(links, indexOf), stepHours, sensitivity);
  },
};
