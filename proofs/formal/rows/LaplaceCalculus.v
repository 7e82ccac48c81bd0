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


(** each coordinate has density e^-|x| / 2: its mass and its second moment, as integrals and their limits *)
Theorem laplace_mass x : is_RInt (fun t => exp (- t)) 0 x (1 - exp (- x)).
Proof.
  replace (1 - exp (- x)) with (minus ((fun t => - exp (- t)) x) ((fun t => - exp (- t)) 0)).
  2:{ unfold minus, plus, opp; simpl. rewrite Ropp_0, exp_0. ring. }
  apply (is_RInt_derive (fun t => - exp (- t)) (fun t => exp (- t))).
  - intros t _. auto_derive; trivial. ring.
  - intros t _. apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). auto_derive. trivial.
Qed.
Theorem laplace_second_moment x :
  is_RInt (fun t => t ^ 2 * exp (- t)) 0 x (2 - (x ^ 2 + 2 * x + 2) * exp (- x)).
Proof.
  set (F := fun t => - (t ^ 2 + 2 * t + 2) * exp (- t)).
  replace (2 - (x ^ 2 + 2 * x + 2) * exp (- x)) with (minus (F x) (F 0)).
  2:{ unfold F, minus, plus, opp; simpl. rewrite Ropp_0, exp_0. ring. }
  apply (is_RInt_derive F (fun t => t ^ 2 * exp (- t))).
  - intros t _. unfold F. auto_derive; trivial. ring.
  - intros t _. apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). auto_derive. trivial.
Qed.
(* e^-x falls faster than any power of three terms: x^3 e^-x <= 6 *)
Lemma cube_below_exp x : 0 <= x -> x ^ 3 <= 6 * exp x.
Proof.
  intros hx. assert (step : forall F f, (forall t, is_derive F t (f t)) -> F 0 >= 0 -> (forall t, 0 <= t -> 0 <= f t) -> forall y, 0 <= y -> 0 <= F y).
  { intros F f d z p y hy. destruct (Req_dec y 0) as [->|ne]; [lra|].
    destruct (MVT_gen F 0 y f) as [c [hc e]].
    - intros t _. apply d.
    - intros t _. apply continuity_pt_filterlim. apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). eexists; apply d.
    - rewrite Rmin_left, Rmax_right in hc by lra. assert (0 <= f c) by (apply p; lra). nra. }
  assert (a1 : forall y, 0 <= y -> 0 <= exp y - y).
  { intros y hy. assert (h := exp_ineq1_le y). lra. }
  assert (a2 : forall y, 0 <= y -> 0 <= 2 * exp y - y ^ 2).
  { apply (step _ (fun y => 2 * (exp y - y))). - intros t. auto_derive; trivial. simpl. ring. - rewrite exp_0. lra. - intros t ht. specialize (a1 t ht). lra. }
  assert (a3 : forall y, 0 <= y -> 0 <= 6 * exp y - y ^ 3).
  { apply (step _ (fun y => 3 * (2 * exp y - y ^ 2))). - intros t. auto_derive; trivial. simpl. ring. - rewrite exp_0. lra. - intros t ht. specialize (a2 t ht). lra. }
  specialize (a3 x hx). lra.
Qed.
Theorem laplace_limits e : 0 < e -> exists X, forall x, X <= x ->
  Rabs ((1 - exp (- x)) - 1) < e /\ Rabs ((2 - (x ^ 2 + 2 * x + 2) * exp (- x)) - 2) < e.
Proof.
  intros he. exists (Rmax 1 (31 / e)). intros x hx.
  assert (m1 := Rmax_l 1 (31 / e)). assert (m2 := Rmax_r 1 (31 / e)).
  assert (x1 : 1 <= x) by lra. assert (xe : 31 / e <= x) by lra.
  assert (c := cube_below_exp x ltac:(lra)). rewrite exp_Ropp. assert (p := exp_pos x).
  assert (big : 31 <= e * x). { apply (Rmult_le_compat_l e) in xe; [|lra]. replace (e * (31 / e)) with 31 in xe by (field; lra). lra. }
  set (E := exp x) in *. assert (i : 0 < / E) by (apply Rinv_0_lt_compat; auto).
  assert (iE : E * / E = 1) by (field; lra).
  assert (key : (x ^ 2 + 2 * x + 2) * / E < e).
  { apply (Rmult_lt_reg_l E); auto. replace (E * ((x ^ 2 + 2 * x + 2) * / E)) with (x ^ 2 + 2 * x + 2) by (field; lra).
    assert (x ^ 2 + 2 * x + 2 <= 5 * x ^ 2) by nra. assert (x ^ 3 * e <= 6 * E * e) by nra.
    assert (31 * x ^ 2 <= x ^ 3 * e). { replace (x ^ 3 * e) with (e * x * x ^ 2) by ring. assert (0 <= x ^ 2) by nra. nra. }
    assert (0 < x ^ 2) by nra. nra. }
  assert (q : / E <= (x ^ 2 + 2 * x + 2) * / E) by nra.
  split; apply Rabs_def1; nra.
Qed.

(* the certificate in the classifier's terms is rows/LaplaceSoundness *)
