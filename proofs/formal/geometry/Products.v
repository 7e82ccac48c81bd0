(* A product of shares left over is at least one less the sum of what is lost; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.algebra_tactics Require Import ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Theorem product_at_least (R : realFieldType) (s : seq R) : (forall a, a \in s -> 0 <= a <= 1) ->
  1 - \sum_(a <- s) a <= \prod_(a <- s) (1 - a).
Proof.
elim: s => [|a s IH] h; first by rewrite !big_nil subr0.
have /andP[a0 a1] : 0 <= a <= 1 by apply: h; rewrite in_cons eqxx.
have hs b : b \in s -> 0 <= b <= 1 by move=> bs; apply: h; rewrite in_cons bs orbT.
have S0 : 0 <= \sum_(b <- s) b by rewrite big_seq; apply: sumr_ge0 => b /hs /andP[].
rewrite !big_cons; apply: (@le_trans _ _ ((1 - a) * (1 - \sum_(b <- s) b))); last first.
  by apply: ler_wpmul2l; [rewrite subr_ge0 | exact: IH].
rewrite -subr_ge0; set S := \sum_(b <- s) b in S0 *.
have -> : (1 - a) * (1 - S) - (1 - (a + S)) = a * S by ring.
exact: mulr_ge0.
Qed.
