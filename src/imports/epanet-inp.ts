/**
 * EPANET input files (`.inp`), read for what Hazcade itself must know: names, places of lines, demands and patterns, tanks, pumps,
 * valves, controls, options, times. EPANET is given the file as it is; this reader computes no hydraulics.
 * Form: EPANET 2.2 user manual, appendix C.2 (L. Rossman et al., EPA/600/R-20/133, 2020). Lengths in metres, flows in m3/h, times in seconds.
 * One file, since the sections of the format name each other; a section is a method.
 */
import { ValidationError } from '../errors.js';
import { InpRows, type Row } from './epanet-rows.js';
import { clockSeconds, durationSeconds } from './epanet-times.js';
import { FLOW_UNITS, unitsOf, type FlowUnit, type InpUnits } from './epanet-units.js';

/** A base demand with the pattern that multiplies it (undefined: constant). */
export interface InpDemand { baseM3h: number; pattern: string | undefined }
export interface InpJunction { id: string; line: number; elevationM: number; demands: InpDemand[] }
export interface InpReservoir { id: string; line: number; headM: number; pattern: string | undefined }
/** Levels are above the tank's bottom (`elevationM`). */
export interface InpTank { id: string; line: number; elevationM: number; initialM: number; minimumM: number; maximumM: number; diameterM: number; volumeCurve: string | undefined }
/** `initial`: status at the start; a number is a pump's speed or a valve's setting in the units of the file. */
export interface InpLink { id: string; line: number; from: string; to: string; kind: 'pipe' | 'pump' | 'valve'; initial: 'open' | 'closed' | number }
export interface InpPipe extends InpLink { kind: 'pipe'; lengthM: number; diameterM: number; roughness: number; checkValve: boolean }
/** `headCurve` or a constant `powerKw`. */
export interface InpPump extends InpLink { kind: 'pump'; headCurve: string | undefined; powerKw: number | undefined }
export interface InpValve extends InpLink { kind: 'valve'; type: string; diameterM: number }
/** `LINK x y IF NODE z BELOW v`, `AT TIME t`, `AT CLOCKTIME t`; `value` in metres of level (tanks) or head of pressure (junctions). */
export interface InpControl { line: number; link: string; to: 'open' | 'closed' | number; node?: { id: string; below: boolean; valueM: number }; atSeconds?: number; clockSeconds?: number }
/** A rule, for its name and the links it acts on; its meaning is EPANET's. */
export interface InpRule { id: string; line: number; links: string[] }
export interface InpTimes { duration: number; hydraulicStep: number; patternStep: number; patternStart: number; reportStep: number; startClock: number }

export interface InpNetwork {
  readonly file: string;
  readonly units: InpUnits;
  readonly demandMultiplier: number;
  readonly times: InpTimes;
  readonly junctions: readonly InpJunction[];
  readonly reservoirs: readonly InpReservoir[];
  readonly tanks: readonly InpTank[];
  readonly links: readonly (InpPipe | InpPump | InpValve)[];
  readonly patterns: ReadonlyMap<string, readonly number[]>;
  /** Points in the units of the file. */
  readonly curves: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  readonly controls: readonly InpControl[];
  readonly rules: readonly InpRule[];
}

const VALVE_TYPES = ['PRV', 'PSV', 'PBV', 'FCV', 'TCV', 'GPV', 'PCV'];

/**
 * Reads an input file.
 * @param text the whole file; @param file its name, for messages
 * @throws ValidationError with every problem: INP_SYNTAX, INP_DUPLICATE, INP_REFERENCE, INP_EMPTY, each with its line
 */
export function readInp(text: string, file: string): InpNetwork {
  return new InpReader(text, file).read();
}

/** One file on its way to a network. */
class InpReader extends InpRows {
  private readonly nodes = new Set<string>();
  private readonly linkOf = new Map<string, InpPipe | InpPump | InpValve>();
  private units = unitsOf('GPM', false, 1);

