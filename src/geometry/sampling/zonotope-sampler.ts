/**
 * Exactly uniform points of a zonotope, by its regular tiling into parallelepipeds.
 *
 * Lift each generator g_i to height t_i (generic). For every basis I there is one tile: solve <z, g_i> = t_i for i in
 * I; the tile is sum_{i in I} [-g_i, g_i] + sum_{j not in I} sign(t_j - <z, g_j>) g_j. The tiles cover the zonotope
 * without overlap and have volume 2^d |det G_I| (Shephard 1974; regular tilings: Billera and Sturmfels 1992).
 */
import { determinant, dot, solve, type Matrix } from '../../numeric/algebra/linear-algebra.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { forEachSubset } from '../exact/exact-zonotope.ts';
import { categorical } from './polytope-sampler.ts';

/** A sampler of the uniform law on sum [-g_i, g_i]. */
export function zonotopeSampler(generators: Matrix, dim: number): (random: RandomStream, out: Float64Array) => void {
  // Fixed generic heights (an irrational rotation): the law of the output does not depend on them.
  const heights = generators.map((_, i) => ((i + 1) * 0.7548776662466927) % 1);
  let tiles: { bases: number[][]; choose: (random: RandomStream) => number } | null = null;
  const build = (): { bases: number[][]; choose: (random: RandomStream) => number } => {
    const bases: number[][] = [];
    const weights: number[] = [];
    forEachSubset(generators.length, dim, (subset) => {
      const rows = subset.map((i) => generators[i]!);
      const volume = Math.abs(determinant(rows));
      const size = rows.reduce((product, row) => product * Math.sqrt(dot(row, row)), 1);
      if (volume > 1e-14 * size) {
        bases.push([...subset]);
        weights.push(volume);
      }
    });
    return { bases, choose: categorical(weights) };
  };
  const signs = new Map<number, Int8Array>();
  return (random, out) => {
    tiles ??= build();
    const tile = tiles.choose(random);
    const basis = tiles.bases[tile]!;
    let pattern = signs.get(tile);
    if (pattern === undefined) {
      const z = solve(
        basis.map((i) => generators[i]!),
        basis.map((i) => heights[i]!),
      )!;
      pattern = Int8Array.from(generators, (g, j) => (basis.includes(j) ? 0 : heights[j]! > dot(z, g) ? 1 : -1));
      signs.set(tile, pattern);
    }
    out.fill(0);
    for (let i = 0; i < generators.length; i++) {
      const weight = pattern[i] === 0 ? 2 * random.uniformOpen() - 1 : pattern[i]!;
      const g = generators[i]!;
      for (let j = 0; j < dim; j++) out[j] = out[j]! + weight * g[j]!;
    }
  };
}
