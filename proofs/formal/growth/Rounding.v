(* Rounding half up commutes with whole steps. *)
From Coq Require Import Reals Lra Lia.
Open Scope R_scope.

Theorem round_steps (z : R) (m : Z) : Int_part (z + IZR m + 1/2) = (Int_part (z + 1/2) + m)%Z.
Proof.
  destruct (base_Int_part (z + 1/2)) as [a b]. destruct (base_Int_part (z + IZR m + 1/2)) as [c e].
  assert (h1 : IZR (Int_part (z + IZR m + 1/2)) < IZR (Int_part (z + 1/2) + m + 1)) by (rewrite !plus_IZR; simpl; lra).
  assert (h2 : IZR (Int_part (z + 1/2) + m) < IZR (Int_part (z + IZR m + 1/2) + 1)) by (rewrite !plus_IZR; simpl; lra).
  apply lt_IZR in h1. apply lt_IZR in h2. lia.
Qed.
