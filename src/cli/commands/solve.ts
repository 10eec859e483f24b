/** `hazcade solve SECTOR FILE...`: the solver of one sector alone, so that anyone can check it against their own tool. */
import { Command } from 'commander';
import type { Declare } from '../command.js';
import { economy } from './solve/economy.js';
import { finance } from './solve/finance.js';
import { power } from './solve/power.js';
import { transport } from './solve/transport.js';
import { water } from './solve/water.js';

const SOLVERS = [economy, finance, power, transport, water];

export const solve: Declare = (session) => {
  const command = new Command('solve')
    .description('Run the solver of one sector alone on its network file.')
    .addHelpText('after', '\nExample:\n  $ hazcade solve power case118.m --n-1 --json\n');
  for (const solver of SOLVERS) command.addCommand(solver(session));
  return command;
};
