(* Tactics that replay steps of exported certificates: identities by the laws of the functions and by derivatives, inequalities on boxes and values
   at points by coq-interval. What they prove is checked by Coq; a tactic that finds nothing proves nothing. *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From Wulff Require Import RealDefinitions SpecialDefinitions.
From Wulff.rows Require Import Normal NormalQuantile.
From Wulff.replay Require Export SpecialFunctions GammaBounds.
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
(* what is introduced: variables, and of functions known by their laws those that tactics use as they stand *)
Ltac start := intros; repeat match goal with L : Gamma_laws ?g |- _ => lazymatch goal with H : forall z, 0 < z -> 0 < g z |- _ => fail | _ =>
  pose proof (@Gamma_step g L); pose proof (@Gamma_positive g L); pose proof (@Gamma_one g L); pose proof (@Gamma_half g L) end end.
Ltac pos :=
  lazymatch goal with
  | |- True => exact I
  | |- _ /\ _ => split; pos
  | |- _ <> 0 => first [ lra | apply Rgt_not_eq; pos | apply Rlt_not_eq; pos ]
  | |- _ > 0 => apply Rlt_gt; pos
  | |- 0 < exp _ => apply exp_pos
  | |- 0 < PI => apply PI_RGT_0
  | |- 0 < phi _ => apply phi_pos
  | |- 0 < _ < 1 => split; pos
  | Q : Gamma_quantile_laws _ ?q |- 0 < ?q _ _ => apply (@Gamma_quantile _ q Q); pos
  | Q : Beta_quantile_laws _ ?q |- 0 < ?q _ _ _ => apply (@Beta_quantile _ q Q); pos
  | Q : Beta_quantile_laws _ ?q |- ?q _ _ _ < 1 => apply (@Beta_quantile _ q Q); pos
  | Q : Beta_quantile_laws _ ?q |- 0 < 1 - ?q _ _ _ => apply Rlt_0_minus; pos
  | Q : Beta_quantile_laws _ ?q |- 0 < 1 + -1 * ?q _ _ _ => apply Rlt_0_minus'; pos
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
(* laws at values: the ends, the middle and the quantiles of laws of Gamma and Beta *)
Ltac at_value x v := tryif constr_eq x v then idtac else replace x with v by (field; side).
Ltac special := cbv beta; replace (1 - 1 / 2) with (1 / 2) by lra; repeat match goal with
  | Q : Gamma_quantile_laws ?c ?q |- context [?c ?s (?q ?s' ?p)] => at_value s s'; rewrite (proj2 (Gamma_quantile s' p ltac:(pos) ltac:(split; pos)))
  | Q : Beta_quantile_laws ?c ?q |- context [?c ?a ?b (?q ?a' ?b' ?p)] => at_value a a'; at_value b b'; rewrite (proj2 (Beta_quantile a' b' p ltac:(pos) ltac:(pos) ltac:(split; pos)))
  | Q : Beta_quantile_laws ?c ?q |- context [?q ?a ?a ?p] => replace (q a a p) with (1 / 2) by (symmetry; replace p with (1 / 2) by (field; side); apply (bquantile_middle _ c q); pos)
  | L : Gamma_law_laws _ ?c |- context [?c ?s ?x] => replace (c s x) with 0 by (symmetry; replace x with 0 by (field; side); apply Gamma_law_zero; pos)
  | L : Beta_law_laws _ ?c |- context [?c ?a ?b ?x] => replace (c a b x) with 0 by (symmetry; replace x with 0 by (field; side); apply Beta_law_zero; pos)
  | L : Beta_law_laws _ ?c |- context [?c ?a ?b ?x] => replace (c a b x) with 1 by (symmetry; replace x with 1 by (field; side); apply Beta_law_one; pos)
  | L : Beta_law_laws _ ?c |- context [?c ?a ?a ?x] => replace (c a a x) with (1 / 2) by (symmetry; replace x with (1 / 2) by (field; side); apply (bcdf_middle _ c); pos)
  | L : Beta_law_laws _ ?c, Q : Beta_quantile_laws ?c ?q |- context [?c ?a ?a ?x] => match x with context [q ?a' ?b' ?p] =>
      replace (c a a x) with (1 - c a a (q a' b' p)) by (symmetry; replace x with (1 - q a' b' p) by (field; side); apply Beta_law_mirror; [pos | pos | split; left; pos]) end
  end.
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
  | |- context [phi ?x] => match goal with |- context [phi ?y] => tryif constr_eq x y then fail else replace (phi y) with (phi x) by (f_equal; field; side) end
  | |- context [Phi ?x] => match goal with |- context [Phi ?y] => tryif constr_eq x y then fail else replace (Phi y) with (Phi x) by (f_equal; field; side) end
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
  | match goal with |- context [Phi ?x] => match x with context [quantile ?p] => tryif constr_eq x (- quantile p) then fail else replace x with (- quantile p) by (field; side) end end
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
(* both sides are products of powers: their logarithms are sums. A side is a number times a product of positive factors. *)
Lemma ln_Rpower x y : ln (Rpower x y) = y * ln x. Proof. apply ln_exp. Qed.
Lemma ln_root x : 0 < x -> ln (sqrt x) = / 2 * ln x. Proof. intros h. rewrite <- Rpower_sqrt by auto. apply ln_Rpower. Qed.
Ltac strip A := lazymatch A with
  | ?a * ?b => lazymatch strip a with (?c1, ?p1) => lazymatch strip b with (?c2, ?p2) => constr:((c1 * c2, p1 * p2)) end end
  | ?a / ?b => lazymatch strip a with (?c1, ?p1) => lazymatch strip b with (?c2, ?p2) => constr:((c1 * / c2, p1 * / p2)) end end
  | / ?a => lazymatch strip a with (?c1, ?p1) => constr:((/ c1, / p1)) end
  | - ?a => lazymatch strip a with (?c1, ?p1) => constr:((- c1, p1)) end
  | 0 + ?a => strip a
  | ?a + 0 => strip a
  | ?a - 0 => strip a
  | 0 - ?a => lazymatch strip a with (?c1, ?p1) => constr:((- c1, p1)) end
  | IZR (Zneg ?n) => constr:((- (1), IZR (Zpos n)))
  | _ => constr:((1, A)) end.
(* logarithms of whole numbers by those of primes *)
Ltac split_off n q := let r := eval compute in (Z.div n q) in let m := eval compute in (Z.modulo n q) in
  lazymatch r with 1%Z => fail | _ => lazymatch m with 0%Z => replace (IZR n) with (IZR q * IZR r) by lra; rewrite (ln_mult (IZR q) (IZR r)) by lra end end.
Ltac primes := repeat match goal with |- context [ln (IZR ?n)] => first [split_off n 2%Z | split_off n 3%Z | split_off n 5%Z] end.
Ltac logarithms := unfold Rpower; repeat first [ rewrite ln_exp | rewrite ln_1 | match goal with
    | |- context [ln (1 - (1 + -1 * ?x))] => replace (1 - (1 + -1 * x)) with x by ring
    | |- context [ln ?x] => lazymatch x with 1 => fail | _ * _ => fail | / _ => fail | IZR _ => fail | _ => replace x with 1 by (field; side) end end | rewrite ln_mult by pos | rewrite ln_Rinv by pos | rewrite ln_pow by pos | rewrite ln_root by pos ];
  primes; cbn [INR]; same.
Ltac monomial := unfold phi, Rdiv in *; lazymatch goal with |- ?a = ?b =>
  lazymatch strip a with (?c1, ?p1) => lazymatch strip b with (?c2, ?p2) =>
    transitivity (c1 * p1); [first [ring | field; side] | transitivity (c2 * p2); [| symmetry; first [ring | field; side]]];
    f_equal; [field; side | apply ln_inv; [pos | pos | logarithms; field; side]] end end end.
(* arguments of Gamma that differ by a whole number; values at whole and half numbers *)
Ltac gamma_steps := repeat match goal with
  | S : forall z, 0 < z -> ?gam (z + 1) = z * ?gam z |- context [?gam ?a] => match goal with |- context [gam ?b] => tryif constr_eq a b then fail else first
    [ replace (gam a) with (gam b) by (f_equal; field; side)
    | replace (gam a) with (b * gam b) by (symmetry; replace a with (b + 1) by (field; side); apply S; pos)
    | replace (gam a) with ((b + 1) * b * gam b) by (symmetry; replace a with (b + 2) by (field; side); apply (gam_2 gam S); pos)
    | replace (gam a) with ((b + 2) * (b + 1) * b * gam b) by (symmetry; replace a with (b + 3) by (field; side); apply (gam_3 gam S); pos) ] end end.
Ltac has_variable a := match a with context [?v] => is_var v end.
Ltac gamma_values := repeat match goal with
  | S : forall z, 0 < z -> ?gam (z + 1) = z * ?gam z, G1 : ?gam 1 = 1, GH : ?gam (1 / 2) = sqrt PI |- context [?gam ?a] => tryif has_variable a then fail else first
    [ replace (gam a) with 1 by (symmetry; replace a with 1 by lra; exact G1)
    | replace (gam a) with (sqrt PI) by (symmetry; replace a with (1 / 2) by lra; exact GH)
    | replace (gam a) with ((a - 1) * gam (a - 1)) by (symmetry; replace (gam a) with (gam ((a - 1) + 1)) by (f_equal; lra); apply S; lra) ] end.
Ltac identity := start; special; derivatives; special;
  first [ close | solve [gamma_steps; monomial] | solve [gamma_values; first [close | monomial | pis]] | solve [laws; same; close] | solve [normal] | solve [laws; close] | solve [laws; same; close] | solve [middle; close] | solve [laws; middle; close]
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
(* Gamma at a whole or half number: its value, up to some thousand steps *)
Ltac gamma_value g G x base n := let P := eval vm_compute in (odd_product (Z.to_nat n) base) in let Q := eval vm_compute in (2 ^ n)%Z in let B := fresh "B" in
  assert (B := gamma_exact g n base P Q x ltac:(lia) ltac:(lia) ltac:(vm_compute; reflexivity) ltac:(vm_compute; reflexivity) ltac:(lra));
  lazymatch base with 2%Z => replace (2 / 2) with 1 in B by lra; rewrite (@Gamma_one g G) in B | _ => rewrite (@Gamma_half g G) in B end; rewrite B; clear B.
Ltac when_small n t := let small := eval compute in (Z.leb n 3200) in lazymatch small with true => t () end.
Ltac gamma_numbers := repeat match goal with
  | G : Gamma_laws ?g |- context [?g 1] => rewrite (@Gamma_one g G)
  | G : Gamma_laws ?g |- context [?g (1 / 2)] => rewrite (@Gamma_half g G)
  | G : Gamma_laws ?g |- context [?g (IZR ?m)] => let n := eval compute in (m - 1)%Z in when_small n ltac:(fun _ => gamma_value g G (IZR m) 2%Z n)
  | G : Gamma_laws ?g |- context [?g (IZR ?m / 2)] => let n := eval compute in (Z.div m 2) in when_small n ltac:(fun _ => gamma_value g G (IZR m / 2) 1%Z n) end.
(* the same at any size: bounds of its logarithm, and what joins neighbours *)
Ltac unknown g G x := lazymatch goal with _ : 0 < g x |- _ => fail | _ => assert (0 < g x) by (apply (@Gamma_positive g G); lra) end.
Ltac gamma_facts := repeat match goal with
  | G : Gamma_laws ?g |- context [?g (IZR ?m)] => unknown g G (IZR m); let n := eval compute in (m - 1)%Z in let B := fresh "B" in let C := fresh "C" in
      assert (B := ln_gamma_whole g n ltac:(lia)); assert (C := ln_step g (IZR n) ltac:(lra)); replace (IZR n + 1) with (IZR m) in B, C by lra
  | G : Gamma_laws ?g |- context [?g (IZR ?m / 2)] => unknown g G (IZR m / 2); let n := eval compute in (Z.div m 2) in let k := eval compute in (Z.div m 2 + 1)%Z in let B := fresh "B" in let C := fresh "C" in
      assert (B := ln_gamma_half g n ltac:(lia)); assert (C := ln_gamma_whole g n ltac:(lia)); replace (IZR n + 1 / 2) with (IZR m / 2) in B by lra;
      replace (IZR n + 1) with (IZR k) in B, C by lra end.
Lemma ln_quotient x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y. Proof. intros hx hy. unfold Rdiv. rewrite ln_mult, ln_Rinv; auto using Rinv_0_lt_compat. Qed.
Ltac known_logarithm x := let B := fresh "B" in let v := fresh "v" in interval_intro (ln x) with (i_prec 100) as B; set (v := ln x) in *; clearbody v.
(* a comparison of products is one of the sums of their logarithms, which is linear *)
Ltac log_linear := gamma_facts; lazymatch goal with |- _ > _ => apply Rlt_gt | _ => idtac end; apply ln_lt_inv; [pos | pos |]; unfold Rpower;
  repeat first [ rewrite ln_exp | rewrite ln_mult by pos | rewrite ln_Rinv by pos | rewrite ln_quotient by pos | rewrite ln_root by pos ];
  repeat match goal with
  | |- context [ln (IZR ?n)] => known_logarithm (IZR n)
  | |- context [ln PI] => known_logarithm PI
  | B : context [ln (IZR ?n)] |- _ => known_logarithm (IZR n)
  | B : context [ln (IZR ?n - 1 / 2)] |- _ => known_logarithm (IZR n - 1 / 2) end; lra.

(* quantiles of the normal law lie where its distribution function says, an integral *)
Lemma quantile_between p lo hi : 0 < p < 1 -> Phi lo <= p -> p <= Phi hi -> lo <= quantile p <= hi.
Proof.
  intros h l u. rewrite <- (Phi_quantile p h) in l, u. split; apply Rnot_lt_le; intros n; apply Phi_increasing in n; lra.
Qed.
Lemma Phi_opposite x : Phi x = 1 - Phi (- x). Proof. rewrite Phi_mirror. ring. Qed.
Ltac integrals := unfold Phi, phi; integral with (i_prec 90, i_degree 12, i_fuel 300).
Ltac quantile_in p lo hi := assert (lo <= quantile p <= hi) by (apply quantile_between; [split; lra | integrals | integrals]).
Ltac places := cbv beta; repeat match goal with v := _ : R |- _ => unfold v in *; clear v end.
Ltac quantiles_known := repeat match goal with B : _ <= quantile ?p <= _ |- _ => let q := fresh "q" in set (q := quantile p) in *; clearbody q end.
Ltac one_sided := lazymatch goal with |- _ > _ => apply Rlt_gt | |- _ >= _ => apply Rle_ge | _ => idtac end;
  lazymatch goal with |- _ < _ => apply Rminus_lt | |- _ <= _ => apply Rminus_le | _ => idtac end.
Ltac bisected := one_sided; match goal with B : _ <= ?v <= _ |- _ => is_var v; first [ interval with (i_prec 60, i_bisect v) | interval with (i_prec 60, i_bisect v, i_autodiff v, i_depth 30) ] end.
Ltac box := start; quantiles_known; derivatives; special; middle;
  first [ interval with (i_prec 100) | lazymatch goal with G : Gamma_laws _ |- _ => first [ solve [log_linear] | gamma_numbers; first [interval with (i_prec 100) | bisected] ] end
  | lazymatch goal with |- context [Phi] => rewrite ?(Phi_opposite (-1)); replace (- -1) with 1 by lra; integrals end | bisected ].
(* an argument of Gamma that is the number x *)
Ltac gamma_at x := match goal with G : Gamma_laws ?g |- context [?g ?a] => tryif constr_eq a x then fail else replace (g a) with (g x) by (f_equal; lra) end.
Ltac point := start; places; quantiles_known; gamma_numbers; unfold Rpower, phi; try split; interval with (i_prec 100).
