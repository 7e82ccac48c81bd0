(* The comparison for scalar differential inequalities as the suite states it: a growing quantity whose slope to the right is
   at most Phi of itself needs at least the time int dp/Phi. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Wulff.radius Require Import Comparison.
Open Scope R_scope.

Section Flow.
Variables (Phi g : R -> R) (T : R).
Hypothesis rate : forall p, 0 < p < 1 -> 0 < Phi p /\ continuous Phi p.
Hypothesis range : forall r, 0 <= r <= T -> 0 < g r < 1.
Hypothesis grows : forall r s, 0 <= r <= s -> s <= T -> g r <= g s.
Hypothesis cont : forall r, 0 <= r <= T -> forall e, 0 < e ->
  exists d, 0 < d /\ forall s, 0 <= s <= T -> Rabs (s - r) < d -> Rabs (g s - g r) < e.
Hypothesis slope : forall r, 0 <= r < T -> forall e, 0 < e ->
  exists d, 0 < d /\ forall s, 0 < s < d -> r + s <= T -> (g (r + s) - g r) / s <= Phi (g r) + e.

Let inv_cont p : 0 < p < 1 -> continuous (fun p => / Phi p) p.
Proof.
  intros h. destruct (rate p h) as [pos c]. apply (continuous_comp Phi Rinv); [exact c|]. apply continuous_Rinv. lra.
Qed.
Let inv_int a b : 0 < a < 1 -> 0 < b < 1 -> ex_RInt (fun p => / Phi p) a b.
Proof.
  intros ha hb. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros z hz. apply inv_cont.
  unfold Rmin, Rmax in hz. destruct (Rle_dec a b); lra.
Qed.
(* near a the integral is at most (1/Phi(a) + e) times the length *)
Let int_up a e : 0 < a < 1 -> 0 < e -> exists d, 0 < d /\
  forall x y, a - d < x -> x <= y -> y < a + d -> 0 < x -> y < 1 -> RInt (fun p => / Phi p) x y <= (/ Phi a + e) * (y - x).
Proof.
  intros ha he.
  assert (lc : locally a (fun p => / Phi p <= / Phi a + e)).
  { apply (inv_cont a ha (fun y => y <= / Phi a + e)). exists (mkposreal e he). intros y hy.
    apply Rabs_def2 in hy. unfold minus, plus, opp in hy; simpl in hy. lra. }
  destruct lc as [d hd]. exists d. split; [apply cond_pos|]. intros x y h1 h2 h3 h4 h5.
  replace ((/ Phi a + e) * (y - x)) with (RInt (fun _ => / Phi a + e) x y).
  2:{ rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring. }
  apply RInt_le; [lra|apply inv_int; lra|apply ex_RInt_const|]. intros z hz. apply hd.
  apply Rabs_def1; unfold minus, plus, opp; simpl; lra.
Qed.
Let time r := RInt (fun p => / Phi p) (g 0) (g r).
Let time_step r s : 0 <= r <= T -> 0 <= s <= T -> time s = time r + RInt (fun p => / Phi p) (g r) (g s).
Proof.
  intros hr hs. assert (g0 := range 0 ltac:(lra)). assert (gr := range r hr). assert (gs := range s hs).
  unfold time. rewrite <- (RInt_Chasles (fun p => / Phi p) (g 0) (g r) (g s)) by (apply inv_int; lra). reflexivity.
Qed.

Theorem flow_comparison r : 0 <= r <= T -> RInt (fun p => / Phi p) (g 0) (g r) <= r.
Proof.
  intros hr. fold (time r).
  replace r with (time 0 + r) at 2 by (unfold time; rewrite RInt_point; apply Rplus_0_l).
  apply (dini_comparison time T); [| |exact hr]; clear r hr.
  - intros r hr e he. assert (a := range r ltac:(lra)). destruct (rate (g r) a) as [pos _].
    assert (ipos : 0 < / Phi (g r)) by (apply Rinv_0_lt_compat; auto).
    destruct (int_up (g r) 1 a ltac:(lra)) as [d [hd up]].
    set (m := / Phi (g r) + 1) in *. assert (mpos : 0 < m) by (unfold m; lra).
    destruct (cont r ltac:(lra) (Rmin d (e / m))) as [d' [hd' near]].
    { apply Rmin_glb_lt; [exact hd|apply Rdiv_lt_0_compat; auto]. }
    exists d'. split; [exact hd'|]. intros s s0 hs. assert (b := range s ltac:(lra)).
    specialize (near s ltac:(lra) ltac:(apply Rabs_def1; lra)). apply Rabs_def2 in near.
    assert (m1 := Rmin_l d (e / m)). assert (m2 := Rmin_r d (e / m)).
    assert (mono := grows s r ltac:(lra) ltac:(lra)).
    rewrite (time_step s r) by lra.
    specialize (up (g s) (g r) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra)).
    assert (m * (g r - g s) <= m * (e / m)) by (apply Rmult_le_compat_l; lra).
    replace (m * (e / m)) with e in H by (field; lra). lra.
  - intros r hr e he. assert (a := range r ltac:(lra)). destruct (rate (g r) a) as [pos _].
    set (A := Phi (g r)) in *. set (e' := Rmin e 1).
    assert (e'pos : 0 < e') by (apply Rmin_glb_lt; lra).
    assert (e1 := Rmin_l e 1). assert (e2 := Rmin_r e 1). fold e' in e1, e2.
    destruct (int_up (g r) (e' / (4 * A)) a ltac:(apply Rdiv_lt_0_compat; lra)) as [d1 [hd1 up]].
    destruct (cont r ltac:(lra) d1 hd1) as [d2 [hd2 near]].
    assert (quarter : 0 < e' * A / 4) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; assumption|lra]).
    destruct (slope r hr (e' * A / 4) quarter) as [d3 [hd3 sl]].
    set (d := Rmin (Rmin d2 d3) (T - r)).
    assert (n1 := Rmin_l (Rmin d2 d3) (T - r)). assert (n2 := Rmin_r (Rmin d2 d3) (T - r)). fold d in n1, n2.
    assert (n3 := Rmin_l d2 d3). assert (n4 := Rmin_r d2 d3).
    assert (dpos : 0 < d) by (unfold d; repeat apply Rmin_glb_lt; lra).
    exists d. split; [exact dpos|]. intros s hs.
    specialize (near (r + s) ltac:(lra) ltac:(apply Rabs_def1; lra)). apply Rabs_def2 in near.
    specialize (sl s ltac:(lra) ltac:(lra)). fold A in sl.
    assert (b := range (r + s) ltac:(lra)). assert (mono := grows r (r + s) ltac:(lra) ltac:(lra)).
    specialize (up (g r) (g (r + s)) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra)). fold A in up.
    rewrite (time_step r (r + s)) by lra. apply Rplus_le_compat_l.
    apply Rle_trans with (1 := up).
    assert (gain : g (r + s) - g r <= (A + e' * A / 4) * s).
    { replace (g (r + s) - g r) with ((g (r + s) - g r) / s * s) by (field; lra). apply Rmult_le_compat_r; lra. }
    assert (cpos : 0 < / A + e' / (4 * A)).
    { assert (0 < / A) by (apply Rinv_0_lt_compat; lra). assert (0 < e' / (4 * A)) by (apply Rdiv_lt_0_compat; lra). lra. }
    apply Rle_trans with ((/ A + e' / (4 * A)) * ((A + e' * A / 4) * s)); [apply Rmult_le_compat_l; lra|].
    replace ((/ A + e' / (4 * A)) * ((A + e' * A / 4) * s)) with ((1 + e' / 4) * (1 + e' / 4) * s) by (field; lra).
    apply Rmult_le_compat_r; [lra|].
    assert (sq : e' * e' <= 1 * e') by (apply Rmult_le_compat_r; lra).
    replace ((1 + e' / 4) * (1 + e' / 4)) with (1 + e' / 2 + e' * e' / 16) by field. lra.
Qed.
End Flow.
