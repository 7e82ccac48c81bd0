(* values of the normal distribution function, by coq-interval's integral tactic *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Wulff Require Import RealDefinitions.
From Wulff.rows Require Import Normal.
Open Scope R_scope.
Lemma Phi_1 : 0.8413 <= Phi 1 <= 0.8414.
Proof. unfold Phi, phi. split; integral with (i_prec 60, i_degree 8). Qed.
(* blog: the quadrant (1,1) away holds more than a quarter *)
Theorem quadrant : Phi 1 ^ 2 > 1 / 4.
Proof. destruct Phi_1. nra. Qed.
(* a quantile: Phi^-1(3/4) lies in a box, by monotonicity *)
Theorem quantile_3_4 x : Phi x = 3 / 4 -> 0.674 < x < 0.675.
Proof.
  intros h. split; apply Rnot_le_lt; intros [l|e].
  - apply Phi_increasing in l. rewrite h in l. assert (Phi 0.674 < 3 / 4); [|lra]. unfold Phi, phi. integral with (i_prec 60, i_degree 8).
  - assert (Phi 0.674 < 3 / 4); [|subst x; lra]. unfold Phi, phi. integral with (i_prec 60, i_degree 8).
  - apply Phi_increasing in l. rewrite h in l. assert (3 / 4 < Phi 0.675); [|lra]. unfold Phi, phi. integral with (i_prec 60, i_degree 8).
  - assert (3 / 4 < Phi 0.675); [|subst x; lra]. unfold Phi, phi. integral with (i_prec 60, i_degree 8).
Qed.
