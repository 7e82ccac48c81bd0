/** Zeros on a grid, pairs between two grid points included. */
import { describe, expect, it } from 'vitest';
import { signChanges } from '../../../src/growth/likelihood-ratio/sign-changes.ts';

const grid = Float64Array.from({ length: 41 }, (_, i) => -2 + i / 10 + 0.013);

describe('sign changes', () => {
  it('are the zeros of the sine', () => {
    const wide = Float64Array.from({ length: 100 }, (_, i) => 0.5 + i / 5);
    const { roots } = signChanges(Math.sin, wide);
    expect(roots.length).toBe(6);
    roots.forEach((root, k) => expect(root).toBeCloseTo((k + 1) * Math.PI, 12));
  });

  it('are found in pairs where a window opens between two points of the grid', () => {
    for (const half of [0.03, 1e-3, 1e-5]) {
      for (const sign of [1, -1]) {
        const { roots, doubtful } = signChanges((u) => sign * ((u - 0.4) ** 2 - half * half), grid);
        expect(doubtful).toEqual([]);
        expect(roots.length).toBe(2);
        expect(roots[0]!).toBeCloseTo(0.4 - half, 9);
        expect(roots[1]!).toBeCloseTo(0.4 + half, 9);
      }
    }
  });

  it('are doubtful where an extremum touches 0, and none where it stays away', () => {
    const touching = signChanges((u) => (u - 0.4) ** 2, grid);
    expect(touching.roots).toEqual([]);
    expect(touching.doubtful.length).toBe(1);
    expect(touching.doubtful[0]!).toBeCloseTo(0.4, 5);
    expect(signChanges((u) => (u - 0.4) ** 2 + 1e-3, grid)).toEqual({ roots: [], doubtful: [] });
  });

  it('come in order, and 0 counts as negative', () => {
    const { roots } = signChanges((u) => (u + 1.5) * (u - 0.5) * (u - 0.52) * (u - 1.6), grid);
    expect(roots.length).toBe(4);
    [-1.5, 0.5, 0.52, 1.6].forEach((root, k) => expect(roots[k]!).toBeCloseTo(root, 10));
    expect(signChanges((u) => Math.max(0, u - 1), [0, 0.5, 1, 1.5]).roots.length).toBe(1);
  });
});
