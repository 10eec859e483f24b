/** What a script reads from the exit of a command (docs/cli.md). */
export const EXIT = {
  /** Done, nothing amiss. */
  ok: 0,
  /** A model or scenario has errors, replications failed, or the command could not finish. */
  failed: 1,
  /** Wrong command line: unknown command or option, bad value, file that does not exist, folder that cannot be written. */
  usage: 2,
  /** Ctrl-C; what was done by then is kept. 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
