(* A tail of the binomial law bounded by a short sum of whole numbers, so that Coq can work it out for a hundred thousand votes. No axioms.

   Masses on either side of k are followed by their ratios, rounded up above k and down below it, in units of the mass of k over `scale`: with U for
   those from k on and L for some below, tail * L <= U * (1 - tail), so tail <= U / (L + U). The mass of k itself is never needed. *)
From Coq Require Import NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.zify Require Import zify.
From mathcomp.algebra_tactics Require Import ring.
From Wulff Require Import Definitions.
From Wulff.sampling Require Import ClopperPearson.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Local Notation nat := N.to_nat.

(* p is a / (a + c) *)
Section Sums.
Variables n a c : N.
Definition ceiling (x y : N) : N := ((x + (y - 1)) / y)%num.
Fixpoint from_here_up (fuel : Datatypes.nat) (i u : N) : N :=
  match fuel with
  | 0%N => u * (n + 1 - i)
  | f.+1 => u + from_here_up f (i + 1) (ceiling (u * ((n - i) * a)) ((i + 1) * c))
  end%num.
Fixpoint below (fuel : Datatypes.nat) (i u : N) : N :=
  match fuel with
  | 0%N => 0
  | f.+1 => if (i =? 0)%num then 0 else let v := (u * (i * c) / ((n + 1 - i) * a))%num in v + below f (i - 1) v
  end%num.
(* the tail from k on is at most num / den *)
Definition tail_at_most (fuel : Datatypes.nat) (scale k num den : N) : bool :=
  [&& (0 <? c)%num, (0 <? scale)%num, (k <=? n)%num, (0 <? den)%num, ((n - k) * a <=? (k + 1) * c)%num &
    let U := from_here_up fuel k scale in
    let L := below fuel k scale in
    (0 <? U)%num && (U * den <=? num * (L + U))%num].
End Sums.

Section Soundness.
Variables (R : realFieldType) (n a c : N).
Local Notation "x %:N" := ((nat x)%:R : R) (at level 2, left associativity, format "x %:N").
Lemma N_add x y : (x + y)%num%:N = x%:N + y%:N. Proof. by rewrite N2Nat.inj_add natrD. Qed.
Lemma N_mul x y : (x * y)%num%:N = x%:N * y%:N. Proof. by rewrite N2Nat.inj_mul natrM. Qed.
Lemma N_le x y : (x <=? y)%num -> x%:N <= y%:N. Proof. by move=> h; rewrite ler_nat; lia. Qed.
Lemma N_ge0 x : 0 <= x%:N. Proof. exact: ler0n. Qed.
Lemma N_gt0 x : (0 <? x)%num -> 0 < x%:N. Proof. by move=> h; rewrite ltr0n; lia. Qed.
Lemma ceiling_ge x y : (0 <? y)%num -> x%:N <= (ceiling x y)%:N * y%:N.
Proof.
move=> y0; rewrite -N_mul; apply: N_le; apply/N.leb_le; rewrite /ceiling.
have y1 : (y <> 0)%num by move=> e; rewrite e in y0.
have := N.div_mod (x + (y - 1)) y y1; have := N.mod_lt (x + (y - 1)) y y1.
set q := (_ / _)%num; set r := (_ mod _)%num; rewrite (N.mul_comm q y); set z := (y * q)%num => lt e; lia.
Qed.
Lemma floor_le x y : (x / y)%num%:N * y%:N <= x%:N.
Proof.
rewrite -N_mul; apply: N_le; apply/N.leb_le.
have [->|y1] := N.eq_dec y 0; first by rewrite N.mul_0_r; exact: N.le_0_l.
by rewrite N.mul_comm; apply: N.mul_div_le.
Qed.

