/**
 * pandapower networks (L. Thurner et al., IEEE Trans. Power Systems 33 (2018) 6510-6521; element documentation of pandapower 2). Per unit on 100 MVA:
 *
 * - line: x = x_ohm_per_km length_km / parallel / (vn_kv^2 / 100) with vn_kv of the from bus; rating sqrt(3) vn_kv max_i_ka df parallel;
 * - transformer: x = sqrt(vk_percent^2 - vkr_percent^2) / 100 (100 / sn_mva) / parallel, referred to the voltage of the lv bus; off-nominal ratio from the
 *   rated and bus voltages and the tap position, shift_degree its phase shift; rating sn_mva df parallel. The magnetising branch is left out;
 * - closed bus-bus switch: a branch of 1e-5 per unit, so that it can open; a line or transformer with an open switch at either end is out of service;
 * - ext_grid: a slack that gives or takes what is missing; sgen, gen: generators (without max_p_mw up to p_mw); motor: a load of
 *   pn_mech_mw / efficiency loading.
 */
import { ValidationError } from '../errors.js';
import { FileProblems, type PowerBranch, type PowerBus, type PowerGenerator, type PowerLoad, type PowerNetwork } from './power-network.js';
import { readTables, RowReader, type TableRow } from './pandapower-tables.js';

const BASE_MVA = 100;
/** Reactance of a closed switch, per unit: far below that of any line, so its angle is nil to six digits. */
const SWITCH_PU = 1e-5;
/** Tables that hold elements of other kinds: refused if they have rows in service, since passing over them would change the answer. */
const UNSUPPORTED = ['trafo3w', 'impedance', 'dcline', 'ward', 'xward', 'storage', 'asymmetric_load', 'asymmetric_sgen', 'svc', 'tcsc', 'ssc', 'vsc', 'b2b_vsc', 'bus_dc', 'line_dc'];

/**
 * Reads the text of a pandapower network.
 * @param file its path, for messages
 * @throws ValidationError with every problem: POWER_FILE_SYNTAX, POWER_FILE_UNSUPPORTED, POWER_FILE_INVALID
 */
export function readPandapower(text: string, file: string): PowerNetwork {
  const problems = new FileProblems(file), reader = new Reader(readTables(text, problems), problems);
  const network = reader.network(file);
  if (problems.list.length > 0) throw new ValidationError(problems.list);
  return network;
}

class Reader {
  private readonly buses: PowerBus[] = [];
  private readonly busIndex = new Map<number, number>();

  constructor(private readonly tables: ReadonlyMap<string, TableRow[]>, private readonly problems: FileProblems) {}

  network(file: string): PowerNetwork {
    for (const name of UNSUPPORTED) {
      const first = this.rows(name).find((row) => row.flag('in_service', true));
      first?.wrong(`table "${name}" is not supported. Expecting bus, load, motor, sgen, gen, ext_grid, shunt, line, trafo and switch`, undefined, 'POWER_FILE_UNSUPPORTED');
    }
    this.readBuses();
    const loads = this.loads(), generators = this.generators(), branches = [...this.lines(), ...this.transformers(), ...this.switches()];
    this.externalGrids(loads, generators);
    return { file, baseMva: BASE_MVA, buses: this.buses, loads, generators, branches };
  }

  private rows(name: string): RowReader[] {
    return (this.tables.get(name) ?? []).map((row) => new RowReader(name, row, this.problems));
  }

  private readBuses(): void {
    const rows = this.rows('bus'), names = new Set<string>();
    if (rows.length === 0) this.problems.error('POWER_FILE_INVALID', 'the table "bus" is missing or has no rows');
    for (const row of rows) {
      const id = row.name !== undefined && !names.has(row.name) ? row.name : String(row.row.index);
      if (names.has(id)) row.wrong(`name and index "${id}" are both taken by other buses`, undefined);
      names.add(id);
      this.busIndex.set(row.row.index, this.buses.length);
      this.buses.push({ id, type: row.flag('in_service', true) ? 'load' : 'isolated', shuntMw: 0, angleDeg: 0, baseKv: row.positive('vn_kv') });
    }
    for (const row of this.rows('shunt')) if (row.flag('in_service', true)) this.buses[this.bus(row)]!.shuntMw += row.number('p_mw') * row.number('step', 1);
  }

  /** Index of the bus that a column names; 0 and a problem if there is none. */
  private bus(row: RowReader, column = 'bus'): number {
    const number = row.number(column), index = this.busIndex.get(number);
    return index ?? (Number.isNaN(number) ? 0 : row.wrong(`${column} ${number} is not in the table "bus"`, 0));
  }

  private loads(): PowerLoad[] {
    const motors = this.rows('motor').map((row) => this.load(row, (row.number('pn_mech_mw') / (row.positive('efficiency_percent', 100) / 100)) * (row.number('loading_percent', 100) / 100)));
    return [...this.rows('load').map((row) => this.load(row, row.number('p_mw'))), ...motors];
  }

  private load(row: RowReader, mw: number): PowerLoad {
    return { bus: this.bus(row), mw: mw * row.number('scaling', 1), inService: row.flag('in_service', true), ...named(row) };
  }

