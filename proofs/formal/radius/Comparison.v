(* Comparison for differential inequalities: what is true, and that right-continuity is not enough. *)
From Coq Require Import Reals Lra Classical.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(** ** The axiom "ode-comparison" as the suite states it is false: a right-continuous step *)
Definition axiom_as_stated := forall (Phi g : R -> R) (T : R), 0 < T ->
  (forall p, 0 < p < 1 -> 0 < Phi p /\ continuous Phi p) ->
  (forall r, 0 <= r <= T -> 0 < g r < 1) ->
  (forall r s, 0 <= r <= s -> s <= T -> g r <= g s) ->                                (* nondecreasing *)
  (forall r, 0 <= r < T -> forall e, 0 < e -> exists d, 0 < d /\ forall s, 0 <= s < d -> Rabs (g (r + s) - g r) < e) -> (* right-continuous *)
  (forall r, 0 <= r < T -> forall e, 0 < e -> exists d, 0 < d /\ forall s, 0 < s < d -> (g (r + s) - g r) / s <= Phi (g r) + e) ->
  forall r, 0 <= r <= T -> RInt (fun p => / Phi p) (g 0) (g r) <= r.

Theorem axiom_is_false : ~ axiom_as_stated.
Proof.
  intros A.
  set (g := fun r => if Rlt_dec r (1/10) then 1/4 else 3/4).
  assert (local : forall r, exists d, 0 < d /\ forall s, 0 <= s < d -> g (r + s) = g r).
  { intros r. unfold g. destruct (Rlt_dec r (1/10)) as [h|h].
    - exists (1/10 - r). split; [lra|]. intros s hs. destruct (Rlt_dec (r + s) (1/10)); lra.
    - exists 1. split; [lra|]. intros s hs. destruct (Rlt_dec (r + s) (1/10)); lra. }
  assert (H : RInt (fun p => / (fun _ => 1) p) (g 0) (g (1/10)) <= 1/10).
  { apply (A (fun _ => 1) g 1).
    - lra.
    - intros p _. split; [lra|]. apply continuous_const.
    - intros r _. unfold g. destruct (Rlt_dec r (1/10)); lra.
    - intros r s h _. unfold g. destruct (Rlt_dec r (1/10)), (Rlt_dec s (1/10)); lra.
    - intros r _ e he. destruct (local r) as [d [hd h]]. exists d. split; auto. intros s hs. rewrite h by auto.
      rewrite Rminus_diag_eq, Rabs_R0; auto.
    - intros r _ e he. destruct (local r) as [d [hd h]]. exists d. split; auto. intros s hs. rewrite h by lra.
      unfold Rdiv. rewrite Rminus_diag_eq by reflexivity. lra.
    - lra. }
  revert H. unfold g. destruct (Rlt_dec 0 (1/10)); [|lra]. destruct (Rlt_dec (1/10) (1/10)); [lra|].
  cbv beta. rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. lra.
Qed.

(** ** What is true: no upward jump from the left, and the upper right Dini derivative at most 1 *)
Section Dini.
Variables (h : R -> R) (T : R).
Hypothesis left : forall r, 0 < r <= T -> forall e, 0 < e -> exists d, 0 < d /\ forall s, 0 <= s -> r - d < s < r -> h r <= h s + e.
Hypothesis dini : forall r, 0 <= r < T -> forall e, 0 < e -> exists d, 0 < d /\ forall s, 0 < s < d -> h (r + s) <= h r + (1 + e) * s.

Lemma dini_e e : 0 < e -> forall r, 0 <= r <= T -> h r <= h 0 + (1 + e) * r.
Proof.
  intros he r0 hr0.
  pose (good := fun r => 0 <= r <= r0 /\ forall s, 0 <= s <= r -> h s <= h 0 + (1 + e) * s).
  assert (g0 : good 0). { split; [lra|]. intros s hs. replace s with 0 by lra. lra. }
  destruct (completeness good) as [c [ub least]].
  { exists r0. intros r [a _]. lra. }
  { exists 0; exact g0. }
  assert (c0 : 0 <= c) by (apply ub; exact g0).
  assert (cr : c <= r0) by (apply least; intros r [a _]; lra).
  assert (below : forall s, 0 <= s < c -> h s <= h 0 + (1 + e) * s).
  { intros s hs. destruct (classic (exists r, good r /\ s < r)) as [[r [[_ gr] lt]]|no].
    - apply gr; lra.
    - exfalso. assert (c <= s); [|lra]. apply least. intros r gr. apply Rnot_lt_le. intros lt. apply no. exists r; auto. }
  assert (gc : good c).
  { split; [lra|]. intros s hs. destruct (Rle_lt_or_eq_dec s c (proj2 hs)) as [lt|eq]; [apply below; lra|].
    subst s. destruct (Rle_lt_or_eq_dec 0 c c0) as [pos|z]; [|rewrite <- z; lra].
    apply le_epsilon. intros e' he'. destruct (left c ltac:(lra) e' he') as [d [hd hl]].
    pose (s := Rmax (c / 2) (c - d / 2)).
    assert (m1 := Rmax_l (c / 2) (c - d / 2)). assert (m2 := Rmax_r (c / 2) (c - d / 2)). fold s in m1, m2.
    assert (sc : s < c) by (unfold s; apply Rmax_lub_lt; lra).
    specialize (hl s ltac:(lra) ltac:(lra)). specialize (below s ltac:(lra)).
    assert ((1 + e) * s <= (1 + e) * c) by (apply Rmult_le_compat_l; lra). lra. }
  destruct (Rle_lt_or_eq_dec c r0 cr) as [lt|eq]; [|subst c; apply gc; lra].
  exfalso. destruct (dini c ltac:(lra) e he) as [d [hd hd2]].
  pose (t := Rmin (d / 2) (r0 - c)).
  assert (m1 := Rmin_l (d / 2) (r0 - c)). assert (m2 := Rmin_r (d / 2) (r0 - c)). fold t in m1, m2.
  assert (tpos : 0 < t) by (unfold t; apply Rmin_glb_lt; lra).
  assert (good (c + t)).
  { split; [lra|]. intros s hs. destruct (Rle_or_lt s c) as [le|gt]; [apply gc; lra|].
    replace s with (c + (s - c)) by ring. specialize (hd2 (s - c) ltac:(lra)).
    destruct gc as [_ gc]. specialize (gc c ltac:(lra)). nra. }
  apply ub in H. lra.
Qed.
Theorem dini_comparison r : 0 <= r <= T -> h r <= h 0 + r.
Proof.
  intros hr. apply le_epsilon. intros e he.
  assert (p : 0 < e / (1 + r)) by (apply Rdiv_lt_0_compat; lra).
  assert (b := dini_e (e / (1 + r)) p r hr).
  assert (e / (1 + r) * r <= e).
  { replace e with (e / (1 + r) * (1 + r)) at 2 by (field; lra). apply Rmult_le_compat_l; lra. }
  nra.
Qed.
End Dini.

