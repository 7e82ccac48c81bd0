(* G1 primal, growth and total variation, G3 for shifts, tightness of G4 and data processing on any measure space. *)
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

Section Bounds.
Context {d} {T : measurableType d} {R : realType} (mu : {measure set T -> \bar R}).
Implicit Types (q u w : T -> R).
Local Notation weight := (weight mu).
Local Notation mdensity := (mdensity mu).
Local Notation mfeasible := (mfeasible mu).
Local Notation mbound := (mbound mu).

(* G1, primal: where the likelihood ratio exceeds k is a region *)
Lemma measurable_above (q q' : T -> R) k : measurable_fun setT q -> measurable_fun setT q' ->
  measurable [set x | (k * q x < q' x)%R].
Proof.
move=> mq mq'; have mf : measurable_fun setT (fun x => (q' x - k * q x)%R).
  by apply: measurable_funB => //; apply: measurable_funM => //; exact: measurable_fun_cst.
have := mf measurableT _ (measurable_itv `]0%R, +oo[); rewrite setTI; congr measurable.
by apply/seteqP; split=> x /=; rewrite in_itv /= andbT subr_gt0.
Qed.
Theorem mprimal (q q' : T -> R) (p g : \bar R) k : mdensity q -> mdensity q' -> mbound q q' p g ->
  weight q \1_[set x | (k * q x < q' x)%R] <= p -> weight q' \1_[set x | (k * q x < q' x)%R] <= g.
Proof.
move=> [mq _ _] [mq' _ _] b le; apply: b; split=> //; split.
  by apply: measurable_fun_indic; exact: measurable_above.
by move=> x; rewrite indicE; case: (_ \in _); rewrite /= ?lexx ?ler01.
Qed.

(* growth exceeds p by at most the total variation *)
Theorem mvariation (q q' : T -> R) (p : \bar R) u : mdensity q -> mdensity q' -> mfeasible q p u ->
  weight q' u <= p + \int[mu]_x (ppos (q' x - q x))%:E.
Proof.
move=> dq dq' f; have := mweak_duality dq dq' ler01 f; rewrite /mdual mul1e.
have z : (fun x => (ppos (q' x - 1 * q x))%:E) =1 (fun x => (ppos (q' x - q x))%:E) by move=> x; rewrite mul1r.
by rewrite (eq_integral _ _ (fun x _ => z x)).
Qed.

(* G4 is tight: what is left of a region cut by a threshold keeps exactly 1 - g *)
Theorem mone_class_tight (q q' : T -> R) (rho g k : R) w : mdensity q -> mdensity q' -> (0 <= k)%R ->
  threshold_test q q' k w -> weight q w = (1 - rho)%:E -> weight q' w = g%:E ->
  [/\ mtest (fun x => 1 - w x)%R, weight q (fun x => 1 - w x)%R = rho%:E,
      weight q' (fun x => 1 - w x)%R = (1 - g)%:E & mbound q q' (1 - rho)%:E g%:E].
Proof.
move=> dq dq' k0 th e e'; have tw : mtest w by case: th.
split; first exact: mtest_compl.
- have := weight_compl dq tw; rewrite e; case: (weight q _) => [a| |] //= [] h.
  by congr EFin; move/eqP: h; rewrite eq_sym -subr_eq opprB addrCA subrr addr0 => /eqP.
- have := weight_compl dq' tw; rewrite e'; case: (weight q' _) => [a| |] //= [] h.
  by congr EFin; move/eqP: h; rewrite eq_sym -subr_eq => /eqP.
- by move=> u fu; rewrite -e'; exact: (neyman_pearson dq dq' k0 th e fu).
Qed.
End Bounds.

(* moving everything by a map that keeps the measure and can be undone changes no growth *)
Section Moved.
Context {d} {T : measurableType d} {R : realType} (mu : {measure set T -> \bar R}).
Variables (move back : T -> T) (mmove : measurable_fun setT move) (mback : measurable_fun setT back).
Hypothesis undone : forall x, back (move x) = x.
Hypothesis invariant : forall A, measurable A -> mu (move @^-1` A) = mu A.

Lemma integral_moved (f : T -> \bar R) : measurable_fun setT f -> (forall x, 0 <= f x) ->
  \int[mu]_x f (move x) = \int[mu]_x f x.
Proof.
move=> mf f0; rewrite -[LHS](integral_pushforward mmove mu mf f0).
by apply: eq_measure_integral => A mA _; exact: invariant.
Qed.
Lemma weight_moved (q u : T -> R) : measurable_fun setT q -> (forall x, 0 <= q x)%R -> mtest u ->
  weight mu (q \o move) u = weight mu q (u \o back).
Proof.
move=> mq q0 [mu_ tu]; rewrite /weight -(integral_moved (f := fun x => (q x * (u \o back) x)%:E)).
- by apply: eq_integral => x _ /=; rewrite undone.
- by apply: meas_mul => //; exact: measurable_fun_comp.
- by move=> x; rewrite lee_fin mulr_ge0 //=; case/andP: (tu (back x)).
Qed.
Lemma mtest_moved (u : T -> R) : mtest u -> mtest (u \o back).
Proof. by move=> [m t]; split=> [|x]; [exact: measurable_fun_comp | exact: t]. Qed.
Theorem mtranslate (q q' : T -> R) (p g : \bar R) : mdensity mu q -> mdensity mu q' ->
  mbound mu q q' p g -> mbound mu (q \o move) (q' \o move) p g.
Proof.
move=> [mq q0 _] [mq' q0' _] b u [tu le]; rewrite weight_moved //; apply: b; split; first exact: mtest_moved.
by rewrite -weight_moved.
Qed.

(* G3: growth by one step and then by another bounds the growth by both *)
Theorem msemigroup_steps (q q' : T -> R) (p g h : \bar R) : mdensity mu q -> mdensity mu q' ->
  mbound mu q (q \o move) p g -> mbound mu q q' g h -> mbound mu q (q' \o move) p h.
Proof. by move=> dq dq' b1 b2; apply: msemigroup b1 _; exact: mtranslate. Qed.
End Moved.

(* laws of noise that need not have a density; rounding, or any other measurable map, adds no growth *)
Section DataProcessing.
Context {d1 d2} {X : measurableType d1} {Y : measurableType d2} {R : realType}.
Variables (f : X -> Y) (mf : measurable_fun setT f).
Lemma test_back (u : Y -> R) : mtest u -> mtest (u \o f).
Proof. by move=> [m t]; split=> [|x]; [exact: measurable_fun_comp | exact: t]. Qed.
Lemma region_back (P : {measure set X -> \bar R}) (u : Y -> R) : mtest u ->
  \int[pushforward P mf]_y (u y)%:E = \int[P]_x (u (f x))%:E.
Proof.
move=> [m t]; apply: (integral_pushforward mf P (f := fun y => (u y)%:E)).
  exact/EFin_measurable_fun.
by move=> y; rewrite lee_fin; case/andP: (t y).
Qed.
Theorem mdata_processing (P P' : {measure set X -> \bar R}) (p g : \bar R) :
  (forall u : X -> R, mtest u -> \int[P]_x (u x)%:E <= p -> \int[P']_x (u x)%:E <= g) ->
  forall u : Y -> R, mtest u -> \int[pushforward P mf]_y (u y)%:E <= p -> \int[pushforward P' mf]_y (u y)%:E <= g.
Proof. by move=> b u tu; rewrite !region_back //; apply: b; exact: test_back. Qed.
End DataProcessing.
