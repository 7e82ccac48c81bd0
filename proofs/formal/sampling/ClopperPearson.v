(* Confidence bounds from tails, and Clopper and Pearson for binomial votes: any ordered field, no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.algebra_tactics Require Import ring.
From Wulff Require Import Definitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Binomial.
Variable R : realFieldType.
Implicit Types (p a : R) (n k : nat).



Lemma rtail_range n p k : 0 <= p <= 1 -> 0 <= rtail n p k <= 1.
Proof.
move=> /andP[p0 p1]; have s0 : 0 <= 1 - p by rewrite subr_ge0.
elim: n k => [|n IH] [|k] /=; rewrite ?lexx ?ler01 //.
have /andP[a0 a1] := IH k; have /andP[b0 b1] := IH k.+1.
rewrite addr_ge0 ?mulr_ge0 //=.
apply: (@le_trans _ _ (p * 1 + (1 - p) * 1)); last by rewrite !mulr1 addrC subrK.
by apply: ler_add; apply: ler_wpmul2l.
Qed.

Lemma rtail_k n p k : 0 <= p <= 1 -> rtail n p k.+1 <= rtail n p k.
Proof.
move=> p01; have /andP[p0 p1] := p01; have s0 : 0 <= 1 - p by rewrite subr_ge0.
elim: n k => [|n IH] [|k] /=; rewrite ?ler01 ?lexx //.
  by have /andP[_] := rtail_range n.+1 1 p01.
by apply: ler_add; apply: ler_wpmul2l.
Qed.

(* the tail is nondecreasing in p *)
Theorem rtail_p n p p' k : 0 <= p -> p <= p' -> p' <= 1 -> rtail n p k <= rtail n p' k.
Proof.
move=> p0 pp p1.
have p01 : 0 <= p <= 1 by rewrite p0 (le_trans pp).
have p01' : 0 <= p' <= 1 by rewrite p1 (le_trans p0).
have s0 : 0 <= 1 - p' by rewrite subr_ge0.
elim: n k => [|n IH] [|k] //=.
apply: (@le_trans _ _ (p' * rtail n p k + (1 - p') * rtail n p k.+1)); last first.
  by apply: ler_add; apply: ler_wpmul2l => //; case/andP: p01'.
