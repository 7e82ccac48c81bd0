/**
 * The axiom `elementary-functions` (src/formula/enclosure/rounding.ts): the platform's functions, and our erf, are
 * right to ELEMENTARY_ERROR = 2^-49. Compared with MPFR at 160 bits over the whole range of doubles, at points that are
 * known to be hard, and where the error is sought: from the worst point met, its neighbours. A sample is no proof; this
 * says what is assumed and how far it was from being wrong. Seeded.
 */
import { init } from 'gmp-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream, type RandomStream } from '../../../src/numeric/random/random-stream.ts';
import { erf } from '../../../src/numeric/special/special.ts';

type Binding = Awaited<ReturnType<typeof init>>['binding'];
const LIMIT = 2 ** -49;
/** Below, the enclosure moves by an absolute amount. */
const TINY = 1e-300;
const POINTS = process.env['MODE'] === 'fuzz' ? 200_000 : 2500;

let mpfr: Binding;
let [argument, second, result, other]: number[] = [];

beforeAll(async () => {
  mpfr = (await init()).binding;
  [argument, second, result, other] = Array.from({ length: 4 }, () => {
    const register = mpfr.mpfr_t();
    mpfr.mpfr_init2(register, 160);
    return register;
  });
});

/**
 * |found - f(x)| / |f(x)|, where `f` leaves f of the argument in the result; 0 where f is below what is bounded
 * relatively.
 */
function errorOf(found: number, x: number, f: () => void): number {
  mpfr.mpfr_set_d(argument!, x, 0);
  f();
  const right = mpfr.mpfr_get_d(result!, 0);
  if (found === right) {
    if (!Number.isFinite(right) || right === 0) return 0;
  } else if (!Number.isFinite(right) || !Number.isFinite(found)) return Infinity;
  mpfr.mpfr_set_d(other!, found, 0);
  mpfr.mpfr_sub(other!, other!, result!, 0);
  if (Math.abs(found) < TINY) return Math.abs(mpfr.mpfr_get_d(other!, 0)) <= TINY ? 0 : Infinity;
  mpfr.mpfr_div(other!, other!, result!, 0);
  return Math.abs(mpfr.mpfr_get_d(other!, 0));
}

interface Tried {
  readonly f: (x: number) => number;
  readonly exact: () => void;
  readonly draw: (random: RandomStream) => number;
  readonly hard: readonly number[];
}

const uniform = (random: RandomStream, low: number, high: number): number => low + (high - low) * random.uniform();
const decade = (random: RandomStream, low: number, high: number): number => 10 ** uniform(random, low, high);
/** Any size up to `most`, half of the time between 1e-3 and 1e3. */
const signed =
  (most: number) =>
  (random: RandomStream): number => {
    const size =
      random.uniform() < 0.5
        ? decade(random, -3, Math.min(3, Math.log10(most)))
        : decade(random, -300, Math.log10(most));
    return random.sign() * size;
  };
/** Near multiples of pi/2, where sin, cos and tan are small: numerators of the convergents of pi/2, and others. */
const ANGLES = [
  ...[11, 33, 322, 344, 355, 710, 51819, 103993, 104348, 208341, 312689, 833719, 1146408, 4272943, 5419351],
  ...[0.5, 1, 1.5, 2, 3, 4, 7, 100, 1001, 123456].map((k) => k * Math.PI),
].flatMap((x) => [x, x / 2, x / 4]);
const NEAR_ONE = [1, 2, 4, 12, 27, 40, 52].flatMap((k) => [1 + 2 ** -k, 1 - 2 ** -k]);
const SMALL = [
  0.25, 0.34375, 0.35, 0.4375, 0.5, 0.6875, 0.84375, 1, 1.1875, 1.25, 2.4375, 2.857, 22, 28, 36.04, 709.7,
].flatMap((x) => [x, -x]);

