import { defineConfig } from 'vitest/config';

/** Tests that start processes, listen, change their environment or measure their memory: each file in a process of its own. */
const APART = ['tests/*.test.ts', 'tests/api/**', 'tests/contracts/{rank,redis-kills,runners,store*}.test.ts', 'tests/golden/**', 'tests/property/no-leak.test.ts', 'tests/unit/{api,cli,client,jobs,runners,store}/**', 'tests/unit/imports/{geotiff,large-rasters}.test.ts'];
const ALL = ['tests/**/*.test.ts'];

export default defineConfig({
  test: {
    // One more than the two cores of CI: many files of the first project wait for processes, timers and disks.
    testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'apart', include: APART.map((path) => path.endsWith('**') ? `${path}/*.test.ts` : path), globalSetup: 'tests/fixtures/run-folder.ts' } },
      // All others take what they import from one process after the other: loading the library took as long as their tests.
      { extends: true, test: { name: 'together', include: ALL, exclude: APART, isolate: false } },
    ],
  },
});
