/**
 * Links out of service. A link that is out is closed whatever its controls and rules say; put back, it is as they would have had it by then.
 * Pipes with a check valve, which EPANET lets nobody close, get a resistance that lets nothing through instead.
 */
import type { InpControl, InpNetwork } from '../../imports/epanet-inp.js';
import { LINK, LINK_TYPE, NODE, type EpanetProject } from './engine.js';

/** How a link is wanted: a number from 0 up is a pump's speed or a valve's setting (or a check valve's loss), else one of these. */
const OPEN = -1, CLOSED = -2;
/** Loss coefficient of a check valve's pipe that is out: it passes 1e-8 of what the bare diameter would. */
const BLOCKED = 1e16;
/** The toolkit takes no loss of 0 back; this one is too small to matter. */
const LEAST_LOSS = 1e-9;
/** A level counts as at a control's level within this, in the units of the file. */
const LEVEL_TOLERANCE = 1e-3;
const DAY_SECONDS = 86_400;

type ToolkitControl = ReturnType<EpanetProject['control']>;

/** Which links are out (1), how each is wanted when it is not, and up to which second that is known. */
export interface OutageState { readonly out: Uint8Array; readonly wanted: Float64Array; readonly watchedTo: Float64Array }

/** A control that acts on a link, as in the file and as in the project. */
interface Control { index: number; told: InpControl; toolkit: ToolkitControl }

export class LinkOutages {
  private readonly type: Int32Array;
  private readonly controls = new Map<number, Control[]>();
  private readonly hasCheckValves: boolean;
  /** Links that rules act on. */
  private readonly ruled: number[];
  /** How each link is wanted at the start. */
  private readonly initial: Float64Array;
  private readonly state: OutageState;
  /** Pattern of each pump's speed (0: none): it would start a pump that is out. */
  private readonly speedPattern: Float64Array;

  /** @param links toolkit indices; @param startClock seconds after midnight at the start; @param without links that lose their controls and rules for good */
  constructor(private readonly project: EpanetProject, network: InpNetwork, private readonly links: Int32Array, private readonly startClock: number, without: readonly string[]) {
    const positions = new Map(network.links.map((link, position) => [link.id, position]));
    this.type = Int32Array.from(links, (index) => project.linkType(index));
    const kept = network.controls.filter((control) => !without.includes(control.link));
    for (let i = network.controls.length - 1; i >= 0; i--) if (without.includes(network.controls[i]!.link)) project.deleteControl(i + 1);
    for (let i = 0; i < kept.length; i++) {
      const link = positions.get(kept[i]!.link)!, control = { index: i + 1, told: kept[i]!, toolkit: project.control(i + 1) };
      this.controls.set(link, [...(this.controls.get(link) ?? []), control]);
    }
    this.hasCheckValves = this.type.includes(LINK_TYPE.checkValve);
    for (let i = network.rules.length - 1; i >= 0; i--) if (network.rules[i]!.links.some((id) => without.includes(id))) project.deleteRule(i + 1);
    this.ruled = [...new Set(network.rules.flatMap((rule) => rule.links.filter((id) => !without.includes(id)).map((id) => positions.get(id)!)))];
    this.initial = Float64Array.from(network.links, (link) => (link.initial === 'open' ? OPEN : link.initial === 'closed' ? CLOSED : link.initial));
    for (let link = 0; link < links.length; link++) if (this.type[link] === LINK_TYPE.checkValve) this.initial[link] = Math.max(LEAST_LOSS, project.linkValue(links[link]!, LINK.minorLoss));
    this.speedPattern = Float64Array.from(links, (index, link) => (this.type[link] === LINK_TYPE.pump ? project.linkValue(index, LINK.pattern) : 0));
    this.state = this.newState();
    this.reset();
  }

  newState(): OutageState {
    const n = this.links.length;
    return { out: new Uint8Array(n), wanted: new Float64Array(n), watchedTo: new Float64Array(n) };
  }

  save(state: OutageState): void { copy(this.state, state); }
  restore(state: OutageState): void { copy(state, this.state); }
  /** As at the start; the project is the caller's to put back. */
  reset(): void { this.state.out.fill(0); this.state.wanted.set(this.initial); }

  /** @param out 1: to be out of service; @param seconds the present */
  set(out: Uint8Array, seconds: number): void {
    for (let link = 0; link < out.length; link++) {
      if (out[link] === this.state.out[link]) continue;
      if (out[link] === 1) this.take(link, seconds);
      else this.putBack(link, seconds);
    }
  }

  /** Opens a link that is in service; a pipe with a check valve opens and closes by itself. */
  open(link: number): void {
    if (this.state.out[link] === 1 || this.type[link] === LINK_TYPE.checkValve) return;
    this.state.wanted[link] = this.type[link] === LINK_TYPE.pump ? 1 : OPEN;
    this.project.setLinkValue(this.links[link]!, LINK.status, 1);
  }

