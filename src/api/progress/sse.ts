/** Server-Sent Events (WHATWG HTML, section 9.2) on a response of Node, for readers that may be slow or gone. */
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Bytes that may wait for a reader in this process; the system's socket buffer comes before. */
const MOST_WAITING = 4_096;
/** A reader that has taken nothing for so long is gone. */
const PATIENCE_MS = 30_000;

/** One event as it goes over the line. `data` without line breaks. */
export const eventFrame = (event: string, id: string, data: string): Buffer => Buffer.from(`event: ${event}\nid: ${id}\ndata: ${data}\n\n`);
/** Keeps proxies from taking a quiet stream for a dead one. */
export const HEARTBEAT = Buffer.from(': here\n\n');

export class SseStream {
  private readonly response: ServerResponse;
  private stuckSince = Infinity;
  private closed = false;

  /** Takes the response over from Fastify. @param onClose called once, however it ends */
  constructor(reply: FastifyReply, onClose: () => void) {
    reply.hijack();
    this.response = reply.raw;
    const headers = reply.getHeaders();
    this.response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' } as Record<string, string>);
    // At once, so that a client knows that it is connected, and waits a second before it comes again.
    this.response.write('retry: 1000\n\n');
    // An error of the socket is followed by its close, which may have been while the request was looked at.
    const closed = (): void => { this.closed = true; onClose(); };
    this.response.on('error', () => undefined);
    if (this.response.destroyed) setImmediate(closed); else this.response.on('close', closed);
  }

  /** Writes if the reader keeps up. @returns false: it does not, and nothing was written; one that never comes back is dropped. */
  write(frame: Buffer, now: number): boolean {
    if (this.closed) return false;
    if (this.response.writableLength > MOST_WAITING) {
      this.stuckSince = Math.min(this.stuckSince, now);
      if (now - this.stuckSince > PATIENCE_MS) this.drop();
      return false;
    }
    this.stuckSince = Infinity;
    this.response.write(frame);
    return true;
  }

  /** After what was written. */
  end(): void {
    if (this.closed) return;
    this.response.end();
  }

  /** At once: what the reader has not taken is lost; it can come again. */
  drop(): void {
    this.response.destroy();
  }
}
