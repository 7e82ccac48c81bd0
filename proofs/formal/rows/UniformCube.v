(* The rows of noise uniform on the cube against l1 and linf: moments, rate, derivative, boundary, integral, tightness. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Theorem cube_second_moment : is_RInt (fun t => t ^ 2) 0 1 (1/3).
Proof.
  replace (1/3) with (minus ((fun t => t ^ 3 / 3) 1) ((fun t => t ^ 3 / 3) 0)) by (unfold minus, plus, opp; simpl; field).
  apply (is_RInt_derive (fun t => t ^ 3 / 3) (fun t => t ^ 2)).
  - intros t _. auto_derive; trivial. simpl. field.
  - intros t _. apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). auto_derive. trivial.
Qed.
(* G(p, r e_1) = p + 1 - (1 - r/2) *)
Theorem cube_rate p : is_derive (fun r => p + (1 - (1 - r / 2))) 0 (1/2).
Proof. auto_derive; trivial. field. Qed.
Theorem cube_derivative rho : is_derive (fun rho => 2 * (rho - 1/2)) rho (/ (1/2)).
Proof. auto_derive; trivial. field. Qed.
Theorem cube_boundary : 2 * (1/2 - 1/2) = 0. Proof. ring. Qed.
Theorem cube_integral rho : is_RInt (fun w => / (1/2)) (1/2) rho (2 * (rho - 1/2)).
Proof.
  replace (2 * (rho - 1/2)) with (scal (rho - 1/2) (/ (1/2))) by (unfold scal; simpl; unfold mult; simpl; field).
  apply (is_RInt_const (V := R_NormedModule)).
Qed.
Theorem cube_tight rho : (1 - rho) + (1 - (1 - 2 * (rho - 1/2) / 2)) = 1/2. Proof. field. Qed.

(* against linf: R = 2 (1 - (3/2 - rho)^(1/d)), the overlap along the diagonal is (1 - R/2)^d *)
Theorem cube_linf_boundary d : 2 * (1 - Rpower (3/2 - 1/2) (/ d)) = 0.
Proof. replace (3/2 - 1/2) with 1 by field. unfold Rpower. rewrite ln_1, Rmult_0_r, exp_0. ring. Qed.
Theorem cube_linf_tight (d : nat) rho : (0 < d)%nat -> rho < 3/2 ->
  (1 - rho) + (1 - (1 - 2 * (1 - Rpower (3/2 - rho) (/ INR d)) / 2) ^ d) = 1/2.
Proof.
  intros hd h. replace (1 - 2 * (1 - Rpower (3/2 - rho) (/ INR d)) / 2) with (Rpower (3/2 - rho) (/ INR d)) by field.
  assert (p : 0 < Rpower (3/2 - rho) (/ INR d)) by (unfold Rpower; apply exp_pos).
  rewrite <- Rpower_pow, Rpower_mult, Rinv_l by (auto; apply not_0_INR; intros e; rewrite e in hd; inversion hd).
  rewrite Rpower_1 by lra. field.
Qed.
Theorem cube_linf_slope d : 0 < d -> is_derive (fun rho => 2 * (1 - Rpower (3/2 - rho) (/ d))) (1/2) (2 / d).
Proof.
  intros h. unfold Rpower. auto_derive; [lra|]. replace (3/2 + - (1/2)) with 1 by field. rewrite ln_1, Rmult_0_r, exp_0. field. lra.
Qed.
