/**
 * EPANET itself, compiled to WebAssembly (package epanet-js), loaded when first needed. Its toolkit functions are called as they are, with one
 * cell of memory for what they hand back: the package's own wrapper allocates at every call, and warns on the console at every odd step.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EpanetEngine as Factory22 } from 'epanet-js/engines/v2.2';
import { CascadeError } from '../../errors.js';

/**
 * EPANET versions that can be asked for; 2.3 is 2.3.5. (Release 2.3.0, the first of that line, ignores a link's status set during a run: outages
 * would do nothing.)
 */
export const ENGINE_VERSIONS = ['2.2', '2.3'] as const;
export type EngineVersion = (typeof ENGINE_VERSIONS)[number];

/** The module with its linear memory. */
export type EpanetModule = Awaited<ReturnType<typeof Factory22>> & { readonly HEAPU8: Uint8Array };

type Factory = (options: { wasmBinary: Uint8Array; print(text: string): void; printErr(text: string): void }) => Promise<EpanetModule>;

/** Codes of the toolkit (epanet2_enums.h). */
export const NODE = { tankLevel: 8, demand: 9, head: 10, pressure: 11, deficit: 27 } as const;
export const LINK = { minorLoss: 3, flow: 8, status: 11, setting: 12, pattern: 15, power: 18 } as const;
export const LINK_TYPE = { checkValve: 0, pipe: 1, pump: 2, gpv: 8 } as const;
export const TIME = { duration: 0, hydraulicStep: 1 } as const;

const FACTORIES = {
  '2.2': () => import('epanet-js/engines/v2.2'),
  '2.3': () => import('epanet-js/engines/v2.3.5'),
};

/**
 * A module of its own: modules share nothing, so each solver has one. What EPANET would print is dropped inside the module.
 * @throws CascadeError EPANET_UNAVAILABLE when the package is not there or cannot be started
 */
export async function loadEngine(version: EngineVersion): Promise<EpanetModule> {
  try {
    const { EpanetEngine } = await FACTORIES[version]();
    const entry = createRequire(import.meta.url).resolve(version === '2.2' ? 'epanet-js/engines/v2.2' : 'epanet-js/engines/v2.3.5');
    const silent = (): void => undefined;
    return await (EpanetEngine as unknown as Factory)({ wasmBinary: await readFile(join(dirname(entry), 'EpanetEngine.wasm')), print: silent, printErr: silent });
  } catch (cause) {
    throw new CascadeError('EPANET_UNAVAILABLE', `EPANET ${version} could not be started (package epanet-js): ${(cause as Error).message}`, { cause });
  }
}

/**
 * One open project. Functions give what the toolkit hands back, in the units of the file; errors are thrown, warnings (1 to 6) are not errors.
 */
export class EpanetProject {
  private readonly project: number;
  /** Address of 8 doubles for what functions hand back. */
  private readonly cell: number;

  /** @param file name to be used in messages */
  constructor(readonly module: EpanetModule, text: string, private readonly file: string) {
    this.cell = module._malloc(64);
    this.check(module._EN_createproject(this.cell));
    this.project = this.int();
    const fs = module.FS as { writeFile(path: string, data: string): void; readFile(path: string, options: { encoding: 'utf8' }): string };
    fs.writeFile('network.inp', text);
    const names = ['network.inp', 'network.rpt', 'network.out'].map((name) => module.allocateUTF8(name));
    const code = module._EN_open(this.project, names[0]!, names[1]!, names[2]!);
    if (code >= 100) {
      // The report, with EPANET's own words and lines, is complete once the project is closed.
      module._EN_close(this.project);
      throw new CascadeError('EPANET_REFUSED', `${file}: EPANET refuses the file: ${reportLines(fs.readFile('network.rpt', { encoding: 'utf8' })) || this.message(code)}`);
    }
    for (const name of names) module._free(name);
    this.check(module._EN_setstatusreport(this.project, 0));
    const quiet = module.allocateUTF8('MESSAGES NO');
    this.check(module._EN_setreport(this.project, quiet));
    module._free(quiet);
  }

  private int(): number { return this.module.HEAP32[this.cell >> 2]!; }
  private double(at = 0): number { return this.module.HEAPF64[(this.cell >> 3) + at]!; }

  private message(code: number): string {
    const at = this.module._malloc(256);
    this.module._EN_geterror(code, at, 255);
    const text = this.module.UTF8ToString(at);
    this.module._free(at);
    return text;
  }

  private check(code: number): void {
    if (code >= 100) throw new CascadeError('EPANET_REFUSED', `${this.file}: ${this.message(code)}`);
  }

  private index(find: 'node' | 'link', id: string): number {
    const at = this.module.allocateUTF8(id), name = find === 'node' ? this.module._EN_getnodeindex : this.module._EN_getlinkindex;
    const code = name(this.project, at, this.cell);
    this.module._free(at);
    this.check(code);
    return this.int();
  }

  /** Toolkit index (from 1) of a node. */
  nodeIndex(id: string): number { return this.index('node', id); }
  linkIndex(id: string): number { return this.index('link', id); }
  linkType(index: number): number { this.check(this.module._EN_getlinktype(this.project, index, this.cell)); return this.int(); }

  /** Values are read in a hot loop: an index that exists and a property that exists cannot fail. */
  nodeValue(index: number, property: number): number { this.module._EN_getnodevalue(this.project, index, property, this.cell); return this.module.HEAPF64[this.cell >> 3]!; }
  linkValue(index: number, property: number): number { this.module._EN_getlinkvalue(this.project, index, property, this.cell); return this.module.HEAPF64[this.cell >> 3]!; }
  setLinkValue(index: number, property: number, value: number): void { this.check(this.module._EN_setlinkvalue(this.project, index, property, value)); }

