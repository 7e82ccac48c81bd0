/**
 * The axioms a theorem may rest on, as Coq 8.16 prints them: those that its library of real numbers, mathcomp-analysis
 * and coq-interval are built on. All are consistent with Coq's logic; none is ours.
 */

/** Statement by name. */
export const ALLOWED: ReadonlyMap<string, string> = new Map([
  // Classical logic, and functions and propositions that are equal when they agree.
  [
    'ClassicalDedekindReals.sig_forall_dec',
    'forall P : nat -> Prop, (forall n : nat, {P n} + {~ P n}) -> {n : nat | ~ P n} + {forall n : nat, P n}',
  ],
  ['ClassicalDedekindReals.sig_not_dec', 'forall P : Prop, {~ ~ P} + {~ P}'],
  ['Classical_Prop.classic', 'forall P : Prop, P \\/ ~ P'],
  [
    'FunctionalExtensionality.functional_extensionality_dep',
    'forall (A : Type) (B : A -> Type) (f g : forall x : A, B x), (forall x : A, f x = g x) -> f = g',
  ],
  [
    'boolp.constructive_indefinite_description',
    'forall (A : Type) (P : A -> Prop), (exists x : A, P x) -> {x : A | P x}',
  ],
  [
    'boolp.functional_extensionality_dep',
    'forall (A : Type) (B : A -> Type) (f g : forall x : A, B x), (forall x : A, f x = g x) -> f = g',
  ],
  ['boolp.propositional_extensionality', 'forall P Q : Prop, P <-> Q -> P = Q'],
  // Coq's native integers of 63 bits and what their operations compute; coq-interval calculates with them.
  ['PrimInt63.add', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.addc', 'PrimInt63.int -> PrimInt63.int -> CarryType.carry PrimInt63.int'],
  ['PrimInt63.addcarryc', 'PrimInt63.int -> PrimInt63.int -> CarryType.carry PrimInt63.int'],
  ['PrimInt63.addmuldiv', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.compare', 'PrimInt63.int -> PrimInt63.int -> comparison'],
  ['PrimInt63.div', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.diveucl', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int * PrimInt63.int'],
  ['PrimInt63.diveucl_21', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int -> PrimInt63.int * PrimInt63.int'],
  ['PrimInt63.eqb', 'PrimInt63.int -> PrimInt63.int -> bool'],
  ['PrimInt63.head0', 'PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.int', 'Set'],
  ['PrimInt63.land', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.leb', 'PrimInt63.int -> PrimInt63.int -> bool'],
  ['PrimInt63.lor', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.lsl', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.lsr', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.ltb', 'PrimInt63.int -> PrimInt63.int -> bool'],
  ['PrimInt63.lxor', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.mod', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.mul', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.mulc', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int * PrimInt63.int'],
  ['PrimInt63.sub', 'PrimInt63.int -> PrimInt63.int -> PrimInt63.int'],
  ['PrimInt63.subc', 'PrimInt63.int -> PrimInt63.int -> CarryType.carry PrimInt63.int'],
  ['PrimInt63.subcarryc', 'PrimInt63.int -> PrimInt63.int -> CarryType.carry PrimInt63.int'],
  ['PrimInt63.tail0', 'PrimInt63.int -> PrimInt63.int'],
  [
    'Uint63.add_spec',
    'forall x y : PrimInt63.int, Uint63.to_Z (PrimInt63.add x y) = BinInt.Z.modulo (BinInt.Z.add (Uint63.to_Z x) (Uint63.to_Z y)) Uint63.wB',
  ],
  ['Uint63.addc_def_spec', 'forall x y : PrimInt63.int, PrimInt63.addc x y = Uint63.addc_def x y'],
  ['Uint63.addcarryc_def_spec', 'forall x y : PrimInt63.int, PrimInt63.addcarryc x y = Uint63.addcarryc_def x y'],
  ['Uint63.addmuldiv_def_spec', 'forall p x y : PrimInt63.int, PrimInt63.addmuldiv p x y = Uint63.addmuldiv_def p x y'],
  ['Uint63.compare_def_spec', 'forall x y : PrimInt63.int, PrimInt63.compare x y = Uint63.compare_def x y'],
  [
    'Uint63.div_spec',
    'forall x y : PrimInt63.int, Uint63.to_Z (PrimInt63.div x y) = BinInt.Z.div (Uint63.to_Z x) (Uint63.to_Z y)',
  ],
  [
    'Uint63.diveucl_21_spec',
    "forall a1 a2 b : PrimInt63.int, let (q, r) := PrimInt63.diveucl_21 a1 a2 b in let (q', r') := BinInt.Z.div_eucl (BinInt.Z.add (BinInt.Z.mul (Uint63.to_Z a1) Uint63.wB) (Uint63.to_Z a2)) (Uint63.to_Z b) in BinInt.Z.lt (Uint63.to_Z a1) (Uint63.to_Z b) -> Uint63.to_Z q = q' /\\ Uint63.to_Z r = r'",
  ],
  ['Uint63.diveucl_def_spec', 'forall x y : PrimInt63.int, PrimInt63.diveucl x y = Uint63.diveucl_def x y'],
  ['Uint63.eqb_correct', 'forall i j : PrimInt63.int, PrimInt63.eqb i j = true -> i = j'],
  ['Uint63.eqb_refl', 'forall x : PrimInt63.int, PrimInt63.eqb x x = true'],
  [
    'Uint63.head0_spec',
    'forall x : PrimInt63.int, BinInt.Z.lt BinNums.Z0 (Uint63.to_Z x) -> BinInt.Z.le (BinInt.Z.div Uint63.wB (BinNums.Zpos (BinNums.xO BinNums.xH))) (BinInt.Z.mul (BinInt.Z.pow (BinNums.Zpos (BinNums.xO BinNums.xH)) (Uint63.to_Z (PrimInt63.head0 x))) (Uint63.to_Z x)) /\\ BinInt.Z.lt (BinInt.Z.mul (BinInt.Z.pow (BinNums.Zpos (BinNums.xO BinNums.xH)) (Uint63.to_Z (PrimInt63.head0 x))) (Uint63.to_Z x)) Uint63.wB',
  ],
  [
    'Uint63.land_spec',
    'forall x y i : PrimInt63.int, Uint63.bit (PrimInt63.land x y) i = (Uint63.bit x i && Uint63.bit y i)%bool',
  ],
  [
    'Uint63.leb_spec',
    'forall x y : PrimInt63.int, PrimInt63.leb x y = true <-> BinInt.Z.le (Uint63.to_Z x) (Uint63.to_Z y)',
  ],
  [
    'Uint63.lor_spec',
    'forall x y i : PrimInt63.int, Uint63.bit (PrimInt63.lor x y) i = (Uint63.bit x i || Uint63.bit y i)%bool',
  ],
  [
    'Uint63.lsl_spec',
    'forall x p : PrimInt63.int, Uint63.to_Z (PrimInt63.lsl x p) = BinInt.Z.modulo (BinInt.Z.mul (Uint63.to_Z x) (BinInt.Z.pow (BinNums.Zpos (BinNums.xO BinNums.xH)) (Uint63.to_Z p))) Uint63.wB',
  ],
  [
    'Uint63.lsr_spec',
    'forall x p : PrimInt63.int, Uint63.to_Z (PrimInt63.lsr x p) = BinInt.Z.div (Uint63.to_Z x) (BinInt.Z.pow (BinNums.Zpos (BinNums.xO BinNums.xH)) (Uint63.to_Z p))',
  ],
  [
    'Uint63.ltb_spec',
    'forall x y : PrimInt63.int, PrimInt63.ltb x y = true <-> BinInt.Z.lt (Uint63.to_Z x) (Uint63.to_Z y)',
  ],
  [
    'Uint63.lxor_spec',
    'forall x y i : PrimInt63.int, Uint63.bit (PrimInt63.lxor x y) i = xorb (Uint63.bit x i) (Uint63.bit y i)',
  ],
  [
    'Uint63.mod_spec',
    'forall x y : PrimInt63.int, Uint63.to_Z (PrimInt63.mod x y) = BinInt.Z.modulo (Uint63.to_Z x) (Uint63.to_Z y)',
  ],
  [
    'Uint63.mul_spec',
    'forall x y : PrimInt63.int, Uint63.to_Z (PrimInt63.mul x y) = BinInt.Z.modulo (BinInt.Z.mul (Uint63.to_Z x) (Uint63.to_Z y)) Uint63.wB',
  ],
  [
    'Uint63.mulc_spec',
    'forall x y : PrimInt63.int, BinInt.Z.mul (Uint63.to_Z x) (Uint63.to_Z y) = BinInt.Z.add (BinInt.Z.mul (Uint63.to_Z (fst (PrimInt63.mulc x y))) Uint63.wB) (Uint63.to_Z (snd (PrimInt63.mulc x y)))',
  ],
  ['Uint63.of_to_Z', 'forall x : PrimInt63.int, Uint63.of_Z (Uint63.to_Z x) = x'],
  [
    'Uint63.sub_spec',
    'forall x y : PrimInt63.int, Uint63.to_Z (PrimInt63.sub x y) = BinInt.Z.modulo (BinInt.Z.sub (Uint63.to_Z x) (Uint63.to_Z y)) Uint63.wB',
  ],
  ['Uint63.subc_def_spec', 'forall x y : PrimInt63.int, PrimInt63.subc x y = Uint63.subc_def x y'],
  ['Uint63.subcarryc_def_spec', 'forall x y : PrimInt63.int, PrimInt63.subcarryc x y = Uint63.subcarryc_def x y'],
  [
    'Uint63.tail0_spec',
    'forall x : PrimInt63.int, BinInt.Z.lt BinNums.Z0 (Uint63.to_Z x) -> exists y : BinNums.Z, BinInt.Z.le BinNums.Z0 y /\\ Uint63.to_Z x = BinInt.Z.mul (BinInt.Z.add (BinInt.Z.mul (BinNums.Zpos (BinNums.xO BinNums.xH)) y) (BinNums.Zpos BinNums.xH)) (BinInt.Z.pow (BinNums.Zpos (BinNums.xO BinNums.xH)) (Uint63.to_Z (PrimInt63.tail0 x)))',
  ],
]);
