(* A quasi-convex function on a polytope is greatest at a vertex: any dimension, no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.algebra_tactics Require Import ring.
From Wulff Require Import Definitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Vertices.
(* B is the hull of the points v i; f convex or quasi-convex on V *)
Variables (R : realFieldType) (V : lmodType R) (I : finType) (v : I -> V).
Lemma convex_quasiconvex (f : V -> R) : convex f -> quasiconvex f.
Proof.
move=> cf t x y t01; apply: le_trans (cf t x y t01) _; case/andP: t01 => t0 t1.
have s0 : 0 <= 1 - t by rewrite subr_ge0.
have -> : Num.max (f x) (f y) = t * Num.max (f x) (f y) + (1 - t) * Num.max (f x) (f y) by ring.
by apply: ler_add; apply: ler_wpmul2l => //; rewrite le_maxr lexx ?orbT.
Qed.

Lemma quasiconvex_sum (f : V -> R) (s : seq I) (w : I -> R) c : quasiconvex f ->
  (forall i, 0 <= w i) -> (forall i, i \in s -> f (v i) <= c) -> 0 < \sum_(i <- s) w i ->
  f ((\sum_(i <- s) w i)^-1 *: \sum_(i <- s) w i *: v i) <= c.
Proof.
move=> qf w0; elim: s => [|i s IH] hc; first by rewrite big_nil ltxx.
rewrite !big_cons => pos.
have S0 : 0 <= \sum_(j <- s) w j by apply: sumr_ge0.
have hi : f (v i) <= c by apply: hc; rewrite in_cons eqxx.
have hs j : j \in s -> f (v j) <= c by move=> js; apply: hc; rewrite in_cons js orbT.
set S := \sum_(j <- s) w j in pos S0 IH *.
have [z|nz] := eqVneq S 0.
  have zero j : j \in s -> w j = 0.
    move=> js; apply/eqP; rewrite eq_le w0 andbT -z /S (big_rem j) //= ler_addl; exact: sumr_ge0.
  have -> : \sum_(j <- s) w j *: v j = 0 by rewrite big_seq big1 // => j js; rewrite zero // scale0r.
  rewrite z !addr0 scalerA mulVf ?scale1r //.
  by move: pos; rewrite z addr0 => /lt0r_neq0.
have Spos : 0 < S by rewrite lt_neqAle eq_sym nz.
pose t := w i / (w i + S).
have t01 : 0 <= t <= 1.
  by rewrite /t divr_ge0 ?(ltW pos) //= ler_pdivr_mulr // mul1r ler_addl.
have -> : (w i + S)^-1 *: (w i *: v i + \sum_(j <- s) w j *: v j) =
   t *: v i + (1 - t) *: (S^-1 *: \sum_(j <- s) w j *: v j).
  have -> : 1 - t = S / (w i + S).
    by rewrite /t -[X in X - _](mulfV (lt0r_neq0 pos)) -mulrBl addrAC subrr add0r.
  rewrite scalerDr !scalerA; congr (_ *: _ + _ *: _); first by rewrite /t mulrC.
  by rewrite mulrAC mulfV // mul1r.
apply: (le_trans (qf t _ _ t01)); rewrite le_maxl hi /=; exact: IH.
Qed.

(* the greatest value of a quasi-convex function on a polytope is at a vertex *)
Theorem vertices_suffice (f : V -> R) x (i0 : I) : quasiconvex f -> hull v x -> exists i, f x <= f (v i).
Proof.
move=> qf [w [w0 w1] ->].
exists [arg max_(i > i0) f (v i)]%O; case: arg_maxP => // i _ hmax.
have := @quasiconvex_sum f (index_enum I) w (f (v i)) qf w0 (fun j _ => hmax j isT).
by rewrite w1 invr1 scale1r; apply; rewrite ltr01.
Qed.

(* the same for a function that is least at the ends of a segment, and for a convex one *)
Corollary vertices_suffice_min (o : V -> R) x (i0 : I) :
  (forall t x y, 0 <= t <= 1 -> Num.min (o x) (o y) <= o (t *: x + (1 - t) *: y)) -> hull v x -> exists i, o (v i) <= o x.
Proof.
move=> qo hx; have qf : quasiconvex (fun y => - o y).
  by move=> t y z t01; rewrite -oppr_min ler_opp2; exact: qo.
by have [i le] := vertices_suffice i0 qf hx; exists i; rewrite -ler_opp2.
Qed.
Corollary vertices_suffice_convex (f : V -> R) x (i0 : I) : convex f -> hull v x -> exists i, f x <= f (v i).
Proof. by move=> cf; apply: vertices_suffice => //; exact: convex_quasiconvex. Qed.
End Vertices.

