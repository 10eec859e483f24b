/**
 * How many orders go into one job of the queue. A job costs some milliseconds to file, fetch and finish whatever is in it, so it should hold
 * about four seconds of one thread's work; but not so much that threads wait for the last one at the end of a study (guided self-scheduling:
 * Polychronopoulos and Kuck 1987, doi:10.1109/TC.1987.5009495), and little while nothing is known yet. How many replications make a block is none
 * of its business: that never changes.
 */

/** Milliseconds of one thread's work in a job. */
const JOB_MS = 4000;
/** Orders in a job at most. */
const MOST_ORDERS = 512;
/** Weight of a new measurement. */
const WEIGHT = 0.2;

export class Pace {
  /** Milliseconds of one thread for an order; undefined until one was measured. */
  private perOrder: number | undefined;
  private bytesPerOrder = 0;

  /** An order took so long, and its result has so many bytes. */
  measured(milliseconds: number, bytes: number): void {
    if (!(milliseconds >= 0) || !(bytes >= 0)) return;
    this.perOrder = this.perOrder === undefined ? milliseconds : this.perOrder + WEIGHT * (milliseconds - this.perOrder);
    this.bytesPerOrder = this.bytesPerOrder === 0 ? bytes : this.bytesPerOrder + WEIGHT * (bytes - this.bytesPerOrder);
  }

  /** Orders for the next job. @param waiting orders not yet filed @param threads of all workers */
  length(waiting: number, threads: number): number {
    if (this.perOrder === undefined) return 1;
    const wanted = Math.max(1, Math.floor(JOB_MS / Math.max(this.perOrder, 1e-3))), share = Math.ceil(waiting / (2 * Math.max(1, threads)));
    return Math.max(1, Math.min(wanted, share, MOST_ORDERS));
  }

  /** Bytes that the results of so many orders take. */
  bytes(orders: number): number { return orders * this.bytesPerOrder; }
}