Hypothesis c0 : (0 <? c)%num.
Let p : R := a%:N / (a + c)%num%:N.
Local Notation M := (binomial_mass (nat n) p).
Let s0 : 0 < (a + c)%num%:N. Proof. by rewrite N_add ltr_paddl ?N_ge0 ?N_gt0. Qed.
Let sn : (a + c)%num%:N != 0. Proof. exact: lt0r_neq0. Qed.
Lemma p01 : 0 <= p <= 1.
Proof. by rewrite /p divr_ge0 ?N_ge0 //= ler_pdivr_mulr // mul1r N_add ler_addl N_ge0. Qed.
Lemma mass_ge0 i : 0 <= M i.
Proof. by have /andP[p0 p1] := p01; rewrite /binomial_mass !mulr_ge0 ?ler0n ?exprn_ge0 ?subr_ge0. Qed.
Lemma one_minus_p : 1 - p = c%:N / (a + c)%num%:N.
Proof. by apply: (mulIf sn); rewrite mulrBl !divfK // mul1r N_add addrAC subrr add0r. Qed.

(* masses next to each other *)
Lemma mass_ratio i : (i < nat n)%N -> M i.+1 * (i.+1%:R * c%:N) = M i * ((nat n - i)%:R * a%:N).
Proof.
move=> lt; have B : 'C(nat n, i.+1)%:R * i.+1%:R = 'C(nat n, i)%:R * (nat n - i)%:R :> R.
  by rewrite -!natrM mulnC mul_bin_left mulnC.
