/** Options that the study commands (run, compare, rank) share. */
import { Option, type Command } from 'commander';
import { PHYSICS_WORDS, type PhysicsWord } from '../model/physics-words.js';
import { nonEmpty, wholeNumber } from './values.js';

export interface StudyOptions { json?: boolean; quiet?: boolean; replications?: number; seed?: string; workers?: number; physics?: PhysicsWord }

export const studyOptions = (command: Command): Command => command
  .argument('<scenario>', 'scenario file')
  .option('-n, --replications <n>', 'number of replications (default: the scenario\'s)', wholeNumber(1))
  .option('-s, --seed <seed>', 'seed (default: the scenario\'s)', nonEmpty)
  .option('-w, --workers <n>', 'worker threads; 0: none, all in this process (default: one a core, none for a small study)', wholeNumber(0))
  .addOption(physicsOption())
  .option('-q, --quiet', 'no progress');

/** One mode for every layer of the model. */
export const physicsOption = (): Option =>
  new Option('--physics <mode>', 'flow models of the model: linear (or off): dependencies alone; surrogate: their fast stand-ins; exact: their solvers (default: as the scenario says)').choices(PHYSICS_WORDS);
