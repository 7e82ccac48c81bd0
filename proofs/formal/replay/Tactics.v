(* Tactics that replay steps of exported certificates: identities by the laws of the functions and by derivatives, inequalities on boxes and values
   at points by coq-interval. What they prove is checked by Coq; a tactic that finds nothing proves nothing. *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Wulff Require Import RealDefinitions.
From Wulff.rows Require Import Normal NormalQuantile.
Open Scope R_scope.
Global Instance diff_Phi : UnaryDiff Phi := {| UnaryDiff_f' := phi; UnaryDiff_H := Phi_derivative |}.
Lemma quantile_derive x : 0 < x < 1 -> is_derive quantile x (/ phi (quantile x)).
Proof. exact (radius_derivative quantile Phi_quantile x). Qed.
Global Instance diff_quantile : UnaryDiff' quantile := {| UnaryDiff'_f' := fun x => / phi (quantile x); UnaryDiff'_df := fun x => 0 < x < 1; UnaryDiff'_H := quantile_derive |}.
Lemma phi_derive x : is_derive phi x (- x * phi x).
Proof. unfold phi. auto_derive; trivial. assert (h := twopi). unfold Rdiv. simpl. field. lra. Qed.
Global Instance diff_phi : UnaryDiff phi := {| UnaryDiff_f' := fun x => - x * phi x; UnaryDiff_H := phi_derive |}.
Lemma Phi_positive x : 0 < Phi x. Proof. assert (h := Phi_below_one (- x)). rewrite Phi_mirror in h. lra. Qed.
Lemma quantile_Phi x : quantile (Phi x) = x.
Proof. apply Phi_injective. apply Phi_quantile. split; [apply Phi_positive|apply Phi_below_one]. Qed.
Lemma quantile_mirror p : 0 < p < 1 -> quantile (1 + -1 * p) = - quantile p.
Proof. intros h. replace (1 + -1 * p) with (1 - p) by ring. exact (radius_mirror quantile Phi_quantile p h). Qed.
Lemma phi_even x : phi (- x) = phi x. Proof. unfold phi. do 3 f_equal. ring. Qed.
Lemma phi_even' x : phi (-1 * x) = phi x. Proof. replace (-1 * x) with (- x) by ring. apply phi_even. Qed.
(* any function with the laws of Gamma *)
Lemma gam_2 (gam : R -> R) (gam_S : forall z, 0 < z -> gam (z + 1) = z * gam z) z : 0 < z -> gam (z + 2) = (z + 1) * z * gam z.
Proof. intros h. replace (z + 2) with (z + 1 + 1) by ring. rewrite gam_S, gam_S by lra. ring. Qed.
Lemma gam_3 (gam : R -> R) (gam_S : forall z, 0 < z -> gam (z + 1) = z * gam z) z : 0 < z -> gam (z + 3) = (z + 2) * (z + 1) * z * gam z.
Proof. intros h. replace (z + 3) with (z + 2 + 1) by ring. rewrite gam_S, (gam_2 gam gam_S) by lra. ring. Qed.
Ltac pos :=
  lazymatch goal with
  | |- True => exact I
  | |- _ /\ _ => split; pos
  | |- _ <> 0 => first [ lra | apply Rgt_not_eq; pos | apply Rlt_not_eq; pos ]
  | |- _ > 0 => apply Rlt_gt; pos
  | |- 0 < exp _ => apply exp_pos
  | |- 0 < PI => apply PI_RGT_0
  | |- 0 < phi _ => apply phi_pos
  | |- 0 < Phi _ => apply Phi_positive
  | |- Phi _ < 1 => apply Phi_below_one
  | H : forall z, 0 < z -> 0 < ?g z |- 0 < ?g _ => apply H; pos
  | |- 0 < Rpower _ _ => unfold Rpower; apply exp_pos
  | |- 0 < / _ => apply Rinv_0_lt_compat; pos
  | |- 0 < _ * _ => first [ lra | apply Rmult_lt_0_compat; pos | nra ]
  | |- 0 < _ / _ => first [ lra | apply Rdiv_lt_0_compat; pos ]
  | |- 0 < _ ^ _ => first [ apply pow_lt; pos | nra ]
  | |- 0 < sqrt _ => apply sqrt_lt_R0; pos
  | |- 0 < _ + _ => first [ lra | apply Rplus_lt_0_compat; pos | nra ]
  | |- 0 < _ - _ => first [ lra | nra ]
  | |- _ => first [ lra | nra | interval ]
  end.
Ltac side := try (repeat split; pos).
Ltac derivatives := cbv beta; repeat match goal with
  | |- context [Derive ?f ?x] =>
    let l := fresh "l" in let H := fresh "H" in
    evar (l : R);
    assert (H : is_derive f x l) by (unfold l; unfold Rpower; auto_derive; [side | cbv beta; reflexivity]);
    rewrite (is_derive_unique f x l H); unfold l; clear H; clear l; cbv beta
  end.

Lemma exp_m1 x : exp (-1 * x) = / exp x. Proof. replace (-1 * x) with (- x) by ring. apply exp_Ropp. Qed.
Lemma exp_2 x : exp (2 * x) = exp x ^ 2. Proof. replace (2 * x) with (x + x) by ring. rewrite exp_plus. ring. Qed.
Lemma Rpower_one e : Rpower 1 e = 1. Proof. unfold Rpower. rewrite ln_1, Rmult_0_r. apply exp_0. Qed.
Lemma Rpower_m1 x y : Rpower x (-1 * y) = / Rpower x y. Proof. replace (-1 * y) with (- y) by ring. apply Rpower_Ropp. Qed.
Lemma Rpower_pred x y : 0 < x -> Rpower x (y + -1 * 1) = Rpower x y / x.
Proof. intros h. replace (y + -1 * 1) with (y + Ropp 1) by ring. rewrite Rpower_plus, Rpower_Ropp, Rpower_1; auto. Qed.
Lemma Rpower_exp x y : exp (y * ln x) = Rpower x y. Proof. reflexivity. Qed.
Ltac same := repeat match goal with
  | |- context [ln ?x] => match goal with |- context [ln ?y] => tryif constr_eq x y then fail else replace (ln y) with (ln x) by (f_equal; field; side) end
  | |- context [exp ?x] => match goal with |- context [exp ?y] => tryif constr_eq x y then fail else replace (exp y) with (exp x) by (f_equal; field; side) end
  | |- context [sqrt ?x] => match goal with |- context [sqrt ?y] => tryif constr_eq x y then fail else replace (sqrt y) with (sqrt x) by (f_equal; field; side) end
  | |- context [Rpower ?x ?a] => match goal with |- context [Rpower ?y ?b] => tryif (constr_eq x y; constr_eq a b) then fail else replace (Rpower y b) with (Rpower x a) by (f_equal; field; side) end
  end.
Ltac inner := repeat match goal with
  | |- context [Rpower ?b ?e] => tryif constr_eq b 1 then fail else replace b with 1 by (field; side)
  | |- context [Rpower ?b ?e] => match b with context [Rpower ?x ?y] => lazymatch b with Rpower _ _ => fail | _ => replace b with (Rpower x y) by (field; side) end end
  | |- context [Rpower ?b ?e] => tryif constr_eq e 1 then fail else replace e with 1 by (field; side)
  | |- context [ln ?x] => tryif constr_eq x 1 then fail else replace x with 1 by (field; side)
  | |- context [sqrt ?x] => tryif constr_eq x 1 then fail else replace x with 1 by (field; side)
  | |- context [exp ?x] => tryif constr_eq x 0 then fail else replace x with 0 by (field; side)
  end.
Ltac powers := repeat first
  [ rewrite Rpower_one | rewrite Rpower_O by pos | rewrite Rpower_1 by pos | rewrite Rpower_mult | rewrite Rpower_pred by pos | rewrite Rpower_m1
  | progress inner | rewrite Rpower_plus | rewrite <- Rpower_mult_distr by pos ].
Ltac logs := repeat first
  [ rewrite ln_1 | rewrite exp_0 | rewrite sqrt_1 | rewrite ln_exp | rewrite exp_ln by pos | rewrite exp_m1 | rewrite exp_2
  | rewrite ln_mult by pos | rewrite ln_Rinv by pos | rewrite ln_pow by pos
  | rewrite exp_plus | rewrite exp_Ropp ].
Ltac roots := repeat first [ rewrite sqrt_1 | rewrite sqrt_sqrt by (left; pos) | rewrite pow2_sqrt by (left; pos)
  | rewrite pow_inv | rewrite Rinv_pow by (side; apply Rgt_not_eq; pos) | rewrite sqrt_mult by (left; pos) | rewrite sqrt_inv
  | match goal with |- context [sqrt 4] => replace (sqrt 4) with 2 by (symmetry; apply sqrt_lem_1; lra) end ].
Ltac square := repeat match goal with v : R |- context [sqrt ?w] => constr_eq v w;
  let s := fresh "s" in let e := fresh "e" in
  assert (0 < sqrt v) by pos; assert (e : v = sqrt v * sqrt v) by (symmetry; apply sqrt_sqrt; left; pos);
  set (s := sqrt v) in *; clearbody s; subst v end.
Ltac absolute := unfold Rabs; repeat destruct Rcase_abs; lra.
Ltac close := first [ reflexivity | lra | solve [field; side] | solve [ring] ].
Ltac tidy := unfold Rdiv in *; try rewrite !Rmult_1_l.
Ltac laws := repeat first [ rewrite Phi_quantile by (split; pos) | rewrite quantile_Phi | rewrite quantile_mirror by (split; pos) | rewrite phi_even | rewrite phi_even' | rewrite Phi_mirror | rewrite Ropp_involutive ].
Ltac middle := repeat match goal with |- context [quantile ?x] => replace (quantile x) with 0 by (symmetry; replace x with (1/2) by (field; side); apply row_boundary) end; rewrite ?Phi_zero.
Ltac pis := assert (hp := PI_RGT_0); assert (hs : 0 < sqrt PI) by (apply sqrt_lt_R0; exact hp); assert (hq : sqrt PI * sqrt PI = PI) by (apply sqrt_sqrt; lra);
  set (sp := sqrt PI) in *; rewrite <- ?hq; clearbody sp; field; side.
Ltac normal := intros; derivatives; repeat first [ rewrite Phi_quantile by (split; pos) | rewrite quantile_Phi | rewrite quantile_mirror by (split; pos)
  | match goal with |- context [1 + -1 * Phi ?x] => replace (1 + -1 * Phi x) with (Phi (- x)) by (rewrite Phi_mirror; ring) end
  | match goal with |- context [Phi ?x] => tryif constr_eq x 0 then fail else replace x with 0 by (field; side) end | rewrite Phi_zero
  | match goal with |- context [Phi ?x] => match x with context [quantile ?p] => replace x with (- quantile p) by (field; side) end end
  | match goal with |- context [Phi ?x] => match goal with |- context [Phi ?y] => tryif constr_eq x y then fail else replace y with x by (field; side) end end
  | rewrite Phi_mirror ]; close.
Ltac gammas := match goal with G1 : ?gam 1 = 1, GH : ?gam (1/2) = sqrt PI, GS : forall z, 0 < z -> ?gam (z + 1) = z * ?gam z |- _ =>
  repeat match goal with
  | |- context [gam ?a] => first
    [ constr_eq a 1; rewrite G1 | replace (gam a) with 1 by (symmetry; replace a with 1 by (field; side); exact G1)
    | replace (gam a) with 2 by (symmetry; replace a with (1 + 1 + 1) by (field; side); rewrite !GS, G1 by lra; ring)
    | replace (gam a) with 6 by (symmetry; replace a with (1 + 1 + 1 + 1) by (field; side); rewrite !GS, G1 by lra; ring)
    | replace (gam a) with (sqrt PI / 2) by (symmetry; replace a with (1/2 + 1) by (field; side); rewrite GS, GH by lra; field)
    | replace (gam a) with (3 / 4 * sqrt PI) by (symmetry; replace a with (1/2 + 1 + 1) by (field; side); rewrite !GS, GH by lra; field)
    | replace (gam a) with (sqrt PI) by (symmetry; replace a with (1/2) by (field; side); exact GH)
    | replace (gam a) with 120 by (symmetry; replace a with (1 + 1 + 1 + 1 + 1 + 1) by (field; side); rewrite !GS, G1 by lra; ring)
    | replace (gam a) with 24 by (symmetry; replace a with (1 + 1 + 1 + 1 + 1) by (field; side); rewrite !GS, G1 by lra; ring) ]
  | |- context [gam ?a] => match goal with |- context [gam ?b] => tryif constr_eq a b then fail else first
    [ replace (gam a) with (gam b) by (f_equal; field; side)
    | replace (gam a) with (b * gam b) by (symmetry; replace a with (b + 1) by (field; side); apply GS; pos)
    | replace (gam a) with ((b + 1) * b * gam b) by (symmetry; replace a with (b + 2) by (field; side); apply (gam_2 gam GS); pos)
    | replace (gam a) with ((b + 2) * (b + 1) * b * gam b) by (symmetry; replace a with (b + 3) by (field; side); apply (gam_3 gam GS); pos) ] end
  end end.
Ltac identity := intros; derivatives;
  first [ close | solve [laws; close] | solve [laws; same; close] | solve [middle; close] | solve [laws; middle; close]
  | solve [gammas; close] | solve [gammas; pis] | solve [normal] | solve [gammas; roots; same; close] | solve [gammas; powers; close] | solve [unfold phi, Rdiv; middle; logs; same; roots; close] | solve [absolute]
  | solve [unfold Rpower; logs; close]
  | solve [logs; same; close] | solve [match goal with |- context [ln (-1 * ?v + 1)] => replace (-1 * v + 1) with (1 + -1 * v) by ring end; replace (-1 * (1/2) + 1) with (/ 2) by field; logs; close]
  | solve [inner; logs; close]
  | solve [powers; same; close]
  | solve [powers; logs; same; close]
  | solve [unfold Rdiv; logs; same; close]
  | solve [inner; powers; roots; same; close]
  | solve [rewrite <- ?Rpower_plus; f_equal; field; side ]
  | solve [rewrite <- ?Rpower_plus; same; powers; close ]
  | solve [unfold Rdiv; roots; same; close]
  | solve [square; field; side]
  | solve [unfold Rpower; logs; roots; same; close] ].
Ltac box0 := intros; derivatives; interval with (i_prec 100).
Tactic Notation "box" := box0.
Tactic Notation "box" ident(x) := intros; derivatives; first [interval with (i_prec 60) | match goal with v : R |- _ => interval with (i_bisect v, i_autodiff v) end].
Ltac point := intros; repeat match goal with v := _ : R |- _ => unfold v; clear v end; unfold Rpower; try split; interval with (i_prec 100).
