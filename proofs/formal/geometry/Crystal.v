(* The Wulff crystal of the cross-polytope is a cube, in every dimension; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Wulff Require Import Definitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Crystal.
Variables (R : realFieldType) (d : nat).
Implicit Types x y z : 'I_d -> R.
Local Notation e := (@e R d).
(* the crystal of the cross-polytope: the mean over the vertices +-e_i of |<x, y>| is |x|_1 / d, the support function of a cube *)
Lemma dot_e x i (s : bool) : dot x (fun j => (-1) ^+ s * e i j) = (-1) ^+ s * x i.
Proof.
rewrite /dot (bigD1 i) //= big1 ?addr0 => [|j ne]; first by rewrite /e eqxx mulr1 mulrC.
by rewrite /e eq_sym (negbTE ne) !mulr0.
Qed.
Theorem crystal_support x :
  (2 * d)%:R^-1 * (\sum_i \sum_(s : bool) `|dot x (fun j => (-1) ^+ s * e i j)|) = l1 x / d%:R.
Proof.
rewrite (eq_bigr (fun i => 2%:R * `|x i|)); last first.
  move=> i _; rewrite big_bool !dot_e !normrM !normrX !normrN1 !expr1n !mul1r.
  by rewrite mulr_natl mulr2n.
rewrite -mulr_sumr mulrA [LHS]mulrC -/(l1 x); congr (_ * _).
have [->|nz] := eqVneq d 0%N; first by rewrite muln0 invr0 mul0r.
by rewrite natrM invfM mulrAC mulVf ?mul1r // pnatr_eq0.
Qed.
Theorem crystal_is_cube z : (0 < d)%N -> (crystal z <-> linf_le z d%:R^-1).
Proof.
move=> d0; split=> h.
  move=> i; have := h (fun j => (-1) ^+ (z i < 0)%R * e i j); rewrite dot_e.
  have -> : l1 (fun j => (-1) ^+ (z i < 0)%R * e i j) = 1.
    rewrite /l1 (bigD1 i) //= big1 ?addr0 => [|j ne]; last by rewrite /e eq_sym (negbTE ne) mulr0 normr0.
    by rewrite /e eqxx mulr1 normrX normrN1 expr1n.
  by rewrite div1r; have [n|p] := ltP (z i) 0; rewrite /= ?expr1 ?expr0 ?mulN1r ?mul1r; [rewrite ltr0_norm | rewrite ger0_norm].
move=> x; rewrite /dot /l1 mulr_suml; apply: ler_sum => i _.
apply: le_trans (ler_norm _) _; rewrite normrM mulrC; exact: ler_wpmul2l.
Qed.
End Crystal.
