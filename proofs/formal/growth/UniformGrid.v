(* Noise uniform on the whole numbers -K, ..., K of every pixel: a move by m grey levels changes the probability of no set of copies
   by more than m / (2 K + 1), in any dimension. No axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.zify Require Import zify.
From Wulff Require Import Definitions LogDefinitions.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* numbers of 0, ..., 2 K that a move by z leads out *)
Definition outside K (z : int) (a : 'I_K.*2.+1) : bool := ~~ (0 <= (a : nat)%:Z + z < K.*2.+1%:Z).
Lemma card_outside K z : (#|outside (K := K) z| <= absz z)%N.
Proof.
pose from := if 0 <= z then (K.*2.+1 - absz z)%N else 0%N.
rewrite cardE -(size_map (@nat_of_ord _)) -(size_iota from (absz z)); apply: uniq_leq_size.
  by rewrite map_inj_uniq ?enum_uniq //; exact: ord_inj.
move=> b /mapP[a]; rewrite mem_enum unfold_in /outside => h ->; rewrite mem_iota /from; have := ltn_ord a; move: h.
by case: ifP; lia.
Qed.

Section Cube.
Variables d K : nat.
Local Notation W := (K.*2.+1).
Local Notation noise := (noise d K).
(* what one coordinate does has its share of all noise *)
Lemma card_coordinate (i : 'I_d) (A : pred 'I_W) : (#|[pred N : noise | A (N i)]| * W = #|A| * #|{: noise}|)%N.
Proof.
pose F (j : 'I_d) : pred 'I_W := if j == i then A else xpredT.
have e : [pred N : noise | A (N i)] =i family F.
  move=> N; rewrite inE; apply/idP/familyP => [h j|/(_ i)]; rewrite /F ?eqxx //.
  by case: eqP => // ->.
rewrite (eq_card e) card_family foldrE big_image /= (bigD1 i) //= {1}/F eqxx.
rewrite (eq_bigr (fun=> W)) => [|j /negbTE ji]; last by rewrite /F ji; rewrite -[RHS]card_ord; exact: eq_card.
rewrite prod_nat_const card_ffun !card_ord cardC1 card_ord -mulnA -expnSr prednK //.
exact: leq_ltn_trans (ltn_ord i).
Qed.

Definition moved (x y : image d) (N : noise) : noise := [ffun i => inord (absz ((N i : nat)%:Z + (x i - y i)))].
Definition stays (x y : image d) (N : noise) := [forall i, ~~ outside (x i - y i) (N i)].
Lemma copy_moved (x y : image d) (N : noise) : stays x y N -> copy y (moved x y N) = copy x N.
Proof.
move=> /forallP h; apply/ffunP => i; rewrite !ffunE; have := h i; rewrite /outside negbK => r.
rewrite inordK; lia.
Qed.
Lemma copy_inj (x : image d) : injective (@copy d K x).
Proof. by move=> N N' e; apply/ffunP => i; apply: val_inj; move/ffunP/(_ i): e; rewrite !ffunE /=; lia. Qed.
Lemma card_stays (x y : image d) (f : pred (image d)) :
  (#|[pred N : noise | f (copy x N) && stays x y N]| <= #|[pred N : noise | f (copy y N)]|)%N.
Proof.
pose A := [pred N : noise | f (copy x N) && stays x y N].
have inj : {in A &, injective (moved x y)}.
  move=> N N' /andP[_ s] /andP[_ s'] e; apply: (@copy_inj x).
  by rewrite -(copy_moved s) -(copy_moved s') e.
rewrite -(card_in_image inj); apply: subset_leq_card; apply/subsetP => M /imageP[N /andP[fN s] ->].
by rewrite inE copy_moved.
Qed.
Lemma card_moves (x y : image d) : (#|[pred N : noise | ~~ stays x y N]| * W <= levels x y * #|{: noise}|)%N.
Proof.
apply: (@leq_trans ((\sum_i #|[pred N : noise | outside (x i - y i)%R (N i)]|) * W)%N).
  rewrite leq_mul2r; apply/orP; right.
  rewrite -sum1_card (eq_bigr (fun i => (\sum_(N : noise | outside (x i - y i)%R (N i)) 1)%N)); last by move=> i _; rewrite sum1_card.
  rewrite (exchange_big_dep xpredT) //= big_mkcond /=; apply: leq_sum => N _.
  case: ifP => //; rewrite unfold_in /= negb_forall => /existsP[i]; rewrite negbK => o.
  by rewrite (bigD1 i).
rewrite big_distrl /= /levels big_distrl /=; apply: leq_sum => i _.
by rewrite card_coordinate leq_mul2r card_outside orbT.
Qed.

Variable R : realFieldType.
Theorem share_moves (f : pred (image d)) (x y : image d) m : (levels x y <= m)%N ->
  share R K f x <= share R K f y + m%:R / W%:R.
Proof.
move=> le; have U0 : (0 < #|{: noise}|)%N by rewrite card_ffun !card_ord expn_gt0.
have U0R : 0 < #|{: noise}|%:R :> R by rewrite ltr0n.
have W0 : 0 < W%:R :> R by rewrite ltr0n.
rewrite /share -(ler_pmul2r U0R) mulrDl !divfK ?lt0r_neq0 //.
have split : (#|[pred N : noise | f (copy x N)]| <=
    #|[pred N : noise | f (copy y N)]| + #|[pred N : noise | ~~ stays x y N]|)%N.
  apply: leq_trans (leq_add (card_stays x y f) (leqnn _)).
  rewrite -[leqRHS]cardUI; apply: leq_trans (leq_addr _ _); apply: subset_leq_card; apply/subsetP => N.
  by rewrite !inE => ->; case: stays.
move: split; rewrite -(ler_nat R) natrD => /le_trans; apply; rewrite ler_add2l mulrAC ler_pdivl_mulr // -!natrM ler_nat.
by apply: leq_trans (card_moves x y) _; rewrite leq_mul2r le orbT.
Qed.
End Cube.
