/**
 * Ends of intervals: MPFR numbers of one precision, every operation rounded in a given direction.
 */
import { EnclosureError } from './enclosure-error.ts';
import { MAX_PRECISION, type BigFloat, type Mpfr, type Register, type Rounding } from './mpfr.ts';
import { numerator, toRational, type Rational } from '../algebra/rational.ts';

/** What a number may be given as, exactly: a double by its bits, an integer, "3/4", "-1.25", "1e-12", a fraction. */
export type Exact = number | bigint | string | Rational;

export type UnaryOperation = (result: Register, x: Register, rounding: Rounding) => number;
export type BinaryOperation = (result: Register, x: Register, y: Register, rounding: Rounding) => number;

/** Decimal digits printed. */
const DIGITS = 20;

export class Ends {
  readonly mpfr: Mpfr;
  /** Bits of every result. */
  readonly precision: number;

  constructor(mpfr: Mpfr, precision: number) {
    if (!Number.isInteger(precision) || precision < 24 || precision > MAX_PRECISION) {
      throw new RangeError(`the precision must be an integer from 24 to ${MAX_PRECISION} bits, not ${precision}`);
    }
    this.mpfr = mpfr;
    this.precision = precision;
  }

  /** x rounded. */
  round(x: Exact, rounding: Rounding): BigFloat {
    const { binding } = this.mpfr;
    if (typeof x === 'number') return this.nullary((r) => binding.mpfr_set_d(r, x, rounding));
    const rational = toRational(x);
    const text = binding.malloc_cstr(`${numerator(rational)}/${rational.d}`);
    const q = binding.mpq_t();
    binding.mpq_init(q);
    try {
      binding.mpq_set_str(q, text, 10);
      return this.nullary((r) => binding.mpfr_set_q(r, q, rounding));
    } finally {
      binding.mpq_clear(q);
      binding.mpq_t_free(q);
      binding.free(text);
    }
  }

  /** A result without arguments; like all operations here, throws EnclosureError where MPFR says NaN. */
  nullary(operation: (result: Register) => number): BigFloat {
    const result = this.mpfr.registers[0]!;
    this.mpfr.setPrecision(result, this.precision);
    operation(result);
    if (this.mpfr.binding.mpfr_nan_p(result) !== 0) {
      throw new EnclosureError('a function was evaluated outside its domain');
    }
    return this.mpfr.store(result);
  }

  unary(operation: UnaryOperation, x: BigFloat, rounding: Rounding): BigFloat {
    const a = this.mpfr.registers[1]!;
    this.mpfr.load(a, x);
    return this.nullary((result) => operation(result, a, rounding));
  }

  binary(operation: BinaryOperation, x: BigFloat, y: BigFloat, rounding: Rounding): BigFloat {
    const a = this.mpfr.registers[1]!;
    const b = this.mpfr.registers[2]!;
    this.mpfr.load(a, x);
    this.mpfr.load(b, y);
    return this.nullary((result) => operation(result, a, b, rounding));
  }

  /** Sign of x - y. */
  compare(x: BigFloat, y: BigFloat): number {
    const [a, b] = this.mpfr.registers as [Register, Register];
    this.mpfr.load(a, x);
    this.mpfr.load(b, y);
    return this.mpfr.binding.mpfr_cmp(a, b);
  }

  min(x: BigFloat, y: BigFloat): BigFloat {
    return this.compare(x, y) <= 0 ? x : y;
  }

  max(x: BigFloat, y: BigFloat): BigFloat {
    return this.compare(x, y) >= 0 ? x : y;
  }

  /** x as a double, rounded. */
  toDouble(x: BigFloat, rounding: Rounding): number {
    const a = this.mpfr.registers[0]!;
    this.mpfr.load(a, x);
    return this.mpfr.binding.mpfr_get_d(a, rounding);
  }

  /** x in decimal with 20 significant digits, rounded: "-1.2345e-7", "Infinity". */
  toDecimal(x: BigFloat, rounding: Rounding): string {
    const double = this.toDouble(x, rounding);
    const a = this.mpfr.registers[0]!;
    const { binding } = this.mpfr;
    if (binding.mpfr_number_p(a) === 0) return String(double);
    if (binding.mpfr_zero_p(a) !== 0) return '0';
    const exponentAddress = binding.malloc(8);
    const address = binding.mpfr_get_str(0, exponentAddress, 10, DIGITS, a, rounding);
    const exponent = binding.memView.getInt32(exponentAddress, true) - 1;
    const { mem } = binding;
    const text = String.fromCharCode(...mem.subarray(address, mem.indexOf(0, address)));
    binding.mpfr_free_str(address);
    binding.free(exponentAddress);
    const sign = text.startsWith('-') ? '-' : '';
    const digits = text.slice(sign.length).replace(/0+$/, '');
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}${exponent === 0 ? '' : `e${exponent}`}`;
  }
}
