(* The inverse of a function with a positive derivative has the derivative 1/f' there; nothing else is asked of it. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Section Inverse.
(* F has the derivative f > 0 on an interval I without its ends; g goes back *)
Variables (I : R -> Prop) (F f g : R -> R).
Hypothesis convex : forall a b x, I a -> I b -> a <= x <= b -> I x.
Hypothesis inner : forall x, I x -> exists e, 0 < e /\ I (x - e) /\ I (x + e).
Hypothesis slope : forall x, I x -> is_derive F x (f x).
Hypothesis positive : forall x, I x -> 0 < f x.
Hypothesis inside : forall p, 0 < p < 1 -> I (g p).
Hypothesis inverse : forall p, 0 < p < 1 -> F (g p) = p.

Lemma inverse_growing x y : I x -> I y -> x < y -> F x < F y.
Proof.
  intros hx hy lt.
  destruct (MVT_gen F x y f) as (c & hc & e).
  - intros z. rewrite Rmin_left, Rmax_right by lra. intros hz. apply slope. apply (convex x y); auto; lra.
  - intros z. rewrite Rmin_left, Rmax_right by lra. intros hz. apply continuity_pt_filterlim.
    apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). exists (f z). apply slope. apply (convex x y); auto; lra.
  - rewrite Rmin_left, Rmax_right in hc by lra.
    assert (0 < f c * (y - x)). { apply Rmult_lt_0_compat; [apply positive; apply (convex x y); auto; lra | lra]. }
    lra.
Qed.
Lemma inverse_unique x y : I x -> I y -> F x = F y -> x = y.
Proof. intros hx hy e. destruct (Rtotal_order x y) as [h|[h|h]]; auto; apply inverse_growing in h; auto; lra. Qed.

Lemma inverse_near p : 0 < p < 1 -> forall e, 0 < e -> exists d, 0 < d /\ forall q, Rabs (q - p) < d -> 0 < q < 1 /\ Rabs (g q - g p) < e.
Proof.
  intros hp e he. destruct (inner (g p) (inside p hp)) as (e0 & pe & i1 & i2).
  pose (m := Rmin (e / 2) e0). assert (m1 := Rmin_l (e / 2) e0). assert (m2 := Rmin_r (e / 2) e0). fold m in m1, m2.
  assert (pm : 0 < m) by (unfold m; apply Rmin_glb_lt; lra).
  assert (jp : I (g p - m)) by (apply (convex (g p - e0) (g p)); auto; lra).
  assert (jq : I (g p + m)) by (apply (convex (g p) (g p + e0)); auto; lra).
  assert (a1 := inverse_growing _ _ jp (inside p hp)). assert (a2 := inverse_growing _ _ (inside p hp) jq).
  rewrite inverse in a1, a2 by auto. specialize (a1 ltac:(lra)). specialize (a2 ltac:(lra)).
  pose (lo := Rmax (F (g p - m)) (p / 2)). pose (hi := Rmin (F (g p + m)) ((1 + p) / 2)).
  assert (q1 := Rmax_l (F (g p - m)) (p / 2)). assert (q2 := Rmax_r (F (g p - m)) (p / 2)). fold lo in q1, q2.
  assert (q3 := Rmin_l (F (g p + m)) ((1 + p) / 2)). assert (q4 := Rmin_r (F (g p + m)) ((1 + p) / 2)). fold hi in q3, q4.
  assert (l : lo < p) by (unfold lo; apply Rmax_lub_lt; lra). assert (h : p < hi) by (unfold hi; apply Rmin_glb_lt; lra).
  exists (Rmin (p - lo) (hi - p)). split; [apply Rmin_glb_lt; lra|]. intros q hq.
  assert (n1 := Rmin_l (p - lo) (hi - p)). assert (n2 := Rmin_r (p - lo) (hi - p)). apply Rabs_def2 in hq.
  assert (r : 0 < q < 1) by lra. split; auto.
  assert (g p - m < g q).
  { destruct (Rlt_or_le (g p - m) (g q)) as [k|[k|k]]; auto.
    - apply inverse_growing in k; auto. rewrite inverse in k by auto. lra.
    - assert (F (g q) = F (g p - m)) by now rewrite k. rewrite inverse in H by auto. lra. }
  assert (g q < g p + m).
  { destruct (Rlt_or_le (g q) (g p + m)) as [k|[k|k]]; auto.
    - apply inverse_growing in k; auto. rewrite inverse in k by auto. lra.
    - assert (F (g q) = F (g p + m)) by now rewrite <- k. rewrite inverse in H0 by auto. lra. }
  apply Rabs_def1; lra.
Qed.

Theorem inverse_derivative p : 0 < p < 1 -> is_derive g p (/ f (g p)).
Proof.
  intros hp. assert (fp := positive _ (inside p hp)). apply is_derive_Reals. intros eps heps.
  assert (D := slope _ (inside p hp)). apply is_derive_Reals in D. set (s := f (g p)) in *.
  (* difference quotients of F near g p are close to s, so their inverses are close to 1/s *)
  pose (e1 := Rmin (s / 2) (eps * (s * s) / 2)).
  assert (e1pos : 0 < e1).
  { unfold e1. apply Rmin_glb_lt; [lra|]. apply Rdiv_lt_0_compat; [|lra]. repeat apply Rmult_lt_0_compat; auto. }
  destruct (D e1 e1pos) as [d1 hd1]. destruct (inverse_near p hp d1 (cond_pos d1)) as (d2 & pd2 & hd2).
  exists (mkposreal d2 pd2). intros h hn hh. simpl in hh.
  assert (hy : Rabs (p + h - p) < d2) by (replace (p + h - p) with h by ring; auto).
  destruct (hd2 _ hy) as [yr close]. set (k := g (p + h) - g p) in *.
  assert (kn : k <> 0).
  { intros k0. assert (e : g (p + h) = g p) by (unfold k in k0; lra). assert (F (g (p + h)) = F (g p)) by now rewrite e.
    rewrite !inverse in H by auto. lra. }
  specialize (hd1 k kn close).
  assert (e : F (g p + k) - F (g p) = h).
  { replace (g p + k) with (g (p + h)) by (unfold k; ring). rewrite !inverse by auto. ring. }
  rewrite e in hd1. set (q := h / k) in *.
  assert (b1 := Rmin_l (s / 2) (eps * (s * s) / 2)). assert (b2 := Rmin_r (s / 2) (eps * (s * s) / 2)). fold e1 in b1, b2.
  assert (qb : s / 2 < q) by (apply Rabs_def2 in hd1; lra).
  assert (kq : k / h = / q) by (unfold q; field; auto).
  rewrite kq. replace (/ q - / s) with ((s - q) / (q * s)) by (field; lra).
  assert (qp : 0 < q * s) by (apply Rmult_lt_0_compat; lra).
  unfold Rdiv. rewrite Rabs_mult, (Rabs_right (/ (q * s))) by (left; apply Rinv_0_lt_compat; auto).
  rewrite Rabs_minus_sym. apply (Rmult_lt_reg_r (q * s)); auto.
  rewrite Rmult_assoc, Rinv_l by lra. rewrite Rmult_1_r.
  apply Rlt_le_trans with e1; auto. apply Rle_trans with (1 := b2).
  replace (eps * (s * s) / 2) with (eps * ((s / 2) * s)) by field.
  apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_r; lra.
Qed.
End Inverse.
