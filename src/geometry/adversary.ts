/** The adversary: the unit ball of a norm, by name where formulas know it, as a body otherwise; and its spec. */
import { clipped, didYouMean, InvalidInput } from '../numeric/invalid-input.ts';
import { requireDimension } from './bodies/lp-norm.ts';
import type { ConvexBody } from './body.ts';

/**
 * What a radius is certified against: shifts v with gauge(v) <= r, the gauge being that of the unit ball of l_p
 * (`kind: lp`) or of a symmetric convex body. `dim` is the dimension of the space.
 */
export type Adversary =
  /** Unit ball of l_p, 1 <= p <= Infinity. */
  | { readonly kind: 'lp'; readonly p: number; readonly dim: number }
  /** Any symmetric convex body. */
  | { readonly kind: 'body'; readonly body: ConvexBody; readonly dim: number };

/**
 * The unit ball of l_p in R^dim, 1 <= p <= Infinity. Throws InvalidInput.
 *
 * @example
 * lpAdversary(1.5, 3) // => { kind: 'lp', p: 1.5, dim: 3 }
 */
export function lpAdversary(p: number, dim: number): Adversary & { readonly kind: 'lp' } {
  requireDimension(dim);
  if (!(p >= 1))
    throw new InvalidInput(`The ball of l_p is convex for 1 <= p <= infinity, not p = ${p}.`, { code: 'adversary' });
  return { kind: 'lp', p, dim };
}

/** The p of a spec `l1`, `l2`, `linf`, `lp:P`; null for any other text. */
export function normOf(spec: string): number | null {
  const text = spec.trim();
  if (text === 'linf' || text === 'lp:inf') return Infinity;
  if (text === 'l1' || text === 'l2') return Number(text.slice(1));
  const exponent = /^lp:(\d+\.?\d*|\.\d+)$/.exec(text)?.[1];
  return exponent === undefined ? null : Number(exponent);
}

/**
 * The adversary a spec names, at this dimension. Throws InvalidInput with one sentence.
 *
 * @example
 * parseAdversary('linf', 3) // => { kind: 'lp', p: Infinity, dim: 3 }
 */
export function parseAdversary(spec: string, dim: number): Adversary & { readonly kind: 'lp' } {
  const p = normOf(spec);
  if (p !== null) return lpAdversary(p, dim);
  const text = spec.trim();
  const near = /^l(\d+\.?\d*)$/.exec(text);
  if (near !== null && Number(near[1]) < 1) {
    throw new InvalidInput(
      `Unknown adversary "${text}": l${near[1]!} is no norm, so there is no ball of it to certify. Use l1, l2, linf or lp:P with P >= 1.`,
      { code: 'adversary' },
    );
  }
  const hint = near === null ? didYouMean(text, ['l1', 'l2', 'linf']) : ` Did you mean "lp:${near[1]!}"?`;
  const shown = clipped(text, 60);
  throw new InvalidInput(`Unknown adversary "${shown}".${hint} Use l1, l2, linf, lp:P with P >= 1, or a body file.`, {
    code: 'adversary',
  });
}

/**
 * `l1`, `l2`, `linf`, `lp:1.5` or the body's name.
 *
 * @example
 * adversaryName(lpAdversary(Infinity, 3)) // => 'linf'
 */
export function adversaryName(adversary: Adversary): string {
  if (adversary.kind === 'body') return adversary.body.name;
  if (adversary.p === Infinity) return 'linf';
  return Number.isInteger(adversary.p) && adversary.p <= 2 ? `l${adversary.p}` : `lp:${adversary.p}`;
}
