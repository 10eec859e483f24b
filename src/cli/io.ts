/** Where the commands write, so that they know nothing of `process` and can be run by tests. */

export interface Io {
  /** Standard output: results only. */
  out(content: string | Uint8Array): void;
  /** Standard error: progress, warnings, errors. */
  err(text: string): void;
  /** Standard error as a stream, for a progress bar; undefined where there is no terminal. */
  readonly terminal?: NodeJS.WriteStream;
  /** Width of standard output; undefined where it is no terminal. */
  readonly columns?: number;
  /** Whether standard output shows colours (NO_COLOR and FORCE_COLOR respected). */
  readonly color: boolean;
  /** HAZCADE_DEBUG=1: errors with their stack. */
  readonly debug: boolean;
  /** True once the reader of standard output has gone away (`| head`): no need to write more. */
  readonly closed: boolean;
}

/** The Io of this process. A closed pipe is no error: writing just stops. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  let closed = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  stderr.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') throw error; });
  return {
    out(content) { if (!closed) stdout.write(content); },
    err(text) { stderr.write(text); },
    ...(stderr.isTTY ? { terminal: stderr } : {}),
    ...(stdout.isTTY ? { columns: stdout.columns } : {}),
    color: wantsColor(env, stdout.isTTY),
    debug: env['HAZCADE_DEBUG'] === '1',
    get closed() { return closed; },
  };
}

/** no-color.org: any value of NO_COLOR but the empty one switches colours off; FORCE_COLOR switches them on for pipes. */
function wantsColor(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return isTerminal && env['TERM'] !== 'dumb';
}
