import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Tests that load ONNX Runtime themselves report to nobody either.
    env: { ORT_DISABLE_TELEMETRY: '1' },
  },
});