  read(): InpNetwork {
    const option = this.options();
    this.units = unitsOf(option.flow, option.kilopascals, option.specificGravity);
    const patterns = this.series('PATTERNS', (row) => row.cells.slice(1).map((_, i) => this.number(row, i + 1, 'multiplier')));
    const curves = this.series('CURVES', (row): [number, number][] => [[this.number(row, 1, 'x-value'), this.number(row, 2, 'y-value')]]);
    const junctions = this.junctions(patterns, option.pattern), reservoirs = this.reservoirs(), tanks = this.tanks();
    this.pipes();
    this.pumps(curves);
    this.valves();
    this.demands(junctions, patterns, option.pattern);
    this.status();
    const times = this.times(), controls = this.controls(new Set(tanks.map((tank) => tank.id))), rules = this.rules();
    if (junctions.length === 0) this.error('INP_EMPTY', 1, 'no [JUNCTIONS]: nobody uses water');
    if (reservoirs.length + tanks.length === 0) this.error('INP_EMPTY', 1, 'no [RESERVOIRS] and no [TANKS]: water comes from nowhere');
    if (this.problems.length > 0) throw new ValidationError(this.problems);
    return { file: this.file, units: this.units, demandMultiplier: option.multiplier, times, junctions, reservoirs, tanks, links: [...this.linkOf.values()], patterns, curves, controls, rules };
  }

  private options(): { flow: FlowUnit; kilopascals: boolean; specificGravity: number; multiplier: number; pattern: string } {
    const found = { flow: 'GPM' as FlowUnit, kilopascals: false, specificGravity: 1, multiplier: 1, pattern: '1' };
    for (const row of this.of('OPTIONS')) {
      const [key = '', second = ''] = row.cells.map((cell) => cell.toUpperCase());
      if (key === 'UNITS') {
        const unit = FLOW_UNITS.find((name) => name === second);
        if (unit === undefined) this.error('INP_SYNTAX', row.line, `units of flow "${row.cells[1] ?? ''}" are not known. Expecting one of ${FLOW_UNITS.join(', ')}`);
        else found.flow = unit;
      } else if (key === 'PRESSURE') found.kilopascals = second === 'KPA';
      else if (key === 'SPECIFIC') found.specificGravity = this.positive(row, 2, 'specific gravity');
      else if (key === 'DEMAND' && second === 'MULTIPLIER') found.multiplier = this.positive(row, 2, 'demand multiplier');
      else if (key === 'PATTERN') found.pattern = row.cells[1] ?? '1';
    }
    return found;
  }

  /** Patterns and curves may go over several lines. */
  private series<T>(section: 'PATTERNS' | 'CURVES', valuesOf: (row: Row) => T[]): Map<string, T[]> {
    const found = new Map<string, T[]>();
    for (const row of this.of(section)) {
      const id = row.cells[0]!, list = found.get(id);
      if (list === undefined) found.set(id, valuesOf(row));
      else list.push(...valuesOf(row));
    }
    return found;
  }

  /** The pattern a demand names, or the default one if there is such a pattern. */
  private pattern(row: Row, index: number, patterns: ReadonlyMap<string, unknown>, fallback: string): string | undefined {
    const id = row.cells[index];
    if (id === undefined || id === '*') return patterns.has(fallback) ? fallback : undefined;
    if (!patterns.has(id)) this.unknown(row.line, 'pattern', id, patterns.keys());
    return id;
  }

  private junctions(patterns: ReadonlyMap<string, unknown>, fallback: string): InpJunction[] {
    const list: InpJunction[] = [];
    for (const row of this.of('JUNCTIONS')) {
      if (!this.isNew(row, this.nodes, 'node')) continue;
      this.nodes.add(row.cells[0]!);
      const baseM3h = this.number(row, 2, 'base demand', 0) * this.units.flowM3h;
      list.push({ id: row.cells[0]!, line: row.line, elevationM: this.number(row, 1, 'elevation', 0) * this.units.lengthM, demands: [{ baseM3h, pattern: this.pattern(row, 3, patterns, fallback) }] });
    }
    return list;
  }

  private reservoirs(): InpReservoir[] {
    return this.of('RESERVOIRS').filter((row) => this.isNew(row, this.nodes, 'node')).map((row) => {
      this.nodes.add(row.cells[0]!);
      return { id: row.cells[0]!, line: row.line, headM: this.number(row, 1, 'head') * this.units.lengthM, pattern: row.cells[2] };
    });
  }

