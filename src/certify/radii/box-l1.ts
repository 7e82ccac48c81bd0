/**
 * The l1 radius of uniform cube noise when images are known to lie in [0, 1]^d (Voracek and Hein, "Improving
 * l1-certified robustness via randomized smoothing by leveraging box constraints", ICML 2023; derived here).
 *
 * With noise uniform on [-lambda, lambda]^d, a shift v keeps the class if and only if the overlap o(v) = prod_i (1 -
 * |v_i|/(2 lambda))_+ exceeds 3/2 - rho (MATH.md G5, U2): tight for every v. An adversary who must stay in the box can
 * move coordinate i by at most c_i = max(x_i, 1 - x_i). So the radius is the largest r such that the least overlap over
 * { |v_i| <= c_i, |v|_1 <= r } is at least 3/2 - rho.
 *
 * The least overlap is reached greedily: the coordinates in order of falling c_i, each moved all the way, until r is
 * spent. Proof: log o(v) = sum g(|v_i|) with g(a) = log(1 - a/(2 lambda)) concave, so it is Schur-concave, and
 * decreasing in each |v_i|. For every k the k largest |v_i| of an allowed v sum to at most min(r, c_(1) + ... + c_(k)),
 * and the greedy vector (which is sorted) has exactly these sums: it weakly majorizes every allowed vector. As g also
 * decreases, the greedy sum of g is least (Marshall, Olkin and Arnold, "Inequalities", 3.C.1.b).
 *
 * Up to r = c_(1) only one coordinate moves, and the radius is the plain 2 lambda (rho - 1/2); beyond, it is larger.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';

/**
 * How far each coordinate can move within [0, 1]: max(x_i, 1 - x_i), largest first. Throws InvalidInput outside the
 * box.
 */
export function reachableDistances(pixels: ArrayLike<number>): Float64Array {
  const distances = new Float64Array(pixels.length);
  for (let i = 0; i < distances.length; i++) {
    const x = pixels[i]!;
    if (!(x >= 0 && x <= 1)) {
      throw new InvalidInput(
        `The box-constrained radius needs images in [0, 1]^d, but coordinate ${i} is ${x}; use l1 instead of l1-box.`,
        { code: 'data' },
      );
    }
    distances[i] = Math.max(x, 1 - x);
  }
  return distances.sort().reverse();
}

/**
 * The certified radius, rounded down, for a bound 1 - rho <= tail on the other classes and `distances` sorted, largest
 * first; never below 2 lambda (1/2 - tail), and Infinity when no image of the box is out of reach.
 */
export function boxL1Radius(tail: number, lambda: number, distances: ArrayLike<number>): number {
  if (!(tail < 0.5)) return 0;
  const width = 2 * lambda;
  // Without the box: valid too, and sharper by roundings where one coordinate holds it.
  const plain = width * (0.5 - tail) * (1 - 2 ** -51);
  // 3/2 - rho = 1/2 + tail, rounded up: with the factor below every rounding lowers the radius.
  const least = (0.5 + tail) * (1 + 2 ** -52);
  let overlap = 1;
  let spent = 0;
  for (let k = 0; k < distances.length; k++) {
    const c = distances[k]!;
    const next = overlap * (1 - Math.min(1, c / width));
    // The loss of k products and of the last difference.
    const margin = (k + 4) * 2 ** -52;
    if (next * (1 - margin) < least) {
      const rest = Math.max(0, width * (1 - least / (overlap * (1 - margin))));
      return Math.max(plain, (spent + Math.min(rest, c)) * (1 - margin));
    }
    overlap = next;
    spent += c;
  }
  return Infinity;
}
