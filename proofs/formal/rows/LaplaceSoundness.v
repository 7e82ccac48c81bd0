(* The Laplace row end to end: every measure space with a gauge, every dimension, every classifier. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import mathcomp_extra boolp classical_sets functions cardinality fsbigop.
From mathcomp Require Import reals ereal signed topology normedtype sequences esum measure lebesgue_measure numfun lebesgue_integral exp.
From Wulff Require Import MeasureDefinitions.
From Wulff.growth Require Import Measure.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.

Section Row.
Context {d} {T : measurableType d} {R : realType} (mu : {measure set T -> \bar R}).
(* N x = |x|, M x = |x - v|, r = |v|: densities proportional to e^-N and e^-M *)
Variables (N M : T -> R) (Z r : R).
Hypothesis triangle : forall x, N x - r <= M x.
Hypothesis Z_ge0 : 0 <= Z.
Let q x := Z * expR (- N x).
Let q' x := Z * expR (- M x).
Lemma laplace_ratio x : q' x <= expR r * q x.
Proof.
rewrite /q /q' mulrCA ler_wpmul2l // -expRD ler_expR ler_oppl opprD opprK addrC.
exact: triangle.
Qed.
Theorem laplace_row (rho : R) u : mdensity mu q -> mdensity mu q' -> mtest u -> (rho%:E <= weight mu q u)%E ->
  2%:R^-1 < rho -> rho < 1 -> r < ln (2%:R * (1 - rho))^-1 -> ((2%:R^-1)%:E < weight mu q' u)%E.
Proof.
move=> dq dq' tu lb half one small.
have pos : 0 < 1 - rho by rewrite subr_gt0.
have two : 0 < 2%:R :> R by rewrite ltr0n.
have p2 : 0 < 2%:R * (1 - rho) by rewrite mulr_gt0.
apply: (bounded_ratio_certificate dq dq' (ltW (expR_gt0 r)) laplace_ratio tu lb).
have lt : expR r < (2%:R * (1 - rho))^-1.
  by rewrite -[X in _ < X]lnK ?posrE ?invr_gt0 // ltr_expR.
apply: (@lt_le_trans _ _ ((2%:R * (1 - rho))^-1 * (1 - rho))); first by rewrite ltr_pmul2r.
by rewrite invfM -mulrA mulVf ?mulr1 // gt_eqF.
Qed.
End Row.

(* the triangle inequality of l1, in every dimension *)
Lemma l1_triangle (R : realFieldType) n (x v : 'I_n -> R) :
  \sum_i `|x i| - \sum_i `|v i| <= \sum_i `|x i - v i|.
Proof. by rewrite -sumrB; apply: ler_sum => i _; exact: ler_sub_dist. Qed.