have e : (1 - p) ^+ (nat n - i) = (1 - p) * (1 - p) ^+ (nat n - i.+1) by rewrite -exprS subnSK.
have ec : c%:N = (1 - p) * (a + c)%num%:N by rewrite one_minus_p divfK.
have ea : a%:N = p * (a + c)%num%:N by rewrite /p divfK.
rewrite /binomial_mass e ec ea exprS.
transitivity (('C(nat n, i.+1)%:R * i.+1%:R) * (p * p ^+ i * (1 - p) ^+ (nat n - i.+1) * (1 - p) * (a + c)%num%:N)); first by ring.
by rewrite B; ring.
Qed.
Lemma tail_step i : (i <= nat n)%N -> tail (nat n) p i = M i + tail (nat n) p i.+1.
Proof. by move=> le; rewrite !tail_nat big_ltn. Qed.
Lemma tail_beyond i : (nat n < i)%N -> tail (nat n) p i = 0.
Proof. by move=> lt; rewrite tail_nat big_geq. Qed.
Lemma tail_all : tail (nat n) p 0 = 1. Proof. by rewrite tail_rtail; case: (nat n). Qed.

(* from where they fall on, no mass exceeds the first *)
Definition falling i := ((nat n - i) * nat a <= i.+1 * nat c)%N.
Lemma falling_next i : falling i -> falling i.+1.
Proof.
rewrite /falling => h; apply: leq_trans (leq_trans h _); first by rewrite leq_mul2r leq_sub2l ?orbT.
by rewrite leq_mul2r ltnW ?orbT.
Qed.
Lemma mass_falls i : falling i -> M i.+1 <= M i.
Proof.
move=> fl; have [lt|ge] := ltnP i (nat n); last by rewrite [M i.+1]mass_small ?mass_ge0.
have pos : 0 < i.+1%:R * c%:N :> R by rewrite mulr_gt0 ?N_gt0 ?ltr0n.
by rewrite -(ler_pmul2r pos) mass_ratio // ler_wpmul2l ?mass_ge0 // -!natrM ler_nat.
Qed.
Lemma tail_falling m i : falling i -> (nat n + 1 - i <= m)%N -> tail (nat n) p i <= M i *+ (nat n + 1 - i).
Proof.
elim: m i => [|m IH] i fl le.
  have lt : (nat n < i)%N by lia.
  by rewrite tail_beyond // mulrn_wge0 ?mass_ge0.
have [ge|lt] := leqP i (nat n); last by rewrite tail_beyond // mulrn_wge0 ?mass_ge0.
rewrite tail_step // (_ : (nat n + 1 - i = (nat n + 1 - i.+1).+1)%N); last by lia.
rewrite mulrS ler_add2l; apply: le_trans (IH _ (falling_next fl) _) _; first by lia.
by rewrite ler_wmuln2r ?mass_falls.
Qed.

Variables (scale k : N) (Mk : R).
Hypothesis Mk0 : 0 <= Mk.
Lemma from_here_up_sound fuel i u : falling (nat i) -> scale%:N * M (nat i) <= u%:N * Mk ->
  scale%:N * tail (nat n) p (nat i) <= (from_here_up n a c fuel i u)%:N * Mk.
Proof.
elim: fuel i u => [|fuel IH] i u fl le /=.
  have e : (n + 1 - i)%num%:N = (nat n + 1 - nat i)%N%:R :> R by rewrite N2Nat.inj_sub N2Nat.inj_add.
  rewrite N_mul e mulrAC; apply: (@le_trans _ _ (scale%:N * (M (nat i) *+ (nat n + 1 - nat i)))).
    by rewrite ler_wpmul2l ?N_ge0 // (tail_falling fl (leqnn _)).
  by rewrite -[M _ *+ _]mulr_natr mulrA ler_wpmul2r ?ler0n.
have next : nat (i + 1) = (nat i).+1 by lia.
have [ge|lt] := leqP (nat i) (nat n); last first.
  by rewrite tail_beyond // mulr0 mulr_ge0 ?N_ge0.
rewrite tail_step // mulrDr N_add mulrDl ler_add // -next; apply: IH; rewrite next; first exact: falling_next.
have [lt|ge'] := ltnP (nat i) (nat n); last first.
  by rewrite [M (nat i).+1]mass_small // mulr0 mulr_ge0 ?N_ge0.
have d0 : (0 <? (i + 1) * c)%num by lia.
have pos : 0 < ((i + 1) * c)%num%:N by exact: N_gt0.
rewrite -(ler_pmul2r pos); apply: (@le_trans _ _ ((u * ((n - i) * a))%num%:N * Mk)); last first.
  by rewrite [leRHS]mulrAC ler_wpmul2r // ceiling_ge.
have e1 : ((i + 1) * c)%num%:N = (nat i).+1%:R * c%:N by rewrite N_mul next.
have e2 : ((n - i) * a)%num%:N = (nat n - nat i)%:R * a%:N by rewrite N_mul N2Nat.inj_sub.
rewrite e1 N_mul e2 -[leLHS]mulrA mass_ratio // [leLHS]mulrA [leRHS]mulrAC ler_wpmul2r // mulr_ge0 ?N_ge0 ?ler0n //.
Qed.

Lemma below_sound fuel i u : (nat i <= nat n)%N -> u%:N * Mk <= scale%:N * M (nat i) ->
  (below n a c fuel i u)%:N * Mk <= scale%:N * (1 - tail (nat n) p (nat i)).
Proof.
have t1 j : 0 <= 1 - tail (nat n) p j by rewrite subr_ge0 tail_rtail; case/andP: (rtail_range (nat n) j p01).
elim: fuel i u => [|fuel IH] i u le h /=; first by rewrite mul0r mulr_ge0 ?N_ge0.
have [_|i0] := boolP (i =? 0)%num; first by rewrite mul0r mulr_ge0 ?N_ge0.
set v := (_ / _)%num; have {i0} prev : nat i = (nat (i - 1)).+1 by lia.
have lt : (nat (i - 1) < nat n)%N by rewrite -prev.
have step : v%:N * Mk <= scale%:N * M (nat (i - 1)).
  have [a0|a0] := N.eq_dec a 0.
    have -> : v = 0%num by rewrite /v a0 N.mul_0_r; case: (_ * _)%num.
    by rewrite mul0r mulr_ge0 ?N_ge0 ?mass_ge0.
  have pos : 0 < ((n + 1 - i) * a)%num%:N by apply: N_gt0; apply/N.ltb_lt; apply: N.mul_pos_pos; lia.
  have e1 : (i * c)%num%:N = (nat (i - 1)).+1%:R * c%:N by rewrite N_mul prev.
  have e2 : ((n + 1 - i) * a)%num%:N = (nat n - nat (i - 1))%:R * a%:N by rewrite N_mul; congr (_%:R * _); lia.
  rewrite -(ler_pmul2r pos) mulrAC.
  apply: (@le_trans _ _ ((u * (i * c))%num%:N * Mk)); first by rewrite ler_wpmul2r // floor_le.
  rewrite N_mul e1 e2 mulrAC; rewrite prev in h.
  apply: (@le_trans _ _ (scale%:N * M (nat (i - 1)).+1 * ((nat (i - 1)).+1%:R * c%:N))); first by rewrite ler_wpmul2r // mulr_ge0 ?N_ge0 ?ler0n.
  by rewrite -mulrA mass_ratio // [leLHS]mulrA.
rewrite N_add mulrDl prev.
rewrite (_ : 1 - tail _ _ _.+1 = M (nat (i - 1)) + (1 - tail (nat n) p (nat (i - 1)))); last first.
  by rewrite [tail _ _ (nat (i - 1))]tail_step ?(ltnW lt) //; ring.
by rewrite mulrDr ler_add // IH // ltnW.
Qed.
End Soundness.

Theorem tail_at_most_sound (R : realFieldType) (n a c : N) fuel scale k num den : tail_at_most n a c fuel scale k num den ->
  tail (nat n) ((nat a)%:R / (nat (a + c))%:R : R) (nat k) <= (nat num)%:R / (nat den)%:R.
Proof.
move=> /and5P[c0 s0 kn d0 /andP[fall]].
set U := from_here_up _ _ _ _ _ _; set L := below _ _ _ _ _ _ => /andP[U0 fits].
set p := _ / _; set t := tail _ _ _.
pose Mk := binomial_mass (nat n) p (nat k).
have Mk0 : 0 <= Mk by exact: mass_ge0.
have hU : (nat scale)%:R * t <= (nat U)%:R * Mk.
  by apply: from_here_up_sound => //; rewrite /falling; lia.
have hL : (nat L)%:R * Mk <= (nat scale)%:R * (1 - t) by apply: below_sound => //; lia.
have sp : 0 < (nat scale)%:R :> R by exact: N_gt0.
have key : t * ((nat L)%:R + (nat U)%:R) <= (nat U)%:R.
  rewrite -(ler_pmul2l sp).
  have h1 : (nat L)%:R * ((nat scale)%:R * t) <= (nat L)%:R * ((nat U)%:R * Mk) by rewrite ler_wpmul2l ?ler0n.
  have h2 : (nat U)%:R * ((nat L)%:R * Mk) <= (nat U)%:R * ((nat scale)%:R * (1 - t)) by rewrite ler_wpmul2l ?ler0n.
  have h3 : (nat L)%:R * ((nat scale)%:R * t) <= (nat U)%:R * ((nat scale)%:R * (1 - t)).
    by apply: le_trans h1 _; rewrite mulrCA.
  rewrite -subr_ge0 in h3; rewrite -subr_ge0.
  by rewrite (_ : _ - _ = (nat U)%:R * ((nat scale)%:R * (1 - t)) - (nat L)%:R * ((nat scale)%:R * t)) //; ring.
have dp : 0 < (nat den)%:R :> R by exact: N_gt0.
have fits' : (nat U)%:R * (nat den)%:R <= (nat num)%:R * ((nat L)%:R + (nat U)%:R) :> R.
  by rewrite -!N_mul -N_add -N_mul; exact: N_le.
have total : 0 < (nat L)%:R + (nat U)%:R :> R by rewrite ltr_paddl ?N_gt0 ?ler0n.
rewrite ler_pdivl_mulr // -(ler_pmul2r total) mulrAC.
apply: le_trans fits'; rewrite ler_wpmul2r // ?ltW //.
Qed.