  private take(link: number, seconds: number): void {
    const controls = this.controls.get(link);
    if (controls !== undefined || this.ruled.includes(link)) this.state.wanted[link] = this.now(link);
    this.state.out[link] = 1;
    this.state.watchedTo[link] = seconds;
    if (this.speedPattern[link]! > 0) this.project.setLinkValue(this.links[link]!, LINK.pattern, 0);
    for (const { index, toolkit } of controls ?? []) this.project.setControl(index, { ...toolkit, link: 0 });
    this.close(link);
  }

  private close(link: number): void {
    if (this.type[link] === LINK_TYPE.checkValve) this.project.setLinkValue(this.links[link]!, LINK.minorLoss, BLOCKED);
    else this.project.setLinkValue(this.links[link]!, LINK.status, 0);
  }

  private putBack(link: number, seconds: number): void {
    this.watchControls(link, seconds);
    this.state.out[link] = 0;
    for (const { index, toolkit } of this.controls.get(link) ?? []) this.project.setControl(index, toolkit);
    const wanted = this.state.wanted[link]!, index = this.links[link]!;
    if (this.speedPattern[link]! > 0) this.project.setLinkValue(index, LINK.pattern, this.speedPattern[link]!);
    if (this.type[link] === LINK_TYPE.checkValve) this.project.setLinkValue(index, LINK.minorLoss, wanted);
    else if (wanted === OPEN || wanted === CLOSED) this.project.setLinkValue(index, LINK.status, wanted === OPEN ? 1 : 0);
    else this.project.setLinkValue(index, LINK.setting, wanted);
  }

  /** How the link is now. A pump that cannot reach the head reads as closed, but keeps its speed. */
  private now(link: number): number {
    const index = this.links[link]!, status = this.project.linkValue(index, LINK.status), setting = this.project.linkValue(index, LINK.setting);
    if (this.type[link] === LINK_TYPE.pump) return setting > 0 ? setting : CLOSED;
    if (this.type[link]! > LINK_TYPE.pump && this.type[link] !== LINK_TYPE.gpv && setting !== 0) return setting;
    return status === 0 ? CLOSED : OPEN;
  }

  /** Before a solution: keeps closed what is out, and notes what controls would have done meanwhile. */
  hold(seconds: number): void {
    for (const link of this.controls.keys()) if (this.state.out[link] === 1) this.watchControls(link, seconds);
    for (const link of this.ruled) if (this.state.out[link] === 1) this.close(link);
  }

  /**
   * Does a check valve's pipe that is out still carry water (units of the file)? The solver comes near a resistance that suddenly is enormous by halves,
   * and may be content too soon.
   */
  leaks(tolerance: number): boolean {
    if (!this.hasCheckValves) return false;
    for (let link = 0; link < this.links.length; link++) {
      if (this.type[link] === LINK_TYPE.checkValve && this.state.out[link] === 1 && Math.abs(this.project.linkValue(this.links[link]!, LINK.flow)) > tolerance) return true;
    }
    return false;
  }

  /** After a step: a rule that opened a link which is out wants it open. */
  watchRules(): void {
    for (const link of this.ruled) {
      if (this.state.out[link] === 1 && this.project.linkValue(this.links[link]!, LINK.status) !== 0) this.state.wanted[link] = this.now(link);
    }
  }

  /** What the sleeping controls of a link that is out would have done since they were last looked at: the last in time, then in the file. */
  private watchControls(link: number, seconds: number): void {
    const from = this.state.watchedTo[link]!;
    let latest = -Infinity;
    for (const { told, toolkit } of this.controls.get(link) ?? []) {
      const at = told.node === undefined ? lastTime(told, this.startClock, seconds) : this.isReached(told.node.below, toolkit) ? seconds : -Infinity;
      if (at <= from || at < latest) continue;
      latest = at;
      this.state.wanted[link] = told.to === 'closed' ? CLOSED : told.to !== 'open' ? told.to : this.type[link] === LINK_TYPE.pump ? 1 : OPEN;
    }
    this.state.watchedTo[link] = seconds;
  }

  /** Does a control by level act now? (By pressure at a junction: the pressure last solved.) */
  private isReached(below: boolean, { node, level }: ToolkitControl): boolean {
    const tank = this.project.nodeValue(node, NODE.tankLevel), value = tank !== 0 ? tank : this.project.nodeValue(node, NODE.pressure);
    return below ? value <= level + LEVEL_TOLERANCE : value >= level - LEVEL_TOLERANCE;
  }
}

/** When a control by time last acted, seconds; -Infinity: not yet. */
function lastTime({ atSeconds, clockSeconds }: InpControl, startClock: number, seconds: number): number {
  if (atSeconds !== undefined) return atSeconds <= seconds ? atSeconds : -Infinity;
  const first = (((clockSeconds ?? 0) - startClock) % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
  return first > seconds ? -Infinity : seconds - ((seconds - first) % DAY_SECONDS);
}

function copy(from: OutageState, to: OutageState): void {
  to.out.set(from.out);
  to.wanted.set(from.wanted);
  to.watchedTo.set(from.watchedTo);
}
