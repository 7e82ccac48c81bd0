/**
 * MPFR (through gmp-wasm) as a machine with a few registers.
 *
 * Numbers live in JavaScript as small integer arrays (`BigFloat`) and are copied into fixed registers of the
 * WebAssembly heap for an operation and out again after it. So they are ordinary garbage-collected values: nothing to
 * free, nothing to use after it was freed, and the WebAssembly heap never grows.
 */
import { init, type GMPFunctions } from 'gmp-wasm';

/** An MPFR number outside the heap: [precision, sign, exponent, limb words...]. Never written to after creation. */
export type BigFloat = Int32Array;

/** A register: the address of an mpfr_t. */
export type Register = number;

/** MPFR rounding modes. */
export const ROUND_NEAREST = 0;
export const ROUND_UP = 2;
export const ROUND_DOWN = 3;
export type Rounding = typeof ROUND_NEAREST | typeof ROUND_UP | typeof ROUND_DOWN;

/** Largest precision in bits a register holds. */
export const MAX_PRECISION = 8192;
const REGISTERS = 16;
const HEADER = 3;
/** The exponent field of zero. */
const EXPONENT_OF_ZERO = -2147483647;

/** -1, 0 or 1 (x is never NaN). */
export function signOf(x: BigFloat): -1 | 0 | 1 {
  if (x[2] === EXPONENT_OF_ZERO) return 0;
  return x[1]! < 0 ? -1 : 1;
}

/** The integer part of x 2^shift, towards minus infinity, and whether nothing was cut off; x finite. */
export function floorScaled(x: BigFloat, shift: number): { readonly floor: bigint; readonly exact: boolean } {
  if (signOf(x) === 0) return { floor: 0n, exact: true };
  let digits = 0n;
  for (let i = x.length - 1; i >= HEADER; i--) digits = (digits << 32n) | BigInt(x[i]! >>> 0);
  if (signOf(x) < 0) digits = -digits;
  // The value is digits 2^(exponent - bits of the limbs).
  const move = x[2]! - 32 * (x.length - HEADER) + shift;
  if (move >= 0) return { floor: digits << BigInt(move), exact: true };
  const floor = digits >> BigInt(-move);
  return { floor, exact: floor << BigInt(-move) === digits };
}

export class Mpfr {
  /** The raw MPFR functions; arguments are registers. */
  readonly binding: GMPFunctions;
  readonly registers: readonly Register[];
  private heap: Int32Array;

  constructor(binding: GMPFunctions) {
    this.binding = binding;
    this.registers = Array.from({ length: REGISTERS }, () => {
      const register = binding.mpfr_t();
      binding.mpfr_init2(register, MAX_PRECISION);
      return register;
    });
    this.heap = new Int32Array(binding.mem.buffer);
    this.requireLayout();
  }

  /** Sets the precision in bits of a register that will hold a result; its value becomes meaningless. */
  setPrecision(register: Register, precision: number): void {
    this.words()[register >> 2] = precision;
  }

  /** Copies a number into a register, which takes its precision. */
  load(register: Register, value: BigFloat): void {
    const words = this.words();
    const base = register >> 2;
    words[base] = value[0]!;
    words[base + 1] = value[1]!;
    words[base + 2] = value[2]!;
    const limbs = words[base + 3]! >> 2;
    for (let i = HEADER; i < value.length; i++) words[limbs + i - HEADER] = value[i]!;
  }

  /** The number in a register. */
  store(register: Register): BigFloat {
    const words = this.words();
    const base = register >> 2;
    const precision = words[base]!;
    const limbs = words[base + 3]! >> 2;
    const length = HEADER + 2 * Math.ceil(precision / 64);
    const value = new Int32Array(length);
    value[0] = precision;
    value[1] = words[base + 1]!;
    value[2] = words[base + 2]!;
    for (let i = HEADER; i < length; i++) value[i] = words[limbs + i - HEADER]!;
    return value;
  }

  /** Bytes of the WebAssembly heap, to see that it does not grow. */
  get heapBytes(): number {
    return this.binding.mem.length;
  }

  /** The heap as 32-bit words; a new view after it grew. */
  private words(): Int32Array {
    if (this.heap.length === 0) this.heap = new Int32Array(this.binding.mem.buffer);
    return this.heap;
  }

  /** mpfr_t must be {precision, sign, exponent, address of 64-bit limbs}: refuse to run on any other build. */
  private requireLayout(): void {
    const [a, b] = this.registers as [Register, Register];
    this.setPrecision(a, 100);
    this.binding.mpfr_set_d(a, -1.5, ROUND_NEAREST);
    const value = this.store(a);
    this.setPrecision(b, 200);
    this.load(b, value);
    this.binding.mpfr_set_zero(a, 1);
    const zero = this.store(a);
    const right =
      signOf(zero) === 0 &&
      signOf(value) === -1 &&
      this.binding.mp_bits_per_limb() === 64 &&
      this.binding.mpfr_get_prec(a) === 100 &&
      this.binding.mpfr_get_prec(b) === 100 &&
      this.binding.mpfr_get_d(b, ROUND_NEAREST) === -1.5 &&
      value.join() === [100, -1, 1, 0, 0, 0, 0xc0000000 | 0].join();
    if (!right) throw new Error('this build of gmp-wasm lays out mpfr_t in an unknown way');
  }
}

let loading: Promise<Mpfr> | undefined;

/** Loads MPFR once; every later call gives the same instance. */
export function loadMpfr(): Promise<Mpfr> {
  loading ??= init().then((library) => new Mpfr(library.binding));
  return loading;
}
