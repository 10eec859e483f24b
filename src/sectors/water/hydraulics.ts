/** Plug-in `hydraulics`: a drinking-water network in EPANET, or its fast stand-in. */
import type { LayerInputs, LayerProblem, SectorPlugin } from '../../engine/sector-model.js';
import { CascadeError, nearest, ValidationError } from '../../errors.js';
import { readInp, type InpNetwork } from '../../imports/epanet-inp.js';
import { mapComponents, placeLinks } from '../component-map.js';
import { waterComponents, type IsolationValve } from './components.js';
import type { EngineVersion } from './engine.js';
import { EpanetSolver } from './epanet.js';
import { HydraulicsModel } from './hydraulics-model.js';
import { mappingOf } from './mapping.js';
import type { WaterSolver } from './solver.js';
import { mostFlows, SurrogateSolver } from './surrogate.js';

interface HydraulicsParams {
  engine?: EngineVersion;
  minimumPressureM?: number;
  requiredPressureM?: number;
  pressureExponent?: number;
  boilWaterBelowM?: number;
  boilWaterHours?: number;
  boilWaterShare?: number;
  rejoinM?: number;
  isolationValves?: { pipe: string; node: string }[];
}

/** 20 psi, below which US rules ask for a boil-water advisory (Ten States Standards, 2022, 8.2.1: at least 20 psi at all points under all conditions of flow). */
const BOIL_BELOW_M = 14;

/** Its levels are no more exact than this many times what EPANET's are asked to be. */
const SURROGATE_REJOIN = 3;
/** The stand-in has pressures by the square root law alone (surrogate.ts). */
const SURROGATE_EXPONENT = 0.5;
/** The stand-in learns what links carry from this long an undisturbed run of EPANET. */
const CALIBRATION_HOURS = 48;

const metres = (description: string, least: object = { minimum: 0 }): object => ({ type: 'number', ...least, maximum: 1000, description });

export const hydraulics: SectorPlugin = {
  name: 'hydraulics',
  schema: {
    type: 'object',
    properties: {
      engine: { enum: ['2.2', '2.3'], description: 'release of EPANET; 2.3 is 2.3.5' },
      minimumPressureM: metres('pressure up to which nothing is delivered, default 0'),
      requiredPressureM: metres('pressure from which demand is met in full, default 20', { exclusiveMinimum: 0 }),
      pressureExponent: { type: 'number', exclusiveMinimum: 0, maximum: 2, description: 'between them a share of ((p - minimum) / (required - minimum)) to this power is delivered, default 0.5' },
      boilWaterBelowM: metres('a junction whose pressure falls below this goes under a boil-water notice, default 14 (20 psi)'),
      boilWaterHours: { type: 'number', minimum: 0, maximum: 8760, description: 'how long a notice lasts after pressure is back, default 24' },
      boilWaterShare: { type: 'number', minimum: 0, maximum: 1, description: 'share of its service that a junction under notice has left, default 1' },
      rejoinM: metres('with all tanks within this of the undisturbed run, all served and nothing out, the undisturbed run goes on; default 0.1, and three times as much in the surrogate'),
      isolationValves: {
        type: 'array', description: 'where pipes can be shut: valve beside `node` on `pipe`. A burst pipe then loses its whole segment; without any, itself alone',
        items: { type: 'object', properties: { pipe: { type: 'string' }, node: { type: 'string' } }, required: ['pipe', 'node'], additionalProperties: false },
      },
    },
    additionalProperties: false,
  },
  files: { required: ['network'], optional: [] },

  check(params, inputs) {
    let network: InpNetwork;
    try {
      network = networkOf(inputs);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return error.problems.map((problem): LayerProblem => ({ ...problem, file: problem.file ?? inputs.files.network!.path }));
    }
    return [...mapComponents(inputs, waterComponents(network)).problems, ...valveProblems(params as HydraulicsParams, network)];
  },

  async create(params, _network, indexOf, inputs) {
    const { engine = '2.2', minimumPressureM = 0, requiredPressureM = 20, pressureExponent = 0.5, boilWaterBelowM = BOIL_BELOW_M, boilWaterHours = 24, boilWaterShare = 1, rejoinM = 0.1, isolationValves = [] } = params as HydraulicsParams;
    if (minimumPressureM >= requiredPressureM) throw new CascadeError('SECTOR_PARAMS_INVALID', `sector model "hydraulics": minimumPressureM ${minimumPressureM} is not below requiredPressureM ${requiredPressureM}`);
    const network = networkOf(inputs), placed = placeLinks(mapComponents(inputs, waterComponents(network)).links, indexOf);
    const mapping = mappingOf(network, placed, isolationValves.map(({ pipe, node }): IsolationValve => [pipe, node]));
    const epanet = await EpanetSolver.open(inputs.files.network!.text, network, {
      engine, guardEmptyTanks: true, startHourOfWeek: inputs.startHourOfWeek, pressureDemand: { minimumM: minimumPressureM, requiredM: requiredPressureM, exponent: pressureExponent },
    });
    const solver: WaterSolver = inputs.mode === 'exact' ? epanet : new SurrogateSolver(network, {
      minimumM: minimumPressureM, requiredM: requiredPressureM, startHourOfWeek: inputs.startHourOfWeek, mostM3h: mostFlows(epanet, CALIBRATION_HOURS),
    });
    return new HydraulicsModel(solver, mapping, { minimumM: minimumPressureM, requiredM: requiredPressureM, exponent: inputs.mode === 'exact' ? pressureExponent : SURROGATE_EXPONENT, boilBelowM: boilWaterBelowM, boilHours: boilWaterHours, boilShare: boilWaterShare, rejoinM: inputs.mode === 'exact' ? rejoinM : SURROGATE_REJOIN * rejoinM });
  },
};

function networkOf({ files }: LayerInputs): InpNetwork {
  const { path, text } = files.network!;
  return readInp(text, path);
}

/** Valves stand beside a node that the pipe has. */
function valveProblems({ isolationValves = [] }: HydraulicsParams, network: InpNetwork): LayerProblem[] {
  const pipes = new Map(network.links.filter((link) => link.kind === 'pipe').map((pipe) => [pipe.id, pipe]));
  return isolationValves.flatMap(({ pipe: id, node }): LayerProblem[] => {
    const pipe = pipes.get(id);
    if (pipe?.from === node || pipe?.to === node) return [];
    const near = pipe === undefined ? nearest(id, pipes.keys()) : undefined;
    const found = pipe === undefined ? `pipe "${id}" is not in the file${near === undefined ? '' : `. Did you mean "${near}"?`}` : `pipe "${id}" leads from "${pipe.from}" to "${pipe.to}", not to "${node}"`;
    return [{ code: 'VALVE_UNKNOWN', severity: 'error', file: network.file, ...(pipe === undefined ? {} : { line: pipe.line }), message: `params.isolationValves: ${found}` }];
  });
}
