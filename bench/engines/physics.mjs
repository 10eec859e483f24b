/** measurePhysics as a process of its own: `node physics.mjs LAYERS WARM-UP REPLICATIONS [blind]`, LAYERS as JSON. Prints one JSON line. */
import { join } from 'node:path';
import { readStudyInput } from '../../dist/index.js';
import { ROOT } from '../lib/processes.mjs';
import { measurePhysics } from './physics-study.mjs';

const [layers, warmUp, replications, blind] = process.argv.slice(2);
const result = await measurePhysics(readStudyInput(join(ROOT, 'scenarios/winter-storm-physics.yaml')), JSON.parse(layers), Number(warmUp), Number(replications), blind === 'blind');
process.stdout.write(`${JSON.stringify(result)}\n`);
