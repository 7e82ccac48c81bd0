/**
 * Sentences about growth functions that Coq compares with theorems of growth/: on finite spaces and on any measure
 * space.
 */
import { formal } from '../../../src/checker/index.ts';

const MEASURE =
  "forall (d : measure_display) (T : measurableType d) (R : realType) (mu : {measure set T -> \\bar R}) (q q' : T -> R)";
const FINITE = "forall (R : realFieldType) (T : finType) (q q' : T -> R)";
const DENSITIES = "mdensity mu q -> mdensity mu q' ->";

/** A bound of each threshold, with respect to any measure and for randomized regions. */
export const dualBound = formal(
  "on any measure space: $\\int q' u \\le k p + \\int (q' - k q)_+$ for every $k \\ge 0$ and every region $u$ with $\\int q u \\le p$",
  'growth/Measure',
  'mweak_duality',
  `${MEASURE} (p : \\bar R) (k : R) (u : T -> R), ${DENSITIES} (0 <= k)%R ->
  (measurable_fun setT u /\\ forall x, (0 <= u x <= 1)%R) /\\ \\int[mu]_x (q x * u x)%:E <= p ->
  \\int[mu]_x (q' x * u x)%:E <= k%:E * p + \\int[mu]_x (Num.max (q' x - k * q x)%R 0%R)%:E`,
);

/** Regions cut by a threshold reach its bound. */
export const dualAttained = formal(
  "on any measure space: a region that is 1 where $q' > kq$ and 0 where $q' < kq$ reaches the bound of $k$ at its own measure",
  'growth/Measure',
  'mattained',
  `${MEASURE} (p : \\bar R) (k : R) (u : T -> R), ${DENSITIES} (0 <= k)%R ->
  mtest u /\\ (forall x, ((k * q x < q' x)%R -> u x = 1%R) /\\ ((q' x < k * q x)%R -> u x = 0%R)) ->
  weight mu q u = p -> weight mu q' u = k%:E * p + \\int[mu]_x (Num.max (q' x - k * q x)%R 0%R)%:E`,
);

export const greedy = formal(
  'on any measure space: no region of measure at most $p$ gains more than one cut by a threshold of measure $p$',
  'growth/Measure',
  'neyman_pearson',
  `${MEASURE} (p : \\bar R) (k : R) (u w : T -> R), ${DENSITIES} (0 <= k)%R ->
  mtest u /\\ (forall x, ((k * q x < q' x)%R -> u x = 1%R) /\\ ((q' x < k * q x)%R -> u x = 0%R)) ->
  weight mu q u = p -> mtest w /\\ weight mu q w <= p -> weight mu q' w <= weight mu q' u`,
);

export const threshold = formal(
  'on any measure space: for every $0 < p \\le 1$ some threshold and share cut a region of measure exactly $p$, which no region of measure at most $p$ surpasses, and which reaches the bound of the threshold',
  'growth/Threshold',
  'threshold_exists',
  `${MEASURE}, ${DENSITIES} forall p : R, (0 < p)%R -> (p <= 1)%R -> exists (k c : R) (u : T -> R),
  [/\\ (0 <= k)%R, mtest u,
      forall x, [/\\ (k * q x < q' x)%R -> u x = 1%R, (q' x < k * q x)%R -> u x = 0%R & (q' x = k * q x)%R -> u x = c],
      \\int[mu]_x (q x * u x)%:E = p%:E
    & \\int[mu]_x (q' x * u x)%:E = k%:E * p%:E + \\int[mu]_x (Num.max (q' x - k * q x)%R 0%R)%:E] /\\
  forall w, mtest w -> \\int[mu]_x (q x * w x)%:E <= p%:E -> \\int[mu]_x (q' x * w x)%:E <= \\int[mu]_x (q' x * u x)%:E`,
);

export const thresholdAtZero = formal(
  'on any measure space: at $p = 0$ the best region is where $q$ vanishes',
  'growth/Threshold',
  'threshold_at_zero',
  `${MEASURE}, ${DENSITIES} [/\\ mtest (fun x => (q x == 0%R)%:R : R), \\int[mu]_x (q x * (q x == 0%R)%:R)%:E = 0
    & forall w, mtest w -> \\int[mu]_x (q x * w x)%:E <= 0 -> \\int[mu]_x (q' x * w x)%:E <= \\int[mu]_x (q' x * (q x == 0%R)%:R)%:E]`,
);

