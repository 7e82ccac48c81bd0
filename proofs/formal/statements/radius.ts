/** Sentences about the differential method. */
import { formal } from '../../../src/checker/index.ts';

/** R1 and the inequality of R3. */
export const differentialMethod = formal(
  'growth that starts at $p_0$, composes (G3), rises by at most $e$ over short steps wherever they begin, and has the rate $\\Phi$, stays below one half for all $r < \\int_{p_0}^{1/2} dp/\\Phi$',
  'radius/DifferentialMethod',
  'differential_method',
  `forall (G : R -> R -> R) (Phi : R -> R) (p0 : R), 0 < p0 < 1/2 -> G p0 0 = p0 -> (forall r, 0 <= r -> p0 <= G p0 r) ->
  (forall r s, 0 <= r -> 0 <= s -> G p0 (r + s) <= G (G p0 r) s) ->
  (forall e, 0 < e -> exists d, 0 < d /\\ forall p s, 0 <= s < d -> G p s <= p + e) ->
  (forall p, p0 <= p < 1/2 -> forall e, 0 < e -> exists d, 0 < d /\\ forall s, 0 < s < d -> G p s <= p + (Phi p + e) * s) ->
  (forall p, p0 <= p <= 1/2 -> 0 < Phi p) -> (forall p, p0 <= p <= 1/2 -> continuous Phi p) ->
  forall r, 0 <= r -> r < RInt (fun p => / Phi p) p0 (1/2) -> G p0 r < 1/2`,
);

export const comparison = formal(
  'a function that does not jump up from the left and whose slopes to the right are at most 1 rises by at most $r$',
  'radius/Comparison',
  'dini_comparison',
  `forall (h : R -> R) (T : R),
  (forall r, 0 < r <= T -> forall e, 0 < e -> exists d, 0 < d /\\ forall s, 0 <= s -> r - d < s < r -> h r <= h s + e) ->
  (forall r, 0 <= r < T -> forall e, 0 < e -> exists d, 0 < d /\\ forall s, 0 < s < d -> h (r + s) <= h r + (1 + e) * s) ->
  forall r, 0 <= r <= T -> h r <= h 0 + r`,
);

/** The axiom ode-comparison, word for word. */
export const flowComparison = formal(
  'a nondecreasing continuous function into $(0, 1)$ whose slopes to the right are at most $\\Phi$ of itself, $\\Phi$ positive and continuous, needs at least the time $\\int dp/\\Phi$',
  'radius/FlowComparison',
  'flow_comparison',
  `forall (Phi g : R -> R) (T : R), (forall p, 0 < p < 1 -> 0 < Phi p /\\ continuous Phi p) ->
  (forall r, 0 <= r <= T -> 0 < g r < 1) -> (forall r s, 0 <= r <= s -> s <= T -> g r <= g s) ->
  (forall r, 0 <= r <= T -> forall e, 0 < e ->
    exists d, 0 < d /\\ forall s, 0 <= s <= T -> Rabs (s - r) < d -> Rabs (g s - g r) < e) ->
  (forall r, 0 <= r < T -> forall e, 0 < e ->
    exists d, 0 < d /\\ forall s, 0 < s < d -> r + s <= T -> (g (r + s) - g r) / s <= Phi (g r) + e) ->
  forall r, 0 <= r <= T -> RInt (fun p => / Phi p) (g 0) (g r) <= r`,
);

/** The comparison with continuity from the right only, denied. */
export const rightContinuityIsNotEnough = formal(
  'continuity from the right is not enough for the comparison',
  'radius/Comparison',
  'axiom_is_false',
  `~ (forall (Phi g : R -> R) (T : R), 0 < T ->
  (forall p, 0 < p < 1 -> 0 < Phi p /\\ continuous Phi p) -> (forall r, 0 <= r <= T -> 0 < g r < 1) ->
  (forall r s, 0 <= r <= s -> s <= T -> g r <= g s) ->
  (forall r, 0 <= r < T -> forall e, 0 < e -> exists d, 0 < d /\\ forall s, 0 <= s < d -> Rabs (g (r + s) - g r) < e) ->
  (forall r, 0 <= r < T -> forall e, 0 < e -> exists d, 0 < d /\\ forall s, 0 < s < d -> (g (r + s) - g r) / s <= Phi (g r) + e) ->
  forall r, 0 <= r <= T -> RInt (fun p => / Phi p) (g 0) (g r) <= r)`,
);

/** R4: power means give the norms, this the radii. */
export const conversion = formal(
  'for all $a, b, d$: if $|v|_a \\le d^{1/a-1/b}|v|_b$ (power means), $|v|_b < R\\,d^{1/b-1/a}$ implies $|v|_a < R$; there and back loses nothing',
  'radius/Conversion',
  'conversion',
  `forall a b d R na nb : R, 0 < d -> na <= Rpower d (1 / a - 1 / b) * nb ->
  (nb < R * Rpower d (1 / b - 1 / a) -> na < R) /\\ Rpower d (1 / b - 1 / a) * Rpower d (1 / a - 1 / b) = 1`,
);
