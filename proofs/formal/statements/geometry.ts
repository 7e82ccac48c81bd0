/** Sentences about polytopes, norms and crystals, in every dimension. */
import { formal } from '../../../src/checker/index.ts';

export const vertexOfOverlap = formal(
  'a function whose value between two points is at least the smaller of theirs (the overlap, by Brunn and Minkowski) is least over a hull of points at one of them',
  'geometry/Vertices',
  'vertices_suffice_min',
  `forall (R : realFieldType) (V : lmodType R) (I : finType) (v : I -> V) (o : V -> R) (x : V) (i0 : I),
  (forall t x y, 0 <= t <= 1 -> Num.min (o x) (o y) <= o (t *: x + (1 - t) *: y)) ->
  (exists2 w : I -> R, (forall i, 0 <= w i) /\\ \\sum_i w i = 1 & x = \\sum_i w i *: v i) -> exists i, o (v i) <= o x`,
);

export const vertexOfRate = formal(
  'a convex function on a polytope is greatest at a vertex, in every space',
  'geometry/Vertices',
  'vertices_suffice_convex',
  `forall (R : realFieldType) (V : lmodType R) (I : finType) (v : I -> V) (f : V -> R) (x : V) (i0 : I),
  (forall t x y, 0 <= t <= 1 -> f (t *: x + (1 - t) *: y) <= t * f x + (1 - t) * f y) ->
  (exists2 w : I -> R, (forall i, 0 <= w i) /\\ \\sum_i w i = 1 & x = \\sum_i w i *: v i) -> exists i, f x <= f (v i)`,
  'that the rate is convex, and bodies that are no polytopes',
);

export const l1AtMostRootD = formal(
  '$|x|_1^2 \\le d\\,|x|_2^2$ for every $d$, from the identity $d|x|_2^2 - |x|_1^2 = \\frac12\\sum_{i,j}(|x_i| - |x_j|)^2$',
  'geometry/Norms',
  'lagrange',
  `forall (R : realFieldType) (d : nat) (x : 'I_d -> R),
  d%:R * (\\sum_i x i ^+ 2) - (\\sum_i \`|x i|) ^+ 2 = 2%:R^-1 * \\sum_i \\sum_j (\`|x i| - \`|x j|) ^+ 2`,
);

export const normInequalities = formal(
  'the six inequalities between $\\ell_1$, $\\ell_2$ and $\\ell_\\infty$ for every $d$, and the axis and the corner that attain them',
  'geometry/Norms',
  'six_inequalities',
  `forall (R : realFieldType) (d : nat) (x : 'I_d -> R) (c : R), (forall i, \`|x i| <= c) -> 0 <= c ->
  [/\\ \\sum_i x i ^+ 2 <= (\\sum_i \`|x i|) ^+ 2, (\\sum_i \`|x i|) ^+ 2 <= d%:R * \\sum_i x i ^+ 2,
      \\sum_i x i ^+ 2 <= d%:R * c ^+ 2, \\sum_i \`|x i| <= d%:R * c
    & forall i, \`|x i| <= \\sum_i \`|x i| /\\ x i ^+ 2 <= \\sum_i x i ^+ 2]`,
);

export const crossPolytopeCrystal = formal(
  'the crystal of the cross-polytope is the cube of half side $1/d$, for every $d$',
  'geometry/Crystal',
  'crystal_is_cube',
  `forall (R : realFieldType) (d : nat) (z : 'I_d -> R), (0 < d)%N ->
  ((forall x : 'I_d -> R, \\sum_i z i * x i <= (\\sum_i \`|x i|) / d%:R) <-> (forall i, \`|z i| <= d%:R^-1))`,
);

export const crossPolytopeSupport = formal(
  'the mean of $|\\langle x, y\\rangle|$ over the vertices $\\pm e_i$ is $|x|_1/d$, for every $d$',
  'geometry/Crystal',
  'crystal_support',
  `forall (R : realFieldType) (d : nat) (x : 'I_d -> R),
  (2 * d)%:R^-1 * (\\sum_i \\sum_(s : bool) \`|\\sum_j x j * ((-1) ^+ s * (i == j)%:R)|) = (\\sum_i \`|x i|) / d%:R`,
);

export const productAtLeast = formal(
  '$\\prod_i (1 - a_i) \\ge 1 - \\sum_i a_i$ for any number of $a_i$ in $[0, 1]$',
  'geometry/Products',
  'product_at_least',
  `forall (R : realFieldType) (s : seq R), (forall a, a \\in s -> 0 <= a <= 1) ->
  1 - \\sum_(a <- s) a <= \\prod_(a <- s) (1 - a)`,
);
