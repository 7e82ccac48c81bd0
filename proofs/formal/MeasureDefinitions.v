(* What the theorems on measure spaces speak of: densities with respect to any measure, Lebesgue integrals, randomized regions.
   To be read by whoever audits the theorems. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import mathcomp_extra boolp classical_sets functions cardinality fsbigop.
From mathcomp Require Import reals ereal signed topology normedtype sequences esum measure lebesgue_measure numfun lebesgue_integral.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.
Local Open Scope ereal_scope.

Section Definitions.
Context {d} {T : measurableType d} {R : realType} (mu : {measure set T -> \bar R}).
Implicit Types (q u w : T -> R).

(* the weight of a test u under the density q: the integral of q u *)
Definition weight q u : \bar R := \int[mu]_x (q x * u x)%:E.
Definition mtest u := measurable_fun setT u /\ forall x, (0 <= u x <= 1)%R.
Definition mdensity q := [/\ measurable_fun setT q, forall x, (0 <= q x)%R & \int[mu]_x (q x)%:E = 1].
Definition ppos (a : R) : R := Num.max a 0%R.
Definition mdual (q q' : T -> R) (p : \bar R) (k : R) : \bar R :=
  k%:E * p + \int[mu]_x (ppos (q' x - k * q x))%:E.
Definition mfeasible q (p : \bar R) u := mtest u /\ weight q u <= p.
(* A test that is 1 above the threshold and 0 below it reaches the dual value, whatever it does on the threshold *)
Definition threshold_test (q q' : T -> R) k u :=
  mtest u /\ forall x, ((k * q x < q' x)%R -> u x = 1%R) /\ ((q' x < k * q x)%R -> u x = 0%R).
(* g bounds the growth function of the pair at p *)
Definition mbound (q q' : T -> R) (p g : \bar R) := forall u, mfeasible q p u -> weight q' u <= g.
End Definitions.
