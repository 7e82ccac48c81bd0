(* The Gaussian integral, so that Phi is a distribution function onto (0,1) and the quantile exists: no hypothesis left in the Gaussian row. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From Wulff Require Import RealDefinitions.
From Wulff.rows Require Import Normal.
Open Scope R_scope.

Definition bell (t : R) := exp (- t ^ 2).
Definition E (x : R) := RInt bell 0 x.
Definition f (x t : R) := exp (- x ^ 2 * (1 + t ^ 2)) / (1 + t ^ 2).
Definition B (x : R) := RInt (f x) 0 1.

Lemma pos1 t : 0 < 1 + t ^ 2. Proof. assert (h := pow2_ge_0 t). lra. Qed.
Lemma bell_cont x : continuous bell x.
Proof. apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). unfold bell. auto_derive. trivial. Qed.
Lemma bell_int a b : ex_RInt bell a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply bell_cont. Qed.
Lemma f_cont x t : continuous (f x) t.
Proof.
  apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). unfold f. auto_derive.
  assert (h := pos1 t). simpl in h. lra.
Qed.
Lemma f_int x a b : ex_RInt (f x) a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros; apply f_cont. Qed.
Lemma E_derive x : is_derive E x (bell x).
Proof.
  unfold E. apply (is_derive_RInt bell (RInt bell 0) 0 x).
  - apply filter_forall. intros y. apply (RInt_correct (V := R_CompleteNormedModule)). apply bell_int.
  - apply bell_cont.
Qed.
Lemma f_derive x t : is_derive (fun u => f u t) x (-2 * x * exp (- x ^ 2 * (1 + t ^ 2))).
Proof. unfold f. assert (h := pos1 t). auto_derive; [simpl in h; lra|]. simpl in *. field. lra. Qed.

Lemma B_derive x : is_derive B x (-2 * bell x * E x).
Proof.
  assert (D : is_derive B x (RInt (fun t => Derive (fun u => f u t) x) 0 1)).
  { apply is_derive_RInt_param.
    - apply filter_forall. intros y t _. eexists. apply f_derive.
    - intros t _.
      apply continuity_2d_pt_ext with (f := fun u v => -2 * u * exp (- u ^ 2 * (1 + v ^ 2))).
      { intros u v. symmetry. apply is_derive_unique, f_derive. }
      apply continuity_2d_pt_mult.
      + apply continuity_2d_pt_mult; [apply continuity_2d_pt_const|apply continuity_2d_pt_id1].
      + apply (continuity_1d_2d_pt_comp exp (fun u v => - u ^ 2 * (1 + v ^ 2))).
        { apply derivable_continuous_pt, derivable_pt_exp. }
        apply continuity_2d_pt_mult.
        * apply continuity_2d_pt_opp. apply (continuity_1d_2d_pt_comp (fun x => x ^ 2) (fun u _ => u)); [|apply continuity_2d_pt_id1].
          apply derivable_continuous_pt, derivable_pt_pow.
        * apply continuity_2d_pt_plus; [apply continuity_2d_pt_const|].
          apply (continuity_1d_2d_pt_comp (fun x => x ^ 2) (fun _ v => v)); [|apply continuity_2d_pt_id2].
          apply derivable_continuous_pt, derivable_pt_pow.
    - apply filter_forall. intros y. apply f_int. }
  replace (-2 * bell x * E x) with (RInt (fun t => Derive (fun u => f u t) x) 0 1); auto.
  apply is_RInt_unique.
  apply (is_RInt_ext (V := R_NormedModule) (fun t => scal (-2 * bell x) (scal x (bell (x * t + 0))))).
  { intros t _. replace (Derive (fun u => f u t) x) with (-2 * x * exp (- x ^ 2 * (1 + t ^ 2))) by (symmetry; apply is_derive_unique, f_derive).
    unfold scal, bell; simpl; unfold mult; simpl.
    replace (- (x * (x * 1)) * (1 + t * (t * 1))) with (- (x * (x * 1)) + - ((x * t + 0) * ((x * t + 0) * 1))) by ring.
    rewrite exp_plus. ring. }
  apply (is_RInt_scal (V := R_NormedModule)).
  apply (is_RInt_comp_lin (V := R_NormedModule) bell x 0 0 1).
  assert (a0 : x * 0 + 0 = 0) by ring. assert (b1 : x * 1 + 0 = x) by ring. rewrite a0, b1.
  apply (RInt_correct (V := R_CompleteNormedModule)). apply bell_int.
Qed.

