(* R1, the differential method: growth by a semigroup at a rate stays below 1/2 for the time int dp/Phi. *)
From Coq Require Import Reals Lra Classical.
From Coquelicot Require Import Coquelicot.
From Wulff.radius Require Import Comparison.
Open Scope R_scope.

(** ** R1. G p r: growth along a ray, r the adversary's norm of the shift. *)
Section DifferentialMethod.
Variables (G : R -> R -> R) (Phi : R -> R) (p0 : R).
Hypothesis p0_range : 0 < p0 < 1/2.
Hypothesis start : G p0 0 = p0.
Hypothesis above : forall r, 0 <= r -> p0 <= G p0 r.                                        (* G2 *)
Hypothesis semigroup : forall r s, 0 <= r -> 0 <= s -> G p0 (r + s) <= G (G p0 r) s.           (* G3 *)
Hypothesis modulus : forall e, 0 < e -> exists d, 0 < d /\ forall p s, 0 <= s < d -> G p s <= p + e. (* translations are continuous in L1 *)
Hypothesis rate : forall p, p0 <= p < 1/2 -> forall e, 0 < e -> exists d, 0 < d /\ forall s, 0 < s < d -> G p s <= p + (Phi p + e) * s.
Hypothesis Phi_pos : forall p, p0 <= p <= 1/2 -> 0 < Phi p.
Hypothesis Phi_cont : forall p, p0 <= p <= 1/2 -> continuous Phi p.

Let inv_cont p : p0 <= p <= 1/2 -> continuous (fun p => / Phi p) p.
Proof.
  intros h. apply (continuous_comp Phi Rinv); [apply Phi_cont; auto|]. apply continuous_Rinv.
  apply Rgt_not_eq, Phi_pos; auto.
Qed.
Let inv_int a b : p0 <= a <= 1/2 -> p0 <= b <= 1/2 -> ex_RInt (fun p => / Phi p) a b.
Proof.
  intros ha hb. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros z hz. apply inv_cont.
  unfold Rmin, Rmax in hz. destruct (Rle_dec a b); lra.
Qed.
(* the time the worst case needs to reach p *)
Definition time (p : R) := RInt (fun p => / Phi p) p0 p.
Let g r := Rmin (G p0 r) (1/2).
Let g_range r : 0 <= r -> p0 <= g r <= 1/2.
Proof. intros h. unfold g. specialize (above r h). unfold Rmin. destruct (Rle_dec (G p0 r) (1/2)); lra. Qed.

Let time_diff a b : p0 <= a <= 1/2 -> p0 <= b <= 1/2 -> time b - time a = RInt (fun p => / Phi p) a b.
Proof.
  intros ha hb. unfold time. rewrite <- (RInt_Chasles (fun p => / Phi p) p0 a b) by (apply inv_int; lra).
  unfold plus; simpl. lra.
Qed.
Let time_mono a b : p0 <= a <= b -> b <= 1/2 -> time a <= time b.
Proof.
  intros ha hb. assert (e := time_diff a b ltac:(lra) ltac:(lra)).
  assert (0 <= RInt (fun p => / Phi p) a b); [|lra].
  apply RInt_ge_0; [lra|apply inv_int; lra|]. intros x hx. left. apply Rinv_0_lt_compat, Phi_pos. lra.
Qed.
(* continuity of 1/Phi: near a the integral is at most (1/Phi(a) + e)(b - a) *)
Let time_up a e : p0 <= a < 1/2 -> 0 < e -> exists d, 0 < d /\ forall b, a <= b < a + d -> b <= 1/2 -> time b <= time a + (/ Phi a + e) * (b - a).
Proof.
  intros ha he.
  assert (c := inv_cont a ltac:(lra)).
  assert (lc : locally a (fun p => / Phi p <= / Phi a + e)).
  { apply (c (fun y => y <= / Phi a + e)). exists (mkposreal e he). intros y hy.
    apply Rabs_def2 in hy. unfold minus, plus, opp in hy; simpl in hy. lra. }
  destruct lc as [d hd]. exists d. split; [apply cond_pos|]. intros b hb hb2.
  assert (eq := time_diff a b ltac:(lra) ltac:(lra)).
  assert (RInt (fun p => / Phi p) a b <= (/ Phi a + e) * (b - a)); [|lra].
  replace ((/ Phi a + e) * (b - a)) with (RInt (fun _ => / Phi a + e) a b).
  2:{ rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring. }
  apply RInt_le; [lra|apply inv_int; lra|apply ex_RInt_const|]. intros x hx. apply hd.
  apply Rabs_def1; unfold minus, plus, opp; simpl; lra.
Qed.

Theorem differential_method r : 0 <= r -> r < time (1/2) -> G p0 r < 1/2.
Proof.
  intros hr lt.
  assert (main : time (g r) <= r).
  { assert (t0 : time (g 0) = 0).
    { unfold g. rewrite start. rewrite Rmin_left by lra. unfold time. rewrite RInt_point. reflexivity. }
    replace r with (time (g 0) + r) at 2 by (rewrite t0; ring).
    apply (dini_comparison (fun r => time (g r)) r); [| |lra].
    - (* from the left *)
      intros x hx e he.
      (* 1/Phi is bounded on [p0, 1/2] *)
      destruct (continuity_ab_maj (fun p => / Phi p) p0 (1/2) ltac:(lra)) as [M [hM _]].
      { intros c hc. apply continuity_pt_filterlim. apply inv_cont. lra. }
      set (m := / Phi M) in *.
      assert (mpos : 0 < m + 1). { specialize (hM p0 ltac:(lra)). assert (0 < / Phi p0) by (apply Rinv_0_lt_compat, Phi_pos; lra). lra. }
      destruct (modulus (e / (m + 1)) ltac:(apply Rdiv_lt_0_compat; auto)) as [d [hd hmod]].
      exists d. split; auto. intros s s0 hs.
      assert (up : G p0 x <= G p0 s + e / (m + 1)).
      { replace x with (s + (x - s)) at 1 by ring. apply Rle_trans with (1 := semigroup s (x - s) ltac:(lra) ltac:(lra)). apply hmod. lra. }
      assert (gs := g_range s s0). assert (gx := g_range x ltac:(lra)).
      destruct (Rle_or_lt (g x) (g s)) as [le|gt].
      { assert (time (g x) <= time (g s)) by (apply time_mono; lra). lra. }
      assert (gd : g x - g s <= e / (m + 1)).
      { unfold g in *. unfold Rmin in *. destruct (Rle_dec (G p0 x) (1/2)), (Rle_dec (G p0 s) (1/2)); lra. }
      assert (td := time_diff (g s) (g x) gs gx).
      assert (b : RInt (fun p => / Phi p) (g s) (g x) <= (m + 1) * (g x - g s)).
      { replace ((m + 1) * (g x - g s)) with (RInt (fun _ => m + 1) (g s) (g x)).
        2:{ rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring. }
        apply RInt_le; [lra|apply inv_int; lra|apply ex_RInt_const|]. intros y hy. specialize (hM y ltac:(lra)). lra. }
      assert ((m + 1) * (g x - g s) <= (m + 1) * (e / (m + 1))) by (apply Rmult_le_compat_l; lra).
      replace ((m + 1) * (e / (m + 1))) with e in H by (field; lra). lra.
    - (* to the right *)
      intros x hx e he.
      assert (gx := g_range x ltac:(lra)).
      destruct (Rle_or_lt (1/2) (G p0 x)) as [full|part].
      { exists 1. split; [lra|]. intros s hs.
        assert (g x = 1/2) by (unfold g; rewrite Rmin_right; lra).
        assert (gs := g_range (x + s) ltac:(lra)).
        assert (time (g (x + s)) <= time (g x)) by (rewrite H; apply time_mono; lra). nra. }
      assert (ge : g x = G p0 x) by (unfold g; rewrite Rmin_left; lra).
      set (a := G p0 x) in *. assert (pa := Phi_pos a ltac:(lra)).
      (* choose e1 with (1/Phi + e1)(Phi + e1) <= 1 + e *)
      assert (ex : exists e1, 0 < e1 /\ (/ Phi a + e1) * (Phi a + e1) <= 1 + e).
      { set (c := / Phi a + Phi a + 1). assert (ip : 0 < / Phi a) by (apply Rinv_0_lt_compat; auto).
        exists (Rmin 1 (e / c)). assert (cp : 0 < c) by (unfold c; lra).
        assert (ec : 0 < e / c) by (apply Rdiv_lt_0_compat; auto).
        assert (m1 := Rmin_l 1 (e / c)). assert (m2 := Rmin_r 1 (e / c)).
        assert (mp : 0 < Rmin 1 (e / c)) by (apply Rmin_glb_lt; lra). split; auto.
        set (k := Rmin 1 (e / c)) in *.
        replace ((/ Phi a + k) * (Phi a + k)) with (1 + k * (/ Phi a + Phi a + k)) by (field; lra).
        assert (k * (/ Phi a + Phi a + k) <= k * c) by (apply Rmult_le_compat_l; unfold c; lra).
        assert (k * c <= e / c * c) by (apply Rmult_le_compat_r; lra).
        replace (e / c * c) with e in H0 by (field; lra). lra. }
      destruct ex as [e1 [he1 fit]].
      destruct (rate a ltac:(lra) e1 he1) as [d1 [hd1 r1]].
      destruct (time_up a e1 ltac:(lra) he1) as [d2 [hd2 r2]].
      set (w := Phi a + e1) in *. assert (wp : 0 < w) by (unfold w; lra).
      assert (dw : 0 < d2 / (2 * w)) by (apply Rdiv_lt_0_compat; lra).
      exists (Rmin d1 (d2 / (2 * w))). split; [apply Rmin_glb_lt; auto|]. intros s hs.
      assert (m1 := Rmin_l d1 (d2 / (2 * w))). assert (m2 := Rmin_r d1 (d2 / (2 * w))).
      assert (gs := g_range (x + s) ltac:(lra)).
      assert (up : G p0 (x + s) <= a + w * s).
      { apply Rle_trans with (1 := semigroup x s ltac:(lra) ltac:(lra)). apply r1. lra. }
      assert (ws : w * s < d2).
      { assert (w * s <= w * (d2 / (2 * w))) by (apply Rmult_le_compat_l; lra).
        replace (w * (d2 / (2 * w))) with (d2 / 2) in H by (field; lra). lra. }
      rewrite ge.
      destruct (Rle_or_lt (g (x + s)) a) as [le|gt].
      { assert (time (g (x + s)) <= time a) by (apply time_mono; lra). nra. }
      assert (gle : g (x + s) <= a + w * s). { apply Rle_trans with (G p0 (x + s)); auto. apply Rmin_l. }
      specialize (r2 (g (x + s)) ltac:(lra) ltac:(lra)).
      assert (ip : 0 < / Phi a) by (apply Rinv_0_lt_compat; auto).
      assert ((/ Phi a + e1) * (g (x + s) - a) <= (/ Phi a + e1) * (w * s)) by (apply Rmult_le_compat_l; lra).
      assert ((/ Phi a + e1) * (w * s) <= (1 + e) * s).
      { replace ((/ Phi a + e1) * (w * s)) with ((/ Phi a + e1) * w * s) by ring. apply Rmult_le_compat_r; lra. }
      lra. }
  apply Rnot_le_lt. intros ge.
  assert (g r = 1/2) by (unfold g; rewrite Rmin_right; lra). rewrite H in main. lra.
Qed.
End DifferentialMethod.
