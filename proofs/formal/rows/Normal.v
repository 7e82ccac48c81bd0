(* The Gaussian row with Phi defined by an integral; nothing assumed about erf. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Wulff Require Import RealDefinitions.
From Wulff.radius Require Import InverseFunction.
Open Scope R_scope.


Lemma twopi : 0 < sqrt (2 * PI).
Proof. apply sqrt_lt_R0. generalize PI_RGT_0. lra. Qed.
Lemma phi_pos x : 0 < phi x.
Proof. apply Rdiv_lt_0_compat; [apply exp_pos | apply twopi]. Qed.
Lemma phi_continuous x : continuous phi x.
Proof.
  apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)).
  unfold phi. auto_derive. trivial.
Qed.
Lemma phi_int a b : ex_RInt phi a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply phi_continuous. Qed.

Theorem Phi_derivative x : is_derive Phi x (phi x).
Proof.
  unfold Phi. replace (phi x) with (plus 0 (phi x)) by (unfold plus; simpl; ring).
  apply (is_derive_plus (K := R_AbsRing) (V := R_NormedModule) (fun _ => 1 / 2) (RInt phi 0)).
  - apply @is_derive_const.
  - apply (is_derive_RInt phi (RInt phi 0) 0 x).
    + apply filter_forall. intros y. apply (RInt_correct (V := R_CompleteNormedModule)). apply phi_int.
    + apply phi_continuous.
Qed.

Theorem Phi_increasing x y : x < y -> Phi x < Phi y.
Proof.
  intros lt. unfold Phi.
  rewrite <- (RInt_Chasles phi 0 x y) by apply phi_int.
  cut (0 < RInt phi x y). { unfold plus; simpl; lra. }
  apply RInt_gt_0; auto.
  - intros; apply phi_pos.
  - intros; apply phi_continuous.
Qed.
Lemma Phi_injective x y : Phi x = Phi y -> x = y.
Proof.
  intros e. destruct (Rtotal_order x y) as [h|[h|h]]; auto; apply Phi_increasing in h; lra.
Qed.
Theorem Phi_zero : Phi 0 = 1 / 2.
Proof. unfold Phi. rewrite RInt_point. unfold zero; simpl; lra. Qed.
Theorem Phi_mirror x : Phi (- x) = 1 - Phi x.
Proof.
  unfold Phi.
  assert (e : RInt phi 0 (- x) = - RInt phi 0 x).
  { assert (c := RInt_comp_lin (V := R_CompleteNormedModule) phi (-1) 0 0 x (phi_int _ _)).
    replace (-1 * 0 + 0) with 0 in c by ring. replace (-1 * x + 0) with (- x) in c by ring.
    rewrite <- c. change (- RInt phi 0 x) with (opp (RInt phi 0 x)). rewrite <- (RInt_opp (V := R_CompleteNormedModule) phi 0 x) by apply phi_int.
    apply RInt_ext. intros y _. unfold scal, opp, phi; simpl. unfold mult; simpl.
    replace ((-1 * y + 0) * ((-1 * y + 0) * 1)) with (y * (y * 1)) by ring. ring. }
  rewrite e. lra.
Qed.

(** the radius: any function that Phi inverts *)
Section Radius.
Variable radius : R -> R.
Hypothesis inverse : forall rho, 0 < rho < 1 -> Phi (radius rho) = rho.

Theorem gaussian_boundary : radius (1 / 2) = 0.
Proof. apply Phi_injective. rewrite Phi_zero. apply inverse. lra. Qed.

Lemma radius_mirror p : 0 < p < 1 -> radius (1 - p) = - radius p.
Proof. intros h. apply Phi_injective. rewrite Phi_mirror, !inverse; lra. Qed.

Lemma radius_increasing a b : 0 < a < 1 -> 0 < b < 1 -> a < b -> radius a < radius b.
Proof.
  intros ha hb lt. destruct (Rlt_or_le (radius a) (radius b)) as [h|[h|h]]; auto.
  - apply Phi_increasing in h. rewrite !inverse in h by auto. lra.
  - assert (e : Phi (radius b) = Phi (radius a)) by now rewrite h. rewrite !inverse in e by auto. lra.
Qed.

(* Phi has the inverse function's derivative *)
Theorem radius_derivative rho : 0 < rho < 1 -> is_derive radius rho (/ phi (radius rho)).
Proof.
  apply (inverse_derivative (fun _ => True) Phi phi radius); auto using Phi_derivative, phi_pos.
  intros; exists 1. repeat split; lra.
Qed.

Definition gaussian_rate p := phi (radius p).
(* R'(rho) = 1 / Phi(1 - rho) *)
Theorem gaussian_derivative rho : 1 / 2 < rho < 1 -> is_derive radius rho (/ gaussian_rate (1 - rho)).
Proof.
  intros h. unfold gaussian_rate. rewrite radius_mirror by lra.
  replace (phi (- radius rho)) with (phi (radius rho)); [apply radius_derivative; lra|].
  unfold phi. f_equal. f_equal. f_equal. ring.
Qed.

Definition gaussian_growth p r := Phi (radius p + r).
Theorem gaussian_tight rho : 0 < rho < 1 -> gaussian_growth (1 - rho) (radius rho) = 1 / 2.
Proof. intros h. unfold gaussian_growth. rewrite radius_mirror by auto. rewrite <- Phi_zero. f_equal. ring. Qed.
Theorem gaussian_rate_is_derivative p : is_derive (gaussian_growth p) 0 (gaussian_rate p).
Proof.
  unfold gaussian_growth, gaussian_rate.
  replace (phi (radius p)) with (scal 1 (phi (radius p + 0))) by (unfold scal; simpl; unfold mult; simpl; rewrite Rplus_0_r; ring).
  apply (is_derive_comp Phi (fun r => radius p + r) 0).
  - apply Phi_derivative.
  - auto_derive; trivial.
Qed.
(* the semigroup, an equality for parallel shifts *)
Theorem gaussian_semigroup p r s : 0 < Phi (radius p + r) < 1 ->
  gaussian_growth (gaussian_growth p r) s = gaussian_growth p (r + s).
Proof.
  intros h. unfold gaussian_growth. f_equal.
  replace (radius (Phi (radius p + r))) with (radius p + r). ring.
  apply Phi_injective. rewrite inverse; auto.
Qed.
End Radius.
