#!/usr/bin/env node
// The command line of Hazcade; everything it does is in src/cli.
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { setFlagsFromString } from 'node:v8';

// What was compiled is kept for the next start, from Node 22.1 on. Before, functions run three times as long as V8 has it until they are compiled
// for speed: most of a short command's run but a few times, and compiling those took a quarter of its processor time (bench/RESULTS.md).
if (module.enableCompileCache !== undefined) module.enableCompileCache();
else setFlagsFromString('--interrupt-budget=400000');

const built = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('hazcade: not built yet (dist/cli/main.js is missing). Run "npm ci && npm run build" in the folder of the package.\n');
  process.exitCode = 1;
}
