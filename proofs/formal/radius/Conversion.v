(* From a radius against one norm to one against another, given the inequality of their norms. *)
From Coq Require Import Reals Lra.
Open Scope R_scope.

Theorem conversion a b d R na nb : 0 < d -> na <= Rpower d (1 / a - 1 / b) * nb ->
  (nb < R * Rpower d (1 / b - 1 / a) -> na < R) /\ Rpower d (1 / b - 1 / a) * Rpower d (1 / a - 1 / b) = 1.
Proof.
  intros hd h. assert (p : 0 < Rpower d (1 / a - 1 / b)) by (unfold Rpower; apply exp_pos).
  assert (e : Rpower d (1 / b - 1 / a) * Rpower d (1 / a - 1 / b) = 1).
  { rewrite <- Rpower_plus. replace (1 / b - 1 / a + (1 / a - 1 / b)) with 0 by ring. apply Rpower_O. exact hd. }
  split; [|exact e]. intros lt. apply Rle_lt_trans with (1 := h). apply (Rmult_lt_compat_l _ _ _ p) in lt.
  replace (Rpower d (1 / a - 1 / b) * (R * Rpower d (1 / b - 1 / a))) with R in lt; auto.
  transitivity (R * (Rpower d (1 / b - 1 / a) * Rpower d (1 / a - 1 / b))); [rewrite e; ring|ring].
Qed.
