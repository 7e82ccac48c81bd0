/** Adversary specs: `l1`, `l2`, `linf`, `lp:1.5`. */
import { didYouMean, InvalidInput } from '../numeric/invalid-input.ts';
import { requireDimension } from '../geometry/bodies/lp-norm.ts';
import type { Adversary } from './adversary.ts';

/** The names understood, for `--help`. */
export const ADVERSARY_NAMES: readonly string[] = ['l1', 'l2', 'linf', 'lp:1.5'];

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

/**
 * The adversary a spec names, at this dimension. Throws InvalidInput with one sentence.
 *
 * @example
 * parseAdversary('linf', 3) // => { kind: 'lp', p: Infinity, dim: 3 }
 */
export function parseAdversary(spec: string, dim: number): Adversary & { readonly kind: 'lp' } {
  const text = spec.trim();
  if (text === 'linf' || text === 'lp:inf') return lpAdversary(Infinity, dim);
  if (text === 'l1' || text === 'l2') return lpAdversary(Number(text.slice(1)), dim);
  const exponent = /^lp:(\d+\.?\d*|\.\d+)$/.exec(text);
  if (exponent !== null) return lpAdversary(Number(exponent[1]), dim);
  const near = /^l(\d+\.?\d*)$/.exec(text);
  if (near !== null && Number(near[1]) < 1) {
    throw new InvalidInput(
      `Unknown adversary "${text}": l${near[1]!} is no norm, so there is no ball of it to certify. Use l1, l2, linf or lp:P with P >= 1.`,
      { code: 'adversary' },
    );
  }
  const hint = near === null ? didYouMean(text, ['l1', 'l2', 'linf']) : ` Did you mean "lp:${near[1]!}"?`;
  const shown = text.length > 60 ? `${text.slice(0, 60)}...` : text;
  throw new InvalidInput(`Unknown adversary "${shown}".${hint} Use l1, l2, linf, lp:P with P >= 1, or a body file.`, {
    code: 'adversary',
  });
}
