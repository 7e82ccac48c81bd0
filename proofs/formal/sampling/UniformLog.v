(* Rows of logs checked by calculation: from votes to grey levels, for noise uniform on a grid. No axioms. *)
From Coq Require Import NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.zify Require Import zify.
From mathcomp.algebra_tactics Require Import ring.
From Wulff Require Import Definitions LogDefinitions.
From Wulff.sampling Require Import ClopperPearson BinomialTailBound.
From Wulff.growth Require Import UniformGrid.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* What a row is checked with: a lower end for the class and an upper one for each bucket, all over `whole`; terms of the sums and their scale *)
Record witness := Witness { terms : N; scale : N; whole : N; low : N; highs : seq N }.

Definition total (s : seq N) : N := foldr N.add 0%num s.
Definition greatest (s : seq N) : N := foldr N.max 0%num s.
Definition ends_hold (n num den : N) (fuel : nat) (scale b : N) (k e : N) : bool :=
  (e <=? b)%num && tail_at_most n (b - e) e fuel scale (n - k) num den.
Definition row_check (n K : N) (alpha tau : N * N) (r : row) (w : witness) : bool :=
  let: Witness terms scale b a es := w in
  let fuel := N.to_nat terms in
  let part j := share_of_alpha (size (rivals r)) j in
  let num j := (alpha.1 * (part j).1)%num in
  let den j := (alpha.2 * (part j).2)%num in
  let least := match es with [::] => a | _ => N.max a (b - total es) end in
  let most := match es with [::] => (b - least)%num | _ => N.min (b - least) (greatest es) end in
  let W := (2 * K + 1)%num in
  [&& (a <=? b)%num, (0 <? tau.2)%num, size es == size (rivals r),
    tail_at_most n a (b - a) fuel scale (votes r) (num 0%N) (den 0%N),
    all (fun j => ends_hold n (num j.+1) (den j.+1) fuel scale b (nth 0%num (rivals r) j) (nth 0%num es j)) (iota 0 (size (rivals r))) &
    (0 <? (rho r).2)%num && ((rho r).1 * b <=? least * (rho r).2)%num && (most * (W * tau.2) + 2 * (steps r * (b * tau.2) + tau.1 * (b * W)) <? least * (W * tau.2))%num].
Definition log_check n K alpha tau (rows : seq row) (ws : seq witness) : bool :=
  (size ws == size rows) && all (fun rw => row_check n K alpha tau rw.1 rw.2) (zip rows ws).

Lemma levelsC d (x y : image d) : levels x y = levels y x.
Proof. by apply: eq_bigr => i _; rewrite -abszN opprB. Qed.

