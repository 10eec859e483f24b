#!/usr/bin/env node
// The command line of Hazcade; everything it does is in src/cli.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('hazcade: not built yet (dist/cli/main.js is missing). Run "npm ci && npm run build" in the folder of the package.\n');
  process.exitCode = 1;
}
