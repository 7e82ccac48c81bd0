(* G1, G3 as a chain of noises and G4 over any measure space, by the Lebesgue integral of mathcomp-analysis. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import mathcomp_extra boolp classical_sets functions cardinality fsbigop.
From mathcomp Require Import reals ereal signed topology normedtype sequences esum measure lebesgue_measure numfun lebesgue_integral.
From Wulff Require Import MeasureDefinitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.
Local Open Scope ereal_scope.

Section MeasureGrowth.
Context {d} {T : measurableType d} {R : realType} (mu : {measure set T -> \bar R}).
Implicit Types (q u w : T -> R).
Local Notation weight := (weight mu).
Local Notation mdensity := (mdensity mu).
Local Notation mdual := (mdual mu).
Local Notation mfeasible := (mfeasible mu).
Local Notation mbound := (mbound mu).


Lemma ppos_ge0 (a : R) : (0 <= ppos a)%R. Proof. by rewrite /ppos le_maxr lexx orbT. Qed.
Lemma mpointwise (q q' : T -> R) k u x : (0 <= u x <= 1)%R ->
  (q' x * u x <= k * (q x * u x) + ppos (q' x - k * q x))%R.
Proof.
move=> /andP[u0 u1]; rewrite mulrA -ler_subl_addl -mulrBl /ppos.
have [h|/ltW h] := leP 0%R (q' x - k * q x)%R; first by rewrite ler_pimulr.
by rewrite mulr_le0_ge0.
Qed.

Lemma meas_mul (f g : T -> R) : measurable_fun setT f -> measurable_fun setT g ->
  measurable_fun setT (fun x => (f x * g x)%:E).
Proof. by move=> mf mg; apply/EFin_measurable_fun; apply: measurable_funM. Qed.
Lemma meas_dual (q q' : T -> R) k : measurable_fun setT q -> measurable_fun setT q' ->
  measurable_fun setT (fun x => (ppos (q' x - k * q x))%:E).
Proof.
move=> mq mq'; apply/EFin_measurable_fun; apply: measurable_fun_max; last exact: measurable_fun_cst.
apply: measurable_funB => //; apply: measurable_funM => //; exact: measurable_fun_cst.
Qed.

(* G1, dual, for densities with respect to any measure, randomized tests *)
Theorem mweak_duality (q q' : T -> R) (p : \bar R) k u : mdensity q -> mdensity q' -> (0 <= k)%R ->
  mfeasible q p u -> weight q' u <= mdual q q' p k.
Proof.
move=> [mq q0 _] [mq' q0' _] k0 [[mu_ tu] le].
have u0 x : (0 <= u x)%R by case/andP: (tu x).
have nqu x : setT x -> 0 <= (q x * u x)%:E by move=> _; rewrite lee_fin mulr_ge0.
have mqu : measurable_fun setT (fun x => (q x * u x)%:E) by exact: meas_mul.
have nkqu x : setT x -> 0 <= k%:E * (q x * u x)%:E by move=> _; rewrite -EFinM lee_fin !mulr_ge0.
have mkqu : measurable_fun setT (fun x => k%:E * (q x * u x)%:E).
  by apply: emeasurable_funM => //; exact: measurable_fun_cst.
have nd x : setT x -> 0 <= (ppos (q' x - k * q x))%:E by move=> _; rewrite lee_fin ppos_ge0.
have md := meas_dual k mq mq'.
apply: (@le_trans _ _ (k%:E * weight q u + \int[mu]_x (ppos (q' x - k * q x))%:E)); last first.
  by rewrite lee_add2r // lee_wpmul2l.
rewrite /weight -(ge0_integralM_EFin mu measurableT nqu mqu k0).
rewrite -(ge0_integralD mu measurableT nkqu mkqu nd md).
apply: ge0_le_integral => //.
- by move=> x _; rewrite lee_fin mulr_ge0.
- exact: meas_mul.
- by move=> x _; rewrite adde_ge0 ?nkqu ?nd.
- exact: emeasurable_funD.
- by move=> x _; rewrite -EFinM -EFinD lee_fin mpointwise.
Qed.

Theorem mattained (q q' : T -> R) (p : \bar R) k u : mdensity q -> mdensity q' -> (0 <= k)%R ->
  threshold_test q q' k u -> weight q u = p -> weight q' u = mdual q q' p k.
Proof.
move=> [mq q0 _] [mq' q0' _] k0 [[mu_ tu] th] <-.
have u0 x : (0 <= u x)%R by case/andP: (tu x).
have nqu x : setT x -> 0 <= (q x * u x)%:E by move=> _; rewrite lee_fin mulr_ge0.
have mqu : measurable_fun setT (fun x => (q x * u x)%:E) by exact: meas_mul.
have nkqu x : setT x -> 0 <= k%:E * (q x * u x)%:E by move=> _; rewrite -EFinM lee_fin !mulr_ge0.
have mkqu : measurable_fun setT (fun x => k%:E * (q x * u x)%:E).
  by apply: emeasurable_funM => //; exact: measurable_fun_cst.
have nd x : setT x -> 0 <= (ppos (q' x - k * q x))%:E by move=> _; rewrite lee_fin ppos_ge0.
have md := meas_dual k mq mq'.
rewrite /mdual /weight -(ge0_integralM_EFin mu measurableT nqu mqu k0).
rewrite -(ge0_integralD mu measurableT nkqu mkqu nd md).
apply: eq_integral => x _; rewrite -EFinM -EFinD; congr (_%:E); rewrite /ppos.
have [one zero] := th x; have [lt|gt|eq] := ltgtP (k * q x)%R (q' x).
- rewrite one // !mulr1; have -> : Num.max (q' x - k * q x)%R 0%R = (q' x - k * q x)%R.
    by apply/max_idPl; rewrite subr_ge0 ltW.
  by rewrite addrC subrK.
- rewrite zero // !mulr0 add0r; apply/esym/max_idPr; by rewrite subr_le0 ltW.
- by rewrite -eq subrr maxxx addr0 mulrA.
Qed.
(* Neyman-Pearson: no test of the same size is stronger *)
Corollary neyman_pearson (q q' : T -> R) (p : \bar R) k u w : mdensity q -> mdensity q' -> (0 <= k)%R ->
  threshold_test q q' k u -> weight q u = p -> mfeasible q p w -> weight q' w <= weight q' u.
Proof. by move=> dq dq' k0 th e f; rewrite (mattained dq dq' k0 th e); exact: mweak_duality. Qed.

(* a bounded likelihood ratio: q' <= K q. This is the soundness of the Laplace row in every dimension. *)
Theorem bounded_ratio (q q' : T -> R) (p : \bar R) K u : mdensity q -> mdensity q' -> (0 <= K)%R ->
  (forall x, q' x <= K * q x)%R -> mfeasible q p u -> weight q' u <= K%:E * p.
Proof.
move=> dq dq' K0 le f; have := mweak_duality dq dq' K0 f; rewrite /mdual.
rewrite (_ : \int[mu]_x (ppos (q' x - K * q x))%:E = 0) ?adde0 //.
have z : (fun x : T => (ppos (q' x - K * q x))%:E) =1 cst 0.
  by move=> x; congr (_%:E); rewrite /ppos; apply/max_idPr; rewrite subr_le0.
by rewrite (eq_integral _ _ (fun x _ => z x)) integral0.
Qed.

(* the complement of a test *)
Lemma weight_compl q u : mdensity q -> mtest u -> weight q (fun x => 1 - u x)%R + weight q u = 1.
Proof.
move=> [mq q0 <-] [mu_ tu].
have u0 x : (0 <= u x)%R by case/andP: (tu x).
have c0 x : (0 <= 1 - u x)%R by rewrite subr_ge0; case/andP: (tu x).
rewrite /weight -ge0_integralD //.
- by apply: eq_integral => x _; rewrite -EFinD -mulrDr subrK mulr1.
- by move=> x _; rewrite lee_fin mulr_ge0.
- by apply: meas_mul => //; apply: measurable_funB => //; exact: measurable_fun_cst.
- by move=> x _; rewrite lee_fin mulr_ge0.
- exact: meas_mul.
Qed.
Lemma mtest_compl u : mtest u -> mtest (fun x => 1 - u x)%R.
Proof.
move=> [m t]; split; first by apply: measurable_funB => //; exact: measurable_fun_cst.
by move=> x; rewrite subr_ge0 ler_subl_addr ler_addl andbC; apply: t.
Qed.


(* G2: monotone *)
Theorem mmonotone (q q' : T -> R) p1 p2 g : p1 <= p2 -> mbound q q' p2 g -> mbound q q' p1 g.
Proof. by move=> le b u [tu w]; apply: b; split=> //; apply: le_trans le. Qed.
(* G3, kernel form, any measure space *)
Theorem msemigroup (q0 q1 q2 : T -> R) p g h : mbound q0 q1 p g -> mbound q1 q2 g h -> mbound q0 q2 p h.
Proof. by move=> b1 b2 u f; apply: b2; split; [case: f | exact: b1]. Qed.

(* G4, one class, any measure space *)
Lemma budget (q : T -> R) (rho : R) u : mdensity q -> mtest u -> rho%:E <= weight q u ->
  weight q (fun x => 1 - u x)%R <= (1 - rho)%:E.
Proof.
move=> dq tu lb; have := weight_compl dq tu; set a := weight q _; set b := weight q u in lb *.
move: a b lb => [a| |] [b| |] //=; rewrite ?lee_fin // => lb [] e.
by rewrite -e ler_subr_addr ler_add2l.
Qed.
Lemma rest (q : T -> R) (g : R) u : mdensity q -> mtest u -> weight q (fun x => 1 - u x)%R <= g%:E ->
  (1 - g)%:E <= weight q u.
Proof.
move=> dq tu bd; have := weight_compl dq tu; move: bd; set a := weight q _; set b := weight q u.
move: a b => [a| |] [b| |] //=; rewrite ?lee_fin // => bd [] e.
by rewrite -e ler_subl_addr addrC ler_add2l.
Qed.
Theorem mone_class (q q' : T -> R) (rho g : R) u : mdensity q -> mdensity q' -> mtest u -> rho%:E <= weight q u ->
  mbound q q' (1 - rho)%:E g%:E -> (g < 2%:R^-1)%R -> (2%:R^-1)%:E < weight q' u.
Proof.
move=> dq dq' tu lb b small; have tc := mtest_compl tu.
apply: lt_le_trans (rest dq' tu (b _ (conj tc (budget dq tu lb)))).
rewrite lte_fin; have -> : (2%:R^-1 : R) = (1 - 2%:R^-1)%R by rewrite [X in (X - _)%R](splitr 1) div1r addrK.
by rewrite ltr_add2l ltr_opp2.
Qed.
(* two classes *)
Theorem mtwo_class (q q' : T -> R) (pA pB gA gB : R) uA uB : mdensity q -> mdensity q' -> mtest uA -> mtest uB ->
  pA%:E <= weight q uA -> weight q uB <= pB%:E ->
  mbound q q' (1 - pA)%:E gA%:E -> mbound q q' pB%:E gB%:E -> (gB < 1 - gA)%R -> weight q' uB < weight q' uA.
Proof.
move=> dq dq' tA tB lA lB bA bB lt; have tc := mtest_compl tA.
apply: le_lt_trans (bB _ (conj tB lB)) _; apply: (@lt_le_trans _ _ (1 - gA)%:E); first by rewrite lte_fin.
exact: (rest dq' tA (bA _ (conj tc (budget dq tA lA)))).
Qed.

(* The certificate: q' <= K q and K (1 - rho) < 1/2; a class of probability rho keeps more than half *)
Theorem bounded_ratio_certificate (q q' : T -> R) (rho K : R) u : mdensity q -> mdensity q' -> (0 <= K)%R ->
  (forall x, q' x <= K * q x)%R -> mtest u -> rho%:E <= weight q u -> (K * (1 - rho) < 2%:R^-1)%R ->
  (2%:R^-1)%:E < weight q' u.
Proof.
move=> dq dq' K0 le tu lb small; apply: (mone_class dq dq' tu lb _ small) => w f.
by rewrite EFinM; exact: bounded_ratio dq dq' K0 le f.
Qed.
End MeasureGrowth.
