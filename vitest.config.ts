import { defineConfig } from 'vitest/config';

/** Tests of the service as a whole, of memory, of where their process works, or long ones: each file in a process of its own. */
const APART = ['tests/*.test.ts', 'tests/api/**', 'tests/contracts/{rank,redis-kills,runners}.test.ts', 'tests/golden/**', 'tests/property/no-leak.test.ts', 'tests/unit/cli/{cli,parts,study-commands}.test.ts', 'tests/unit/imports/{geotiff,large-rasters}.test.ts'];
/** Tests of its parts: they start processes or listen, and leave nothing behind. */
const SERVICES = ['tests/contracts/store*.test.ts', 'tests/unit/{api,cli,client,jobs,runners,store}/**'];
const ALL = ['tests/**/*.test.ts'];
const RUN_FOLDER = 'tests/fixtures/run-folder.ts';

const filesOf = (paths: readonly string[]): string[] => paths.map((path) => (path.endsWith('**') ? `${path}/*.test.ts` : path));

export default defineConfig({
  test: {
    // One more than the two cores of CI: many files of the first project wait for processes, timers and disks.
    testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'apart', include: filesOf(APART), globalSetup: RUN_FOLDER } },
      // All others take what they import from one process after the other: loading the library took as long as their tests.
      { extends: true, test: { name: 'services', include: filesOf(SERVICES), exclude: APART, isolate: false, globalSetup: RUN_FOLDER } },
      { extends: true, test: { name: 'together', include: ALL, exclude: [...APART, ...SERVICES], isolate: false } },
    ],
  },
});
