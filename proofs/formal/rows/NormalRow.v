(* The row "Gaussian noise against l2": mass, second moment, rate, derivative, boundary and tightness, without hypotheses. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Wulff Require Import RealDefinitions.
From Wulff.rows Require Import Normal NormalQuantile.
Open Scope R_scope.

Lemma phi_derive x : is_derive phi x (- x * phi x).
Proof. unfold phi. auto_derive; trivial. assert (h := twopi). unfold Rdiv. simpl. field. lra. Qed.
Lemma Phi_positive x : 0 < Phi x.
Proof. assert (h := Phi_below_one (- x)). rewrite Phi_mirror in h. lra. Qed.

Theorem normal_mass x : is_RInt phi 0 x (Phi x - 1/2).
Proof.
  assert (e : @eq R (Phi x - 1/2) (RInt phi 0 x)) by (unfold Phi; set (y := RInt phi 0 x); change (@eq R (1/2 + y - 1/2) y); field). rewrite e.
  apply (RInt_correct (V := R_CompleteNormedModule)). apply phi_int.
Qed.
Theorem normal_limit e : 0 < e -> exists X, forall x, X <= x -> 1 - e < Phi x < 1.
Proof.
  intros he. destruct (Phi_reaches (1 - e) ltac:(lra)) as [X hX]. exists X. intros x hx. split; [|apply Phi_below_one].
  destruct hx as [lt|eq]; [apply Phi_increasing in lt; lra|subst; auto].
Qed.
Theorem normal_second_moment x : is_RInt (fun t => t ^ 2 * phi t) 0 x (Phi x - 1/2 - x * phi x).
Proof.
  set (F := fun t => Phi t - t * phi t).
  replace (Phi x - 1/2 - x * phi x) with (minus (F x) (F 0)).
  2:{ unfold F, minus, plus, opp; simpl. rewrite Phi_zero. ring. }
  apply (is_RInt_derive F (fun t => t ^ 2 * phi t)).
  - intros t _. apply is_derive_Reals. replace (t ^ 2 * phi t) with (phi t - (1 * phi t + t * (- t * phi t))) by ring.
    apply (derivable_pt_lim_minus Phi (fun t => t * phi t)); [apply is_derive_Reals, Phi_derivative|].
    apply (derivable_pt_lim_mult id phi); [apply derivable_pt_lim_id | apply is_derive_Reals, phi_derive].
  - intros t _. apply (continuous_mult (fun t => t ^ 2) phi); [|apply phi_continuous].
    apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). auto_derive. trivial.
Qed.
Lemma phi_small x : 0 < x -> x * phi x <= 2 / x.
Proof.
  intros hx. unfold phi. assert (s : 1 <= sqrt (2 * PI)).
  { rewrite <- sqrt_1. apply sqrt_le_1_alt. assert (h := PI2_1). lra. }
  replace (- x ^ 2 / 2) with (- (x ^ 2 / 2)) by field. rewrite exp_Ropp.
  assert (big : x ^ 2 / 2 <= exp (x ^ 2 / 2)). { assert (h := exp_ineq1_le (x ^ 2 / 2)). lra. }
  assert (p : 0 < x ^ 2 / 2) by nra. assert (i : / exp (x ^ 2 / 2) <= / (x ^ 2 / 2)) by (apply Rinv_le_contravar; auto).
  assert (j : 0 < / exp (x ^ 2 / 2)) by (apply Rinv_0_lt_compat, exp_pos).
  assert (k : / sqrt (2 * PI) <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
  assert (k0 : 0 < / sqrt (2 * PI)) by (apply Rinv_0_lt_compat; lra).
  apply Rle_trans with (x * / (x ^ 2 / 2)).
  - apply Rmult_le_compat_l; [lra|]. unfold Rdiv at 1. nra.
  - right. field. lra.
Qed.
Theorem normal_second_moment_limit e : 0 < e ->
  exists X, forall x, X <= x -> Rabs (2 * (Phi x - 1/2 - x * phi x) - 1) < e.
Proof.
  intros he. destruct (normal_limit (e / 4) ltac:(lra)) as [X hX]. exists (Rmax (Rmax X 1) (9 / e)). intros x hx.
  assert (m1 := Rmax_l (Rmax X 1) (9 / e)). assert (m2 := Rmax_r (Rmax X 1) (9 / e)).
  assert (m3 := Rmax_l X 1). assert (m4 := Rmax_r X 1).
  specialize (hX x ltac:(lra)). assert (s := phi_small x ltac:(lra)). assert (p := phi_pos x).
  assert (q : 2 / x < e / 4).
  { assert (xe : 9 / e <= x) by lra. apply (Rmult_le_compat_l e) in xe; [|lra]. replace (e * (9 / e)) with 9 in xe by (field; lra).
    apply (Rmult_lt_reg_r x); [lra|]. replace (2 / x * x) with 2 by (field; lra). lra. }
  assert (0 < x * phi x) by (apply Rmult_lt_0_compat; lra). apply Rabs_def1; lra.
Qed.
Theorem normal_rate p : is_derive (fun r => Phi (quantile p + r)) 0 (phi (quantile p)).
Proof. exact (gaussian_rate_is_derivative quantile p). Qed.
Theorem normal_derivative rho : 1/2 < rho < 1 -> is_derive quantile rho (/ phi (quantile (1 - rho))).
Proof. exact (row_derivative rho). Qed.
Theorem normal_parallel_shifts p r s : Phi (quantile (Phi (quantile p + r)) + s) = Phi (quantile p + (r + s)).
Proof. apply (gaussian_semigroup quantile Phi_quantile). split; [apply Phi_positive | apply Phi_below_one]. Qed.

(* against linf the length of the corner is R sqrt d *)
Theorem normal_corner rho d : 0 < rho < 1 -> 0 < d ->
  Phi (quantile (1 - rho) + quantile rho / sqrt d * sqrt d) = 1/2.
Proof.
  intros h hd. replace (quantile rho / sqrt d * sqrt d) with (quantile rho). apply row_tight; auto.
  assert (0 < sqrt d) by (apply sqrt_lt_R0; auto). field. lra.
Qed.
