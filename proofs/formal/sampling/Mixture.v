(* Bets on votes with the stake unknown: the mixture over all stakes, an integral of polynomials, is a wealth to which Ville applies. No axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.algebra_tactics Require Import ring.
From Wulff Require Import Definitions.
From Wulff.sampling Require Import Ville.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Mixture.
Variables (R : realFieldType) (p : R).
Hypothesis p0 : 0 < p.
Implicit Types (F P Q : {poly R}).

(* the integral from 0 to 1 of a polynomial *)
Definition integral P : R := \sum_(i < size P) P`_i / i.+1%:R.
Lemma integralE n P : (size P <= n)%N -> integral P = \sum_(i < n) P`_i / i.+1%:R.
Proof.
move=> le; rewrite /integral (big_ord_widen n (fun i => P`_i / i.+1%:R)) // big_mkcond /=.
by apply: eq_bigr => i _; case: ltnP => // h; rewrite nth_default // mul0r.
Qed.
Lemma integral_deriv F : integral F^`() = F.[1] - F.[0].
Proof.
have nz n : n.+1%:R != 0 :> R by rewrite pnatr_eq0.
rewrite horner_coef0 (@integralE (size F)); last exact: leq_trans (size_poly _ _) (leq_pred _).
have -> : F.[1] = \sum_(i < (size F).+1) F`_i.
  rewrite (horner_coef_wide _ (leqnSn (size F))); by apply: eq_bigr => i _; rewrite expr1n mulr1.
rewrite big_ord_recl /= addrC addKr; apply: eq_bigr => i _.
by rewrite coef_deriv -mulr_natr mulfK.
Qed.
Lemma integralD P Q : integral (P + Q) = integral P + integral Q.
Proof.
rewrite (integralE (size_add P Q)) (integralE (leq_maxl (size P) (size Q))) (integralE (leq_maxr (size P) (size Q))) -big_split /=.
by apply: eq_bigr => i _; rewrite coefD mulrDl.
Qed.
Lemma integralZ a P : integral (a *: P) = a * integral P.
Proof.
rewrite (integralE (size_scale_leq a P)) mulr_sumr; by apply: eq_bigr => i _; rewrite coefZ mulrA.
Qed.

Definition v : {poly R} := 1 - 'X.
Lemma moment_ge0 i j : 0 <= integral ('X^i * v ^+ j).
Proof.
elim: j i => [|j IH] i.
  have nz : i.+1%:R != 0 :> R by rewrite pnatr_eq0.
  rewrite expr0 mulr1 -['X^i]scale1r -(mulVf nz) -scalerA integralZ.
  have -> : i.+1%:R *: 'X^i = ('X^i.+1)^`() :> {poly R} by rewrite derivXn scaler_nat.
  by rewrite integral_deriv !hornerXn expr1n expr0n subr0 mulr1 invr_ge0 ler0n.
have dv : v^`() = -1 by rewrite /v derivB derivX derivC sub0r.
have : integral ('X^i.+1 * v ^+ j.+1)^`() = 0.
  by rewrite integral_deriv !hornerM !hornerXn !horner_exp /v !hornerE !subrr !expr0n /= mulr0 mul0r subr0.
have -> : ('X^i.+1 * v ^+ j.+1)^`() = i.+1%:R *: ('X^i * v ^+ j.+1) + (- j.+1%:R) *: ('X^i.+1 * v ^+ j).
  rewrite derivM derivXn deriv_exp dv /= !scaler_nat scaleNr scaler_nat mulrnAl; congr (_ + _).
  by rewrite mulN1r mulNrn mulrN mulrnAr.
rewrite integralD !integralZ mulNr => /eqP; rewrite subr_eq0 => /eqP e.
by rewrite -(pmulr_rge0 _ (ltr0Sn R i)) e mulr_ge0 // ler0n.
Qed.

Lemma part_hit c (a b H X V : {poly R}) : (a + c *: b) * H * X * V = H * X * (a * V) + c *: (H * (b * X) * V).
Proof.
rewrite !mulrDl -!scalerAl; congr (_ + _ *: _); first by rewrite [RHS]mulrCA !mulrA.
by rewrite [b * H]mulrC !mulrA.
Qed.
Lemma part_merge (a b H X V : {poly R}) : a + b = 1 -> H * X * (a * V) + H * (b * X) * V = H * X * V.
Proof.
move=> e; have -> : H * (b * X) * V = b * (H * X * V) by rewrite !mulrA [b * H]mulrC.
by rewrite mulrCA -mulrDl e mul1r.
Qed.
(* the factors of the wealth with the stake 'X: on a hit, on a miss *)
Definition hit : {poly R} := v + p^-1 *: 'X.
Definition power_integral h i j := integral (hit ^+ h * 'X^i * v ^+ j).
Local Notation w := power_integral.
Lemma one_hit h i j : w h.+1 i j = w h i j.+1 + p^-1 * w h i.+1 j.
Proof. by rewrite /power_integral -integralZ -integralD !exprS; congr integral; exact: part_hit. Qed.
Lemma merge h i j : w h i j.+1 + w h i.+1 j = w h i j.
Proof. by rewrite /power_integral -integralD !exprS; congr integral; apply: part_merge; rewrite /v subrK. Qed.
Lemma power_integral_ge0 h i j : 0 <= w h i j.
Proof.
elim: h i j => [|h IH] i j; first by rewrite /power_integral expr0 mul1r moment_ge0.
by rewrite one_hit addr_ge0 // mulr_ge0 // invr_ge0 ltW.
Qed.

Definition primitive P := \sum_(i < size P) (P`_i / i.+1%:R) *: 'X^i.+1 : {poly R}.
Lemma anti P : (primitive P)^`() = P /\ (primitive P).[1] - (primitive P).[0] = integral P.
Proof.
have e : (primitive P)^`() = P.
  rewrite /primitive (raddf_sum (@deriv_additive R)) /= -[RHS]coefK poly_def; apply: eq_bigr => i _.
  by rewrite derivZ derivXn /= -scaler_nat scalerA divfK ?pnatr_eq0 //.
by split=> //; rewrite -integral_deriv e.
Qed.

Lemma start : w 0%N 0%N 0%N = 1.
Proof.
rewrite /power_integral; have -> : hit ^+ 0 * 'X^0 * v ^+ 0 = ('X : {poly R})^`() by rewrite derivX !expr0 !mulr1.
by rewrite integral_deriv !hornerX subr0.
Qed.

Theorem mixture_anytime : exists F : nat -> nat -> {poly R},
  (forall h m, (F h m)^`() = (1 - 'X + p^-1 *: 'X) ^+ h * (1 - 'X) ^+ m) /\
  forall kern : seq bool -> bool -> R, (forall s o, 0 <= kern s o) -> (forall s, kern s true + kern s false = 1) ->
  (forall s, kern s true <= p) -> forall (alpha : R) n, 0 < alpha ->
  sumpaths n (fun s => pathw kern [::] s *
    (hits (fun s => (F (count id s) (count negb s)).[1] - (F (count id s) (count negb s)).[0]) alpha^-1 [::] s)%:R) <= alpha.
Proof.
have [F prop] : exists F : nat * nat -> {poly R}, forall hm, (F hm)^`() = hit ^+ hm.1 * v ^+ hm.2 /\
    (F hm).[1] - (F hm).[0] = w hm.1 0 hm.2.
  exists (fun hm => primitive (hit ^+ hm.1 * v ^+ hm.2)).
  move=> [h m] /=; have [D E] := anti (hit ^+ h * v ^+ m); split=> //.
  by rewrite E /power_integral expr0 mulr1.
exists (fun h m => F (h, m)); split; first by move=> h m; case: (prop (h, m)).
move=> kern k0 k1 kp alpha n a0.
have W s : (F (count id s, count negb s)).[1] - (F (count id s, count negb s)).[0] = w (count id s) 0 (count negb s).
  by case: (prop (count id s, count negb s)).
apply: anytime_paths => // [s|s|s|].
- by rewrite big_bool /= k1.
- by rewrite W power_integral_ge0.
- rewrite big_bool (W (true :: s)) (W (false :: s)) (W s).
  change (kern s true * w (count id s).+1 0 (count negb s) + kern s false * w (count id s) 0 (count negb s).+1
    <= w (count id s) 0 (count negb s)).
  move: (count id s) (count negb s) => h m; rewrite one_hit -(merge h 0 m) mulrDr.
  have -> : kern s false = 1 - kern s true by rewrite -(k1 s) addrC addKr.
  rewrite addrAC -mulrDl [kern s true + _]addrC subrK mul1r ler_add2l mulrA.
  by apply: ler_pimull; rewrite ?power_integral_ge0 // ler_pdivr_mulr // mul1r.
- by rewrite (W [::]); change (w 0%N 0%N 0%N <= 1); rewrite start.
Qed.
End Mixture.

Section Falls.
Variables (R : realFieldType) (p p' : R).
Hypotheses (p0 : 0 < p) (le : p <= p').
Theorem mixture_falls (h m : nat) (F F' : {poly R}) : F^`() = (1 - 'X + p^-1 *: 'X) ^+ h * (1 - 'X) ^+ m ->
  F'^`() = (1 - 'X + p'^-1 *: 'X) ^+ h * (1 - 'X) ^+ m -> F'.[1] - F'.[0] <= F.[1] - F.[0].
Proof.
move=> e e'; rewrite -!integral_deriv e e'.
have p0' : 0 < p' by exact: lt_le_trans le.
have inv_le : p'^-1 <= p^-1 by rewrite lef_pinv.
suff all i j : power_integral p' h i j <= power_integral p h i j.
  by have := all 0%N m; rewrite /power_integral expr0 !mulr1.
elim: h {e e'} i j => [|n IH] i j; first by rewrite /power_integral.
rewrite !one_hit ler_add //; apply: le_trans (_ : p'^-1 * power_integral p n i.+1 j <= _).
  by rewrite ler_wpmul2l // invr_ge0 ltW.
by rewrite ler_wpmul2r // power_integral_ge0.
Qed.
End Falls.
