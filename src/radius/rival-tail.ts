/**
 * The two-class radius from the one-class radius, for every even noise: where the growth function passes 1/2 bounds all
 * of it.
 *
 * Let v be a shift and R(t) a one-class radius at 1 - rho = t: G(t, v) <= 1/2 for v within it. For even noise G(., v)
 * is concave, at least p, and G(1 - G(p)) >= 1 - p (the complement of the best test, shifted back). With p* = inf { p :
 * G(p) >= 1/2 } >= t:
 *
 *   - G(1/2) >= 1 - p*, so the chord from (p*, 1/2) to (1/2, G(1/2)) has slope at least 1, and below p* the slope is no less:
 *     G(p) <= 1/2 - (p* - p) <= 1/2 - t + p for p <= t;
 *   - G(p)/p falls: G(p) <= p/(2t) for p >= t;
 *   - G(1/2) <= 1 - t, else G(1 - G(1/2)) < 1/2 at a place below t; concave and 1 at 1: G(p) <= 1 - 2 t (1 - p) for t <= p <= 1/2;
 *   - G(p) <= 1/2 - t + p for p >= 1/2, else the first line at 1 - G(p) contradicts G(1 - G(p)) >= 1 - p.
 *
 * So with a = 1 - pA >= b = pB the two classes cannot meet, G(a) + G(b) < 1, as soon as t exceeds
 *
 *     a >= 1/2:   (a + b)/2
 *     a <= 1/2:   the lesser of (sqrt((1 - 2b)^2 + 8a) - (1 - 2b))/4 and (1/2 + b)/(3 - 2a).
 *
 * It is a itself where b = a. (Claim `runner-up`.)
 */

/** Relative error of the formulas, and what makes the inequality strict. */
const MARGIN = 1e-12;

/**
 * The tail t of the one-class radius that holds where the top class has probability at least 1 - tail and every other
 * at most `rival` <= tail, tail + rival < 1: rounded up, in (0, 1/2); 1/2 or more where nothing is certified.
 */
export function oneClassTail(tail: number, rival: number): number {
  if (tail >= 0.5) return 0.5 * (tail + rival) * (1 + MARGIN);
  const rest = 1 - 2 * rival;
  // (sqrt(x^2 + 8a) - x)/4 without cancellation.
  const steep = (2 * tail) / (Math.sqrt(rest * rest + 8 * tail) + rest);
  const flat = (0.5 + rival) / (3 - 2 * tail);
  return Math.min(tail, Math.min(steep, flat) * (1 + MARGIN));
}