const TRIED: Readonly<Record<string, Tried>> = {
  exp: { f: Math.exp, exact: () => mpfr.mpfr_exp(result!, argument!, 0), draw: (r) => uniform(r, -745, 709.7), hard: [...SMALL, 1e-16, -1e-16, 0.34657359, 7.5417527749959590085206221e-10] },
  expm1: { f: Math.expm1, exact: () => mpfr.mpfr_expm1(result!, argument!, 0), draw: signed(709), hard: SMALL },
  log: { f: Math.log, exact: () => mpfr.mpfr_log(result!, argument!, 0), draw: (r) => (r.uniform() < 0.5 ? decade(r, -323, 308) : 1 + r.sign() * decade(r, -15, -0.31)), hard: [...NEAR_ONE, 5e-324, 1e-310, 1.7e308, Math.SQRT2, Math.SQRT1_2] },
  log1p: { f: Math.log1p, exact: () => mpfr.mpfr_log1p(result!, argument!, 0), draw: (r) => (r.uniform() < 0.5 ? decade(r, -300, 300) : -decade(r, -300, -1e-6)), hard: [...NEAR_ONE.map((x) => x - 1), -0.2928932, 0.41421356] },
  sin: { f: Math.sin, exact: () => mpfr.mpfr_sin(result!, argument!, 0), draw: signed(1e7), hard: ANGLES },
  cos: { f: Math.cos, exact: () => mpfr.mpfr_cos(result!, argument!, 0), draw: signed(1e7), hard: ANGLES },
  tan: { f: Math.tan, exact: () => mpfr.mpfr_tan(result!, argument!, 0), draw: signed(1e7), hard: ANGLES },
  atan: { f: Math.atan, exact: () => mpfr.mpfr_atan(result!, argument!, 0), draw: signed(1e300), hard: SMALL },
  sinh: { f: Math.sinh, exact: () => mpfr.mpfr_sinh(result!, argument!, 0), draw: signed(709), hard: SMALL },
  cosh: { f: Math.cosh, exact: () => mpfr.mpfr_cosh(result!, argument!, 0), draw: signed(709), hard: SMALL },
  tanh: { f: Math.tanh, exact: () => mpfr.mpfr_tanh(result!, argument!, 0), draw: signed(1e3), hard: SMALL },
  erf: { f: erf, exact: () => mpfr.mpfr_erf(result!, argument!, 0), draw: signed(30), hard: [...SMALL, 5.9, 6] },
}; // prettier-ignore

/** x moved by k units in its last place. */
function moved(x: number, k: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(k));
  return view.getFloat64(0);
}

describe('elementary-functions: right to 2^-49', () => {
  it.each(Object.keys(TRIED))('%s', (name) => {
    const { f, exact, draw, hard } = TRIED[name]!;
    const random = randomStream(Object.keys(TRIED).indexOf(name));
    let worst = { at: 1, error: 0 };
    const look = (x: number): void => {
      // Where the argument leaves the domain or the range that is trusted.
      if (!Number.isFinite(x) || (name === 'log' && !(x > 0)) || (name === 'log1p' && !(x > -1))) return;
      if (name === 'tan' && Math.abs(Math.cos(x)) < 1e-8) return;
      const error = errorOf(f(x), x, exact);
      if (error > worst.error) worst = { at: x, error };
    };
    for (const x of hard) for (let k = -20; k <= 20; k++) look(moved(x, k));
    for (let n = 0; n < POINTS; n++) look(draw(random));
    for (let round = 0; round < 3; round++) {
      const { at } = worst;
      for (let k = 0; k < POINTS / 5; k++) look(moved(at, random.integer(2e6) - 1e6));
    }
    expect(worst.error, `${name}(${worst.at})`).toBeLessThan(LIMIT);
    // Far from it, and not by an empty comparison.
    expect(worst.error / 2 ** -53).toBeGreaterThan(0.4);
    expect(worst.error / 2 ** -53).toBeLessThan(8);
  });

  it('pow', () => {
    const random = randomStream(99);
    let worst = 0;
    for (let n = 0; n < 2 * POINTS; n++) {
      const x = n % 3 === 0 ? 1 + random.sign() * decade(random, -15, -1) : decade(random, -300, 300);
      const reach = Math.min(1e6, 700 / Math.abs(Math.log(x) || 1));
      const c = random.sign() * decade(random, -5, Math.log10(reach));
      mpfr.mpfr_set_d(second!, c, 0);
      worst = Math.max(
        worst,
        errorOf(Math.pow(x, c), x, () => mpfr.mpfr_pow(result!, argument!, second!, 0)),
      );
    }
    expect(worst).toBeLessThan(LIMIT);
    expect(worst / 2 ** -53).toBeGreaterThan(0.4);
  });
});
