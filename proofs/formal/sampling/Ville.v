(* Ville: a wealth that does not grow on average rarely grows large, on any finite tree; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.algebra_tactics Require Import ring.
From Wulff Require Import Definitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Ville.
(* bets on a sequence of outcomes; the history is the list of outcomes, the last first *)
Variables (R : realFieldType) (O : finType) (kern : seq O -> O -> R) (W : seq O -> R).
Hypothesis kern_ge0 : forall h o, 0 <= kern h o.
Hypothesis kern_sum : forall h, \sum_o kern h o = 1.
Hypothesis W_ge0 : forall h, 0 <= W h.
Local Notation reach := (reach kern W).
Local Notation pathw := (pathw kern).
Local Notation hits := (hits W).
Implicit Types (h s : seq O) (F G : seq O -> R).
(* supermartingale *)
Hypothesis super : forall h, \sum_o kern h o * W (o :: h) <= W h.


Theorem ville c n h : 0 <= c -> c * reach c n h <= W h.
Proof.
move=> c0; elim: n h => [|n IH] h /=.
  by have [le|_] := boolP (c <= W h); rewrite ?mulr1 // mulr0.
have [le|_] := boolP (c <= W h); first by rewrite mulr1.
apply: le_trans (super h); rewrite mulr_sumr; apply: ler_sum => o _.
by rewrite mulrCA ler_wpmul2l.
Qed.
Corollary anytime alpha n : 0 < alpha -> W [::] <= 1 -> reach alpha^-1 n [::] <= alpha.
Proof.
move=> a0 w1; have := ville n [::] (ltW (_ : 0 < alpha^-1)); rewrite invr_gt0 => /(_ a0) h.
by rewrite -(ler_pmul2l (_ : 0 < alpha^-1)) ?invr_gt0 // mulVf ?gt_eqF //; apply: le_trans w1.
Qed.

Lemma sumpaths_ext n F G : (forall s, F s = G s) -> sumpaths n F = sumpaths n G.
Proof. by elim: n F G => [|n IH] F G e //=; apply: eq_bigr => o _; apply: IH. Qed.
Lemma sumpaths_mul n F (a : R) : sumpaths n (fun s => a * F s) = a * sumpaths n F.
Proof. by elim: n F => [|n IH] F //=; rewrite mulr_sumr; apply: eq_bigr => o _; rewrite IH. Qed.
Lemma sumpaths_total n h : sumpaths n (pathw h) = 1.
Proof.
elim: n h => [|n IH] h //=; rewrite -[RHS](kern_sum h); apply: eq_bigr => o _.
by rewrite sumpaths_mul IH mulr1.
Qed.
Theorem reach_is_probability c n h : reach c n h = sumpaths n (fun s => pathw h s * (hits c h s)%:R).
Proof.
elim: n h => [|n IH] h /=.
  by rewrite mul1r orbF; case: (c <= W h).
have [le|_] := boolP (c <= W h).
  rewrite -[LHS](kern_sum h); apply: eq_bigr => o _ /=.
  rewrite (sumpaths_ext _ (G := fun s => kern h o * pathw (o :: h) s)); last by move=> s; rewrite mulr1.
  by rewrite sumpaths_mul sumpaths_total mulr1.
apply: eq_bigr => o _ /=; rewrite IH -sumpaths_mul; apply: sumpaths_ext => s; by rewrite mulrA.
Qed.
Corollary anytime_paths alpha n : 0 < alpha -> W [::] <= 1 ->
  sumpaths n (fun s => pathw [::] s * (hits alpha^-1 [::] s)%:R) <= alpha.
Proof. by move=> a0 w1; rewrite -reach_is_probability; exact: anytime. Qed.
End Ville.

(* a stake u on a hit at the odds 1/p, when hits have probability m *)
Theorem fair_bet (R : realFieldType) (u p m : R) : 0 < p -> 0 <= u ->
  [/\ m * (1 - u + u / p) + (1 - m) * (1 - u) = 1 - u * (1 - m / p), 1 - u * (1 - p / p) = 1
    & m <= p -> 1 - u * (1 - m / p) <= 1].
Proof.
move=> p0 u0; split; first by ring.
  by rewrite divff ?gt_eqF // subrr mulr0 subr0.
by move=> le; rewrite ler_subl_addr ler_addl mulr_ge0 // subr_ge0 ler_pdivr_mulr // mul1r.
Qed.
Theorem hit_falls (R : realFieldType) (u p p' : R) : 0 < p -> p <= p' -> 0 <= u -> 1 - u + u / p' <= 1 - u + u / p.
Proof.
move=> p0 le u0; rewrite ler_add2l ler_wpmul2l // lef_pinv // posrE //; exact: lt_le_trans le.
Qed.