  /** Base demands of a junction, one a category, in the units of the file. */
  baseDemands(index: number): number[] {
    this.check(this.module._EN_getnumdemands(this.project, index, this.cell));
    return Array.from({ length: this.int() }, (_, i) => { this.check(this.module._EN_getbasedemand(this.project, index, i + 1, this.cell)); return this.double(); });
  }
  /** @param category from 1 */
  setBaseDemand(index: number, category: number, demand: number): void { this.check(this.module._EN_setbasedemand(this.project, index, category, demand)); }

  time(parameter: number): number { this.check(this.module._EN_gettimeparam(this.project, parameter, this.cell)); return this.int(); }
  setTime(parameter: number, seconds: number): void { this.check(this.module._EN_settimeparam(this.project, parameter, seconds)); }
  setOption(option: number, value: number): void { this.check(this.module._EN_setoption(this.project, option, value)); }
  /** @param pressures in the units of the file */
  setPressureDriven(minimum: number, required: number, exponent: number): void { this.check(this.module._EN_setdemandmodel(this.project, 1, minimum, required, exponent)); }

  /** @param index from 1, as the file has them; those behind it move up */
  deleteControl(index: number): void { this.check(this.module._EN_deletecontrol(this.project, index)); }
  deleteRule(index: number): void { this.check(this.module._EN_deleterule(this.project, index)); }
  control(index: number): { type: number; link: number; setting: number; node: number; level: number } {
    const { cell } = this;
    this.check(this.module._EN_getcontrol(this.project, index, cell + 32, cell + 36, cell, cell + 40, cell + 8));
    const ints = this.module.HEAP32;
    return { type: ints[(cell + 32) >> 2]!, link: ints[(cell + 36) >> 2]!, node: ints[(cell + 40) >> 2]!, setting: this.double(), level: this.double(1) };
  }
  /** @param link 0 puts the control to sleep */
  setControl(index: number, { type, link, setting, node, level }: { type: number; link: number; setting: number; node: number; level: number }): void {
    this.check(this.module._EN_setcontrol(this.project, index, type, link, setting, node, level));
  }

  /** Curve of a pump; 0: none, it has constant power. */
  headCurve(link: number): number {
    // Error 226: the pump has no head curve.
    return this.module._EN_getheadcurveindex(this.project, link, this.cell) === 0 ? this.int() : 0;
  }

  curve(index: number): { flows: number[]; heads: number[] } {
    this.check(this.module._EN_getcurvelen(this.project, index, this.cell));
    const points = Array.from({ length: this.int() }, (_, i) => {
      this.check(this.module._EN_getcurvevalue(this.project, index, i + 1, this.cell, this.cell + 8));
      return [this.double(), this.double(1)] as const;
    });
    return { flows: points.map(([flow]) => flow), heads: points.map(([, head]) => head) };
  }

  /** Gives a pump a curve of its own; @returns its index */
  copyCurve(link: number, flows: readonly number[], heads: readonly number[]): number {
    const name = this.module.allocateUTF8(`hazcade ${link}`), points = this.reserve(flows.length);
    this.check(this.module._EN_addcurve(this.project, name));
    this.check(this.module._EN_getcurveindex(this.project, name, this.cell));
    const index = this.int();
    this.module._free(name);
    this.setCurve(index, flows, heads, 1, points);
    this.module._free(points);
    this.check(this.module._EN_setheadcurveindex(this.project, link, index));
    return index;
  }

  /** Memory for the points of a curve. */
  reserve(points: number): number { return this.module._malloc(16 * points); }

  /** @param part flows are multiplied by it; @param at memory reserved for that many points */
  setCurve(index: number, flows: readonly number[], heads: readonly number[], part: number, at: number): void {
    const cells = this.module.HEAPF64, x = at >> 3, y = x + flows.length;
    for (let i = 0; i < flows.length; i++) { cells[x + i] = flows[i]! * part; cells[y + i] = heads[i]!; }
    this.check(this.module._EN_setcurve(this.project, index, at, at + 8 * flows.length, flows.length));
  }

  openHydraulics(): void { this.check(this.module._EN_openH(this.project)); }
  /** Back to time 0, with flows as EPANET first guesses them. */
  initHydraulics(): void { this.check(this.module._EN_initH(this.project, 10)); }
  /** Solves the hydraulics of the present time. @returns 0, a warning (1 to 6) or an error code */
  run(): number { return this.module._EN_runH(this.project, this.cell); }
  /** Moves tanks on to the next event. @returns seconds gone by; 0 at the end of the duration */
  next(): number { this.check(this.module._EN_nextH(this.project, this.cell)); return this.int(); }

  /** Error of the last solution: the sum of flow changes in its last trial over the sum of flows. */
  relativeError(): number { this.check(this.module._EN_getstatistic(this.project, 1, this.cell)); return this.double(); }

  /** What a code of `run` means. */
  meaning(code: number): string { return this.message(code); }
}

/** What the report says is wrong, in one line. */
function reportLines(report: string): string {
  return report.split('\n').map((line) => line.trim()).filter((line) => /error|^[A-Za-z0-9[].*\d/i.test(line) && !/EPANET|Version|Page \d/.test(line)).slice(0, 6).join(' ');
}