rewrite -subr_ge0.
have -> : p' * rtail n p k + (1 - p') * rtail n p k.+1 - (p * rtail n p k + (1 - p) * rtail n p k.+1)
  = (p' - p) * (rtail n p k - rtail n p k.+1).
  by ring.
by rewrite mulr_ge0 ?subr_ge0 ?rtail_k.
Qed.

Lemma mass_small n p i : (n < i)%N -> binomial_mass n p i = 0.
Proof. by move=> h; rewrite /binomial_mass bin_small // mulr0n !mul0r. Qed.
Lemma mass_rec n p i : binomial_mass n.+1 p i.+1 = p * binomial_mass n p i + (1 - p) * binomial_mass n p i.+1.
Proof.
rewrite /binomial_mass binS natrD subSS exprS.
have [le|lt] := leqP i.+1 n; first by rewrite -(subnSK le) exprS; ring.
by rewrite (bin_small lt) mulr0n; ring.
Qed.
Lemma tail_nat n p k : tail n p k = \sum_(k <= i < n.+1) binomial_mass n p i.
Proof. by rewrite (big_nat_widenl k 0) // big_mkord. Qed.
Lemma tail_rtail n p k : tail n p k = rtail n p k.
Proof.
elim: n k => [|n IH] [|k].
- by rewrite tail_nat big_nat1 /binomial_mass bin0 !expr0 !mulr1.
- by rewrite tail_nat big_geq.
- rewrite /tail /= (eq_bigl xpredT) // -[RHS](expr1n R n.+1) -[in RHS](subrK p 1) exprDn.
  by apply: eq_bigr => i _; rewrite /binomial_mass -[RHS]mulr_natl -mulrA [p ^+ i * _]mulrC.
rewrite tail_nat big_add1 /= (eq_bigr _ (fun i _ => mass_rec n p i)) big_split /= -!mulr_sumr -!IH !tail_nat.
congr (_ + _ * _); rewrite -(big_add1 _ _ k n.+2 xpredT (binomial_mass n p)).
have [le|lt] := leqP k.+1 n.+1; last by rewrite !big_geq // ltnW.
by rewrite big_nat_recr //= mass_small // addr0.
Qed.

Theorem tail_grows n k p p' : 0 <= p -> p <= p' -> p' <= 1 -> tail n p k <= tail n p' k.
Proof. by move=> p0 pp p1; rewrite !tail_rtail; exact: rtail_p. Qed.

(* Clopper-Pearson: whatever L k is computed with tail n (L k) k <= alpha is a valid lower bound *)
Definition law n p (i : 'I_n.+1) : R := binomial_mass n p i.
End Binomial.

Section Validity.
(* any finite experiment with an integer statistic X, one law P p for each parameter *)
Variables (R : realFieldType) (Omega : finType) (P : Omega -> R) (X : Omega -> nat).
Hypothesis P_ge0 : forall x, 0 <= P x.
Lemma prob_le (A B : pred Omega) : (forall x, A x -> B x) -> prob P A <= prob P B.
Proof.
move=> AB; rewrite /prob [leRHS]big_mkcond [leLHS]big_mkcond /=; apply: ler_sum => x _.
by have := AB x; case: (A x) => [->|_] //; case: (B x).
Qed.
(* L is a lower confidence bound whenever "p < L k" implies that k successes or more have probability at most alpha under p *)
Theorem lower_bound_valid (L : nat -> R) (p alpha : R) : 0 <= alpha ->
  (forall k, p < L k -> prob P (fun x => (k <= X x)%N) <= alpha) ->
  prob P (fun x => p < L (X x)) <= alpha.
Proof.
move=> a0 h.
have [|none] := boolP [exists x, p < L (X x)]; last first.
  rewrite /prob big_pred0 // => x; apply/negbTE; apply: contra none => lt.
  by apply/existsP; exists x.
move=> /existsP ex.
pose x0 := [arg min_(x < xchoose ex | (p < L (X x))%R) X x]%N.
have [lt0 hmin] : p < L (X x0) /\ forall x, p < L (X x) -> (X x0 <= X x)%N.
  by rewrite /x0; case: arg_minnP => [|x lx hx]; [exact: (xchooseP ex) | split].
by apply: le_trans (h _ lt0); apply: prob_le => x; apply: hmin.
Qed.
End Validity.

Theorem clopper_pearson (R : realFieldType) n (p alpha : R) (L : nat -> R) : 0 <= p <= 1 -> 0 <= alpha ->
  (forall k, L k <= 1) -> (forall k, 0 < L k -> tail n (L k) k <= alpha) ->
  \sum_(i < n.+1 | p < L i) binomial_mass n p i <= alpha.
Proof.
move=> /andP[p0 p1] a0 L1 h.
apply: (@lower_bound_valid R [finType of 'I_n.+1] (law p) (fun i => i : nat) _ L p alpha a0).
  by move=> i; rewrite /law /binomial_mass !mulr_ge0 ?ler0n ?exprn_ge0 ?subr_ge0.
move=> k lt; have Lpos : 0 < L k by apply: le_lt_trans lt.
apply: le_trans (h k Lpos); rewrite (_ : prob _ _ = tail n p k) // !tail_rtail.
by apply: rtail_p => //; exact: ltW.
Qed.


(* a first sample chooses c, a second one is judged by the law of c: what errs rarely for every c errs rarely *)
Theorem selection_valid (R : realFieldType) (S C Omega : finType) (first : S -> R) (choice : S -> C) (law : C -> Omega -> R)
  (wrong : C -> pred Omega) (alpha : R) : (forall s, 0 <= first s) -> \sum_s first s = 1 ->
  (forall c, \sum_(x | wrong c x) law c x <= alpha) ->
  \sum_s \sum_(x | wrong (choice s) x) first s * law (choice s) x <= alpha.
Proof.
move=> f0 f1 h; rewrite -[leRHS]mul1r -f1 mulr_suml; apply: ler_sum => s _.
by rewrite -mulr_sumr ler_wpmul2l.
Qed.