  private tanks(): InpTank[] {
    return this.of('TANKS').filter((row) => this.isNew(row, this.nodes, 'node')).map((row) => {
      this.nodes.add(row.cells[0]!);
      const metres = (index: number, what: string): number => this.number(row, index, what) * this.units.lengthM;
      const tank = { id: row.cells[0]!, line: row.line, elevationM: metres(1, 'elevation'), initialM: metres(2, 'initial level'), minimumM: metres(3, 'minimum level'), maximumM: metres(4, 'maximum level'), diameterM: metres(5, 'diameter') };
      if (tank.minimumM > tank.initialM || tank.initialM > tank.maximumM) this.error('INP_SYNTAX', row.line, `tank "${tank.id}": expecting minimum level <= initial level <= maximum level, found ${row.cells[3]}, ${row.cells[2]}, ${row.cells[4]}`);
      const curve = row.cells[7];
      return { ...tank, volumeCurve: curve === undefined || curve === '*' ? undefined : curve };
    });
  }

  /** Notes a link if its id is new and its ends are nodes. */
  private link<T extends InpPipe | InpPump | InpValve>(row: Row, link: T): void {
    if (!this.isNew(row, this.linkOf, 'link')) return;
    for (const end of [link.from, link.to]) if (!this.nodes.has(end)) this.unknown(row.line, 'node', end, this.nodes);
    if (link.from === link.to) this.error('INP_REFERENCE', row.line, `link "${link.id}" leads from node "${link.from}" to itself`);
    this.linkOf.set(link.id, link);
  }

  private ends(row: Row): { id: string; line: number; from: string; to: string } {
    if (row.cells.length < 3) this.error('INP_SYNTAX', row.line, `a link needs its id and two nodes, found "${row.cells.join(' ')}"`);
    return { id: row.cells[0]!, line: row.line, from: row.cells[1] ?? '', to: row.cells[2] ?? '' };
  }

  private pipes(): void {
    for (const row of this.of('PIPES')) {
      // The minor loss may be left out: then the status is the seventh word.
      const word = [row.cells[7], row.cells[6]].find((cell) => cell !== undefined && !Number.isFinite(Number(cell)))?.toUpperCase() ?? 'OPEN';
      if (!['OPEN', 'CLOSED', 'CV'].includes(word)) this.error('INP_SYNTAX', row.line, `status of a pipe: expecting Open, Closed or CV, found "${word}"`);
      this.link(row, {
        ...this.ends(row), kind: 'pipe', lengthM: this.positive(row, 3, 'length') * this.units.lengthM, diameterM: this.positive(row, 4, 'diameter') * this.units.diameterM,
        roughness: this.positive(row, 5, 'roughness'), checkValve: word === 'CV', initial: word === 'CLOSED' ? 'closed' : 'open',
      });
    }
  }

  private pumps(curves: ReadonlyMap<string, unknown>): void {
    for (const row of this.of('PUMPS')) {
      const pump: InpPump = { ...this.ends(row), kind: 'pump', headCurve: undefined, powerKw: undefined, initial: 1 };
      for (let i = 3; i + 1 < row.cells.length; i += 2) {
        const key = row.cells[i]!.toUpperCase();
        if (key === 'HEAD') pump.headCurve = row.cells[i + 1]!;
        else if (key === 'POWER') pump.powerKw = this.positive(row, i + 1, 'power') * this.units.powerKw;
        else if (key === 'SPEED') pump.initial = this.number(row, i + 1, 'speed');
        else if (key !== 'PATTERN') { this.error('INP_SYNTAX', row.line, `pump "${pump.id}": expecting HEAD, POWER, SPEED or PATTERN, found "${row.cells[i]}"`); break; }
      }
      if (pump.headCurve !== undefined && !curves.has(pump.headCurve)) this.unknown(row.line, 'curve', pump.headCurve, curves.keys());
      if (pump.headCurve === undefined && pump.powerKw === undefined) this.error('INP_SYNTAX', row.line, `pump "${pump.id}" has neither HEAD nor POWER`);
      this.link(row, pump);
    }
  }

  private valves(): void {
    for (const row of this.of('VALVES')) {
      const type = (row.cells[4] ?? '').toUpperCase();
      if (!VALVE_TYPES.includes(type)) this.error('INP_SYNTAX', row.line, `type of valve "${row.cells[4] ?? ''}" is not known. Expecting one of ${VALVE_TYPES.join(', ')}`);
      // The setting of a GPV is the id of a curve.
      const initial = type === 'GPV' ? 'open' : this.number(row, 5, 'setting');
      this.link(row, { ...this.ends(row), kind: 'valve', type, diameterM: this.positive(row, 3, 'diameter') * this.units.diameterM, initial });
    }
  }

