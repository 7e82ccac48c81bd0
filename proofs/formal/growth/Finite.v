(* G1, G2, G3 as a chain of three noises, G4 and data processing on a finite space, over any ordered field: no axioms at all. *)
From mathcomp Require Import all_ssreflect all_algebra fingroup.
From Wulff Require Import Definitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Growth.
Variables (R : realFieldType) (T : finType).
Implicit Types (q u w : T -> R) (p k g : R).




Lemma nneg_eq0 q x : nneg q -> q x <= 0 -> q x = 0.
Proof. by move=> h le; apply/eqP; rewrite eq_le le h. Qed.
Lemma pos_ge0 (a : R) : 0 <= pos a. Proof. by rewrite /pos le_maxr lexx orbT. Qed.
Lemma pos_ge (a : R) : a <= pos a. Proof. by rewrite /pos le_maxr lexx. Qed.
Lemma pos_id (a : R) : 0 <= a -> pos a = a. Proof. by move=> h; apply/max_idPl. Qed.
Lemma pos_0 (a : R) : a <= 0 -> pos a = 0. Proof. by move=> h; apply/max_idPr. Qed.

Lemma pointwise (q q' : T -> R) k u x : 0 <= u x <= 1 -> q' x * u x <= k * (q x * u x) + pos (q' x - k * q x).
Proof.
move=> /andP[u0 u1]; rewrite mulrA -lter_sub_addl -mulrBl.
have [h|/ltW h] := leP 0 (q' x - k * q x); first by rewrite pos_id // ler_pimulr.
by rewrite pos_0 // mulr_le0_ge0.
Qed.

(* G1, dual: every threshold bounds *)
Theorem weak_duality (q q' : T -> R) p k u : 0 <= k -> feasible q p u -> mass q' u <= dual q q' p k.
Proof.
move=> k0 [tu mu]; apply: (@le_trans _ _ (k * mass q u + \sum_x pos (q' x - k * q x))).
  rewrite /mass mulr_sumr -big_split /=; apply: ler_sum => x _; exact: pointwise.
by rewrite ler_add2r ler_wpmul2l.
Qed.

(* G1, primal: a superlevel set is a witness *)
Lemma test_above (q q' : T -> R) k : test (above q q' k).
Proof. by move=> x; rewrite /above ler0n lern1 leq_b1. Qed.
Theorem primal (q q' : T -> R) p k g : is_growth q q' p g -> mass q (above q q' k) <= p -> mass q' (above q q' k) <= g.
Proof. by move=> [_ h] m; apply: h; split=> //; apply: test_above. Qed.

(* randomized superlevel sets reach their dual value *)
Lemma test_superlevel (q q' : T -> R) k c : 0 <= c <= 1 -> test (superlevel q q' k c).
Proof.
move=> /andP[c0 c1] x; rewrite /superlevel.
have [l|l] := boolP (k * q x < q' x).
  by rewrite (gt_eqF l) /= !mulr0n mulr0 addr0 ler01 lexx.
by rewrite mulr0n add0r; case: ((q' x == _) && _); rewrite /= ?mulr1n ?mulr0n ?mulr1 ?mulr0 ?c0 ?c1 ?lexx ?ler01.
Qed.
Lemma superlevel_value (q q' : T -> R) k c p : nneg q -> nneg q' ->
  k * (p - mass q (superlevel q q' k c)) = 0 -> mass q' (superlevel q q' k c) = dual q q' p k.
Proof.
move=> q0 q0' slack; have -> : dual q q' p k = k * mass q (superlevel q q' k c) + \sum_x pos (q' x - k * q x).
  by rewrite /dual; congr (_ + _); apply/eqP; rewrite -subr_eq0 -mulrBr slack.
rewrite /mass mulr_sumr -big_split /=; apply: eq_bigr => x _; rewrite /superlevel.
have [l|l|e] := ltgtP (k * q x) (q' x).
- by rewrite /= mulr0n mulr1n mulr0 addr0 !mulr1 pos_id ?subr_ge0 ?(ltW l) // addrC subrK.
- by rewrite /= !mulr0n !mulr0 addr0 !mulr0 add0r pos_0 // subr_le0 ltW.
- rewrite -e subrr pos_0 // addr0 /= mulr0n add0r; case: (0 < q x); rewrite /= ?mulr1n ?mulr0n ?mulr1 ?mulr0 ?mulrA //.
Qed.

Lemma total_pos (q q' : T -> R) k : \sum_x pos (q' x - k * q x) = 0 -> forall x, q' x <= k * q x.
Proof.
move=> /eqP; rewrite psumr_eq0; last by move=> x _; apply: pos_ge0.
move=> /allP h x; have /eqP e := h x (mem_index_enum _); rewrite -subr_le0 -e; exact: pos_ge.
Qed.

Lemma masses_split (q q' : T -> R) k c : mass q (superlevel q q' k c) =
  mass q (above q q' k) + c * \sum_(x | (q' x == k * q x) && (0 < q x)) q x.
Proof.
rewrite /mass (big_mkcond (fun x => _ && _)) mulr_sumr -big_split /=; apply: eq_bigr => x _.
rewrite /superlevel /above mulrDr; congr (_ + _); case: (_ && _); rewrite /= ?mulr1n ?mulr0n ?mulr1 ?mulr0 // mulrC //.
Qed.

(* Strong duality: for every p in [0,1] a (randomized) superlevel set reaches the growth function, and its threshold the least dual value *)
Theorem strong_duality (q q' : T -> R) p : nneg q -> nneg q' -> 0 <= p ->
  exists k c, [/\ 0 <= k, 0 <= c <= 1, feasible q p (superlevel q q' k c)
     & mass q' (superlevel q q' k c) = dual q q' p k].
Proof.
move=> q0 q0' p0.
pose r (o : option T) : R := if o is Some x then q' x / q x else 0.
pose C (o : option T) : bool := if o is Some x then 0 < q x else true.
pose A k := mass q (above q q' k).
pose P (o : option T) := C o && (A (r o) <= p).
have r0 o : 0 <= r o by case: o => //= x; apply: divr_ge0.
(* some candidate has A <= p: the largest ratio *)
have [i0 Pi0] : exists i0, P i0.
  pose o1 : option T := [arg max_(o > None | C o) r o]%O.
  have [Co1 hmax] : C o1 /\ forall o, C o -> r o <= r o1 by rewrite /o1; case: arg_maxP => // o Co h; split.
  exists o1; rewrite /P Co1 /= /A /mass big1 // => y _; rewrite /above.
  have [y0|yn] := ltP 0 (q y); last first.
    by rewrite (nneg_eq0 q0 yn) mul0r.
  have := hmax (Some y) y0; rewrite /= ler_pdivr_mulr // => h.
  by rewrite ltNge h mulr0n mulr0.
case: (@arg_minP _ _ _ i0 P r Pi0) => o /andP[Po Ap] hmin.
have [k0|k0] := eqVneq (r o) 0.
  exists 0, 0; split; rewrite ?lexx ?ler01 //.
  - split; first by apply: test_superlevel; rewrite lexx ler01.
    by rewrite masses_split mul0r addr0; rewrite k0 in Ap.
  - by apply: superlevel_value; rewrite // mul0r.
have {k0}kpos : 0 < r o by rewrite lt_neqAle eq_sym k0 r0.
pose k := r o; pose B := \sum_(x | (q' x == k * q x) && (0 < q x)) q x.
(* the mass at the threshold covers what is left of p *)
have ApB : p <= A k + B.
  pose P2 (o : option T) := C o && (r o < k).
  have P2n : P2 None by rewrite /P2 /= kpos.
  case: (@arg_maxP _ _ _ None P2 r P2n) => o2 /andP[Po2 lt2] hmax2.
  have notP : ~~ P o2 by apply/negP => /hmin; rewrite leNgt lt2.
  have /ltW : p < A (r o2) by move: notP; rewrite /P Po2 /= -ltNge.
  move=> /le_trans; apply.
  rewrite /A /B /mass (big_mkcond (fun x => _ && _)) -big_split /=; apply: ler_sum => x _; rewrite /above.
  have [x0|xn] := ltP 0 (q x); last first.
    by rewrite (nneg_eq0 q0 xn) !mul0r andbF addr0.
  rewrite andbT.
  have [l2|] := ltP (r o2 * q x) (q' x); last by rewrite mulr0 => _; case: (_ == _); rewrite ?addr0 ?addr_ge0 ?mulr_ge0 ?ler0n ?q0.
  have : k <= r (Some x).
    rewrite leNgt; apply/negP => lt; have : r (Some x) <= r o2 by apply: hmax2; rewrite /P2 /C x0.
    by rewrite /= ler_pdivr_mulr // leNgt l2.
  rewrite /= ler_pdivl_mulr // le_eqVlt => /orP[/eqP <-|lk].
    by rewrite eqxx ltxx mulr0 mulr1 add0r.
  by rewrite lk (gt_eqF lk) addr0.
have Akp : A k <= p by [].
have [B0|Bn0] := eqVneq B 0.
  exists k, 0; have e : mass q (superlevel q q' k 0) = p.
    by rewrite masses_split mul0r addr0; apply/eqP; rewrite eq_le Akp; move: ApB; rewrite B0 addr0.
  split; rewrite ?lexx ?ler01 ?(ltW kpos) //.
  - by split; [apply: test_superlevel; rewrite lexx ler01 | rewrite e].
  - by apply: superlevel_value; rewrite // e subrr mulr0.
have Bpos : 0 < B by rewrite lt_neqAle eq_sym Bn0 sumr_ge0.
pose c := (p - A k) / B.
have cb : 0 <= c <= 1.
  by rewrite /c divr_ge0 ?(ltW Bpos) ?subr_ge0 //= ler_pdivr_mulr // mul1r ler_subl_addl.
exists k, c; have e : mass q (superlevel q q' k c) = p.
  by rewrite masses_split -/B /c divfK // addrC subrK.
split; rewrite ?(ltW kpos) //.
- by split; [apply: test_superlevel | rewrite e].
- by apply: superlevel_value; rewrite // e subrr mulr0.
Qed.

Corollary growth_exists (q q' : T -> R) p : nneg q -> nneg q' -> 0 <= p ->
  exists k c, [/\ 0 <= k, 0 <= c <= 1, feasible q p (superlevel q q' k c)
    & is_growth q q' p (mass q' (superlevel q q' k c))].
Proof.
move=> q0 q0' p0; have [k [c [k0 c01 f e]]] := strong_duality q0 q0' p0.
exists k, c; split=> //; split; first by exists (superlevel q q' k c).
by move=> u fu; rewrite e; apply: weak_duality.
Qed.

Lemma growth_unique (q q' : T -> R) p g1 g2 : is_growth q q' p g1 -> is_growth q q' p g2 -> g1 = g2.
Proof.
by move=> [[u1 f1 <-] h1] [[u2 f2 <-] h2]; apply/eqP; rewrite eq_le h1 // h2.
Qed.

(* G2 *)
Theorem growth_monotone (q q' : T -> R) p1 p2 g1 g2 : p1 <= p2 -> is_growth q q' p1 g1 -> is_growth q q' p2 g2 -> g1 <= g2.
Proof. by move=> le [[u [tu mu] <-] _] [_ h]; apply: h; split=> //; apply: le_trans le. Qed.

Lemma mass_mix q t u w : mass q (mix t u w) = t * mass q u + (1 - t) * mass q w.
Proof.
rewrite /mass !mulr_sumr -big_split; apply: eq_bigr => x _ /=.
by rewrite /mix mulrDr !(mulrCA (q x)).
Qed.
Lemma test_mix t u w : 0 <= t <= 1 -> test u -> test w -> test (mix t u w).
Proof.
move=> /andP[t0 t1] tu tw x; have /andP[u0 u1] := tu x; have /andP[w0 w1] := tw x.
have s0 : 0 <= 1 - t by rewrite subr_ge0.
rewrite /mix addr_ge0 ?mulr_ge0 //=.
apply: (@le_trans _ _ (t * 1 + (1 - t) * 1)); last by rewrite !mulr1 addrC subrK.
by apply: ler_add; apply: ler_wpmul2l.
Qed.

Theorem growth_concave (q q' : T -> R) t p1 p2 g1 g2 g : 0 <= t <= 1 ->
  is_growth q q' p1 g1 -> is_growth q q' p2 g2 -> is_growth q q' (t * p1 + (1 - t) * p2) g ->
  t * g1 + (1 - t) * g2 <= g.
Proof.
move=> t01 [[u [tu mu] <-] _] [[w [tw mw] <-] _] [_ h]; rewrite -mass_mix; apply: h; split.
  exact: test_mix.
case/andP: t01 => t0 t1; rewrite mass_mix; apply: ler_add; apply: ler_wpmul2l => //; by rewrite subr_ge0.
Qed.

Lemma mass_const q a : mass q (fun=> a) = a * total q.
Proof. by rewrite /mass -mulr_suml mulrC. Qed.
Theorem growth_ge (q q' : T -> R) p g : density q -> density q' -> 0 <= p <= 1 -> is_growth q q' p g -> p <= g.
Proof.
move=> [_ s] [_ s'] p01 [_ h]; have := h (fun=> p); rewrite /feasible !mass_const s s' mulr1; apply.
by split.
Qed.
Theorem growth_same q p g : density q -> 0 <= p <= 1 -> is_growth q q p g -> g = p.
Proof.
move=> dq p01 gr; apply/eqP; rewrite eq_le (growth_ge dq dq p01 gr) andbT.
by case: gr => [[u [_ mu] <-] _].
Qed.

(* reflection: the growth function of the reversed pair is the mirror image *)
Lemma test_compl u : test u -> test (compl u).
Proof. by move=> tu x; rewrite /compl subr_ge0 ler_subl_addr ler_addl andbC; apply: tu. Qed.
Lemma mass_compl q u : total q = 1 -> mass q (compl u) = 1 - mass q u.
Proof. by move=> <-; rewrite /mass /total -sumrB; apply: eq_bigr => x _; rewrite mulrBr mulr1. Qed.
Lemma mass_ge0 q u : nneg q -> test u -> 0 <= mass q u.
Proof. by move=> q0 tu; apply: sumr_ge0 => x _; rewrite mulr_ge0 //; case/andP: (tu x). Qed.
Lemma mass_le1 q u : density q -> test u -> mass q u <= 1.
Proof. by move=> [q0 s] tu; rewrite -subr_ge0 -mass_compl //; apply: mass_ge0 => //; apply: test_compl. Qed.

Theorem growth_reflection (q q' : T -> R) p g : density q -> density q' -> is_growth q q' p g -> g < 1 ->
  is_growth q' q (1 - g) (1 - p).
Proof.
move=> dq dq' [[u [tu mu] e] h] g1; case: (dq) (dq') => [q0 s] [q0' s'].
have key w : feasible q' (1 - g) w -> mass q w <= 1 - p.
  move=> [tw mw]; rewrite leNgt; apply/negP => lt.
  have tc := test_compl tw.
  have slack : mass q (compl w) < p by rewrite mass_compl // ltr_subl_addl addrC -ltr_subl_addl.
  have le : mass q' (compl w) <= g by apply: h; split=> //; apply: ltW.
  have ge : g <= mass q' (compl w) by rewrite mass_compl // ler_subr_addr addrC -ler_subr_addr.
  have eq : mass q' (compl w) = g by apply/eqP; rewrite eq_le le ge.
  pose t := p - mass q (compl w).
  have t0 : 0 < t by rewrite subr_gt0.
  have [tle|tgt] := leP t 1.
    have : mass q' (mix t (fun=> 1) (compl w)) <= g.
      apply: h; split; first by apply: test_mix => //; [rewrite (ltW t0) | move=> x; rewrite ler01 lexx].
      rewrite mass_mix mass_const s mulr1 mulr1; apply: (@le_trans _ _ (t + mass q (compl w))).
        by rewrite ler_add2l ler_pimull ?mass_ge0 // ler_subl_addr ler_addl ltW.
      by rewrite /t subrK.
    rewrite mass_mix mass_const s' !mulr1 eq mulrBl mul1r addrA addrAC -ler_subr_addr subrr subr_le0.
    by rewrite -{1}[t]mulr1 ler_pmul2l // leNgt g1.
  have : mass q' (fun=> 1) <= g.
    apply: h; split; first by move=> x; rewrite ler01 lexx.
    rewrite mass_const s mulr1; apply: (le_trans (ltW tgt)); rewrite /t ler_subl_addr ler_addl; exact: mass_ge0.
  by rewrite mass_const s' mulr1 leNgt g1.
split=> //; exists (compl u); last first.
  apply/eqP; rewrite eq_le key; last by split; [exact: test_compl | rewrite mass_compl // e].
  by rewrite mass_compl // ler_add2l ler_opp2.
by split; [exact: test_compl | rewrite mass_compl // e].
Qed.

(* G3, kernel form *)
Theorem growth_semigroup (q0 q1 q2 : T -> R) p g01 g12 g02 :
  is_growth q0 q1 p g01 -> is_growth q1 q2 g01 g12 -> is_growth q0 q2 p g02 -> g02 <= g12.
Proof.
by move=> [_ h01] [_ h12] [[u fu <-] _]; apply: h12; case: (fu) => tu _; split=> //; apply: h01.
Qed.

(* G4 *)
Theorem one_class (q q' : T -> R) u rho g : density q -> density q' -> test u -> rho <= mass q u ->
  is_growth q q' (1 - rho) g -> g < 2%:R^-1 -> 2%:R^-1 < mass q' u.
Proof.
move=> [q0 s] [q0' s'] tu le [_ h] lt.
have : mass q' (compl u) <= g.
  by apply: h; split; [exact: test_compl | rewrite mass_compl // ler_add2l ler_opp2].
rewrite mass_compl // => /le_lt_trans /(_ lt); rewrite ltr_subl_addr -ltr_subl_addl.
suff -> : 1 - 2%:R^-1 = 2%:R^-1 :> R by [].
by rewrite [X in X - _](splitr 1) div1r addrK.
Qed.

Theorem one_class_tight (q q' : T -> R) rho g : density q -> density q' -> is_growth q q' (1 - rho) g ->
  exists u, [/\ test u, rho <= mass q u & mass q' u = 1 - g].
Proof.
move=> [q0 s] [q0' s'] [[w [tw mw] <-] _]; exists (compl w); split; first exact: test_compl.
  by rewrite mass_compl // ler_subr_addl addrC -ler_subr_addl.
by rewrite mass_compl.
Qed.

Theorem two_class (q q' : T -> R) uA uB pA pB gA gB : density q -> density q' -> test uA -> test uB ->
  pA <= mass q uA -> mass q uB <= pB -> is_growth q q' (1 - pA) gA -> is_growth q q' pB gB ->
  gB < 1 - gA -> mass q' uB < mass q' uA.
Proof.
move=> [q0 s] [q0' s'] tA tB lA lB [_ hA] [_ hB] lt.
have bB : mass q' uB <= gB by apply: hB.
have : mass q' (compl uA) <= gA by apply: hA; split; [exact: test_compl | rewrite mass_compl // ler_add2l ler_opp2].
rewrite mass_compl // ler_subl_addr -ler_subl_addl => bA.
exact: le_lt_trans bB (lt_le_trans lt bA).
Qed.
End Growth.

(* data processing: rounding the noise (any map) never raises the growth function *)
Section DataProcessing.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y).
Local Notation push := (push f).
Lemma mass_push (q : X -> R) (u : Y -> R) : mass (push q) u = mass q (u \o f).
Proof.
rewrite /mass (partition_big f xpredT) //=; apply: eq_bigr => y _.
by rewrite /push mulr_suml; apply: eq_bigr => x /eqP ->.
Qed.
Theorem data_processing (q q' : X -> R) p g h : is_growth (push q) (push q') p g -> is_growth q q' p h -> g <= h.
Proof.
move=> [[u [tu mu] <-] _] [_ hmax]; rewrite mass_push; apply: hmax; split; last by rewrite -mass_push.
by move=> x; apply: tu.
Qed.
End DataProcessing.

