/** Ranges cut into batches: every sample once, and small batches at the end where threads would wait for each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, cutRange, samplesIn, startOf } from '../../../src/certify/engines/onnx/range-cut.ts';

const cuts = fc.record({
  count: fc.integer({ min: 1, max: 5000 }),
  batch: fc.integer({ min: 1, max: 200 }),
  threads: fc.integer({ min: 1, max: 9 }),
  even: fc.boolean(),
});

describe('a range cut into batches', () => {
  it('has every sample once, in batches of at most the size asked for', () => {
    fc.assert(
      fc.property(cuts, ({ count, batch, threads, even }) => {
        const cut = cutRange(count, batch, threads, even);
        let next = 0;
        for (let b = 0; b < batchesOf(cut); b++) {
          expect(startOf(cut, b)).toBe(next);
          const size = samplesIn(cut, b);
          expect(size).toBeGreaterThanOrEqual(1);
          expect(size).toBeLessThanOrEqual(batch);
          next += size;
        }
        expect(next).toBe(count);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('has one size of batch but for the last where models or devices want that', () => {
    fc.assert(
      fc.property(cuts, ({ count, batch, threads }) => {
        const cut = cutRange(count, batch, threads, true);
        for (let b = 0; b + 1 < batchesOf(cut); b++) expect(samplesIn(cut, b)).toBe(cut.size);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  // Threads that take the next batch as they come free, at speeds that differ by 4 %.
  it('keeps threads busy to within a small batch', () => {
    for (const count of [2048, 1696, 1000, 777]) {
      const waits = [true, false].map((even) => {
        const cut = cutRange(count, 32, 2, even);
        const ends = [0, 0];
        for (let b = 0; b < batchesOf(cut); b++) {
          const thread = ends[0]! <= ends[1]! ? 0 : 1;
          ends[thread]! += samplesIn(cut, b) * (thread === 0 ? 1 : 1.04);
        }
        return Math.abs(ends[0]! - ends[1]!);
      });
      expect(waits[1]).toBeLessThanOrEqual(8 * 1.04);
      expect(waits[1]).toBeLessThanOrEqual(Math.max(8.4, waits[0]!));
    }
  });

  it('shares a short range out evenly', () => {
    expect(cutRange(100, 64, 2, false)).toMatchObject({ size: 50, full: 2 });
    expect(batchesOf(cutRange(100, 64, 3, false))).toBe(3);
    expect(batchesOf(cutRange(1, 64, 8, false))).toBe(1);
  });
});
