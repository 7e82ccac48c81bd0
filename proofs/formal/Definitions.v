(* What the theorems speak of on finite spaces, over any ordered field. Whoever audits the theorems reads this file: the proofs
   elsewhere are checked by Coq, these sentences by people. *)
From mathcomp Require Import all_ssreflect all_algebra fingroup.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** * Noise, regions and growth. A noise is a weight for each point of T; a region is randomized: u x is the chance that x belongs to it. *)
Section Growth.
Variables (R : realFieldType) (T : finType).
Implicit Types (q u w : T -> R) (p k g : R).

(* the measure of the region u under the noise q *)
Definition mass q u : R := \sum_x q x * u x.
Definition total q : R := \sum_x q x.
Definition test u := forall x, 0 <= u x <= 1.
Definition nneg q := forall x, 0 <= q x.
Definition density q := nneg q /\ total q = 1.
(* the positive part *)
Definition pos (a : R) : R := Num.max a 0.

(* g is the growth function of q and its shifted self q' at p: the greatest q'-measure of a region of q-measure at most p *)
Definition feasible q p u := test u /\ mass q u <= p.
Definition is_growth (q q' : T -> R) p g :=
  (exists2 u, feasible q p u & mass q' u = g) /\ (forall u, feasible q p u -> mass q' u <= g).

(* the bound of the threshold k *)
Definition dual (q q' : T -> R) p k : R := k * p + \sum_x pos (q' x - k * q x).
(* the region where the likelihood ratio exceeds k; and the same with the share c of the points where it is k *)
Definition above (q q' : T -> R) k x : R := (k * q x < q' x)%R%:R.
Definition superlevel (q q' : T -> R) k c x : R :=
  (k * q x < q' x)%R%:R + c * ((q' x == k * q x) && (0 < q x))%R%:R.
Definition mix (t : R) u w x := t * u x + (1 - t) * w x.
(* everything outside u *)
Definition compl u x : R := 1 - u x.
End Growth.

(* the law of f X, X distributed by q: noise rounded by f *)
Definition push (R : realFieldType) (X Y : finType) (f : X -> Y) (q : X -> R) (y : Y) : R := \sum_(x | f x == y) q x.

(* the noise q with its centre moved by v, on a group *)
Definition shift (R : realFieldType) (T : finGroupType) (q : T -> R) (v x : T) : R := q (x * v^-1)%g.

(** * Votes *)
Section Votes.
Variable R : realFieldType.
(* P[X = k] for X binomial of n trials at p *)
Definition binomial_mass (n : nat) (p : R) k : R := ('C(n, k))%:R * p ^+ k * (1 - p) ^+ (n - k).
(* P[X >= k] *)
Definition tail n (p : R) k : R := \sum_(i < n.+1 | (k <= i)%N) binomial_mass n p i.
(* the same by conditioning on the first trial *)
Fixpoint rtail n (p : R) k : R :=
  match n, k with
  | _, 0%N => 1
  | 0%N, _ => 0
  | n'.+1, k'.+1 => p * rtail n' p k' + (1 - p) * rtail n' p k
  end.
End Votes.

(* the probability of an event under weights P *)
Definition prob (R : realFieldType) (Omega : finType) (P : Omega -> R) (A : pred Omega) : R := \sum_(x | A x) P x.

(** * Bets: the history is the list of outcomes, the last first; kern h o is the chance of o after h, W h the wealth after h *)
Section Bets.
Variables (R : realFieldType) (O : finType) (kern : seq O -> O -> R) (W : seq O -> R).
(* the probability, from the history h, that W reaches c within n more steps *)
Fixpoint reach (c : R) n h : R :=
  if c <= W h then 1 else if n is n'.+1 then \sum_o kern h o * reach c n' (o :: h) else 0.
(* the probability of a path from h on, whether W reaches c on it, and a sum over all paths of length n *)
Fixpoint pathw (h : seq O) (s : seq O) : R := if s is o :: s' then kern h o * pathw (o :: h) s' else 1.
Fixpoint hits c (h s : seq O) : bool := (c <= W h) || (if s is o :: s' then hits c (o :: h) s' else false).
Fixpoint sumpaths (n : nat) (F : seq O -> R) : R :=
  if n is n'.+1 then \sum_o sumpaths n' (fun s => F (o :: s)) else F [::].
End Bets.

(** * Bodies *)
Section Hulls.
(* the hull of finitely many points v i *)
Variables (R : realFieldType) (V : lmodType R) (I : finType) (v : I -> V).
Definition weights (w : I -> R) := (forall i, 0 <= w i) /\ \sum_i w i = 1.
Definition hull (x : V) := exists2 w, weights w & x = \sum_i w i *: v i.
Definition quasiconvex (f : V -> R) :=
  forall t x y, 0 <= t <= 1 -> f (t *: x + (1 - t) *: y) <= Num.max (f x) (f y).
Definition convex (f : V -> R) :=
  forall t x y, 0 <= t <= 1 -> f (t *: x + (1 - t) *: y) <= t * f x + (1 - t) * f y.
End Hulls.

Section Norms.
Variables (R : realFieldType) (d : nat).
Implicit Types x y z : 'I_d -> R.
Definition l1 x : R := \sum_i `|x i|.
(* the square of the Euclidean norm *)
Definition sq x : R := \sum_i x i ^+ 2.
Definition linf_le x (c : R) := forall i, `|x i| <= c.
Definition dot x y : R := \sum_i x i * y i.
Definition e (i : 'I_d) : 'I_d -> R := fun j => (i == j)%:R.
(* the body of which l1 x / d is the support function *)
Definition crystal (z : 'I_d -> R) := forall x, dot z x <= l1 x / d%:R.
End Norms.
