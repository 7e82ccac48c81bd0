(* G1, the threshold: on any measure space every 0 < p <= 1 has a threshold of the likelihood ratio and a share of the points on it
   that make a region of measure exactly p. With Measure.v this is the lemma of Neyman and Pearson in full. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import mathcomp_extra boolp classical_sets functions cardinality fsbigop.
From mathcomp Require Import reals ereal signed topology normedtype sequences esum measure lebesgue_measure numfun lebesgue_integral.
From Wulff Require Import MeasureDefinitions.
From Wulff.growth Require Import Measure.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.
Local Open Scope ereal_scope.

Section Limits.
Context {R : realType}.
Lemma lim_le (f : nat -> \bar R) (a b : \bar R) : f --> a -> (forall n, f n <= b) -> a <= b.
Proof. by move=> fa le; apply: cvge_to_le fa _; exact: nearW. Qed.
Lemma lim_ge (f : nat -> \bar R) (a b : \bar R) : f --> a -> (forall n, b <= f n) -> b <= a.
Proof. by move=> fa le; apply: cvge_to_ge fa _; exact: nearW. Qed.
Lemma archimedes (a e : R) : (0 <= a)%R -> (0 < e)%R -> exists N : nat, forall n, (N <= n)%N -> (a / n.+1%:R < e)%R.
Proof.
move=> a0 e0; exists (Num.bound (a / e)) => n le; rewrite ltr_pdivr_mulr ?ltr0Sn // mulrC -ltr_pdivr_mulr //.
apply: lt_le_trans (archi_boundP _) _; first by rewrite divr_ge0 // ltW.
by rewrite ler_nat ltnW // ltnS.
Qed.
End Limits.

Section Thresholds.
Context {d} {T : measurableType d} {R : realType} (mu : {measure set T -> \bar R}).
Variables (q q' : T -> R).
Hypotheses (dq : mdensity mu q) (dq' : mdensity mu q').
Implicit Types (u : T -> R) (k c : R).
Local Notation weight := (weight mu).
(* where the likelihood ratio exceeds k, where it is at least k, and between the two with the share c *)
Definition above k x : R := (k * q x < q' x)%R%:R.
Definition not_below k x : R := (k * q x <= q' x)%R%:R.
Definition cut k c x : R := (c * not_below k x + (1 - c) * above k x)%R.

Lemma measurable_less (f g : T -> R) : measurable_fun setT f -> measurable_fun setT g -> measurable [set x | (f x < g x)%R].
Proof.
move=> mf mg; have m : measurable_fun setT (fun x => (g x - f x)%R) by exact: measurable_funB.
have := m measurableT _ (measurable_itv `]0%R, +oo[); rewrite setTI; congr measurable.
by apply/seteqP; split=> x /=; rewrite in_itv /= andbT subr_gt0.
Qed.
Lemma measurable_scaled k : measurable_fun setT (fun x => k * q x)%R.
Proof. by have [mq _ _] := dq; apply: measurable_funM => //; exact: measurable_fun_cst. Qed.
Lemma bool_test (b : T -> bool) : measurable [set x | b x] -> mtest (fun x => (b x)%:R : R).
Proof.
move=> m; split; last by move=> x; case: (b x); rewrite /= ?lexx ?ler01.
have -> : (fun x => (b x)%:R) = \1_[set x | b x] :> (T -> R) by apply/funext => x; rewrite indicE mem_setE.
exact: measurable_fun_indic.
Qed.
Lemma mtest_above k : mtest (above k).
Proof. by have [mq' _ _] := dq'; apply: bool_test; apply: measurable_less => //; exact: measurable_scaled. Qed.
Lemma mtest_not_below k : mtest (not_below k).
Proof.
have [mq' _ _] := dq'; apply: bool_test.
have -> : [set x | (k * q x <= q' x)%R] = ~` [set x | (q' x < k * q x)%R].
  by apply/seteqP; split=> x /=; [move=> h; apply/negP; rewrite -leNgt | move/negP; rewrite -leNgt].
by apply: measurableC; apply: measurable_less => //; exact: measurable_scaled.
Qed.
Lemma mtest_cut k c : (0 <= c <= 1)%R -> mtest (cut k c).
Proof.
move=> /andP[c0 c1]; have [ma ta] := mtest_above k; have [mb tb] := mtest_not_below k; split.
  by apply: measurable_funD; apply: measurable_funM => //; exact: measurable_fun_cst.
move=> x; have /andP[a0 a1] := ta x; have /andP[b0 b1] := tb x; have d0 : (0 <= 1 - c)%R by rewrite subr_ge0.
rewrite /cut addr_ge0 ?mulr_ge0 //= -[leRHS](subrK c) addrC.
by rewrite ler_add // ler_pimulr.
Qed.
Lemma threshold_cut k c : (0 <= c <= 1)%R -> threshold_test q q' k (cut k c).
Proof.
move=> c01; split; first exact: mtest_cut.
move=> x; rewrite /cut /not_below /above; split=> h.
  by rewrite h (ltW h) !mulr1 addrC subrK.
by rewrite leNgt h /= ltNge (ltW h) /= !mulr0 addr0.
Qed.

Lemma weight_limit (k : nat -> R) u : mtest u ->
  (forall x, \forall n \near \oo, (q x * above (k n) x = q x * u x)%R) -> (fun n => weight q (above (k n))) --> weight q u.
Proof.
move=> tu ev; have [mq q0 q1] := dq.
have m w : mtest w -> measurable_fun setT (fun x => (q x * w x)%:E) by move=> [mw _]; exact: meas_mul.
have [] // := @dominated_convergence _ T R mu setT measurableT (fun n x => (q x * above (k n) x)%:E)
  (fun x => (q x * u x)%:E) (fun x => (q x)%:E).
- by move=> n; apply: m; exact: mtest_above.
- exact: m.
- by apply: aeW => x _; apply: cvg_near_cst; apply: filterS (ev x) => n ->.
- split; first exact/EFin_measurable_fun.
  rewrite (eq_integral (fun x => (q x)%:E)) ?q1 ?ltey // => x _; by rewrite gee0_abs ?lee_fin.
- apply: aeW => x n _; have [_ ta] := mtest_above (k n); have /andP[a0 a1] := ta x.
  by rewrite gee0_abs lee_fin ?mulr_ge0 // ler_pimulr.
Qed.
Lemma weight_mono u w : mtest u -> mtest w -> (forall x, u x <= w x)%R -> weight q u <= weight q w.
Proof.
move=> [mu_ tu] [mw tw] le; have [mq q0 _] := dq; apply: ge0_le_integral => //.
- by move=> x _; rewrite lee_fin mulr_ge0 //; case/andP: (tu x).
- exact: meas_mul.
- by move=> x _; rewrite lee_fin mulr_ge0 //; case/andP: (tw x).
- exact: meas_mul.
- by move=> x _; rewrite lee_fin ler_wpmul2l.
Qed.
Lemma weight_linear u w c e : mtest u -> mtest w -> (0 <= c)%R -> (0 <= e)%R ->
  weight q (fun x => c * u x + e * w x)%R = c%:E * weight q u + e%:E * weight q w.
Proof.
move=> [mu_ tu] [mw tw] c0 e0; have [mq q0 _] := dq.
have u0 x : setT x -> 0 <= (q x * u x)%:E by move=> _; rewrite lee_fin mulr_ge0 //; case/andP: (tu x).
have w0 x : setT x -> 0 <= (q x * w x)%:E by move=> _; rewrite lee_fin mulr_ge0 //; case/andP: (tw x).
have mqu : measurable_fun setT (fun x => (q x * u x)%:E) by exact: meas_mul.
have mqw : measurable_fun setT (fun x => (q x * w x)%:E) by exact: meas_mul.
rewrite /MeasureDefinitions.weight -!ge0_integralM_EFin // -ge0_integralD //.
- by apply: eq_integral => x _; rewrite -!EFinM -EFinD mulrDr !(mulrCA (q x)).
- by move=> x /u0 h; rewrite mule_ge0 // lee_fin.
- by apply: emeasurable_funM => //; exact: measurable_fun_cst.
- by move=> x /w0 h; rewrite mule_ge0 // lee_fin.
- by apply: emeasurable_funM => //; exact: measurable_fun_cst.
Qed.
Lemma weight_real u : mtest u -> exists a, weight q u = a%:E /\ (a <= 1)%R.
Proof.
move=> tu; have := weight_compl dq tu.
have : 0 <= weight q (fun x => 1 - u x)%R.
  have [_ q0 _] := dq; have [_ tc] := mtest_compl tu.
  by apply: integral_ge0 => x _; rewrite lee_fin mulr_ge0 //; case/andP: (tc x).
case: (weight q (fun _ => _)) (weight q u) => [b| |] [a| |] //=; rewrite ?lee_fin // => b0 [e].
by exists a; split=> //; rewrite -e ler_addr.
Qed.

Lemma tail_vanishes : (fun n : nat => weight q (above n.+1%:R)) --> weight q (cst 0%R).
Proof.
have [_ q0 _] := dq; have [_ q0' _] := dq'.
apply: weight_limit; first by split=> [|x]; [exact: measurable_fun_cst | rewrite /cst lexx ler01].
move=> x; have [->|qx] := eqVneq (q x) 0%R; first by exists 0%N => // n _ /=; rewrite !mul0r.
have pos : (0 < q x)%R by rewrite lt_neqAle eq_sym qx q0.
have [N small] := archimedes (q0' x) pos; exists N => // n /= /small lt.
have le : (q' x <= n.+1%:R * q x)%R by rewrite -ler_pdivr_mull ?ltr0Sn // mulrC ltW.
by rewrite /above ltNge le /cst /= !mulr0.
Qed.
Lemma from_above k : (fun n : nat => weight q (above (k + 1 / n.+1%:R)%R)) --> weight q (above k).
Proof.
have [_ q0 _] := dq; apply: weight_limit; first exact: mtest_above.
move=> x; have [le|lt] := leP (q' x) (k * q x)%R.
  exists 0%N => // n _ /=; congr (_ * _)%R.
  have le' : (q' x <= (k + 1 / n.+1%:R) * q x)%R by apply: le_trans le _; rewrite ler_wpmul2r // ler_addl divr_ge0.
  by rewrite /above !ltNge le le'.
have gap : (0 < q' x - k * q x)%R by rewrite subr_gt0.
have [N small] := archimedes (q0 x) gap; exists N => // n /= /small le; congr (_ * _)%R.
have lt' : ((k + 1 / n.+1%:R) * q x < q' x)%R by rewrite mulrDl -ltr_subr_addl mul1r mulrC.
by rewrite /above lt lt'.
Qed.
Lemma from_below k : (0 < k)%R -> (fun n : nat => weight q (above (k - k / n.+1%:R)%R)) --> weight q (not_below k).
Proof.
move=> k0; have [_ q0 _] := dq; apply: weight_limit; first exact: mtest_not_below.
move=> x; have [->|qx] := eqVneq (q x) 0%R; first by exists 0%N => // n _ /=; rewrite !mul0r.
have pos : (0 < q x)%R by rewrite lt_neqAle eq_sym qx q0.
have [le|lt] := leP (k * q x)%R (q' x).
  exists 0%N => // n _ /=; congr (_ * _)%R; rewrite /above /not_below le.
  by rewrite (lt_le_trans _ le) // ltr_pmul2r // ltr_subl_addl ltr_addr divr_gt0.
have gap : (0 < k * q x - q' x)%R by rewrite subr_gt0.
have [N small] := archimedes (mulr_ge0 (ltW k0) (q0 x)) gap; exists N => // n /= /small le; congr (_ * _)%R.
have le' : (q' x <= (k - k / n.+1%:R) * q x)%R by rewrite mulrBl ler_subr_addl -ler_subr_addr mulrAC ltW.
by rewrite /above /not_below ltNge le' leNgt lt.
Qed.
Lemma above_falls k k' : (k <= k')%R -> weight q (above k') <= weight q (above k).
Proof.
move=> le; have [_ q0 _] := dq; apply: weight_mono; [exact: mtest_above | exact: mtest_above | move=> x].
rewrite /above; have [lt|_] := ltP (k' * q x)%R (q' x); last by rewrite ler0n.
by rewrite (le_lt_trans _ lt) // ler_wpmul2r.
Qed.
Lemma weight_zero : weight q (cst 0%R) = 0.
Proof. by rewrite /MeasureDefinitions.weight (eq_integral (cst 0)) ?integral0 // => x _; rewrite /cst mulr0. Qed.

(* the threshold of p: less lies above it, at least as much not below it *)
Lemma threshold (p : R) : (0 < p)%R -> (p <= 1)%R ->
  exists k, [/\ (0 <= k)%R, weight q (above k) <= p%:E & p%:E <= weight q (not_below k)].
Proof.
move=> p0 p1; pose S := [set k | (0 <= k)%R /\ weight q (above k) <= p%:E].
have lb : lbound S 0%R by move=> k [].
have ne : S !=set0.
  have [[n le]|no] := pselect (exists n : nat, weight q (above n.+1%:R) <= p%:E); first by exists n.+1%:R; split.
  exfalso; have : p%:E <= 0 :> \bar R; last by rewrite lee_fin leNgt p0.
  rewrite -weight_zero; apply: (lim_ge tail_vanishes) => n.
  by apply/ltW; rewrite ltNge; apply/negP => le; apply: no; exists n.
have hi : has_inf S by split=> //; exists 0%R.
have k0 := lb_le_inf ne lb; exists (inf S).
have le1 : weight q (above (inf S)) <= p%:E.
  have FA := @from_above (inf S).
  have FN n : weight q (above (inf S + 1 / n.+1%:R)%R) <= p%:E.
    have e0 : (0 < 1 / n.+1%:R :> R)%R by rewrite divr_gt0.
    have [s [_ le] lt] := inf_adherent e0 hi; apply: le_trans le; exact/above_falls/ltW.
  first [ exact: (lim_le FA FN) | exact (lim_le FA FN) | apply: cvge_to_le FA _; apply: nearW; exact FN ].
split; [exact: k0 | exact: le1 | ].
move: k0; rewrite le_eqVlt => /orP[/eqP k0|k0].
  have [_ q0 q1] := dq; have [_ q0' _] := dq'.
  have -> : weight q (not_below (inf S)) = 1.
    transitivity (\int[mu]_x (q x)%:E); last exact: q1.
    rewrite /MeasureDefinitions.weight; apply: eq_integral => x _.
    by rewrite -k0 /not_below mul0r q0' mulr1.
  by rewrite lee_fin.
have FB := from_below k0.
have FN n : p%:E <= weight q (above (inf S - inf S / n.+1%:R)%R).
  apply/ltW; rewrite ltNge; apply/negP => le.
  have : S (inf S - inf S / n.+1%:R)%R.
    by split=> //; rewrite subr_ge0 ler_pdivr_mulr ?ltr0Sn // ler_pmulr // ler1n.
  by move=> /(inf_lower_bound hi); rewrite leNgt ltr_subl_addl ltr_addr divr_gt0.
first [ exact: (lim_ge FB FN) | exact (lim_ge FB FN) | apply: cvge_to_ge FB _; apply: nearW; exact FN ].
Qed.

Lemma cut_exists (p : R) : (0 < p)%R -> (p <= 1)%R ->
  exists k c, [/\ (0 <= k)%R, (0 <= c <= 1)%R, threshold_test q q' k (cut k c) & weight q (cut k c) = p%:E].
Proof.
move=> p0 p1; have [k [k0 le ge]] := threshold p0 p1.
have [a [ea _]] := weight_real (mtest_above k); have [b [eb _]] := weight_real (mtest_not_below k).
move: le ge; rewrite ea eb !lee_fin => le ge; pose c := ((p - a) / (b - a))%R.
have ba : (0 <= b - a)%R by rewrite subr_ge0 (le_trans le).
have c01 : (0 <= c <= 1)%R.
  rewrite /c divr_ge0 ?subr_ge0 ?(le_trans le) //=; move: (ba); rewrite le_eqVlt => /orP[/eqP e|ba']; first by rewrite -e invr0 mulr0 ler01.
  by rewrite ler_pdivr_mulr // mul1r ler_add2r.
exists k, c; split=> //; first exact: threshold_cut.
have /andP[c0 c1] := c01.
rewrite (weight_linear (mtest_not_below k) (mtest_above k)) ?subr_ge0 // ea eb -!EFinM -EFinD; congr EFin.
have -> : (c * b + (1 - c) * a = a + c * (b - a))%R by rewrite mulrBl mulrBr mul1r addrCA.
rewrite /c; have [e|n] := eqVneq (b - a)%R 0%R; last by rewrite divfK // addrC subrK.
by rewrite e mulr0 addr0; apply/eqP; rewrite eq_le le /=; move/eqP: e; rewrite subr_eq0 => /eqP <-.
Qed.

Theorem threshold_exists (p : R) : (0 < p)%R -> (p <= 1)%R -> exists (k c : R) u,
  [/\ (0 <= k)%R, mtest u,
      forall x, [/\ (k * q x < q' x)%R -> u x = 1%R, (q' x < k * q x)%R -> u x = 0%R & (q' x = k * q x)%R -> u x = c],
      weight q u = p%:E & weight q' u = mdual mu q q' p%:E k] /\
  forall w, mtest w -> weight q w <= p%:E -> weight q' w <= weight q' u.
Proof.
move=> p0 p1; have [k [c [k0 c01 th e]]] := cut_exists p0 p1; exists k, c, (cut k c); split; last by move=> w tw le; exact: (neyman_pearson dq dq' k0 th e (conj tw le)).
split=> //.
- by case: th.
- move=> x; have [_ /(_ x) [one zero]] := th; split=> // eq.
  by rewrite /cut /not_below /above eq lexx ltxx mulr1 mulr0 addr0.
- exact: mattained.
Qed.
(* where no likelihood ratio has positive probability nothing need be shared *)
Theorem threshold_without_atoms : (forall k, (0 <= k)%R -> weight q (fun x => (q' x == k * q x)%R%:R) = 0) ->
  forall p : R, (0 < p)%R -> (p <= 1)%R -> exists k, (0 <= k)%R /\ weight q (above k) = p%:E.
Proof.
move=> none p p0 p1; have [k [k0 le ge]] := threshold p0 p1; exists k; split=> //.
apply/eqP; rewrite eq_le le /=; apply: le_trans ge _; have [mq' _ _] := dq'.
have tie : mtest (fun x => (q' x == k * q x)%R%:R : R).
  apply: bool_test; have -> : [set x | q' x == (k * q x)%R] = ~` [set x | (q' x < k * q x)%R] `&` ~` [set x | (k * q x < q' x)%R].
    apply/seteqP; split=> x /=; first by move=> /eqP ->; rewrite ltxx.
    by move=> [/negP + /negP]; rewrite -!leNgt => a b; rewrite eq_le b a.
  by apply: measurableI; apply: measurableC; apply: measurable_less => //; exact: measurable_scaled.
have -> : not_below k = (fun x => 1 * above k x + 1 * (q' x == k * q x)%R%:R)%R.
  by apply/funext => x; rewrite /not_below /above !mul1r eq_sym le_eqVlt; case: ltgtP => _ /=; rewrite ?addr0 ?add0r.
by rewrite (weight_linear (mtest_above k) tie) ?ler01 // none // mule0 adde0 mul1e.
Qed.
(* at p = 0: all that costs nothing *)
Definition free x : R := (q x == 0%R)%:R.
Lemma mtest_free : mtest free.
Proof.
have [mq q0 _] := dq; apply: bool_test; have -> : [set x | q x == 0%R] = ~` [set x | (cst 0%R x < q x)%R].
  apply/seteqP; split=> x /=; rewrite /cst; first by move=> /eqP ->; rewrite ltxx.
  by move=> /negP; rewrite -leNgt => le; rewrite eq_le le q0.
by apply: measurableC; apply: measurable_less => //; exact: measurable_fun_cst.
Qed.
Lemma bounds_sink : (fun n : nat => \int[mu]_x (ppos (q' x - n.+1%:R * q x))%:E) --> weight q' free.
Proof.
have [mq q0 _] := dq; have [mq' q0' q1'] := dq'; have [mf _] := mtest_free.
have [] // := @dominated_convergence _ T R mu setT measurableT (fun n x => (ppos (q' x - n.+1%:R * q x))%:E)
  (fun x => (q' x * free x)%:E) (fun x => (q' x)%:E).
- by move=> n; exact: meas_dual.
- exact: meas_mul.
- apply: aeW => x _; apply: cvg_near_cst; rewrite /free.
  have [e|qx] := eqVneq (q x) 0%R.
    by exists 0%N => // n _ /=; rewrite e mulr0 subr0 mulr1; congr EFin; apply/max_idPl; exact: q0'.
  have pos : (0 < q x)%R by rewrite lt_neqAle eq_sym qx q0.
  have [N small] := archimedes (q0' x) pos; exists N => // n /= /small lt.
  rewrite mulr0; congr EFin; apply/max_idPr.
  by rewrite subr_le0 -ler_pdivr_mull ?ltr0Sn // mulrC ltW.
- split; first exact/EFin_measurable_fun.
  by rewrite (eq_integral (fun x => (q' x)%:E)) ?q1' ?ltey // => x _; rewrite gee0_abs ?lee_fin.
- apply: aeW => x n _; rewrite gee0_abs lee_fin ?ppos_ge0 // /ppos le_maxl q0' andbT.
  by rewrite ler_subl_addr ler_addl mulr_ge0.
Qed.
Theorem threshold_at_zero : [/\ mtest free, weight q free = 0
  & forall w, mtest w -> weight q w <= 0 -> weight q' w <= weight q' free].
Proof.
split; first exact: mtest_free.
  rewrite /MeasureDefinitions.weight (eq_integral (cst 0)) ?integral0 // => x _; rewrite /free /cst.
  by have [->|_] := eqVneq (q x) 0%R; rewrite ?mul0r ?mulr0.
move=> w tw le; apply: (lim_ge bounds_sink) => n.
by have := mweak_duality dq dq' (ler0n R n.+1) (conj tw le); rewrite /mdual mule0 add0e.
Qed.
End Thresholds.
