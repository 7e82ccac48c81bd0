/**
 * The largest rho-quantile of a mixture S Y of scales of one law, at a given deviation: the half-space {<u, x> > q}
 * then says that no noise with such a marginal certifies more.
 *
 * P(S Y > q) = E T(q/sqrt t), t = S^2, T(y) = P(Y > y), is at most the concave envelope of t -> T(q/sqrt t) at E t. For
 * Y uniform on an interval, or a coordinate of a uniform point of a ball, that function is convex and then concave (its
 * second derivative has the sign of y^2 - 3/(d + 2)), so the envelope is the line from (0, 0) to the point of contact
 * y*, where y^2 T(y) is largest, and the function itself beyond. For the interval (d = 1) this is Gauss's inequality
 * (1823).
 */
import { CLOSED_FORM_ERROR } from '../../numeric/estimate.ts';
import { goldenMaximum } from '../../numeric/golden-section.ts';
import { betaCdf, betaQuantile } from '../../numeric/special/special.ts';

/**
 * The largest rho-quantile of S Y, rounded up, when E (S Y)^2 = 1 and Y is a coordinate of a uniform point of the unit
 * ball of R^dim (`dim` = 1: uniform on [-1, 1]).
 */
export function mixtureQuantile(dim: number, tail: number): number {
  // E Y^2 = 1/(d + 2), so E S^2 = d + 2.
  const scale = Math.sqrt(dim + 2);
  const shape = 0.5 * (dim + 1);
  const beyond = (y: number): number => (dim === 1 ? 0.5 * (1 - y) : betaCdf(0.5 * (1 - y), shape, shape));
  const contact = contactPoint(dim, beyond);
  const plain = dim === 1 ? 1 - 2 * tail : 1 - 2 * betaQuantile(tail, shape, shape);
  if (plain <= contact.y) return scale * plain * (1 + CLOSED_FORM_ERROR);
  // A share of the mass sits at 0 and the rest on the scale where y is y*.
  return scale * Math.sqrt(contact.value / tail) * (1 + 1e-9);
}

/** Where y^2 T(y) is largest, and its value. */
function contactPoint(dim: number, beyond: (y: number) => number): { readonly y: number; readonly value: number } {
  if (dim === 1) return { y: 2 / 3, value: 2 / 27 };
  const high = Math.min(1, 4 / Math.sqrt(dim + 2));
  const { x, value } = goldenMaximum((y) => y * y * beyond(y), 0, high, { steps: 80 });
  return { y: x, value };
}
