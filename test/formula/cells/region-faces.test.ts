/**
 * The divergence theorem on regions of a tree: faces between regions, each once, give what the leaves give one by one.
 */
import { describe, expect, it } from 'vitest';
import { CellTree } from '../../../src/formula/cells/cell-tree.ts';
import { RegionFaces } from '../../../src/formula/cells/region-faces.ts';
import { parseFormula } from '../../../src/formula/parse.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';

/**
 * q = x1^2 + 3 x2 x3 + x1 x2 (x3 = 1 in the plane): its integral over a box, some of whose sides may be points, is that
 * of monomials.
 */
function integral(lower: ArrayLike<number>, upper: ArrayLike<number>): number {
  const dim = lower.length;
  const moment = (i: number, power: number): number => {
    if (i >= dim) return 1;
    const [a, b] = [lower[i]!, upper[i]!];
    return a === b ? a ** power : (b ** (power + 1) - a ** (power + 1)) / (power + 1);
  };
  const monomial = (...powers: number[]): number => powers.reduce((product, p, i) => product * moment(i, p), 1);
  return monomial(2, 0, 0) + 3 * monomial(0, 1, 1) + monomial(1, 1, 0);
}

/** The integral of q over the face of a box at one of its ends. */
function faceOf(lower: readonly number[], upper: readonly number[], axis: number, at: number): number {
  const on = (edge: readonly number[]): number[] => edge.map((x, i) => (i === axis ? at : x));
  return integral(on(lower), on(upper));
}

describe('faces between regions', () => {
  it.each([
    [2, true],
    [2, false],
    [3, true],
    [3, false],
  ])('in dimension %i, mirrored %s', (dim, mirrored) => {
    const variables = ['x1', 'x2', 'x3'].slice(0, dim);
    const { root } = parseFormula(`exp(-${variables.map((x) => `${x}^2`).join('-')})`, variables, 'q');
    const random = randomStream(7, dim);
    const tree = new CellTree(
      root,
      4,
      mirrored,
      variables.map(() => 1),
    );
    while (tree.cells.count < 120) tree.split(random.integer(tree.cells.count));
    const { cells } = tree;
    // Few regions, so that most neighbours agree, and single cells in them.
    const signs = Array.from({ length: cells.count }, (_, k) =>
      random.uniform() < 0.1 ? -1 : cells.middle(k, 0) > cells.middle(k, 1) ? 1 : 0,
    );
    const v = [0.75, -0.5, dim === 3 ? 0 : 1].slice(0, dim);
    const expected = signs.reduce<number>((sum, sign, k) => {
      const lower = v.map((_, i) => cells.lowerEdge(k, i));
      const upper = v.map((_, i) => cells.upperEdge(k, i));
      const flux = v.map((each, i) => each * (faceOf(lower, upper, i, lower[i]!) - faceOf(lower, upper, i, upper[i]!)));
      return sum + sign * flux.reduce((a, b) => a + b, 0);
    }, 0);
    let [sum, faces] = [0, 0];
    new RegionFaces(tree).walk(signs, v, (lower, upper, axis, jump) => {
      sum += jump * v[axis]! * integral(lower, upper);
      faces++;
    });
    expect(sum).toBeCloseTo(expected, 8);
    expect(faces).toBeLessThan(4 * cells.count);
  });
});
