import { defineConfig } from 'vitest/config';

/**
 * Rooms whose tests start no process, set no variable and replace no global: their files may share the modules they
 * load.
 */
const MATHEMATICS = [
  'numeric',
  'formula',
  'geometry',
  'growth',
  'noise',
  'radius',
  'vet',
  'design',
  'checker',
  'recheck',
];
const mathematics = MATHEMATICS.map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Tests that load ONNX Runtime themselves report to nobody either.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    projects: [
      // Loading mathjs and its like for every file anew was a quarter of these rooms' time.
      { extends: true, test: { name: 'mathematics', include: mathematics, isolate: false } },
      { extends: true, test: { name: 'machine', include: ['test/**/*.test.ts'], exclude: mathematics } },
    ],
  },
});
