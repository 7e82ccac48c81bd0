From Coq Require Import Reals.
From Interval Require Import Tactic.
Open Scope R_scope.
(* claim slopes-l1: uniform is steeper than Gaussian, Gaussian than Laplace *)
Theorem uniform_gaussian : 2 * sqrt 3 > sqrt (2 * PI).
Proof. interval with (i_prec 60). Qed.
Theorem gaussian_laplace : sqrt (2 * PI) > sqrt 2.
Proof. interval with (i_prec 60). Qed.
(* a box with a free variable, bisected *)
Theorem laplace_below_uniform rho : 1/2 <= rho <= 7/10 -> ln (/ (2 * (1 - rho))) / sqrt 2 <= 2 * sqrt 3 * (rho - 1/2) + 1/1000.
Proof. intros h. apply Rminus_le. interval with (i_bisect rho, i_autodiff rho, i_prec 60). Qed.
