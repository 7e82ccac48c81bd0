(* What a row of a log of `wulff certify` says when its noise is uniform on a grid. To be read by whoever audits certificates: the proofs
   elsewhere are checked by Coq, these sentences by people. *)
From Coq Require Import NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From Wulff Require Import Definitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** * Images, copies and laws *)
(* an image of d pixels, in grey levels; noise moves each by -K, ..., K, here 0, ..., 2 K *)
Definition image d := {ffun 'I_d -> int}.
Definition noise d K := {ffun 'I_d -> 'I_K.*2.+1}.
Definition copy d K (x : image d) (N : noise d K) : image d := [ffun i => x i + (N i : nat)%:Z - K%:Z].
(* how many grey levels lie between two images, over all pixels *)
Definition levels d (x y : image d) : nat := (\sum_i absz (x i - y i))%N.
(* the share of all copies of x that have the property f: their probability under uniform noise *)
Definition share (R : realFieldType) d K (f : pred (image d)) (x : image d) : R :=
  #|[pred N : noise d K | f (copy x N)]|%:R / #|{: noise d K}|%:R.
(* a law of noise that is within tau of the uniform one in total variation *)
Definition near_uniform (R : realFieldType) d K (tau : R) (P : noise d K -> R) :=
  density P /\ forall A : pred (noise d K), prob P A <= #|A|%:R / #|{: noise d K}|%:R + tau.

(** * Rows *)
(* a quotient of whole numbers *)
Definition quotient (R : realFieldType) (q : N * N) : R := (N.to_nat q.1)%:R / (N.to_nat q.2)%:R.
(* votes for the class, votes for the buckets of its rivals (none: the rivals were taken together), its least probability, grey levels *)
Record row := Row { votes : N; rivals : seq N; rho : N * N; steps : N }.

(* The share of alpha of a count, 0 for that of the class and j + 1 for that of bucket j: all of it where there is one count; else nine twentieths for
   the class, nine for its first rival, and two for the other buckets together. They add up to 1. *)
Definition share_of_alpha (buckets j : nat) : N * N :=
  if buckets is b.+1 then (if (j <= 1)%N then (9, 20)%num else (2, 20 * N.of_nat b)%num) else (1, 1)%num.

(* Of n copies of an image x, `votes` were of class c and `rivals` of the classes in each bucket. The row says of every classifier f: either one of
   these counts was a rare one (as many votes for c or more, or as few for a bucket or fewer, had probability at most alpha, or its share
   where there are several counts); or c has probability rho at least, and within `steps` grey levels of x it is under
   uniform noise more probable than every other class. *)
Definition certifies (n K : N) (alpha tau : N * N) (r : row) : Prop :=
  forall (R : realFieldType) (d : nat) (f : image d -> nat) (c : nat) (bucket : nat -> nat) (x : image d)
    (P : noise d (N.to_nat K) -> R),
  near_uniform (quotient R tau) P ->
  (rivals r = [::] \/ forall a, a != c -> (bucket a < size (rivals r))%N) ->
  let rare j p k := tail (N.to_nat n) p (N.to_nat k) <= quotient R alpha * quotient R (share_of_alpha (size (rivals r)) j) in
  [\/ rare 0%N (prob P (fun N => f (copy x N) == c)) (votes r),
     exists2 j, (j < size (rivals r))%N &
       rare j.+1 (1 - prob P (fun N => (f (copy x N) != c) && (bucket (f (copy x N)) == j))) (n - nth 0 (rivals r) j)%num
   | quotient R (rho r) <= prob P (fun N => f (copy x N) == c) /\
     forall y c', (levels x y <= N.to_nat (steps r))%N -> c' != c ->
       share R (N.to_nat K) (fun z => f z == c') y < share R (N.to_nat K) (fun z => f z == c) y].

(* every row of a log *)
Definition certifies_all n K alpha tau (rows : seq row) : Prop := foldr (fun r => and (certifies n K alpha tau r)) True rows.
