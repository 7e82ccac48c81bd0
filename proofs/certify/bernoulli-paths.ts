/**
 * Independent trials of one probability in exact arithmetic: tails, a gambler's wealth, and what ever happens on a
 * path.
 */
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';

/** C(n, k). */
export function choose(n: number, k: number): bigint {
  let product = 1n;
  for (let i = 0; i < k; i++) product = (product * BigInt(n - i)) / BigInt(i + 1);
  return product;
}

const parts = (p: Rational): { hit: bigint; miss: bigint; whole: bigint } => ({
  hit: p.n,
  miss: p.d - p.n,
  whole: p.d,
});

/** P[Bin(n, p) >= k]. */
export function binomialTail(k: number, n: number, p: Rational): Rational {
  const { hit, miss, whole } = parts(p);
  let sum = 0n;
  for (let i = Math.max(k, 0); i <= n; i++) sum += choose(n, i) * hit ** BigInt(i) * miss ** BigInt(n - i);
  return ratio(sum, whole ** BigInt(n));
}

/**
 * int_0^1 (1-u+u/p)^h (1-u)^m du: the wealth of a gambler who spreads his money evenly over all stakes u on hits, at
 * the odds 1/p, after h hits and m misses. With n = h + m it is h! m!/(n+1)! sum_{i<=h} C(n+1, i) ((1-p)/p)^(h-i).
 */
export function wealth(h: number, m: number, p: Rational): Rational {
  const { hit, miss } = parts(p);
  const n = h + m;
  let sum = 0n;
  for (let i = 0; i <= h; i++) sum += choose(n + 1, i) * hit ** BigInt(i) * miss ** BigInt(h - i);
  return ratio(sum, BigInt(n + 1) * choose(n, h) * hit ** BigInt(h));
}

/** The stake that would have won most, in hindsight: (h/n)^h (m/n)^m / (p^h (1-p)^m) where h/n > p, else 1. */
export function bestWealth(h: number, m: number, p: Rational): Rational {
  const { hit, miss, whole } = parts(p);
  const n = BigInt(h + m);
  if (BigInt(h) * whole <= hit * n) return ratio(1);
  const power = (x: number): bigint => BigInt(x) ** BigInt(x);
  return ratio(power(h) * power(m) * whole ** n, n ** n * hit ** BigInt(h) * miss ** BigInt(m));
}

/**
 * P[crossed(hits, t) at some time t = 1, ..., n], over all paths. Any rule for stopping is caught at most this often.
 */
export function everCrossed(n: number, p: Rational, crossed: (hits: number, t: number) => boolean): Rational {
  const { hit, miss, whole } = parts(p);
  let alive = [1n];
  let sum = 0n; // over whole^n
  for (let t = 1; t <= n; t++) {
    const next = Array.from({ length: t + 1 }, (_, h) => (alive[h] ?? 0n) + (h > 0 ? alive[h - 1]! : 0n));
    for (let h = 0; h <= t; h++) {
      if (next[h] === 0n || !crossed(h, t)) continue;
      sum += next[h]! * hit ** BigInt(h) * miss ** BigInt(t - h) * whole ** BigInt(n - t);
      next[h] = 0n;
    }
    alive = next;
  }
  return ratio(sum, whole ** BigInt(n));
}