export const thresholdWithoutAtoms = formal(
  'on any measure space: where no likelihood ratio has positive probability the threshold alone cuts a region of measure exactly $p$',
  'growth/Threshold',
  'threshold_without_atoms',
  `${MEASURE}, ${DENSITIES} (forall k : R, (0 <= k)%R -> \\int[mu]_x (q x * (q' x == k * q x)%R%:R)%:E = 0) ->
  forall p : R, (0 < p)%R -> (p <= 1)%R -> exists k : R, (0 <= k)%R /\\ \\int[mu]_x (q x * (k * q x < q' x)%R%:R)%:E = p%:E`,
);

export const strongDuality = formal(
  'on every finite space: at each $p \\ge 0$ some threshold and share reach the bound with a region of measure at most $p$',
  'growth/Finite',
  'strong_duality',
  `${FINITE} (p : R), nneg q -> nneg q' -> 0 <= p ->
  exists k c, [/\\ 0 <= k, 0 <= c <= 1, feasible q p (superlevel q q' k c)
    & \\sum_x q' x * superlevel q q' k c x = k * p + \\sum_x Num.max (q' x - k * q x) 0]`,
  'spaces that are not finite',
);

export const monotone = formal(
  'on any measure space: a bound of the growth at $p_2$ is one at every $p_1 \\le p_2$',
  'growth/Measure',
  'mmonotone',
  `${MEASURE} (p1 p2 g : \\bar R), p1 <= p2 -> mbound mu q q' p2 g -> mbound mu q q' p1 g`,
  'concavity, which is proved on finite spaces',
);

export const concave = formal(
  'on every finite space: $G$ is concave in $p$',
  'growth/Finite',
  'growth_concave',
  `${FINITE} (t p1 p2 g1 g2 g : R), 0 <= t <= 1 -> is_growth q q' p1 g1 -> is_growth q q' p2 g2 ->
  is_growth q q' (t * p1 + (1 - t) * p2) g -> t * g1 + (1 - t) * g2 <= g`,
  'spaces that are not finite',
);

export const atLeast = formal(
  'on every finite space: $G(p, v) \\ge p$',
  'growth/Finite',
  'growth_ge',
  `${FINITE} (p g : R), density q -> density q' -> 0 <= p <= 1 -> is_growth q q' p g -> p <= g`,
  'spaces that are not finite',
);

export const atZero = formal(
  'on every finite space: $G(p, 0) = p$',
  'growth/Finite',
  'growth_same',
  'forall (R : realFieldType) (T : finType) (q : T -> R) (p g : R), density q -> 0 <= p <= 1 -> is_growth q q p g -> g = p',
  'spaces that are not finite',
);

export const even = formal(
  'on every finite commutative group: $v$ and $-v$ are equally hard for even noise',
  'growth/Shifts',
  'growth_even',
  `forall (R : realFieldType) (T : finGroupType) (q : T -> R) (v : T) (p g : R),
  (forall x, q x^-1%g = q x) -> commutative (@mulg T) ->
  is_growth q (fun x => q (x * v^-1)%g) p g -> is_growth q (fun x => q (x * (v^-1)^-1)%g) p g`,
  'groups that are not finite',
);

export const reflection = formal(
  'on every finite space: the growth of the reversed pair at $1 - G(p)$ is $1 - p$ where $G(p) < 1$',
  'growth/Finite',
  'growth_reflection',
  `${FINITE} (p g : R), density q -> density q' -> is_growth q q' p g -> g < 1 -> is_growth q' q (1 - g) (1 - p)`,
  'spaces that are not finite',
);

export const oneClass = formal(
  'on any measure space: a region of measure at least $\\rho$ keeps more than half where the growth at $1 - \\rho$ is below one half',
  'growth/Measure',
  'mone_class',
  `${MEASURE} (rho g : R) (u : T -> R), ${DENSITIES} mtest u -> rho%:E <= weight mu q u ->
  (forall w, mfeasible mu q (1 - rho)%:E w -> weight mu q' w <= g%:E) -> (g < 2%:R^-1)%R -> (2%:R^-1)%:E < weight mu q' u`,
);

export const twoClass = formal(
  'on any measure space: two classes keep their order where $G(p_B) < 1 - G(1 - p_A)$',
  'growth/Measure',
  'mtwo_class',
  `${MEASURE} (pA pB gA gB : R) (uA uB : T -> R), ${DENSITIES} mtest uA -> mtest uB ->
  pA%:E <= weight mu q uA -> weight mu q uB <= pB%:E ->
  (forall w, mfeasible mu q (1 - pA)%:E w -> weight mu q' w <= gA%:E) ->
  (forall w, mfeasible mu q pB%:E w -> weight mu q' w <= gB%:E) ->
  (gB < 1 - gA)%R -> weight mu q' uB < weight mu q' uA`,
);

