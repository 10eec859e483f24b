/** Events that a job spooled for one answer: sent at the reader's pace, or slower, and removed. Memory does not grow with them. */
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

export interface EventStreamOptions {
  form: 'ndjson' | 'sse';
  /** Simulated seconds in a second; undefined: as fast as the reader takes them. */
  pace?: number;
}

/** While nothing is sent for so long, a comment keeps a stream of server-sent events open. */
const COMMENT_EVERY_MS = 15_000;

/**
 * Lines of spooled events (src/jobs/tasks/replay-events.ts), as NDJSON or as server-sent events with the ids of the simulation. The file is
 * removed at once, also where nobody comes to read the stream; its space is free when the stream closes.
 */
export async function spooledEvents(path: string, options: EventStreamOptions): Promise<Readable> {
  const file = await open(path, 'r');
  await unlink(path);
  const gone = new AbortController(), stream = Readable.from(pieces(file, options, gone.signal), { objectMode: false, encoding: 'utf8' });
  stream.once('close', () => { gone.abort(); void file.close().catch(() => undefined); });
  return stream;
}

async function* pieces(handle: FileHandle, { form, pace }: EventStreamOptions, gone: AbortSignal): AsyncGenerator<string> {
  const file = handle.createReadStream({ encoding: 'utf8', autoClose: false }), lines = createInterface({ input: file, crlfDelay: Infinity });
  let begun: { at: number; hours: number } | undefined, sent = 0;
  try {
    for await (const line of lines) {
      const first = line.indexOf('\t'), second = line.indexOf('\t', first + 1), id = line.slice(0, first), hours = Number(line.slice(first + 1, second)), text = line.slice(second + 1);
      if (pace !== undefined && id !== '0') {
        begun ??= { at: performance.now(), hours };
        yield* waiting(begun.at + ((hours - begun.hours) * 3_600_000) / pace, form, gone);
      }
      if (id !== '0') sent++;
      yield form === 'ndjson' ? `${text}\n` : id === '0' ? `event: columns\ndata: ${text}\n\n` : `id: ${id}\ndata: ${text}\n\n`;
    }
    if (form === 'sse') yield `event: end\ndata: ${JSON.stringify({ events: sent })}\n\n`;
  } finally {
    lines.close();
    file.destroy();
  }
}

/** Waits until a time; comments on the way. */
async function* waiting(until: number, form: EventStreamOptions['form'], gone: AbortSignal): AsyncGenerator<string> {
  for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
    await wait(Math.min(left, COMMENT_EVERY_MS), undefined, { signal: gone, ref: false });
    if (form === 'sse' && until - performance.now() > 0) yield ':\n\n';
  }
}