Lemma B_zero : B 0 = PI / 4.
Proof.
  unfold B. rewrite (RInt_ext _ (fun t => / (1 + t ^ 2))).
  2:{ intros t _. unfold f. replace (- 0 ^ 2 * (1 + t ^ 2)) with 0 by ring. rewrite exp_0. unfold Rdiv. match goal with |- ?a = ?b => change (@eq R a b) end. ring. }
  replace (PI / 4) with (minus (atan 1) (atan 0)).
  2:{ rewrite atan_1, atan_0. unfold minus, plus, opp; simpl. lra. }
  apply is_RInt_unique. apply (is_RInt_derive atan (fun t => / (1 + t ^ 2))).
  - intros t _. apply is_derive_Reals. exact (derivable_pt_lim_atan t).
  - intros t _. apply (ex_derive_continuous (K := R_AbsRing) (V := R_NormedModule)). auto_derive.
    assert (h := pos1 t). simpl in h. lra.
Qed.
Lemma E_zero : E 0 = 0. Proof. unfold E. rewrite RInt_point. reflexivity. Qed.

Lemma invariant x : 0 < x -> E x ^ 2 + B x = PI / 4.
Proof.
  intros hx. rewrite <- B_zero. replace (B 0) with (E 0 ^ 2 + B 0) by (rewrite E_zero; ring).
  symmetry. apply (eq_is_derive (fun x => E x ^ 2 + B x) 0 x); auto. intros t _.
  assert (h1 := E_derive t). assert (h2 := B_derive t).
  assert (z : 2 * E t * bell t + (-2 * bell t * E t) = 0) by ring.
  change (is_derive (fun x => E x ^ 2 + B x) t 0). rewrite <- z.
  apply (is_derive_plus (K := R_AbsRing) (V := R_NormedModule) (fun x => E x ^ 2) B); auto.
  replace (2 * E t * bell t) with (INR 2 * bell t * E t ^ pred 2) by (simpl; ring).
  apply is_derive_pow. exact h1.
Qed.
Lemma B_bounds x : 0 < B x <= exp (- x ^ 2).
Proof.
  split.
  - unfold B. apply RInt_gt_0; [lra| |].
    + intros t _. unfold f. apply Rdiv_lt_0_compat; [apply exp_pos|apply pos1].
    + intros t _. apply f_cont.
  - unfold B. replace (exp (- x ^ 2)) with (RInt (fun _ => exp (- x ^ 2)) 0 1).
    2:{ rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring. }
    apply RInt_le; [lra|apply f_int|apply ex_RInt_const|]. intros t _. unfold f.
    assert (p := pos1 t). assert (t2 := pow2_ge_0 t). assert (x2 := pow2_ge_0 x).
    apply Rle_trans with (exp (- x ^ 2) / 1).
    2:{ unfold Rdiv. rewrite Rinv_1. lra. }
    apply Rmult_le_compat; [left; apply exp_pos|left; apply Rinv_0_lt_compat; auto| |apply Rinv_le_contravar; lra].
    destruct (Req_dec (- x ^ 2 * (1 + t ^ 2)) (- x ^ 2)) as [e|ne]; [rewrite e; lra|].
    left. apply exp_increasing. nra.
Qed.

