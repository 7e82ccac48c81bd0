/** The evolution strategy: smooth and kinked functions, bounds, and the same answer for the same seed. */
import { expect, it } from 'vitest';
import { evolvedMinimum } from '../../src/numeric/evolution.ts';

const OPTIONS = { evaluations: 4000, step: 0.3, least: -2, most: 2, seed: 0 };

it('finds the least point of a bowl and of a crease', () => {
  const bowl = evolvedMinimum(([x, y]) => (x! - 1) ** 2 + 10 * (y! + 0.5) ** 2, [0, 0], OPTIONS);
  expect(bowl.x[0]).toBeCloseTo(1, 5);
  expect(bowl.x[1]).toBeCloseTo(-0.5, 5);
  const crease = evolvedMinimum(([x]) => Math.abs(x! - 0.3), [2], OPTIONS);
  expect(crease.x[0]).toBeCloseTo(0.3, 6);
});

it('keeps to its bounds and its budget, and minds infinities', () => {
  const seen: number[] = [];
  const found = evolvedMinimum(
    ([x]) => {
      seen.push(x!);
      return x! < 0 ? Infinity : -x!;
    },
    [0],
    { ...OPTIONS, evaluations: 100 },
  );
  expect(found.x).toEqual([2]);
  expect(seen.length).toBeLessThanOrEqual(100);
  expect(Math.max(...seen.map(Math.abs))).toBeLessThanOrEqual(2);
});

it('gives the same answer for the same seed, another for another', () => {
  const f = ([x]: readonly number[]): number => Math.cos(5 * x!) + x! ** 2;
  const at = (seed: number): unknown => evolvedMinimum(f, [1.5], { ...OPTIONS, evaluations: 20, seed });
  expect(at(3)).toEqual(at(3));
  expect(at(3)).not.toEqual(at(4));
});
