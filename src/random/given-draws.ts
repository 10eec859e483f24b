/** What a draw is for, as the engine asks for it (Purpose of engine/contracts.ts); hashes are two unsigned words, 0, 0 = none. */
export interface DrawRequest {
  replication: number;
  purpose: number;
  context: readonly [number, number];
  subject: readonly [number, number];
  /** Repeats of the same subject, purpose and context. */
  n: number;
  /** Asset or need index where the subject is one, else -1. */
  index: number;
}

/** Draws that the caller gives: a function, or a table behind one. A DrawSource of the engine; for checks against other programs, not for speed. */
export class GivenDraws {
  private replication = 0;
  private purpose = 0;
  private context: [number, number] = [0, 0];

  /** @param given a pure function to a number in (0, 1) */
  constructor(private readonly given: (request: DrawRequest) => number) {}

  select(replication: number, purpose: number, context0: number, context1: number): void {
    this.replication = replication;
    this.purpose = purpose;
    this.context = [context0 >>> 0, context1 >>> 0];
  }

  uniform(subject0: number, subject1: number, n: number, index: number): number {
    const { replication, purpose, context } = this;
    return this.given({ replication, purpose, context, subject: [subject0 >>> 0, subject1 >>> 0], n, index });
  }

  draw(subject0: number, subject1: number, n: number, index: number, cell: Float64Array): void { cell[0] = this.uniform(subject0, subject1, n, index); }

  fill(assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Float64Array): void {
    assets.forEach((a, i) => { out[i] = this.uniform(subject0[a]!, subject1[a]!, n, a); });
  }

  below(probability: number, assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Int32Array): number {
    const struck = assets.filter((a) => this.uniform(subject0[a]!, subject1[a]!, n, a) < probability);
    out.set(struck);
    return struck.length;
  }
}