(* Phi is E up to scale *)
Lemma Phi_E y : Phi y = 1 / 2 + E (y / sqrt 2) / sqrt PI.
Proof.
  unfold Phi. f_equal. assert (s2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (sp : 0 < sqrt PI) by (apply sqrt_lt_R0, PI_RGT_0).
  apply is_RInt_unique.
  assert (e : E (y / sqrt 2) / sqrt PI = scal (/ sqrt PI) (E (y / sqrt 2))) by (unfold scal; simpl; unfold mult; simpl; unfold Rdiv; ring).
  rewrite e.
  apply (is_RInt_ext (V := R_NormedModule) (fun t => scal (/ sqrt PI) (scal (/ sqrt 2) (bell (/ sqrt 2 * t + 0))))).
  { intros t _. unfold phi, bell, scal; simpl; unfold mult; simpl.
    rewrite sqrt_mult by (generalize PI_RGT_0; lra).
    replace ((/ sqrt 2 * t + 0) * ((/ sqrt 2 * t + 0) * 1)) with ((t * (t * 1)) / (sqrt 2 * sqrt 2)) by (field; lra).
    rewrite sqrt_sqrt by lra. replace (- (t * (t * 1) / 2)) with (- (t * (t * 1)) / 2) by field. field. lra. }
  apply (is_RInt_scal (V := R_NormedModule)).
  apply (is_RInt_comp_lin (V := R_NormedModule) bell (/ sqrt 2) 0 0 y).
  assert (a0 : / sqrt 2 * 0 + 0 = 0) by ring. assert (b1 : / sqrt 2 * y + 0 = y / sqrt 2) by (unfold Rdiv; ring). rewrite a0, b1.
  apply (RInt_correct (V := R_CompleteNormedModule)). apply bell_int.
Qed.

Lemma E_pos x : 0 < x -> 0 < E x.
Proof. intros h. unfold E. apply RInt_gt_0; auto; intros; [apply exp_pos|apply bell_cont]. Qed.

Theorem Phi_below_one y : Phi y < 1.
Proof.
  assert (base : forall y, 0 < y -> Phi y < 1).
  { intros z hz. rewrite Phi_E. assert (s2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
    assert (sp : 0 < sqrt PI) by (apply sqrt_lt_R0, PI_RGT_0).
    set (x := z / sqrt 2). assert (hx : 0 < x) by (apply Rdiv_lt_0_compat; auto).
    assert (i := invariant x hx). assert (b := B_bounds x). assert (ep := E_pos x hx).
    assert (e2 : E x < sqrt PI / 2).
    { apply Rsqr_incrst_0; [|lra|lra]. unfold Rsqr. replace (sqrt PI / 2 * (sqrt PI / 2)) with (sqrt PI * sqrt PI / 4) by field.
      rewrite sqrt_sqrt by (left; apply PI_RGT_0). simpl in i. lra. }
    assert (E x / sqrt PI < 1 / 2); [|lra].
    apply (Rmult_lt_reg_r (sqrt PI)); auto. unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  destruct (Rle_or_lt y 0) as [h|h]; [|auto].
  apply Rlt_trans with (Phi 1); [apply Phi_increasing; lra|apply base; lra].
Qed.

Theorem Phi_reaches rho : rho < 1 -> exists y, rho < Phi y.
Proof.
  intros h.
  destruct (Rlt_or_le rho (1/2)) as [small|big].
  { exists 0. rewrite Phi_zero. lra. }
  assert (s2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (pp := PI_RGT_0). assert (sp : 0 < sqrt PI) by (apply sqrt_lt_R0, PI_RGT_0).
  (* need E(x)^2 > PI (rho - 1/2)^2, with E(x)^2 >= PI/4 - exp(-x^2) *)
  set (gap := PI / 4 - PI * (rho - 1/2) ^ 2).
  assert (gp : 0 < gap). { unfold gap. assert ((rho - 1/2) ^ 2 < 1/4) by nra. nra. }
  set (x := Rmax 1 (1 - ln gap)).
  assert (x1 := Rmax_l 1 (1 - ln gap)). assert (x2 := Rmax_r 1 (1 - ln gap)). fold x in x1, x2.
  assert (small : exp (- x ^ 2) < gap).
  { rewrite <- (exp_ln gap) by auto. apply exp_increasing. nra. }
  exists (x * sqrt 2). rewrite Phi_E. replace (x * sqrt 2 / sqrt 2) with x by (field; lra).
  assert (i := invariant x ltac:(lra)). assert (b := B_bounds x). assert (ep := E_pos x ltac:(lra)).
  assert (sqrt PI * (rho - 1/2) < E x).
  { apply Rsqr_incrst_0; [|apply Rmult_le_pos; lra|lra]. unfold Rsqr.
    replace (sqrt PI * (rho - 1 / 2) * (sqrt PI * (rho - 1 / 2))) with ((sqrt PI * sqrt PI) * (rho - 1/2) ^ 2) by ring.
    rewrite sqrt_sqrt by lra. unfold gap in small. simpl in *. lra. }
  assert (rho - 1/2 < E x / sqrt PI); [|lra].
  apply (Rmult_lt_reg_r (sqrt PI)); auto. unfold Rdiv at 2. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

Theorem quantile_exists rho : 0 < rho < 1 -> exists x, Phi x = rho.
Proof.
  intros h. destruct (Phi_reaches rho ltac:(lra)) as [b hb]. destruct (Phi_reaches (1 - rho) ltac:(lra)) as [a ha].
  assert (ha' : Phi (- a) < rho) by (rewrite Phi_mirror; lra).
  destruct (IVT_gen Phi (- a) b rho) as [x [_ hx]].
  - intros y. apply derivable_continuous_pt. exists (phi y). apply is_derive_Reals, Phi_derivative.
  - rewrite Rmin_left, Rmax_right by lra. lra.
  - exists x; auto.
Qed.

Theorem Phi_quantile rho : 0 < rho < 1 -> Phi (quantile rho) = rho.
Proof.
  intros h. destruct (quantile_exists rho h) as [x hx]. unfold quantile.
  rewrite (is_lub_Rbar_unique _ (Finite x)); auto. split.
  - intros y hy. simpl. apply Rnot_lt_le. intros lt. apply Phi_increasing in lt. lra.
  - intros b hb. apply hb. lra.
Qed.

(** the Gaussian row, without hypotheses *)
Theorem row_derivative rho : 1 / 2 < rho < 1 -> is_derive quantile rho (/ phi (quantile (1 - rho))).
Proof. intros h. exact (gaussian_derivative quantile Phi_quantile rho h). Qed.
Theorem row_boundary : quantile (1 / 2) = 0.
Proof. exact (gaussian_boundary quantile Phi_quantile). Qed.
Theorem row_tight rho : 0 < rho < 1 -> Phi (quantile (1 - rho) + quantile rho) = 1 / 2.
Proof. exact (gaussian_tight quantile Phi_quantile rho). Qed.