/** What the rows and R1 need of noise with a density. */
export const variation = formal(
  "on any measure space: growth exceeds $p$ by at most the total variation $\\int (q' - q)_+$",
  'growth/MeasureShifts',
  'mvariation',
  `${MEASURE} (p : \\bar R) (u : T -> R), ${DENSITIES} mfeasible mu q p u ->
  weight mu q' u <= p + \\int[mu]_x (Num.max (q' x - q x)%R 0%R)%:E`,
);

/** G3 on R^d and wherever shifts keep the measure. */
export const semigroup = formal(
  'on any measure space, for a shift that can be undone and keeps the measure: growth by it and then by another step bounds the growth by both',
  'growth/MeasureShifts',
  'msemigroup_steps',
  `forall (d : measure_display) (T : measurableType d) (R : realType) (mu : {measure set T -> \\bar R}) (move back : T -> T),
  measurable_fun setT move -> measurable_fun setT back -> (forall x, back (move x) = x) ->
  (forall A, measurable A -> mu (move @^-1\` A) = mu A) ->
  forall (q q' : T -> R) (p g h : \\bar R), mdensity mu q -> mdensity mu q' ->
  (forall u, mfeasible mu q p u -> weight mu (q \\o move) u <= g) -> (forall u, mfeasible mu q g u -> weight mu q' u <= h) ->
  forall u, mfeasible mu q p u -> weight mu (q' \\o move) u <= h`,
);

export const primal = formal(
  'on any measure space: where the likelihood ratio exceeds $k$ is a region; if its measure is at most $p$, its shifted measure is at most any bound of the growth at $p$',
  'growth/MeasureShifts',
  'mprimal',
  `${MEASURE} (p g : \\bar R) (k : R), ${DENSITIES} (forall u, mfeasible mu q p u -> weight mu q' u <= g) ->
  weight mu q \\1_[set x | (k * q x < q' x)%R] <= p -> weight mu q' \\1_[set x | (k * q x < q' x)%R] <= g`,
);

export const oneClassTight = formal(
  'on any measure space: what is left of a region of measure $1 - \\rho$ cut by a threshold has measure $\\rho$ and keeps exactly $1 - G(1 - \\rho)$',
  'growth/MeasureShifts',
  'mone_class_tight',
  `${MEASURE} (rho g k : R) (w : T -> R), ${DENSITIES} (0 <= k)%R ->
  mtest w /\\ (forall x, ((k * q x < q' x)%R -> w x = 1%R) /\\ ((q' x < k * q x)%R -> w x = 0%R)) ->
  weight mu q w = (1 - rho)%:E -> weight mu q' w = g%:E ->
  [/\\ mtest (fun x => 1 - w x)%R, weight mu q (fun x => 1 - w x)%R = rho%:E,
      weight mu q' (fun x => 1 - w x)%R = (1 - g)%:E & mbound mu q q' (1 - rho)%:E g%:E]`,
);

/** Noise of any law, rounded. */
export const rounding = formal(
  'for any two laws and any measurable map $f$ (rounding): a bound of the growth between the laws is one between those of their images',
  'growth/MeasureShifts',
  'mdata_processing',
  `forall (d1 d2 : measure_display) (X : measurableType d1) (Y : measurableType d2) (R : realType) (f : X -> Y)
  (mf : measurable_fun setT f) (P P' : {measure set X -> \\bar R}) (p g : \\bar R),
  (forall u : X -> R, mtest u -> \\int[P]_x (u x)%:E <= p -> \\int[P']_x (u x)%:E <= g) ->
  forall u : Y -> R, mtest u -> \\int[pushforward P mf]_y (u y)%:E <= p -> \\int[pushforward P' mf]_y (u y)%:E <= g`,
);

export const roundSteps = formal(
  'rounding half up commutes with whole steps: $\\mathrm{round}(z + m) = \\mathrm{round}(z) + m$, so a region of $n + m + N$ is one of $Z + m/q$',
  'growth/Rounding',
  'round_steps',
  'forall (z : R) (m : Z), Int_part (z + IZR m + 1/2) = (Int_part (z + 1/2) + m)%Z',
);
