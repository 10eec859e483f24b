/**
 * The command line: `hazcade COMMAND`. Each command is declared in its own file and imports what it needs only when it runs,
 * so that `--help` and small commands start at once. Never a stack trace, unless HAZCADE_DEBUG=1.
 */
import { Command } from 'commander';
import { VERSION } from '../version.js';
import type { Session } from './command.js';
import { backup, restore } from './commands/backup.js';
import { compare } from './commands/compare.js';
import { exportCommand } from './commands/export.js';
import { fork } from './commands/fork.js';
import { generate } from './commands/generate.js';
import { hazards } from './commands/hazards.js';
import { inspect } from './commands/inspect.js';
import { keys } from './commands/keys.js';
import { merge } from './commands/merge.js';
import { order } from './commands/order.js';
import { rank } from './commands/rank.js';
import { risk } from './commands/risk.js';
import { run } from './commands/run.js';
import { sensitivity } from './commands/sensitivity.js';
import { serve } from './commands/serve.js';
import { size } from './commands/size.js';
import { solve } from './commands/solve.js';
import { trace } from './commands/trace.js';
import { validate } from './commands/validate.js';
import { worker } from './commands/worker.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { printFailure } from './failure.js';
import { processIo, type Io } from './io.js';

/** In the order of the help. */
const COMMANDS = [
  run,
  merge,
  validate,
  inspect,
  trace,
  fork,
  compare,
  rank,
  order,
  size,
  risk,
  sensitivity,
  generate,
  exportCommand,
  solve,
  hazards,
  serve,
  worker,
  backup,
  restore,
  keys,
];

/**
 * Runs one command line and gives its exit code; nothing is thrown.
 * @param args as after the program's name
 */
export async function main(args: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  const session: Session = { io, exit: EXIT.ok };
  try {
    await programOf(session).parseAsync([...args], { from: 'user' });
    return session.exit;
  } catch (error) {
    return printFailure(error, io, args.includes('--json'));
  }
}

/** The whole program. */
function programOf(session: Session): Command {
  const { io } = session;
  const program = new Command('hazcade')
    .description('Cascading failures of critical infrastructure under several hazards: seeded Monte Carlo studies.')
    .version(VERSION, '-V, --version')
    .addHelpText('after', '\nExamples:\n  $ hazcade run scenarios/winter-storm.yaml\n  $ hazcade COMMAND --help\n\nExit codes: 0 done, 1 errors in files or failed replications, 2 wrong usage, 130 interrupted.\n');
  for (const declareCommand of COMMANDS) program.addCommand(declareCommand(session));
  for (const command of [program, ...program.commands, ...program.commands.flatMap((parent) => parent.commands)]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text), outputError: (text, write) => write(text.replace(/^error: /, 'hazcade: ')) })
      .showHelpAfterError(`(try "hazcade ${command === program ? '' : `${nameOf(command)} `}--help")`);
  }
  return program;
}

/** As it is typed: `run`, `solve finance`. */
const nameOf = (command: Command): string => (command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name());
