/** Places for streams that stay open for as long as their readers take, bounded for all and for each. */
import { HttpError } from './problem.js';

/** Streams that are open at once, of all and of one subject. */
export const MOST_STREAMS = 200, MOST_OF_ONE = 20;

export class StreamPlaces {
  private readonly open = new Map<string, number>();
  private all = 0;

  /** Takes a place. @returns how to give it back, any number of times. Throws STREAMS_LIMIT: 429 for a subject that has enough, 503 where all are taken. */
  take(subject: string): () => void {
    const own = this.open.get(subject) ?? 0;
    if (own >= MOST_OF_ONE) throw new HttpError(429, 'STREAMS_LIMIT', `you read ${own} replays already; end one of them`, 5);
    if (this.all >= MOST_STREAMS) throw new HttpError(503, 'STREAMS_LIMIT', `${MOST_STREAMS} replays are being read already`, 5);
    this.open.set(subject, own + 1);
    this.all++;
    let back = false;
    return () => {
      if (back) return;
      back = true;
      this.all--;
      const left = this.open.get(subject)! - 1;
      if (left > 0) this.open.set(subject, left); else this.open.delete(subject);
    };
  }
}
