(* Slopes at rho = 1/2 and sigma = 1 of uniform, Gaussian and Laplace noise against l1, and their order. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Wulff Require Import RealDefinitions.
From Wulff.rows Require Import Normal NormalQuantile.
Open Scope R_scope.

Theorem uniform_slope : is_derive (fun rho => sqrt 3 * (2 * (rho - 1/2))) (1/2) (2 * sqrt 3) /\ Rabs (2 * sqrt 3 - 3.4641) <= 1/10000.
Proof. split; [auto_derive; trivial; ring | interval with (i_prec 60)]. Qed.
Theorem gaussian_slope : is_derive quantile (1/2) (sqrt (2 * PI)) /\ Rabs (sqrt (2 * PI) - 2.5066) <= 1/10000.
Proof.
  split; [|interval with (i_prec 60)].
  assert (d := radius_derivative quantile Phi_quantile (1/2) ltac:(lra)). rewrite row_boundary in d.
  replace (/ phi 0) with (sqrt (2 * PI)) in d; auto.
  unfold phi. replace (- 0 ^ 2 / 2) with 0 by field. rewrite exp_0. field. apply Rgt_not_eq, twopi.
Qed.
Theorem laplace_slope : is_derive (fun rho => / sqrt 2 * ln (/ (2 * (1 - rho)))) (1/2) (sqrt 2) /\ Rabs (sqrt 2 - 1.4142) <= 1/10000.
Proof.
  split; [|interval with (i_prec 60)]. assert (s := sqrt_lt_R0 2 ltac:(lra)). assert (e := sqrt_sqrt 2 ltac:(lra)).
  auto_derive.
  - split; [lra|]. split; [apply Rinv_0_lt_compat; lra|trivial].
  - replace (sqrt 2) with (2 * / sqrt 2) at 2. field. lra. apply (Rmult_eq_reg_r (sqrt 2)); [|lra]. field_simplify; lra.
Qed.
Theorem slopes_in_order : 2 * sqrt 3 > sqrt (2 * PI) /\ sqrt (2 * PI) > sqrt 2.
Proof. split; interval with (i_prec 60). Qed.