  /** A junction that stands here loses the demand of its own line (user manual, [DEMANDS]). */
  private demands(junctions: readonly InpJunction[], patterns: ReadonlyMap<string, unknown>, fallback: string): void {
    const byId = new Map(junctions.map((junction) => [junction.id, junction])), replaced = new Set<string>();
    for (const row of this.of('DEMANDS')) {
      const junction = byId.get(row.cells[0]!);
      if (junction === undefined) { this.unknown(row.line, 'junction', row.cells[0]!, byId.keys()); continue; }
      if (!replaced.has(junction.id)) junction.demands = [];
      replaced.add(junction.id);
      junction.demands.push({ baseM3h: this.number(row, 1, 'base demand') * this.units.flowM3h, pattern: this.pattern(row, 2, patterns, fallback) });
    }
  }

  private setting(row: Row, index: number): 'open' | 'closed' | number {
    const word = (row.cells[index] ?? '').toUpperCase();
    return word === 'OPEN' ? 'open' : word === 'CLOSED' ? 'closed' : this.number(row, index, 'status (Open, Closed or a setting)');
  }

  private status(): void {
    for (const row of this.of('STATUS')) {
      const link = this.linkOf.get(row.cells[0]!);
      if (link === undefined) this.unknown(row.line, 'link', row.cells[0]!, this.linkOf.keys());
      else link.initial = this.setting(row, 1);
    }
  }

  private controls(tanks: ReadonlySet<string>): InpControl[] {
    const list: InpControl[] = [];
    for (const row of this.of('CONTROLS')) {
      const [, link = '', , , , node = '', relation = ''] = row.cells, word = row.cells.map((cell) => cell.toUpperCase());
      if (!this.linkOf.has(link)) { this.unknown(row.line, 'link', link, this.linkOf.keys()); continue; }
      const control: InpControl = { line: row.line, link, to: this.setting(row, 2) };
      if (word[3] === 'IF' && this.nodes.has(node)) {
        const value = this.number(row, 7, 'level or pressure');
        control.node = { id: node, below: relation.toUpperCase() === 'BELOW', valueM: tanks.has(node) ? value * this.units.lengthM : value / this.units.pressurePerMetre };
      } else if (word[3] === 'IF') this.unknown(row.line, 'node', node, this.nodes);
      else if (word[3] === 'AT' && word[4] === 'TIME') control.atSeconds = this.time(row, 5, durationSeconds);
      else if (word[3] === 'AT' && word[4] === 'CLOCKTIME') control.clockSeconds = this.time(row, 5, clockSeconds);
      else this.error('INP_SYNTAX', row.line, 'a control reads LINK id status IF NODE id BELOW|ABOVE value, or AT TIME t, or AT CLOCKTIME t AM|PM');
      list.push(control);
    }
    return list;
  }

  private rules(): InpRule[] {
    const list: InpRule[] = [];
    for (const row of this.of('RULES')) {
      const word = row.cells.map((cell) => cell.toUpperCase());
      if (word[0] === 'RULE') { list.push({ id: row.cells[1] ?? '', line: row.line, links: [] }); continue; }
      const acts = ['THEN', 'ELSE', 'AND'].includes(word[0]!) && ['PIPE', 'PUMP', 'VALVE', 'LINK'].includes(word[1] ?? '');
      if (!acts || list.length === 0) continue;
      if (this.linkOf.has(row.cells[2] ?? '')) list.at(-1)!.links.push(row.cells[2]!);
      else this.unknown(row.line, 'link', row.cells[2] ?? '', this.linkOf.keys());
    }
    return list;
  }

  private times(): InpTimes {
    const hour = 3600, found: InpTimes = { duration: 0, hydraulicStep: hour, patternStep: hour, patternStart: 0, reportStep: hour, startClock: 0 };
    for (const row of this.of('TIMES')) {
      const [first = '', second = ''] = row.cells.map((cell) => cell.toUpperCase()), key = `${first} ${second}`;
      if (first === 'DURATION') found.duration = this.time(row, 1, durationSeconds);
      else if (key.startsWith('HYDRAULIC')) found.hydraulicStep = this.time(row, 2, durationSeconds);
      else if (key === 'PATTERN TIMESTEP') found.patternStep = this.time(row, 2, durationSeconds);
      else if (key === 'PATTERN START') found.patternStart = this.time(row, 2, durationSeconds);
      else if (key === 'REPORT TIMESTEP') found.reportStep = this.time(row, 2, durationSeconds);
      else if (key.startsWith('START CLOCK')) found.startClock = this.time(row, 2, clockSeconds);
    }
    return found;
  }
}
