/** `wulff devices`: what is there and what is missing, for people and as JSON. */
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { devicesText } from '../../../src/cli/devices/devices.ts';
import { planBatch } from '../../../src/certify/engines/gpu/batch.ts';
import { addVotes, fastestTogether, shares } from '../../../src/certify/engines/gpu/shares.ts';
import type { DeviceReport } from '../../../src/certify/engines/gpu/report-node.ts';
import { recordedIo } from '../../cli/recorded-io.ts';
import { useSoftwareAdapter } from './software-adapter.ts';

describe('wulff devices', () => {
  it('prints one JSON document', async () => {
    useSoftwareAdapter();
    const { io, stdout } = recordedIo();
    expect(await run(['devices', '--json'], io)).toBe(0);
    const report = JSON.parse(stdout()) as DeviceReport & { schema: string };
    expect(report.schema).toBe('wulff.devices/1');
    expect(report.engines.map(({ engine }) => engine)).toEqual(['onnx', 'webgpu', 'tfjs']);
    expect(report.adapters.length > 0 || report.remedy !== '').toBe(true);
  });

  it('says what is missing with the line that installs it', () => {
    const { io } = recordedIo();
    const missing = [{ what: 'onnxruntime-web is missing', line: 'npm install onnxruntime-web@1.30.0' }];
    const packages = [{ name: 'onnxruntime-web', version: null }];
    const text = devicesText(
      {
        engines: [{ engine: 'webgpu', ready: false, runsOn: '', packages, missing }],
        adapters: [],
        remedy: 'Install a graphics driver.',
      },
      io,
    ).join('\n');
    expect(text).toContain('webgpu  not ready');
    expect(text).toContain('onnxruntime-web is missing:\n    npm install onnxruntime-web@1.30.0');
    expect(text).toContain('none. Install a graphics driver.');
  });
});

describe('batches and shares of devices', () => {
  const limits = { maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 27, software: false };
  const imagenet = { dim: 224 * 224 * 3, classes: 1000, fixed: null };

  it('bounds memory at 224x224x3', () => {
    // 256 copies are 147 MiB; a device that binds 128 MiB at once takes 222 of them.
    expect(planBatch({ ...imagenet, requested: 256 }, limits).batch).toBe(222);
    const roomy = { ...limits, maxStorageBufferBindingSize: 2 ** 30 };
    const plan = planBatch({ ...imagenet, requested: 256 }, roomy);
    expect(plan.batch).toBe(256);
    expect(plan.bytes).toBeLessThan(150 * 2 ** 20);
    expect(planBatch({ ...imagenet, requested: undefined }, roomy).bytes).toBeLessThan(162 * 2 ** 20);
    expect(planBatch({ ...imagenet, requested: 10, fixed: 4 }, roomy).batch).toBe(4);
    expect(planBatch({ ...imagenet, requested: undefined }, { ...roomy, software: true }).batch).toBe(16);
  });

  it('shares out every sample once, evenly', () => {
    for (const [count, parts] of [
      [10, 3],
      [2, 4],
      [0, 2],
      [7, 1],
    ] as const) {
      const all = shares({ first: 5, count }, parts);
      expect(all.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i))).toEqual(
        Array.from({ length: count }, (_, i) => 5 + i),
      );
      expect(all.length).toBe(Math.min(count, parts));
    }
    const votes = { counts: Float64Array.of(3, 1), nearTies: Float64Array.of(1, 0) };
    expect(addVotes([votes, votes])).toEqual({ counts: Float64Array.of(6, 2), nearTies: Float64Array.of(2, 0) });
  });

  it('keeps the devices that are fastest together: shares are equal, so the slowest sets the pace', () => {
    expect(fastestTogether([5])).toEqual([0]);
    expect(fastestTogether([100, 100, 100, 97])).toEqual([0, 1, 2, 3]);
    // One of eight equal cards that was timed a third too slow is kept: timings wobble.
    expect(fastestTogether([9, 9, 9, 6.5, 9, 9, 9, 9])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    // 2 x 10 < 80.
    expect(fastestTogether([10, 80])).toEqual([1]);
    expect(fastestTogether([300, 100, 10, 300])).toEqual([0, 3]);
    // 3 x 30 is over 80 % of 100.
    expect(fastestTogether([100, 30, 30])).toEqual([0, 1, 2]);
    expect(fastestTogether([0, 7, 0])).toEqual([1]);
  });
});
