/** Streams of responses: server-sent events, and lines. */
import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';

/** Events as they come; ends with the stream. Leaving the loop closes the connection. */
export function eventsOf(response: Response): AsyncGenerator<EventSourceMessage> {
  return readAll(text(response).pipeThrough(new EventSourceParserStream()));
}

/** Lines that are not empty. */
export async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of readAll(text(response))) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line !== '') yield line;
  }
  if (rest !== '') yield rest;
}

const text = (response: Response): ReadableStream<string> => response.body!.pipeThrough(new TextDecoderStream());

/** Browsers do not all iterate streams. */
async function* readAll<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
