/** `hazcade solve SECTOR FILE...`: the solver of one sector alone, so that anyone can check it against their own tool. */
import { Command } from 'commander';
import type { Declare } from '../command.js';
import { transport } from './solve/transport.js';

const SOLVERS = [transport];

export const solve: Declare = (session) => {
  const command = new Command('solve')
    .description('Run the solver of one sector alone on its network file.')
    .addHelpText('after', '\nExample:\n  $ hazcade solve transport SiouxFalls_net.tntp SiouxFalls_trips.tntp --close 10-16 --json\n');
  for (const solver of SOLVERS) command.addCommand(solver(session));
  return command;
};
