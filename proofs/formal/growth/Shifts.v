(* G3 and evenness for shifts of one noise on a finite group: no axioms at all. *)
From mathcomp Require Import all_ssreflect all_algebra fingroup.
From Wulff Require Import Definitions.
From Wulff.growth Require Import Finite.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* shifts: a group acting on itself; the noise centred at v *)
Section Shifts.
Variables (R : realFieldType) (T : finGroupType).
Implicit Types (q : T -> R) (p g : R).
Local Open Scope group_scope.
Lemma mass_shift q (v : T) (u : T -> R) : mass (shift q v) u = mass q (fun x => u (x * v)).
Proof.
rewrite /mass (reindex_inj (mulIg v)) /=; apply: eq_bigr => x _; by rewrite /shift mulgK.
Qed.
Lemma growth_translate (q q' : T -> R) (v : T) p g : is_growth (shift q v) (shift q' v) p g <-> is_growth q q' p g.
Proof.
split=> [] [[u [tu mu] e] h]; split.
- exists (fun x => u (x * v)); first by split=> [x|]; [apply: tu | rewrite -mass_shift].
  by rewrite -mass_shift.
- move=> w [tw mw]; have := h (fun x => w (x * v^-1)); rewrite /feasible !mass_shift.
  have eqw : (fun x => w (x * v * v^-1)) =1 w by move=> x; rewrite mulgK.
  have E q0 : mass q0 (fun x => w (x * v * v^-1)) = mass q0 w by apply: eq_bigr => x _; rewrite eqw.
  by rewrite !E; apply; split=> // x; apply: tw.
- have eqw : (fun x => u (x * v * v^-1)) =1 u by move=> x; rewrite mulgK.
  have E q0 : mass q0 (fun x => u (x * v * v^-1)) = mass q0 u by apply: eq_bigr => x _; rewrite eqw.
  exists (fun x => u (x * v^-1)); last by rewrite mass_shift E.
  by split=> [x|]; [apply: tu | rewrite mass_shift E].
- by move=> w [tw mw]; rewrite mass_shift; apply: h; split=> [x|]; [apply: tw | rewrite -mass_shift].
Qed.
Theorem semigroup q p (v w : T) gv gw gvw : is_growth q (shift q v) p gv -> is_growth q (shift q w) gv gw ->
  is_growth q (shift q (w * v)) p gvw -> gvw <= gw.
Proof.
move=> h1 h2 h3; apply: (growth_semigroup h1 _ h3).
have E : shift q (w * v) =1 shift (shift q w) v by move=> x; rewrite /shift invMg mulgA.
have [[u f e] h] := (growth_translate q (shift q w) v gv gw).2 h2; split.
  by exists u => //; rewrite -e; apply: eq_bigr => x _; rewrite E.
by move=> u' f'; rewrite (_ : mass _ u' = mass (shift (shift q w) v) u') ?h //; apply: eq_bigr => x _; rewrite E.
Qed.
(* even noise: v and -v are equally hard *)
Theorem growth_even q (v : T) p g : (forall x, q x^-1 = q x) -> commutative (@mulg T) ->
  is_growth q (shift q v) p g -> is_growth q (shift q v^-1) p g.
Proof.
move=> even comm [[u [tu mu] e] h].
have M q0 w : mass q0 (fun x => w x^-1) = mass (fun x => q0 x^-1) w.
  by rewrite /mass (reindex_inj invg_inj) /=; apply: eq_bigr => x _; rewrite invgK.
have E0 w : mass (fun x => q x^-1) w = mass q w by apply: eq_bigr => x _; rewrite even.
have E1 w : mass (fun x => shift q v^-1 x^-1) w = mass (shift q v) w.
  by apply: eq_bigr => x _; rewrite /shift invgK -even invMg invgK comm.
have E2 w : mass (fun x => shift q v x^-1) w = mass (shift q v^-1) w.
  by apply: eq_bigr => x _; rewrite /shift -even invMg !invgK comm.
split.
  exists (fun x => u x^-1); last by rewrite M E1.
  by split=> [x|]; [apply: tu | rewrite M E0].
move=> w [tw mw]; rewrite -E2 -M; apply: h; split=> [x|]; [exact: tw | by rewrite M E0].
Qed.
End Shifts.

