/**
 * Progress of studies to whoever listens. An event is a state, which supersedes those before it: a slow reader gets fewer of them, a
 * reader that comes again gets the newest, and nothing is kept for anybody. All readers of a study share one frame of bytes.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StudyDispatcher } from '../../jobs/study-dispatcher.js';
import { eventFrame, HEARTBEAT, type SseStream } from './sse.js';

/** Where a study stands, in one event. `id` says which state it is. */
export interface Told { event: 'progress' | 'ended'; id: string; data: string }

export interface HubOptions {
  studies: StudyDispatcher;
  /** The state of a study now; undefined: it was removed. Rejects when the store is away. */
  look(id: string): Promise<Told | undefined>;
  now(): number;
}

/** Time between two events to one reader. */
const EVERY_MS = 500;
/** How often a study that others compute, or that waits, is looked at. */
const LOOK_MS = 1_000;
const HEARTBEAT_MS = 15_000;
/** Readers written to in one turn of the event loop: between them others are answered. */
const IN_A_TURN = 50;

export class ProgressHub {
  private readonly channels = new Map<string, Channel>();

  constructor(private readonly options: HubOptions) {}

  /** Readers of all studies. */
  get readers(): number {
    let sum = 0;
    for (const channel of this.channels.values()) sum += channel.size;
    return sum;
  }

  /**
   * Sends a reader the state of a study, and every further one until it ends.
   * @param seen id of the last event the reader has, which is not sent again
   * @param open takes the response over; given what is to be done when it closes
   */
  add(id: string, first: Told, seen: string | undefined, open: (onClose: () => void) => SseStream): void {
    let channel = this.channels.get(id);
    if (channel === undefined) this.channels.set(id, channel = new Channel(id, first, this.options, () => this.channels.delete(id)));
    channel.add(first, seen, open);
  }

  /** Ends all streams. */
  close(): void {
    for (const channel of this.channels.values()) channel.drop();
  }
}

/** The readers of one study; it ends with the last of them. */
class Channel {
  private readonly streams = new Map<SseStream, /** Id of the last event written. */ string | undefined>();
  private readonly timers: NodeJS.Timeout[];
  private readonly stopListening: () => void;
  private last: Told;
  private sentAt = -Infinity;
  private pending?: NodeJS.Timeout;
  private looking = false;

  constructor(private readonly id: string, first: Told, private readonly options: HubOptions, private readonly onEmpty: () => void) {
    this.last = first;
    this.stopListening = options.studies.listen(id, () => this.news());
    // What is computed here is told; this is for the rest, and finds what was missed.
    this.timers = [setInterval(() => { if (!options.studies.runs(id)) this.news(); }, LOOK_MS), setInterval(() => this.beat(), HEARTBEAT_MS)];
  }

  get size(): number { return this.streams.size; }

  add(first: Told, seen: string | undefined, open: (onClose: () => void) => SseStream): void {
    const stream: SseStream = open(() => { this.streams.delete(stream); if (this.streams.size === 0) this.close(); });
    this.streams.set(stream, seen);
    this.write(stream, first, frameOf(first));
  }

  drop(): void {
    for (const stream of this.streams.keys()) stream.drop();
  }

  /** At most twice a second: what comes in between is merged into the next. */
  private news(): void {
    if (this.pending !== undefined) return;
    const wait = this.sentAt + EVERY_MS - this.options.now();
    this.pending = setTimeout(() => { this.pending = undefined; void this.send(); }, Math.max(0, wait));
  }

  private async send(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const told = await this.options.look(this.id);
      if (told === undefined) { await this.each((stream) => stream.end()); return; }
      this.sentAt = this.options.now();
      this.last = told;
      const frame = frameOf(told);
      await this.each((stream) => this.write(stream, told, frame));
    } catch {
      // The store is away: the next look tells more; readers still have their heartbeat.
    } finally {
      this.looking = false;
    }
  }

  /** Those who come meanwhile have been told by `add`, something newer perhaps. */
  private async each(to: (stream: SseStream) => void): Promise<void> {
    let n = 0;
    for (const stream of [...this.streams.keys()]) {
      if (n++ % IN_A_TURN === IN_A_TURN - 1) await nextTurn();
      if (this.streams.has(stream)) to(stream);
    }
  }

  private write(stream: SseStream, told: Told, frame: Buffer): void {
    if (this.streams.get(stream) !== told.id && stream.write(frame, this.options.now())) this.streams.set(stream, told.id);
    // A reader that is behind misses it, and gets it when it comes again.
    if (told.event === 'ended') stream.end();
  }

  /** Readers that could not take the newest state get it now; others a sign of life. */
  private beat(): void {
    void this.each((stream) => {
      if (this.streams.get(stream) === this.last.id) stream.write(HEARTBEAT, this.options.now()); else this.write(stream, this.last, frameOf(this.last));
    });
  }

  private close(): void {
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.pending);
    this.stopListening();
    this.onEmpty();
  }
}

const frameOf = ({ event, id, data }: Told): Buffer => eventFrame(event, id, data);