Section Law.
Variables (R : realFieldType) (Omega : finType) (P : Omega -> R) (tau : R).
Hypothesis P0 : forall N, 0 <= P N.
Hypothesis P1 : Definitions.total P = 1.
Hypothesis near : forall A : pred Omega, prob P A <= #|A|%:R / #|Omega|%:R + tau.
Hypothesis inhabited : (0 < #|Omega|)%N.
Lemma prob_ge0 (A : pred Omega) : 0 <= prob P A. Proof. exact: sumr_ge0. Qed.
Lemma prob_compl (A : pred Omega) : prob P A + prob P (predC A) = 1.
Proof. by rewrite -P1 /prob /Definitions.total [RHS](bigID A). Qed.
Lemma prob_le1 (A : pred Omega) : prob P A <= 1.
Proof. by rewrite -(prob_compl A) ler_addl prob_ge0. Qed.
Lemma near_below (A : pred Omega) : #|A|%:R / #|Omega|%:R <= prob P A + tau.
Proof.
have U : #|Omega|%:R != 0 :> R by rewrite pnatr_eq0 -lt0n.
have := near (predC A); have := prob_compl A; have : #|A|%:R / #|Omega|%:R + #|predC A|%:R / #|Omega|%:R = 1 :> R.
  by rewrite -mulrDl -natrD cardC divff.
set a := _ / _; set b := _ / _ => e1 e2 h.
rewrite -(ler_add2r b) e1 -e2 -addrA; apply: ler_add => //; rewrite addrC; exact: h.
Qed.
End Law.

Section Row.
Variable R : realFieldType.
Local Notation "x %:N" := ((N.to_nat x)%:R : R) (at level 2, left associativity, format "x %:N").
Lemma fraction (a b : N) : (a <=? b)%num -> b%:N = (a + (b - a))%num%:N.
Proof. by move=> h; congr (_%:R); lia. Qed.
(* a chance below the end makes the count rare *)
Lemma rare_below n a b fuel scale k num den p : (a <=? b)%num -> 0 <= p -> p <= a%:N / b%:N ->
  tail_at_most n a (b - a) fuel scale k num den -> tail (N.to_nat n) p (N.to_nat k) <= num%:N / den%:N.
Proof.
move=> ab p0 le ok; apply: le_trans (tail_at_most_sound R ok); rewrite -fraction //; apply: tail_grows => //.
have c0 : (0 <? b - a)%num by case/and5P: ok.
by have := p01 R a c0; rewrite -fraction // => /andP[].
Qed.
Lemma quotient_shared (a s : N * N) : quotient R a * quotient R s = (a.1 * s.1)%num%:N / (a.2 * s.2)%num%:N.
Proof. by rewrite /quotient !N_mul invfM mulrACA. Qed.
Lemma below_greatest es j : (j < size es)%N -> (nth 0%num es j)%:N <= (greatest es)%:N.
Proof.
elim: es j => [|e es IH] [|j] //= lt; first by rewrite ler_nat; lia.
by apply: le_trans (IH j lt) _; rewrite ler_nat; lia.
Qed.
Lemma total_sum es : (total es)%:N = \sum_(j < size es) (nth 0%num es j)%:N.
Proof.
by elim: es => [|e es IH] /=; [rewrite big_ord0 | rewrite N_add big_ord_recl IH].
Qed.

End Row.

Lemma truncated (R : realFieldType) (b l : N) : (N.to_nat b)%:R - (N.to_nat l)%:R <= (N.to_nat (b - l))%:R :> R.
Proof. by rewrite ler_subl_addr -natrD ler_nat; lia. Qed.

Lemma margin_scaled (R : realFieldType) (m t s b W d : R) : b != 0 -> W != 0 -> d != 0 ->
  (m / b + 2%:R * (t / d + s / W)) * (b * (W * d)) = m * (W * d) + 2%:R * (s * (b * d) + t * (b * W)).
Proof. by move=> b0 W0 d0; field; rewrite b0 W0 d0. Qed.

Lemma sub_sub b e : (e <=? b)%num -> (b - (b - e) = e)%num. Proof. lia. Qed.
Lemma odd_pos K : (0 <? 2 * K + 1)%num. Proof. lia. Qed.
Lemma leb_of_nat x y : (N.to_nat x <= N.to_nat y)%N -> (x <=? y)%num. Proof. lia. Qed.
Lemma sub_le b e : (b - e <=? b)%num. Proof. lia. Qed.
Lemma sub_cast (R : realFieldType) b e : (e <=? b)%num -> (N.to_nat (b - e))%:R = (N.to_nat b)%:R - (N.to_nat e)%:R :> R.
Proof. by move=> h; rewrite N2Nat.inj_sub natrB //; lia. Qed.
Lemma sub_zero b e : (N.to_nat b < N.to_nat e)%N -> (b - e = 0)%num. Proof. lia. Qed.

Theorem row_sound n K alpha tau r w : row_check n K alpha tau r w -> certifies n K alpha tau r.
Proof.
case: w => terms scale b a es; rewrite /row_check.
set fuel := N.to_nat terms; set least := match es with [::] => a | _ => _ end.
set most := match es with [::] => _ | _ => _ end; set W := (2 * K + 1)%num.
move=> /and5P[ab td /eqP sz okA /andP[/allP okB /andP[/andP[rho0 rhoP] margin]]].
move=> R d f c bucket x P [[P0 P1] near] bucketed rare.
have share_alpha j : quotient R alpha * quotient R (share_of_alpha (size (rivals r)) j) =
    (N.to_nat (alpha.1 * (share_of_alpha (size (rivals r)) j).1))%:R / (N.to_nat (alpha.2 * (share_of_alpha (size (rivals r)) j).2))%:R.
  exact: quotient_shared.
have K2 : ((N.to_nat K).*2.+1 = N.to_nat W)%N by rewrite /W; lia.
have inhabited : (0 < #|{: noise d (N.to_nat K)}|)%N by rewrite card_ffun !card_ord expn_gt0.
pose A := fun N : noise d (N.to_nat K) => f (copy x N) == c; pose pA := prob P A.
pose B j := fun N : noise d (N.to_nat K) => (f (copy x N) != c) && (bucket (f (copy x N)) == j).
have pA0 : 0 <= pA by exact: prob_ge0.
have b1 : (0 <? b)%num by move: okA => /and5P[c0 _ _ _ _]; lia.
have b0 : 0 < (N.to_nat b)%:R :> R by exact: N_gt0.
have [rareA|commonA] := boolP (rare 0%N pA (votes r)); first by constructor 1.
have {commonA okA} lowA : (N.to_nat a)%:R / (N.to_nat b)%:R <= pA.
  rewrite leNgt; apply: contra commonA => /ltW h.
  by rewrite /rare share_alpha; exact: rare_below ab pA0 h okA.
have [/existsP[j rareB]|noneB] := boolP [exists j : 'I_(size (rivals r)), rare j.+1 (1 - prob P (B j)) (n - nth 0 (rivals r) j)%num].
  by constructor 2; exists j.
have highB j : (j < size (rivals r))%N -> prob P (B j) <= (N.to_nat (nth 0%num es j))%:R / (N.to_nat b)%:R.
  move=> lt; rewrite leNgt; apply: contra noneB => /ltW h; apply/existsP; exists (Ordinal lt) => /=.
  have inj : j \in iota 0 (size (rivals r)) by rewrite mem_iota.
  have /andP[eb okj] := okB j inj.
  rewrite /rare share_alpha; apply: (rare_below (a := (b - nth 0%num es j)%num) (b := b)).
  - exact: sub_le.
  - by rewrite subr_ge0; apply: prob_le1.
  - by rewrite (sub_cast R eb) mulrBl divff ?lt0r_neq0 // ler_add2l ler_opp2.
  - have -> : (b - (b - nth 0%num es j) = nth 0%num es j)%num by exact: sub_sub.
    exact: okj.
(* the end under the law of the copies *)
have leastP : (N.to_nat least)%:R / (N.to_nat b)%:R <= pA.
  rewrite /least; case: es @least @most sz margin rhoP highB {okB noneB} => [|e es] // _ _ sz _ _ highB.
  case: bucketed => [r0|inB]; first by rewrite r0 in sz.
  have others : 1 - pA <= (N.to_nat (total (e :: es)))%:R / (N.to_nat b)%:R.
    apply: (@le_trans _ _ (\sum_(j < size (e :: es)) prob P (B j))); last first.
      by rewrite total_sum mulr_suml; apply: ler_sum => j _; apply: highB; rewrite -sz.
    rewrite -(prob_compl P1 A) -/pA addrC addKr /prob (exchange_big_dep xpredT) //= big_mkcond /=; apply: ler_sum => N _.
    have sums0 : forall Q : pred 'I_(size (e :: es)), 0 <= \sum_(j | Q j) P N by move=> Q; apply: sumr_ge0.
    case: ifP => [nA|_]; last exact: sums0.
    have lt : (bucket (f (copy x N)) < size (e :: es))%N by rewrite sz; apply: inB.
    by rewrite (bigD1 (Ordinal lt)) /B /= ?eqxx ?andbT // ler_addl sums0.
  have [[_ ->]|[_ ->]] := N.max_spec a (b - total (e :: es)); last by [].
  have [le_b|gt_b] := leqP (N.to_nat (total (e :: es))) (N.to_nat b); last first.
    by rewrite (sub_zero gt_b) mul0r.
  rewrite N2Nat.inj_sub natrB // mulrBl divff ?lt0r_neq0 // ler_subl_addr addrC -ler_subl_addr.
  exact: others.
constructor 3; split.
  apply: le_trans leastP; rewrite /quotient ler_pdivr_mulr ?N_gt0 // mulrAC ler_pdivl_mulr //.
  by rewrite -!N_mul; exact: N_le.
move=> y c' le cc'; rewrite ltNge; apply/negP => lost.
pose A' := fun N : noise d (N.to_nat K) => f (copy x N) == c'.
have disjoint : prob P A' <= 1 - pA.
  rewrite -(prob_compl P1 A) -/pA addrC addKr; apply: prob_le => // N; rewrite /A /A' /= => /eqP ->.
  exact: cc'.
have mostP : prob P A' <= (N.to_nat most)%:R / (N.to_nat b)%:R.
  have left_over : prob P A' <= (N.to_nat (b - least))%:R / (N.to_nat b)%:R.
    apply: le_trans disjoint _; rewrite ler_pdivl_mulr //; apply: le_trans (truncated _ _ _).
    by rewrite mulrBl mul1r ler_add2l ler_opp2 -ler_pdivr_mulr.
  rewrite /most; move: (b - least)%num left_over => rest left_over; clear leastP rhoP margin; clear most; clear least.
  case: es sz highB {okB noneB} => [|e es] // sz highB.
  case: bucketed => [r0|inB]; first by rewrite r0 in sz.
  have [[_ ->]|[_ ->]] := N.min_spec rest (greatest (e :: es)); first by [].
  have lt : (bucket c' < size (rivals r))%N by exact: inB.
  apply: (@le_trans _ _ (prob P (B (bucket c')))).
    by apply: prob_le => // N; rewrite /A' /B => /eqP ->; rewrite cc' eqxx.
  apply: le_trans (highB _ lt) _; rewrite ler_wpmul2r ?invr_ge0 ?(ltW b0) //.
  by apply: below_greatest; rewrite sz.
(* between the two images *)
have inA : pA <= share R (N.to_nat K) (fun z => f z == c) x + quotient R tau by exact: near.
have inA' : share R (N.to_nat K) (fun z => f z == c') x <= prob P A' + quotient R tau by exact: near_below.
have le' : (levels y x <= N.to_nat (steps r))%N by rewrite levelsC.
have := @share_moves d (N.to_nat K) R (fun z => f z == c) x y _ le.
have := @share_moves d (N.to_nat K) R (fun z => f z == c') y x _ le'.
rewrite K2; set m := _%:R / _%:R => back away.
have close : (N.to_nat least)%:R / (N.to_nat b)%:R <= (N.to_nat most)%:R / (N.to_nat b)%:R + 2%:R * (quotient R tau + m).
  have twice (most' t : R) : most' + 2%:R * (t + m) = most' + t + m + m + t by ring.
  rewrite twice; apply: le_trans leastP _; apply: le_trans inA _; rewrite ler_add2r; apply: le_trans away _; rewrite ler_add2r.
  apply: le_trans lost _; apply: le_trans back _; rewrite ler_add2r; apply: le_trans inA' _; rewrite ler_add2r.
  exact: mostP.
move: margin; apply/negP; rewrite N.ltb_antisym negbK.
have W0 : (0 <? W)%num by exact: odd_pos.
have W0R : 0 < (N.to_nat W)%:R :> R by exact: N_gt0.
have d0R : 0 < (N.to_nat tau.2)%:R :> R by exact: N_gt0.
have pos : 0 < (N.to_nat b)%:R * ((N.to_nat W)%:R * (N.to_nat tau.2)%:R) :> R by rewrite !mulr_gt0.
move: close; rewrite -(ler_pmul2r pos) /quotient /m margin_scaled ?lt0r_neq0 // [leLHS]mulrA divfK ?lt0r_neq0 //.
rewrite -!N_mul -N_add -(_ : (N.to_nat 2)%:R = 2%:R :> R) // -N_mul -N_add ler_nat; exact: leb_of_nat.
Qed.

Theorem log_sound n K alpha tau rows ws : log_check n K alpha tau rows ws -> certifies_all n K alpha tau rows.
Proof.
rewrite /log_check; elim: rows ws => [|r rows IH] [|w ws] //= /andP[/eqP [sz] /andP[ok oks]]; split.
  exact: row_sound ok.
by apply: (IH ws); rewrite sz eqxx.
Qed.
