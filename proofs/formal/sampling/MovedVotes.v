(* What a change of m votes can do to the order of two classes; no axioms. *)
From mathcomp Require Import all_ssreflect.
From mathcomp.zify Require Import zify.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* votes nc of the class on top and nj of another, nc' and nj' after at most m changes; a lower class wins ties *)
Theorem top_stays (nc nj nc' nj' m : nat) (lower : bool) : nc <= nc' + m -> nj' <= nj + m ->
  nj + lower + m.*2 <= nc -> nj' + lower <= nc'.
Proof. lia. Qed.

(* one change more, and there are votes after which it is not on top *)
Theorem top_falls (nc nj m : nat) (lower : bool) : m.*2 <= nc -> nc < nj + lower + m.*2 ->
  exists nc' nj', [/\ nc <= nc' + m, nj' <= nj + m & nc' < nj' + lower].
Proof. by move=> h lt; exists (nc - m), (nj + m); split; lia. Qed.
