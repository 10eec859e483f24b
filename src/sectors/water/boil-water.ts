/**
 * Boil-water notices: a junction that has lost its pressure may have drawn in dirt. It is under notice from the loss until its pressure has been back for a
 * given time (samples must come back clean), and a new loss in that time makes the notice longer.
 */

export class BoilWater {
  /** 1 while pressure is lost. */
  private readonly lost: Uint8Array;
  /** Begin and end of the last notice, seconds; none: both 0. While pressure is lost there is no end yet. */
  private readonly from: Float64Array;
  private readonly until: Float64Array;
  /** Hours of notices that are over and replaced by a later one. */
  private pastHours = 0;
  private touched = false;

  /** @param noticeSeconds how long a notice lasts after pressure is back */
  constructor(count: number, readonly noticeSeconds: number) {
    this.lost = new Uint8Array(count);
    this.from = new Float64Array(count);
    this.until = new Float64Array(count);
  }

  reset(): void {
    if (!this.touched) return;
    this.lost.fill(0);
    this.from.fill(0);
    this.until.fill(0);
    this.pastHours = 0;
    this.touched = false;
  }

  /** Notes whether a junction is without pressure from `seconds` on. */
  note(junction: number, lost: boolean, seconds: number): void {
    if (!lost && this.lost[junction] === 0) return;
    if (!lost) {
      this.lost[junction] = 0;
      this.until[junction] = seconds + this.noticeSeconds;
      return;
    }
    if (this.lost[junction] === 0 && this.until[junction]! < seconds) {
      this.pastHours += (this.until[junction]! - this.from[junction]!) / 3600;
      this.from[junction] = seconds;
    }
    this.touched = true;
    this.lost[junction] = 1;
    this.until[junction] = Infinity;
  }

  isLost(junction: number): boolean { return this.lost[junction] === 1; }
  isUnderNotice(junction: number, seconds: number): boolean { return seconds < this.until[junction]!; }

  /** The next second after `seconds` at which a notice ends; Infinity: none does. */
  nextEnd(seconds: number): number {
    let next = Infinity;
    if (this.touched) for (const until of this.until) if (until > seconds && until < next) next = until;
    return next;
  }

  /** Junction-hours under notice up to a second. */
  hours(seconds: number): number {
    let sum = this.pastHours;
    for (let j = 0; j < this.until.length; j++) sum += Math.max(0, Math.min(this.until[j]!, seconds) - this.from[j]!) / 3600;
    return sum;
  }
}
