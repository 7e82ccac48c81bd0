(* The logarithm of Gamma at large whole and half numbers between bounds, from its laws: Stirling's formula with both errors. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Wulff Require Import SpecialDefinitions.
Open Scope R_scope.

(* a function with a nonnegative derivative does not fall *)
Lemma rises (f g : R -> R) u : 0 <= u < 1 -> f 0 = 0 -> (forall t, 0 <= t < 1 -> is_derive f t (g t)) -> (forall t, 0 <= t < 1 -> 0 <= g t) -> 0 <= f u.
Proof.
  intros hu f0 D pos. destruct (MVT_gen f 0 u g) as (c & hc & e).
  - intros x. rewrite Rmin_left, Rmax_right by lra. intros h. apply D. lra.
  - intros x. rewrite Rmin_left, Rmax_right by lra. intros h. apply continuity_pt_filterlim.
    apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). exists (g x). apply D. lra.
  - rewrite Rmin_left, Rmax_right in hc by lra. assert (0 <= g c * (u - 0)) by (apply Rmult_le_pos; [apply pos; lra | lra]). lra.
Qed.
Lemma artanh_above u : 0 <= u < 1 -> 2 * u <= ln (1 + u) - ln (1 - u).
Proof.
  intros hu. cut (0 <= ln (1 + u) - ln (1 - u) - 2 * u); [lra|].
  apply (rises (fun u => ln (1 + u) - ln (1 - u) - 2 * u) (fun t => 2 * t ^ 2 / (1 - t ^ 2))); auto.
  - rewrite Rplus_0_r, Rminus_0_r, ln_1. ring.
  - intros t ht. auto_derive; [lra|]. field. assert (t * t < 1) by nra. repeat split; nra.
  - intros t ht. apply Rmult_le_pos; [nra|]. left. apply Rinv_0_lt_compat. nra.
Qed.
Lemma artanh_below u : 0 <= u < 1 -> ln (1 + u) - ln (1 - u) <= 2 * u + 2 * u ^ 3 / (3 * (1 - u ^ 2)).
Proof.
  intros hu. cut (0 <= 2 * u + 2 * u ^ 3 / (3 * (1 - u ^ 2)) - (ln (1 + u) - ln (1 - u))); [lra|].
  apply (rises (fun u => 2 * u + 2 * u ^ 3 / (3 * (1 - u ^ 2)) - (ln (1 + u) - ln (1 - u))) (fun t => 4 * t ^ 4 / (3 * (1 - t ^ 2) ^ 2))); auto.
  - rewrite Rplus_0_r, Rminus_0_r, ln_1. field.
  - intros t ht. auto_derive; [repeat split; try lra; nra|]. field. repeat split; nra.
  - intros t ht. apply Rmult_le_pos; [nra|]. left. apply Rinv_0_lt_compat. assert (0 < 1 - t ^ 2) by nra. nra.
Qed.
(* one step of Stirling's formula *)
Lemma step x : 0 < x -> 1 <= (x + 1 / 2) * (ln (x + 1) - ln x) <= 1 + 1 / (12 * x * (x + 1)).
Proof.
  intros hx. set (u := / (2 * x + 1)). assert (u0 : 0 < u) by (apply Rinv_0_lt_compat; lra).
  assert (u1 : u < 1) by (unfold u; rewrite <- Rinv_1; apply Rinv_lt_contravar; lra).
  assert (e : ln (1 + u) - ln (1 - u) = ln (x + 1) - ln x).
  { replace (1 + u) with ((2 * / (2 * x + 1)) * (x + 1)) by (unfold u; field; lra).
    replace (1 - u) with ((2 * / (2 * x + 1)) * x) by (unfold u; field; lra).
    fold u. rewrite !ln_mult by lra. ring. }
  assert (a := artanh_above u). assert (b := artanh_below u). rewrite e in a, b. specialize (a ltac:(lra)). specialize (b ltac:(lra)).
  assert (half : x + 1 / 2 = / (2 * u)) by (unfold u; field; lra).
  rewrite half. split.
  - apply Rle_trans with (/ (2 * u) * (2 * u)); [right; field; lra|]. apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; lra | auto].
  - apply Rle_trans with (/ (2 * u) * (2 * u + 2 * u ^ 3 / (3 * (1 - u ^ 2)))).
    + apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; lra | auto].
    + right. unfold u. field. repeat split; try lra; nra.
Qed.

Section Gamma.
Context (gam : R -> R) {G : Gamma_laws gam}.
Lemma ln_step z : 0 < z -> ln (gam (z + 1)) = ln z + ln (gam z).
Proof. intros h. rewrite (@Gamma_step gam G) by auto. apply ln_mult; auto. apply Gamma_positive; auto. Qed.

Lemma stirling (n : nat) : let x := INR n + 1 in
  (x + 1 / 2) * ln x - x + 11 / 12 + 1 / (12 * x) <= ln (gam (x + 1)) <= (x + 1 / 2) * ln x - x + 1.
