import { defineConfig } from 'vitest/config';
import { within } from './test/support/runs.ts';

/** The same seed each time, unless SEED says another. */
const setupFiles = ['test/support/configure-fast-check.ts'];

/** Wire tests start one sshd each, stories form real clusters: the first may share the machine, the second may not. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], setupFiles, testTimeout: within(20_000) } },
      {
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          setupFiles,
          testTimeout: within(60_000),
        },
      },
      {
        test: {
          name: 'wire',
          include: ['test/wire/**/*.test.ts'],
          setupFiles,
          testTimeout: within(30_000),
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'stories',
          include: ['test/stories/**/*.test.ts'],
          setupFiles,
          globalSetup: ['test/stories/global-setup.ts'],
          testTimeout: 20 * 60_000,
          hookTimeout: 20 * 60_000,
          fileParallelism: false,
          maxWorkers: 1,
          bail: 0,
        },
      },
    ],
  },
});
