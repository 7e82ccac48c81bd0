(* What the theorems on the real line speak of: the normal law by an integral, and its quantile. To be read by whoever audits them. *)
From Coq Require Import Reals.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(* density and distribution function of the normal law *)
Definition phi (x : R) := exp (- (x ^ 2) / 2) / sqrt (2 * PI).
Definition Phi (x : R) := 1 / 2 + RInt phi 0 x.
(* the greatest x with Phi x <= rho *)
Definition quantile (rho : R) : R := real (Lub_Rbar (fun x => Phi x <= rho)).