Proof.
  induction n as [|n ih]; intros x.
  - replace x with 1 by (unfold x; simpl; ring). rewrite ln_step, (@Gamma_one gam G), ln_1 by lra. lra.
  - simpl in ih. set (y := INR n + 1) in ih. assert (hy : 0 < y) by (assert (h := pos_INR n); unfold y; lra).
    assert (xy : x = y + 1) by (unfold x, y; rewrite S_INR; ring). rewrite xy.
    rewrite ln_step by lra. destruct ih as [l u]. destruct (step y hy) as [s1 s2].
    assert (i : 1 / (12 * y) - 1 / (12 * y * (y + 1)) = 1 / (12 * (y + 1))) by (field; lra). split; lra.
Qed.
(* at a whole number n >= 1: Gamma(n + 1) *)
Theorem ln_gamma_whole (n : Z) : (1 <= n)%Z ->
  (IZR n + 1 / 2) * ln (IZR n) - IZR n + 11 / 12 <= ln (gam (IZR n + 1)) <= (IZR n + 1 / 2) * ln (IZR n) - IZR n + 1.
Proof.
  intros h. assert (s := stirling (Z.to_nat (n - 1))). simpl in s.
  replace (INR (Z.to_nat (n - 1)) + 1) with (IZR n) in s.
  - assert (0 < IZR n) by (apply IZR_lt; lia). assert (0 < 1 / (12 * IZR n)) by (apply Rdiv_lt_0_compat; lra). lra.
  - rewrite INR_IZR_INZ, Z2Nat.id by lia. rewrite minus_IZR. ring.
Qed.
(* half a step further: Gamma(n + 1/2) *)
Theorem ln_gamma_half (n : Z) : (1 <= n)%Z ->
  ln (gam (IZR n + 1)) - ln (IZR n) + ln (IZR n - 1 / 2) / 2 <= ln (gam (IZR n + 1 / 2)) <= ln (gam (IZR n + 1)) - ln (IZR n) / 2.
Proof.
  intros h. assert (h1 : 1 <= IZR n) by (apply IZR_le in h; auto). set (x := IZR n) in *.
  assert (px : 0 < gam x) by (apply Gamma_positive; lra). assert (ph : 0 < gam (x + 1 / 2)) by (apply Gamma_positive; lra).
  assert (pm : 0 < gam (x - 1 / 2)) by (apply Gamma_positive; lra). rewrite ln_step by lra.
  assert (sq : forall a, 0 < a -> ln (a ^ 2) = 2 * ln a) by (intros a ha; rewrite ln_pow by auto; simpl; ring).
  split.
  - assert (c := Gamma_convex (x - 1 / 2)). replace (x - 1 / 2 + 1 / 2) with x in c by ring. replace (x - 1 / 2 + 1) with (x + 1 / 2) in c by field.
    specialize (c ltac:(lra)). assert (s := Gamma_step (x - 1 / 2)). replace (x - 1 / 2 + 1) with (x + 1 / 2) in s by field. specialize (s ltac:(lra)).
    assert (l : ln (gam x ^ 2) <= ln (gam (x - 1 / 2) * gam (x + 1 / 2))) by (apply ln_le; [apply pow_lt; auto | auto]).
    rewrite sq, ln_mult in l by auto. assert (l2 : ln (gam (x + 1 / 2)) = ln (x - 1 / 2) + ln (gam (x - 1 / 2))) by (rewrite s; apply ln_mult; lra). lra.
  - assert (c := Gamma_convex x ltac:(lra)).
    assert (l : ln (gam (x + 1 / 2) ^ 2) <= ln (gam x * gam (x + 1))) by (apply ln_le; [apply pow_lt; auto | auto]).
    rewrite sq, ln_mult, ln_step in l by first [lra | auto; apply (@Gamma_positive gam G); lra]. lra.
Qed.

(* exactly, by a product of n whole numbers: Gamma(a/2 + n) *)
Fixpoint odd_product (n : nat) (a : Z) : Z := match n with O => 1 | S m => a * odd_product m (a + 2) end%Z.
Lemma gamma_product (n : nat) (a : Z) : (0 < a)%Z -> gam (IZR a / 2 + INR n) = IZR (odd_product n a) / 2 ^ n * gam (IZR a / 2).
Proof.
  revert a. induction n as [|n ih]; intros a h.
  - simpl. rewrite Rplus_0_r. field.
  - replace (IZR a / 2 + INR (S n)) with (IZR (a + 2) / 2 + INR n) by (rewrite S_INR, plus_IZR; field).
    rewrite ih by lia. replace (IZR (a + 2) / 2) with (IZR a / 2 + 1) by (rewrite plus_IZR; field).
    apply IZR_lt in h. rewrite (@Gamma_step gam G) by lra. cbn [odd_product pow]. rewrite mult_IZR. field. apply pow_nonzero. lra.
Qed.
Theorem gamma_exact (n a p q : Z) x : (0 < a)%Z -> (0 <= n)%Z -> odd_product (Z.to_nat n) a = p -> (2 ^ n)%Z = q -> x = IZR a / 2 + IZR n ->
  gam x = IZR p / IZR q * gam (IZR a / 2).
Proof.
  intros h hn <- <- ->. replace (IZR n) with (INR (Z.to_nat n)) by (rewrite INR_IZR_INZ, Z2Nat.id; auto).
  rewrite (gamma_product (Z.to_nat n) a h). replace (2 ^ n)%Z with (2 ^ Z.of_nat (Z.to_nat n))%Z by (rewrite Z2Nat.id; auto). rewrite <- pow_IZR. reflexivity.
Qed.
End Gamma.
