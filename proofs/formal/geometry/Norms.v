(* The norms 1, 2 and inf against each other in every dimension; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.algebra_tactics Require Import ring.
From Wulff Require Import Definitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Norms.
Variables (R : realFieldType) (d : nat).
Implicit Types x y z : 'I_d -> R.

Lemma lagrange x : d%:R * sq x - l1 x ^+ 2 = 2%:R^-1 * \sum_i \sum_j (`|x i| - `|x j|) ^+ 2.
Proof.
have E i : \sum_j (`|x i| - `|x j|) ^+ 2 = d%:R * x i ^+ 2 - 2%:R * `|x i| * l1 x + sq x.
  rewrite (eq_bigr (fun j => x i ^+ 2 - 2%:R * `|x i| * `|x j| + x j ^+ 2)); last first.
    by move=> j _; rewrite sqrrB !real_normK ?num_real // -mulr_natl mulrA.
  by rewrite big_split sumrB /= sumr_const card_ord -mulr_sumr [d%:R * _]mulr_natl.
rewrite (eq_bigr _ (fun i _ => E i)) big_split sumrB /= -mulr_sumr sumr_const card_ord -[sq x *+ d]mulr_natl.
rewrite -mulr_suml -mulr_sumr -/(l1 x) -/(sq x) expr2.
have h2 : 2%:R != 0 :> R by rewrite pnatr_eq0.
by apply: (mulfI h2); rewrite mulrA mulfV // mul1r; ring.
Qed.

(* |x|_2^2 <= |x|_1^2 <= d |x|_2^2 *)
Theorem l1_l2 x : l1 x ^+ 2 <= d%:R * sq x.
Proof.
rewrite -subr_ge0 lagrange mulr_ge0 ?invr_ge0 ?ler0n //; apply: sumr_ge0 => i _; apply: sumr_ge0 => j _.
exact: sqr_ge0.
Qed.
Theorem l2_l1 x : sq x <= l1 x ^+ 2.
Proof.
rewrite expr2 {2}/l1 mulr_sumr; apply: ler_sum => i _.
rewrite -real_normK ?num_real // expr2 ler_wpmul2r // /l1 (bigD1 i) //= ler_addl; exact: sumr_ge0.
Qed.
Theorem l2_linf x c : linf_le x c -> sq x <= d%:R * c ^+ 2.
Proof.
move=> h; have -> : d%:R * c ^+ 2 = \sum_(i < d) c ^+ 2 by rewrite sumr_const card_ord mulr_natl.
apply: ler_sum => i _.
by rewrite -real_normK ?num_real // ler_expn2r // ?nnegrE // (le_trans _ (h i)).
Qed.

Theorem six_inequalities x c : linf_le x c -> 0 <= c ->
  [/\ sq x <= l1 x ^+ 2, l1 x ^+ 2 <= d%:R * sq x, sq x <= d%:R * c ^+ 2, l1 x <= d%:R * c
    & forall i, `|x i| <= l1 x /\ x i ^+ 2 <= sq x].
Proof.
move=> h c0; split; [exact: l2_l1 | exact: l1_l2 | exact: l2_linf | |].
- have -> : d%:R * c = \sum_(i < d) c by rewrite sumr_const card_ord mulr_natl.
  by apply: ler_sum => i _; exact: h.
- move=> i; split; first by rewrite /l1 (bigD1 i) //= ler_addl; exact: sumr_ge0.
  by rewrite /sq (bigD1 i) //= ler_addl; apply: sumr_ge0 => j _; exact: sqr_ge0.
Qed.
End Norms.
