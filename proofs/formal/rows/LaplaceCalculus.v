(* The row "Laplace noise against l1": derivative, boundary, rate, tightness, and the radius as an integral. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Definition laplace_radius (rho : R) := ln (/ (2 * (1 - rho))).
Definition laplace_rate (p : R) := p.
Definition laplace_growth (p r : R) := exp r * p.

Theorem laplace_derivative rho : 1/2 < rho < 1 ->
  is_derive laplace_radius rho (/ laplace_rate (1 - rho)).
Proof.
  intros [h1 h2]. unfold laplace_radius, laplace_rate. auto_derive.
  - repeat split; try lra. apply Rinv_0_lt_compat; lra.
  - field. lra.
Qed.

Theorem laplace_boundary : laplace_radius (1/2) = 0.
Proof. unfold laplace_radius. replace (/ (2 * (1 - 1/2))) with 1 by field. apply ln_1. Qed.

Theorem laplace_rate_is_derivative p : is_derive (laplace_growth p) 0 (laplace_rate p).
Proof. unfold laplace_growth, laplace_rate. auto_derive; trivial. rewrite exp_0; ring. Qed.

Theorem laplace_tight rho : 1/2 < rho < 1 -> laplace_growth (1 - rho) (laplace_radius rho) = 1/2.
Proof.
  intros [h1 h2]. unfold laplace_growth, laplace_radius. rewrite exp_ln.
  - field. lra.
  - apply Rinv_0_lt_compat; lra.
Qed.

(* R = int_{1-rho}^{1/2} dp / Phi(p): the fundamental theorem is proved too *)
Theorem laplace_integral rho : 1/2 < rho < 1 ->
  is_RInt (fun p => / laplace_rate p) (1 - rho) (1/2) (laplace_radius rho).
Proof.
  intros [h1 h2]. unfold laplace_rate.
  replace (laplace_radius rho) with (minus (ln (1/2)) (ln (1 - rho))).
  - apply (is_RInt_derive ln Rinv).
    + intros x hx. rewrite Rmin_left, Rmax_right in hx by lra. auto_derive; [lra|field; lra].
    + intros x hx. rewrite Rmin_left, Rmax_right in hx by lra. apply continuous_Rinv. lra.
  - unfold minus, plus, opp, laplace_radius; simpl.
    rewrite ln_Rinv by lra. rewrite ln_mult by lra.
    replace (1/2) with (/2) by field. rewrite ln_Rinv by lra. lra.
Qed.