  private generators(): PowerGenerator[] {
    return ['sgen', 'gen'].flatMap((table) => this.rows(table).map((row) => {
      const outputMw = row.number('p_mw') * row.number('scaling', 1), bus = this.bus(row);
      if (table === 'gen' && row.flag('slack', false)) this.buses[bus]!.type = 'slack';
      return { bus, outputMw, minMw: row.optional('min_p_mw') ?? Math.min(0, outputMw), maxMw: row.optional('max_p_mw') ?? Math.max(0, outputMw), inService: row.flag('in_service', true), ...named(row) };
    }));
  }

  /** The first external grid in service gives what loads and generators leave open; the others start at nothing. */
  private externalGrids(loads: readonly PowerLoad[], generators: PowerGenerator[]): void {
    let missing = loads.reduce((sum, load) => sum + (load.inService ? load.mw : 0), 0) - generators.reduce((sum, g) => sum + (g.inService ? g.outputMw : 0), 0);
    for (const row of this.rows('ext_grid')) {
      const bus = this.bus(row), inService = row.flag('in_service', true), outputMw = inService ? missing : 0;
      if (inService && this.buses[bus]!.type !== 'isolated') {
        missing = 0;
        this.buses[bus]!.type = 'slack';
        this.buses[bus]!.angleDeg = row.number('va_degree', 0);
      }
      generators.push({ bus, outputMw, minMw: row.optional('min_p_mw') ?? -Infinity, maxMw: row.optional('max_p_mw') ?? Infinity, inService, ...named(row) });
    }
  }

  private lines(): PowerBranch[] {
    const open = this.openSwitches('l');
    return this.rows('line').map((row) => {
      const from = this.bus(row, 'from_bus'), to = this.bus(row, 'to_bus'), kv = this.buses[from]!.baseKv, parallel = row.positive('parallel', 1);
      const reactancePu = (row.positive('x_ohm_per_km') * row.positive('length_km')) / parallel / ((kv * kv) / BASE_MVA), ampacity = row.optional('max_i_ka');
      return branch(row, from, to, reactancePu, ampacity === undefined ? Infinity : Math.sqrt(3) * kv * ampacity * row.number('df', 1) * parallel, open);
    });
  }

  private transformers(): PowerBranch[] {
    const open = this.openSwitches('t');
    return this.rows('trafo').map((row) => {
      const from = this.bus(row, 'hv_bus'), to = this.bus(row, 'lv_bus'), sn = row.positive('sn_mva'), parallel = row.positive('parallel', 1);
      const vk = row.positive('vk_percent'), vkr = row.number('vkr_percent'), { hv, lv, shiftDeg } = tapped(row);
      if (vkr >= vk) row.wrong(`vkr_percent ${vkr} leaves no reactance. Expecting less than vk_percent ${vk}`, undefined);
      const lvRatio = lv / this.buses[to]!.baseKv, reactancePu = ((Math.sqrt(vk * vk - vkr * vkr) / 100) * (BASE_MVA / sn) * lvRatio * lvRatio) / parallel;
      return { ...branch(row, from, to, reactancePu, sn * row.number('df', 1) * parallel, open), tap: hv / this.buses[from]!.baseKv / lvRatio, shiftDeg };
    });
  }

  /** Indices of lines or transformers that have an open switch. */
  private openSwitches(type: 'l' | 't'): Set<number> {
    return new Set(this.rows('switch').filter((row) => row.text('et') === type && !row.flag('closed', true)).map((row) => row.number('element')));
  }

  private switches(): PowerBranch[] {
    return this.rows('switch').flatMap((row) => {
      const type = row.text('et');
      if (type === 'l' || type === 't') return [];
      if (type !== 'b') return row.wrong(`et "${type}" is not supported. Expecting b, l or t`, [], 'POWER_FILE_UNSUPPORTED');
      if (row.number('z_ohm', 0) !== 0) return row.wrong('a switch with an impedance is not supported: model it as a line', [], 'POWER_FILE_UNSUPPORTED');
      return [{ ...branch(row, this.bus(row), this.bus(row, 'element'), SWITCH_PU, Infinity, new Set()), inService: row.flag('closed', true) }];
    });
  }
}

const named = (row: RowReader): { name?: string } => (row.name === undefined ? {} : { name: row.name });

function branch(row: RowReader, from: number, to: number, reactancePu: number, ratingMw: number, open: ReadonlySet<number>): PowerBranch {
  const inService = row.flag('in_service', true) && !open.has(row.row.index);
  return { from, to, reactancePu, tap: 1, shiftDeg: 0, ratingMw, minAngleDeg: -Infinity, maxAngleDeg: Infinity, inService, ...named(row) };
}

/** Rated voltages with the tap in its position, kV, and the phase shift, degrees. */
function tapped(row: RowReader): { hv: number; lv: number; shiftDeg: number } {
  const steps = row.number('tap_pos', 0) - row.number('tap_neutral', 0), percent = row.number('tap_step_percent', 0), degrees = row.number('tap_step_degree', 0);
  const side = row.text('tap_side'), shifter = row.flag('tap_phase_shifter', false), moved = shifter || steps === 0 ? 1 : 1 + (steps * percent) / 100;
  if (steps !== 0 && degrees !== 0 && !shifter) row.wrong('a tap that changes ratio and angle at once is not supported', undefined, 'POWER_FILE_UNSUPPORTED');
  return {
    hv: row.positive('vn_hv_kv') * (side === 'lv' ? 1 : moved), lv: row.positive('vn_lv_kv') * (side === 'lv' ? moved : 1),
    shiftDeg: row.number('shift_degree', 0) + (shifter ? (side === 'lv' ? -1 : 1) * steps * degrees : 0),
  };
}
