(* Gamma, the incomplete Gamma and Beta functions and their quantiles by their laws. A replayed sentence is about every function that has them.
   The shapes come first, so that a function of the last argument is left. To be read by whoever audits what was replayed. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(* Gamma: the functional equation, its sign, two values, and convexity of its logarithm at half steps *)
Class Gamma_laws (gam : R -> R) : Prop := {
  Gamma_step : forall z, 0 < z -> gam (z + 1) = z * gam z;
  Gamma_positive : forall z, 0 < z -> 0 < gam z;
  Gamma_one : gam 1 = 1;
  Gamma_half : gam (1 / 2) = sqrt PI;
  Gamma_convex : forall z, 0 < z -> gam (z + 1 / 2) ^ 2 <= gam z * gam (z + 1) }.

(* the law of Gamma(s): nothing up to 0, and its density *)
Class Gamma_law_laws (gam : R -> R) (gcdf : R -> R -> R) : Prop := {
  Gamma_law_zero : forall s, 0 < s -> gcdf s 0 = 0;
  Gamma_law_density : forall s x, 0 < x /\ 0 < s -> is_derive (gcdf s) x (Rpower x (s - 1) * exp (- x) / gam s) }.
Class Gamma_quantile_laws (gcdf gquantile : R -> R -> R) : Prop := {
  Gamma_quantile : forall s p, 0 < s -> 0 < p < 1 -> 0 < gquantile s p /\ gcdf s (gquantile s p) = p }.

(* the law of Beta(a, b): its ends, its density, its mirror image *)
Class Beta_law_laws (gam : R -> R) (bcdf : R -> R -> R -> R) : Prop := {
  Beta_law_zero : forall a b, 0 < a -> 0 < b -> bcdf a b 0 = 0;
  Beta_law_one : forall a b, 0 < a -> 0 < b -> bcdf a b 1 = 1;
  Beta_law_mirror : forall a b x, 0 < a -> 0 < b -> 0 <= x <= 1 -> bcdf a b (1 - x) = 1 - bcdf b a x;
  Beta_law_density : forall a b x, 0 < x < 1 /\ 0 < a /\ 0 < b ->
    is_derive (bcdf a b) x (gam (a + b) / (gam a * gam b) * Rpower x (a - 1) * Rpower (1 - x) (b - 1)) }.
Class Beta_quantile_laws (bcdf bquantile : R -> R -> R -> R) : Prop := {
  Beta_quantile : forall a b p, 0 < a -> 0 < b -> 0 < p < 1 -> 0 < bquantile a b p < 1 /\ bcdf a b (bquantile a b p) = p }.
