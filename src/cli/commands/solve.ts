/** `hazcade solve SECTOR FILE...`: the solver of one sector alone, so that anyone can check it against their own tool. */
import { Command } from 'commander';
import type { Declare } from '../command.js';
import { water } from './solve/water.js';

const SOLVERS = [water];

export const solve: Declare = (session) => {
  const command = new Command('solve')
    .description('Run the solver of one sector alone on its network file.')
    .addHelpText('after', '\nExample:\n  $ hazcade solve water Net3.inp --pda --close 10@6h --json\n');
  for (const solver of SOLVERS) command.addCommand(solver(session));
  return command;
};
