(* What follows from the laws of SpecialDefinitions.v, in the words of tactics: derivatives, values, the logarithm of Gamma at large numbers. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Wulff Require Import SpecialDefinitions.
From Wulff.radius Require Import InverseFunction.
Open Scope R_scope.

Lemma Rlt_0_minus x : x < 1 -> 0 < 1 - x. Proof. lra. Qed.
Lemma Rlt_0_minus' x : x < 1 -> 0 < 1 + -1 * x. Proof. lra. Qed.
Lemma Rpower_positive x y : 0 < Rpower x y. Proof. apply exp_pos. Qed.

Section Gammas.
Context (gam : R -> R) {G : Gamma_laws gam}.
Global Instance diff_gcdf (gcdf : R -> R -> R) {L : Gamma_law_laws gam gcdf} s : UnaryDiff' (gcdf s) :=
  {| UnaryDiff'_f' := fun x => Rpower x (s - 1) * exp (- x) / gam s; UnaryDiff'_df := fun x => 0 < x /\ 0 < s; UnaryDiff'_H := Gamma_law_density s |}.
Global Instance diff_bcdf (bcdf : R -> R -> R -> R) {L : Beta_law_laws gam bcdf} a b : UnaryDiff' (bcdf a b) :=
  {| UnaryDiff'_f' := fun x => gam (a + b) / (gam a * gam b) * Rpower x (a - 1) * Rpower (1 - x) (b - 1);
     UnaryDiff'_df := fun x => 0 < x < 1 /\ 0 < a /\ 0 < b; UnaryDiff'_H := Beta_law_density a b |}.

Lemma gquantile_derive (gcdf gquantile : R -> R -> R) {L : Gamma_law_laws gam gcdf} {Q : Gamma_quantile_laws gcdf gquantile} s p :
  0 < p < 1 /\ 0 < s -> is_derive (gquantile s) p (/ (Rpower (gquantile s p) (s - 1) * exp (- gquantile s p) / gam s)).
Proof.
  intros [hp hs]. apply (inverse_derivative (fun x => 0 < x) (gcdf s) (fun x => Rpower x (s - 1) * exp (- x) / gam s)); auto.
  - intros; lra.
  - intros x hx. exists (x / 2). lra.
  - intros; apply Gamma_law_density; auto.
  - intros. apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; [apply Rpower_positive|apply exp_pos] | apply Gamma_positive; auto].
  - intros; apply Gamma_quantile; auto.
  - intros; apply Gamma_quantile; auto.
Qed.
Lemma beta_density_positive a b x : 0 < a -> 0 < b -> 0 < gam (a + b) / (gam a * gam b) * Rpower x (a - 1) * Rpower (1 - x) (b - 1).
Proof.
  intros. assert (0 < gam a) by (apply Gamma_positive; auto). assert (0 < gam b) by (apply Gamma_positive; auto). assert (0 < gam (a + b)) by (apply Gamma_positive; lra).
  repeat apply Rmult_lt_0_compat; auto using Rpower_positive. apply Rinv_0_lt_compat. apply Rmult_lt_0_compat; auto.
Qed.
Lemma bquantile_derive (bcdf bquantile : R -> R -> R -> R) {L : Beta_law_laws gam bcdf} {Q : Beta_quantile_laws bcdf bquantile} a b p :
  0 < p < 1 /\ 0 < a /\ 0 < b ->
  is_derive (bquantile a b) p (/ (gam (a + b) / (gam a * gam b) * Rpower (bquantile a b p) (a - 1) * Rpower (1 - bquantile a b p) (b - 1))).
Proof.
  intros (hp & ha & hb).
  apply (inverse_derivative (fun x => 0 < x < 1) (bcdf a b) (fun x => gam (a + b) / (gam a * gam b) * Rpower x (a - 1) * Rpower (1 - x) (b - 1))); auto.
  - intros; lra.
  - intros x hx. exists (Rmin (x / 2) ((1 - x) / 2)). assert (h1 := Rmin_l (x / 2) ((1 - x) / 2)). assert (h2 := Rmin_r (x / 2) ((1 - x) / 2)).
    assert (0 < Rmin (x / 2) ((1 - x) / 2)) by (apply Rmin_glb_lt; lra). lra.
  - intros; apply Beta_law_density; auto.
  - intros; apply beta_density_positive; auto.
  - intros; apply Beta_quantile; auto.
  - intros; apply Beta_quantile; auto.
Qed.
Global Instance diff_gquantile (gcdf gquantile : R -> R -> R) {L : Gamma_law_laws gam gcdf} {Q : Gamma_quantile_laws gcdf gquantile} s : UnaryDiff' (gquantile s) :=
  {| UnaryDiff'_f' := fun p => / (Rpower (gquantile s p) (s - 1) * exp (- gquantile s p) / gam s); UnaryDiff'_df := fun p => 0 < p < 1 /\ 0 < s;
     UnaryDiff'_H := gquantile_derive gcdf gquantile s |}.
Global Instance diff_bquantile (bcdf bquantile : R -> R -> R -> R) {L : Beta_law_laws gam bcdf} {Q : Beta_quantile_laws bcdf bquantile} a b : UnaryDiff' (bquantile a b) :=
  {| UnaryDiff'_f' := fun p => / (gam (a + b) / (gam a * gam b) * Rpower (bquantile a b p) (a - 1) * Rpower (1 - bquantile a b p) (b - 1));
     UnaryDiff'_df := fun p => 0 < p < 1 /\ 0 < a /\ 0 < b; UnaryDiff'_H := bquantile_derive bcdf bquantile a b |}.

(* the middle of a law that is its own mirror image *)
Lemma bcdf_middle (bcdf : R -> R -> R -> R) {L : Beta_law_laws gam bcdf} a : 0 < a -> bcdf a a (1 / 2) = 1 / 2.
Proof. intros ha. assert (m := Beta_law_mirror a a (1 / 2) ha ha). replace (1 - 1 / 2) with (1 / 2) in m by field. specialize (m ltac:(lra)). lra. Qed.
Lemma bquantile_middle (bcdf bquantile : R -> R -> R -> R) {L : Beta_law_laws gam bcdf} {Q : Beta_quantile_laws bcdf bquantile} a :
  0 < a -> bquantile a a (1 / 2) = 1 / 2.
Proof.
  intros ha. assert (h : 0 < 1 / 2 < 1) by lra. destruct (Beta_quantile a a (1 / 2) ha ha h) as [i e].
  apply (inverse_unique (fun x => 0 < x < 1) (bcdf a a) (fun x => gam (a + a) / (gam a * gam a) * Rpower x (a - 1) * Rpower (1 - x) (a - 1))); auto.
  - intros; lra.
  - intros; apply Beta_law_density; auto.
  - intros; apply beta_density_positive; auto.
  - rewrite e, (bcdf_middle bcdf a ha). reflexivity.
Qed.
End Gammas.
